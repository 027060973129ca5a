from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pytest
import yaml

import handouts
import reading
from handouts.colour import palette
from handouts.press.plan import one
from handouts.press.stages import Press
from oracle import oracle_words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from handouts.content.content import Content
    from verapdf.driver import Verdict

MM = 72 / 25.4


def test_vera_pdf_passes_every_leaflet_for_both_standards(
    leaflets: Mapping[tuple[str, str], Path],
    verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]],
) -> None:
    verdicts = verapdf(leaflets.values())
    failed = {
        (path.name, flavour): v.failures for path, by in verdicts.items() for flavour, v in by.items() if not v.passed
    }
    assert failed == {}
    assert {tuple(by) for by in verdicts.values()} == {("ua1", "2a")}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_other_validator_agrees(leaflet: Path, profile: str) -> None:
    report = page_validation.validate_pdf(str(leaflet), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_the_words_of_the_tag_tree_are_the_words_of_the_yaml_in_order(
    leaflets: Mapping[tuple[str, str], Path], repository: Path
) -> None:
    words = (repository / "content.yaml").read_text(encoding="utf-8")
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    for (clinic, layout), path in leaflets.items():
        raw = (repository / "layouts" / f"{layout}.yaml").read_text(encoding="utf-8")
        shows = yaml.load(raw, yaml.BaseLoader)["shows"]  # noqa: S506 - text only
        read = words_of([" ".join(reading.tree_words(path))])
        assert read == oracle_words(words, clinics, "microneedling", clinic, "en", shows, layout)


def test_nothing_is_wrong_that_no_validator_sees(leaflet: Path) -> None:
    assert reading.faults(leaflet) == []


def test_words_outside_the_tree_are_only_the_initial_and_what_a_second_page_repeats(leaflet: Path) -> None:
    allowed = {"B", "Microneedling", "Sample text, not clinically reviewed"}
    assert {" ".join(words.split()) for words in reading.artifact_words(leaflet)} <= allowed


@pytest.mark.parametrize("dpi", [72, 150])
def test_the_code_on_the_page_leads_to_the_booking_page(leaflets: Mapping[tuple[str, str], Path], dpi: int) -> None:
    links = {
        "alder": "https://alder.example/book?t=microneedling",
        "bayview": "https://bayview.example/visit?for=microneedling&at=bayview",
        "alder-st-catherine": "https://alder.example/book?t=microneedling",
    }
    for (clinic, _), path in leaflets.items():
        assert reading.qr_codes(path, dpi) == [links[clinic]]


def test_telephone_mail_and_site_are_links_in_the_tree_once_each(leaflets: Mapping[tuple[str, str], Path]) -> None:
    for (clinic, layout), path in leaflets.items():
        targets = [link.target for link in reading.links(path)]
        own = [target for target in targets if target.startswith(("tel:", "mailto:")) or target.endswith(".example")]
        assert len(own) == len(set(own)), (clinic, layout)
        assert len([target for target in own if target.startswith("mailto:")]) == 1
        assert len([target for target in own if target.startswith("tel:")]) == 3
        assert len([target for target in own if target.startswith("https:")]) == 1


def test_the_body_is_the_same_bytes_for_clinics_that_share_a_layout(leaflets: Mapping[tuple[str, str], Path]) -> None:
    for layout in ("a4", "a4-two-sided"):
        ours, theirs = (body_streams(leaflets[clinic, layout]) for clinic in ("alder", "alder-st-catherine"))
        assert ours == theirs
        assert len(ours) >= 1


def body_streams(path: Path) -> list[str]:
    """Hashes of each page's first content stream, raw, and of the body's font files."""
    with pikepdf.open(path) as pdf:
        streams = [page.Contents[0].read_raw_bytes() for page in pdf.pages]
        fonts = [
            font.DescendantFonts[0].FontDescriptor.FontFile2.read_raw_bytes()
            for page in pdf.pages
            for name, font in sorted(page.Resources.Font.items())
            if name.startswith("/B")
        ]
    return [hashlib.sha256(data).hexdigest() for data in (*streams, *fonts)]


def test_the_same_inputs_give_the_same_bytes_in_another_process(content: Content, repository: Path) -> None:
    here = handouts.render(content, "microneedling", clinic="alder", layout="a4").data
    program = (
        "import hashlib, handouts;"
        f"content = handouts.load({str(repository)!r});"
        "pdf = handouts.render(content, 'microneedling', clinic='alder', layout='a4');"
        "print(hashlib.sha256(pdf.data).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_one_clinic_alone_gives_the_bytes_that_it_has_among_others(
    content: Content, leaflets: Mapping[tuple[str, str], Path]
) -> None:
    alone = handouts.render(content, "microneedling", clinic="alder-st-catherine", layout="a4").data
    assert alone == leaflets["alder-st-catherine", "a4"].read_bytes()


def test_the_file_says_how_it_wants_to_be_printed(leaflets: Mapping[tuple[str, str], Path]) -> None:
    sizes = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}
    for (_, layout), path in leaflets.items():
        with pikepdf.open(path) as pdf:
            wishes = pdf.Root.ViewerPreferences
            assert wishes.PrintScaling == "/None"
            assert wishes.DisplayDocTitle is True
            two_sided = layout.endswith("two-sided")
            assert (wishes.get("/Duplex") == "/DuplexFlipLongEdge") is two_sided
            assert len(pdf.pages) == (2 if two_sided else 1)
            width, height = sizes[layout.removesuffix("-two-sided")]
            for page in pdf.pages:
                assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, width, height], abs=0.01)
                assert page.TrimBox == page.MediaBox


def test_colour_is_only_ever_an_index_of_the_palette(leaflet: Path) -> None:
    assert reading.colour_operators(leaflet) == {"/Brand cs", "/Brand CS", "scn", "SCN"}


def test_every_page_says_that_nobody_has_reviewed_the_words(leaflet: Path) -> None:
    import pypdfium2  # noqa: PLC0415 - 90 ms that only this test needs

    with pypdfium2.PdfDocument(leaflet) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert ["not clinically reviewed" in text for text in texts] == [True] * len(texts)


def test_copying_from_a_viewer_gives_words_with_spaces_between_them(leaflet: Path) -> None:
    text = " ".join(reading.pdfium_text(leaflet).split())
    assert "A licensed skincare professional or dermatologist moves the device over each area." in text
    assert "fine lines and wrinkles" in text


@pytest.mark.parametrize("brand", ["#000000", "#ffffff", "#ffe600", "#e9b7b3", "#b3202a", "#00a0ff", "#7a7a7a"])
def test_the_code_scans_in_any_brand(brand: str, content: Content, tmp_path: Path) -> None:
    press = Press(content)
    ticket = press.ticket(one(content, "microneedling", clinic="alder", layout="a4"))
    document = press.compose(ticket)
    pages = press.typeset(ticket, document)
    path = tmp_path / "brand.pdf"
    path.write_bytes(press.paint(replace(ticket, palette=palette(brand)), document, pages))
    assert reading.qr_codes(path, 72) == reading.qr_codes(path, 150) == ["https://alder.example/book?t=microneedling"]
