"""The waiting-room posters as finished files: how large, what they show, and that no benefit stands there alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import page as page_validation
import pdfplumber
import pikepdf
import pytest

import handouts
import reading
from handouts import layouts
from handouts.boxes import Qr
from handouts.press.project import start
from handouts.typeset.slots import nodes_in
from handouts.units import INCH, MM
from oracle import oracle_words, words_of
from verapdf.plugin import verapdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from verapdf.driver import Verdict

__all__ = ["verapdf"]

POSTERS = (
    ("alder", "a3-poster"),
    ("alder-st-catherine", "a3-poster"),
    ("alder", "a2-poster"),
    ("bayview", "tabloid-poster"),
)

#: The sheet and the least sizes of the title, of running words and of anything at all, in points.
PAPER = {
    "a3-poster": (297 * MM, 420 * MM),
    "a2-poster": (420 * MM, 594 * MM),
    "tabloid-poster": (11 * INCH, 17 * INCH),
}
LEAST = {"a3-poster": (96, 18, 14), "a2-poster": (135, 25.4, 20), "tabloid-poster": (96, 18, 14)}


@pytest.fixture(scope="module")
def posters(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    content = handouts.load(repository)
    folder = tmp_path_factory.mktemp("posters")
    files = {}
    for clinic, layout in POSTERS:
        files[clinic, layout] = path = folder / f"{clinic}-{layout}.pdf"
        handouts.render(content, "microneedling", clinic=clinic, layout=layout).save(path)
    return files


@pytest.fixture(params=POSTERS, ids="-".join)
def named(request: pytest.FixtureRequest) -> tuple[str, str]:
    clinic, layout = request.param
    return clinic, layout


@pytest.fixture
def poster(named: tuple[str, str], posters: Mapping[tuple[str, str], Path]) -> Path:
    return posters[named]


def sizes(path: Path, words: str) -> set[float]:
    with pdfplumber.open(path) as pdf:
        (page,) = pdf.pages
        return {char["size"] for found in page.search(words) for char in found["chars"]}


def test_a_poster_is_one_sheet_of_its_paper(named: tuple[str, str], poster: Path) -> None:
    with pikepdf.open(poster) as pdf:
        (page,) = pdf.pages
        assert [float(side) for side in page.TrimBox] == pytest.approx([0, 0, *PAPER[named[1]]], abs=0.01)


def test_the_title_is_seen_from_afar_and_the_smallest_words_are_read_near(named: tuple[str, str], poster: Path) -> None:
    title, running, anything = LEAST[named[1]]
    with pdfplumber.open(poster) as pdf:
        every = {char["size"] for char in pdf.pages[0].chars}
    assert min(every) >= anything
    assert min(sizes(poster, "Microneedling")) >= title
    for words in ("wrinkles", "patches", "considered", "differ"):  # however the lines are broken
        assert min(sizes(poster, words)) >= running
    assert min(sizes(poster, "A more even tone")) > min(sizes(poster, "patches"))


def test_benefits_stand_with_their_note_and_with_what_to_know_first(poster: Path) -> None:
    with pdfplumber.open(poster) as pdf:
        words = " ".join(pdf.pages[0].extract_text().split())
    for said in (
        *("Collagen boost", "Softer-looking scars", "A more even tone", "Smaller-looking pores", "Better absorption"),
        *("Results differ from", "Before you book", "Generally considered safe", "if it suits you", "licensed"),
        "Sample text, not clinically reviewed",
    ):
        assert said in words
    for left_out in ("What happens", "numb", "sunscreen", "Call us if"):
        assert left_out not in words


def test_the_code_is_seventy_millimetres_or_more_and_is_read(
    named: tuple[str, str], poster: Path, repository: Path
) -> None:
    (card,) = (node.qr for node in nodes_in(layouts.find(named[1], repository)) if isinstance(node, Qr))
    assert round(card / MM) == {"a3-poster": 73, "a2-poster": 103, "tabloid-poster": 73}[named[1]]
    for dpi in (36, 72, 150):
        (link,) = reading.qr_codes(poster, dpi)
        assert link.startswith("https://")


def test_the_larger_poster_is_the_smaller_one_enlarged(posters: Mapping[tuple[str, str], Path]) -> None:
    """Every letter but those of the layout's name stands where it stood, 1.4142 times as far from the corner."""
    with pdfplumber.open(posters["alder", "a3-poster"]) as small, pdfplumber.open(posters["alder", "a2-poster"]) as big:
        here, there = ([char for char in pdf.pages[0].chars if char["text"].strip()] for pdf in (small, big))
        assert len(here) == len(there) > 600
        for char, larger in zip(here, there, strict=True):
            if char["text"] != larger["text"]:
                assert char["text"] + larger["text"] == "32", "the layout's name"
            assert larger["top"] == pytest.approx(char["top"] * 1.4142, abs=0.6)
            assert larger["size"] == pytest.approx(char["size"] * 1.4142, abs=0.02)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("layout", ["a3-poster", "a2-poster", "tabloid-poster"])
def test_longer_words_titles_names_and_phrases_still_fit(layout: str, language: str, tmp_path: Path) -> None:
    start(tmp_path)
    for file, changes in {
        "content.yaml": {
            "language: en\n": f"language: {language}\n",
            "title: Microneedling\n": "title: Microdermabrasion and peels\n",
            "fewer fine lines and wrinkles.": "and also fewer fine lines and wrinkles.",
            "Skincare products may sink in better": "Your skincare products may also sink in better",
            "Choose someone licensed": "Choose someone who is licensed",
        },
        "clinics.yaml": {"name: Alder Skin Clinic\n": f"name: {LONG}\n", "    - en\n": f"    - {language}\n"},
    }.items():
        text = (tmp_path / file).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / file).write_text(text, encoding="utf-8")
    path = tmp_path / "long.pdf"
    handouts.render(handouts.load(tmp_path), "microneedling", clinic="alder", layout=layout).save(path)
    assert LONG in " ".join(" ".join(reading.tree_words(path)).split())
    assert reading.faults(path) == []


#: A name of sixty letters.
LONG = "The Royal Orchard Skin, Laser and Dermatology Centre of West"


def test_words_are_read_in_the_order_of_the_fields(named: tuple[str, str], poster: Path, repository: Path) -> None:
    words, clinics = ((repository / name).read_text(encoding="utf-8") for name in ("content.yaml", "clinics.yaml"))
    layout = layouts.find(named[1], repository)
    meant = oracle_words(
        *(words, clinics, "microneedling", named[0], "en"),
        layout.shows,
        layout.name,
        leaves_out=layout.leaves_out_sections,
    )
    assert words_of([" ".join(reading.tree_words(poster))]) == meant


def test_nothing_is_wrong_that_no_validator_sees(named: tuple[str, str], poster: Path) -> None:
    assert reading.faults(poster) == []
    initial = {"B"} if named[0] == "bayview" else set()
    assert {words.strip() for words in reading.artifact_words(poster)} - {""} == initial


def test_both_validators_pass_the_posters(
    posters: Mapping[tuple[str, str], Path],
    verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]],
) -> None:
    for path in posters.values():
        for profile in ("ua1", "2a"):
            assert page_validation.validate_pdf(str(path), profile=profile).is_compliant
    for by in verapdf(posters.values()).values():
        assert {flavour: (verdict.passed, verdict.failures) for flavour, verdict in by.items()} == {
            "ua1": (True, {}),
            "2a": (True, {}),
        }
