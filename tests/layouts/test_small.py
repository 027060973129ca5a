"""The booklet and the aftercare card: what stands on which page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdfplumber
import pytest

import handouts
import reading
from handouts.errors import Overset
from handouts.press.project import start
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BOOKLETS = {"a5-booklet": "alder", "half-letter-booklet": "bayview"}
CARDS = {"a6-card": "alder-st-catherine", "quarter-letter-card": "bayview"}

#: What each page of the booklet is about, and begins with.
SUBJECTS = ("What it is", "What happens", "Why people choose it", "Before you book", "After your treatment")

Page = pdfplumber.page.Page


@pytest.fixture(scope="module")
def files(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each layout, and what is made for the printer's sheets as ``NAME_imposed``."""
    folder = tmp_path_factory.mktemp("small")
    content = handouts.load(repository)
    made: dict[str, Path] = {}
    for layout, clinic in (BOOKLETS | CARDS).items():
        for path in handouts.build(content, output=folder, clinics=[clinic], layouts=[layout]):
            made[path.stem.partition("_en_")[2]] = path
    return made


@pytest.mark.parametrize("name", [*BOOKLETS, *CARDS, *(f"{name}_imposed" for name in (*BOOKLETS, *CARDS))])
def test_nothing_is_wrong_that_a_reader_would_meet(name: str, files: Mapping[str, Path]) -> None:
    assert reading.faults(files[name]) == []


@pytest.mark.parametrize("name", BOOKLETS)
def test_every_page_of_the_booklet_has_its_subject(name: str, files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files[name]) as pdf:
        assert len(pdf.pages) == 8
        said = [page.extract_text() for page in pdf.pages]
    assert "Microneedling" in said[0]
    for subject, words in zip(SUBJECTS, said[1:6], strict=True):
        assert subject in words.splitlines()[0]
    assert "Results differ from person to person." in said[3]
    assert "Call us if" in said[6]
    assert "Your appointment" in said[6]
    assert "Book or ask" in said[7]


@pytest.mark.parametrize("name", BOOKLETS)
def test_facing_pages_begin_at_the_same_height(name: str, files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files[name]) as pdf:
        tops = [
            page.search(subject)[0]["chars"][0]["bottom"]
            for page, subject in zip(pdf.pages[1:6], SUBJECTS, strict=True)
        ]
        feet = [page.search(f"{page.page_number} / 8")[0]["bottom"] for page in pdf.pages[1:7]]
    assert max(tops) - min(tops) < 0.1
    assert max(feet) - min(feet) < 0.1


@pytest.mark.parametrize("name", BOOKLETS)
def test_page_numbers_stand_on_the_outer_side(name: str, files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files[name]) as pdf:
        for page in pdf.pages[1:7]:
            (number,) = page.search(f"{page.page_number} / 8")
            is_left = page.page_number % 2 == 0
            assert (number["x0"] < page.width / 4) is is_left
            assert (number["x1"] > page.width * 3 / 4) is not is_left


@pytest.mark.parametrize("name", BOOKLETS)
def test_the_sheets_of_the_booklet_are_in_the_order_of_a_folded_one(name: str, files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files[f"{name}_imposed"]) as pdf:
        halves = [
            (page.crop((0, 0, page.width / 2, page.height)), page.crop((page.width / 2, 0, page.width, page.height)))
            for page in pdf.pages
        ]
        said = [tuple(half.extract_text() for half in pair) for pair in halves]
    assert ["Book or ask" in said[0][0], "Microneedling" in said[0][1]] == [True, True]
    assert ["2 / 8" in said[1][0], "7 / 8" in said[1][1]] == [True, True]
    assert ["6 / 8" in said[2][0], "3 / 8" in said[2][1]] == [True, True]
    assert ["4 / 8" in said[3][0], "5 / 8" in said[3][1]] == [True, True]


@pytest.mark.parametrize("name", CARDS)
def test_the_card_says_what_to_do_and_whom_to_call_on_its_front(name: str, files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files[name]) as pdf:
        front, back = (page.extract_text() for page in pdf.pages)
    for words in ("Do", "Avoid", "Call us if", "In an emergency", "Sample text, not clinically reviewed"):
        assert words in front
    assert ("01632 960 456" if name == "a6-card" else "800-555-0199") in front
    for words in ("Your appointment", "Book or ask a question", "Out of hours", f"en {name}", "Sample text"):
        assert words in back
    assert "Why people choose it" not in front + back


@pytest.mark.parametrize("name", CARDS)
def test_four_cards_fill_a_sheet_on_both_sides(name: str, files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files[f"{name}_imposed"]) as pdf:
        front, back = pdf.pages
        for page, words in ((front, "Call us if"), (back, "Your appointment")):
            found = page.search(words)
            assert len(found) == 4
            across = sorted(round(one["x0"] / MM, 1) for one in found)
            assert across[2] - across[0] == pytest.approx(page.width / 2 / MM, abs=0.2)
    assert len(reading.qr_codes(files[f"{name}_imposed"], 150)) == 4


def test_what_is_too_long_is_named_where_somebody_can_shorten_it(repository: Path, tmp_path: Path) -> None:
    """On the page with the lines to write on, the highest part is the program's own."""
    start(tmp_path)
    words = tmp_path / "content.yaml"
    text = (repository / "content.yaml").read_text(encoding="utf-8")
    more = " Ask us about anything that you have not seen before." * 8
    words.write_text(text.replace("or anything worries you.", f"or anything worries you.{more}"), encoding="utf-8")
    with pytest.raises(Overset) as caught:
        handouts.build(handouts.load(tmp_path), clinics=["alder"], layouts=["a5-booklet"])
    (problem,) = caught.value.problems
    assert problem.place.file == "content.yaml"
    assert 'Shorten "Call us if"' in problem.message


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("text: Do not drive for a day.", "Do not drive for a day."),
        ("points: [Do not drive for a day.]", "Do not drive for a day."),
        ("steps: [{name: Rest., text: Do not drive for a day.}]", "Rest. Do not drive for a day."),
        ('questions: [{ask: "May I drive?", answer: Do not drive for a day.}]', "May I drive? Do not drive for a day."),
    ],
)
@pytest.mark.parametrize("part", ["all", "after"])
def test_what_is_to_be_known_at_home_stands_on_the_card_in_whichever_form(
    repository: Path, tmp_path: Path, form: str, words: str, part: str
) -> None:
    start(tmp_path)
    text = (repository / "content.yaml").read_text(encoding="utf-8")
    before, _, after = text.partition("      - title: After your treatment\n")
    _, call, rest = after.partition("      - title: Call us if\n")
    section = f"      - title: At home\n        id: home\n        part: after\n        {form}\n"
    (tmp_path / "content.yaml").write_text(before + section + call + rest, encoding="utf-8")
    made = handouts.build(handouts.load(tmp_path), clinics=["alder"], layouts=["a6-card"], part=part)
    read = " ".join(" ".join(reading.tree_words(made[0])).split())
    assert words in read
    assert "What happens" not in read
    assert reading.faults(made[0]) == []
