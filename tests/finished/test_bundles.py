"""Several treatments in one leaflet, as finished files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pytest
import yaml

import handouts
import reading
from handouts.errors import ContentInvalid, NothingToMake
from handouts.press.project import start
from oracle import oracle_words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from verapdf.driver import Verdict

CLINICS = {"alder": "a4-bundle", "bayview": "letter-bundle", "alder-st-catherine": "a4-bundle"}

#: What all treatments share; the numbers to call stand with each.
SHARED = ("clinic.logo", "clinic.name", "clinic.booking", "clinic.address", "clinic.hours", "clinic.email",
          "clinic.website", "clinic.small_print", "appointment")  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a second treatment: the same words under another title."""
    folder = tmp_path_factory.mktemp("bundles")
    start(folder)
    content = folder / "content.yaml"
    head, _, body = content.read_text(encoding="utf-8").partition("treatments:\n")
    second = body.replace("  microneedling:\n", "  facial:\n").replace("title: Microneedling\n", "title: Facial\n", 1)
    second = second.replace('version: "1.0"', 'version: "2.0"').replace("reviewed: 2026-03-01", "reviewed: 2026-09-01")
    content.write_text(f"{head}treatments:\n{body.rstrip()}\n{second}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bundles(project: Path) -> Mapping[str, Path]:
    handouts.build(handouts.load(project), bundle=True)
    return {
        clinic: project / "output" / clinic / f"microneedling+facial_{clinic}_en_{layout}.pdf"
        for clinic, layout in CLINICS.items()
    }


def shows(repository: Path) -> list[str]:
    raw = (repository / "layouts" / "a4-bundle.yaml").read_text(encoding="utf-8")
    return list(yaml.load(raw, yaml.BaseLoader)["shows"])  # noqa: S506 - text only


def test_both_validators_pass_every_bundle(
    bundles: Mapping[str, Path], verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]]
) -> None:
    verdicts = verapdf(bundles.values())
    assert [
        (path.name, verdict.failures) for path, by in verdicts.items() for verdict in by.values() if not verdict.passed
    ] == []
    for path in bundles.values():
        assert reading.faults(path) == []
        for profile in ("ua1", "2a"):
            assert page_validation.validate_pdf(str(path), profile=profile).is_compliant


def test_each_treatment_is_read_with_its_numbers_and_what_is_shared_once(
    bundles: Mapping[str, Path], project: Path, repository: Path
) -> None:
    content, clinics = ((project / name).read_text(encoding="utf-8") for name in ("content.yaml", "clinics.yaml"))
    every = shows(repository)
    masthead = [name for name in every if name in SHARED[:2]]
    rest = [name for name in every if name in SHARED[2:]]
    own = [name for name in every if name not in SHARED]
    for clinic, path in bundles.items():
        layout = CLINICS[clinic]

        def said(treatment: str, fields: list[str], clinic: str = clinic, layout: str = layout) -> list[str]:
            return oracle_words(content, clinics, treatment, clinic, "en", fields, layout)

        wanted = [
            *said("microneedling", masthead),
            *said("microneedling", own),
            *said("facial", own),
            *said("microneedling", rest),
        ]
        assert words_of([" ".join(reading.tree_words(path))]) == wanted


def test_each_treatment_has_a_bookmark_and_the_contact_page_one_of_its_own(bundles: Mapping[str, Path]) -> None:
    for path in bundles.values():
        with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == [
                "Microneedling",
                "Facial",
                "Book or ask a question",
                "Your appointment",
            ]
            assert outline.root[1].children[0].title == "What it is"


def test_the_code_is_there_once_and_asks_for_no_single_treatment(bundles: Mapping[str, Path]) -> None:
    assert reading.qr_codes(bundles["alder"], 150) == ["https://alder.example/book"]
    for path in bundles.values():
        assert len(reading.qr_codes(path, 72)) == 1


def test_a_number_is_a_link_with_each_treatment_and_other_details_once(bundles: Mapping[str, Path]) -> None:
    for path in bundles.values():
        targets = [link.target for link in reading.links(path)]
        assert len([target for target in targets if target.startswith("tel:")]) == 6
        assert len([target for target in targets if target.startswith("mailto:")]) == 1


def test_every_page_says_that_nobody_has_reviewed_it(bundles: Mapping[str, Path]) -> None:
    for path in bundles.values():
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
        texts = reading.pdfium_text(path)
        assert pages == 3
        assert " ".join(texts.split()).count("Sample text, not clinically reviewed") == pages


def test_the_file_speaks_of_all_its_treatments_and_has_the_latest_date(bundles: Mapping[str, Path]) -> None:
    with pikepdf.open(bundles["alder"]) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Microneedling, Facial \u2013 Alder Skin Clinic"
        assert "20260901" in str(pdf.docinfo["/ModDate"])


def test_a_layout_without_closing_pages_holds_no_bundle(project: Path) -> None:
    with pytest.raises(ContentInvalid, match=r'layouts/a4\.yaml:1:1: this layout has no closing pages.*"a4-bundle"'):
        handouts.build(handouts.load(project), bundle=True, layouts=["a4"], clinics=["alder"])


def test_one_treatment_is_no_bundle(repository: Path) -> None:
    with pytest.raises(NothingToMake, match="two treatments or more"):
        handouts.build(handouts.load(repository), bundle=True)
    with pytest.raises(NothingToMake, match="two treatments or more"):
        handouts.build(handouts.load(repository), treatments=["microneedling", "microneedling"], bundle=True)


def test_the_layout_of_a_bundle_also_makes_a_leaflet_of_one_treatment(project: Path, tmp_path: Path) -> None:
    content = handouts.load(project)
    path = tmp_path / "one.pdf"
    handouts.render(content, "facial", clinic="alder", layout="a4-bundle").save(path)
    assert reading.faults(path) == []
    words = " ".join(reading.tree_words(path))
    assert words.count("01632 960 123") == 1
    assert words.index("Facial") < words.index("Call us if") < words.index("Book or ask a question")
