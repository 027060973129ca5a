from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.content.load import load
from handouts.errors import ContentInvalid, Place

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.clinic import Clinic


def clinics(folder: Path, text: str) -> dict[str, Clinic]:
    (folder / "clinics.yaml").write_text(text)
    return dict(load(folder).clinics)


ONE = """
defaults: {country: GB}
clinics:
  one:
    name: One
    phone: 01632 960 001
    email: one@one.example
    brand: {colour: "#123456", logo: logos/alder.png}
    values:
      needling: {days_without_acids: 5}
    words:
      pl:
        hours: [pon. do pt.]
"""


def test_a_branch_has_everything_but_what_it_says_itself(folder: Path) -> None:
    two = clinics(folder, ONE + "  two:\n    same_as: one\n    name: Two\n")["two"]
    assert (two.slug, two.name, two.phone, two.email) == ("two", "Two", "01632 960 001", "one@one.example")
    assert two.email is not None
    assert two.email.place == Place("clinics.yaml", 7, 12), "words stay where they were written"


def test_a_block_is_taken_whole_so_that_no_logo_meets_a_strange_colour(folder: Path) -> None:
    two = clinics(folder, ONE + '  two:\n    same_as: one\n    brand: {colour: "#654321"}\n')["two"]
    assert (two.brand.colour, two.brand.logo) == ("#654321", None)


def test_a_print_shop_may_be_shared_by_all(folder: Path) -> None:
    (folder / "coated.icc").write_bytes(b"only its being there counts here")
    text = ONE.replace("{country: GB}", "{country: GB, press: {profile: coated.icc}}")
    found = clinics(folder, text + "  two:\n    same_as: one\n    press:\n")
    assert found["one"].press is not None
    assert found["one"].press.profile == "coated.icc"
    assert found["two"].press is None


def test_values_and_words_are_taken_entry_by_entry(folder: Path) -> None:
    more = (
        "  two:\n    same_as: one\n    words:\n      pl:\n        small_print: x\n      fr:\n        small_print: y\n"
    )
    two = clinics(folder, ONE + more)["two"]
    polish, french = two.words.values()
    assert (polish.hours, polish.small_print, french.hours) == (("pon. do pt.",), "x", None)
    assert two.values == {"needling": {"days_without_acids": "5"}}


def test_an_empty_line_takes_away_what_would_be_inherited(folder: Path) -> None:
    two = clinics(folder, ONE + "  two:\n    same_as: one\n    email:\n")["two"]
    assert two.email is None


def test_own_lines_go_before_the_branch_before_the_defaults_before_the_country(folder: Path) -> None:
    text = ONE.replace("{country: GB}", "{country: US, paper: A4, layouts: [tiny]}").replace(
        "01632 960 001", "800-555-0199"
    )
    found = clinics(folder, text + "  two:\n    same_as: one\n    layouts: [large]\n")
    assert (found["one"].paper, found["one"].layouts, found["two"].layouts) == ("A4", ("tiny",), ("large",))


@pytest.mark.parametrize(
    ("country", "phone", "paper"),
    [("GB", "01632 960 001", "A4"), ("US", "800-555-0199", "Letter"), ("MX", "55 5555 0199", "Letter")],
)
def test_a_country_has_its_usual_paper_and_layout(folder: Path, country: str, phone: str, paper: str) -> None:
    one = clinics(folder, ONE.replace("GB", country).replace("01632 960 001", phone))["one"]
    assert (one.paper, one.layouts, one.languages) == (paper, (paper.lower(),), ("en",))


def test_clinics_in_a_circle_are_found_however_long_it_is(folder: Path) -> None:
    text = ONE.replace("    name: One\n", "    name: One\n    same_as: three\n")
    with pytest.raises(ContentInvalid) as caught:
        clinics(folder, text + "  two:\n    same_as: one\n  three:\n    same_as: two\n")
    assert all("circle" in problem.message for problem in caught.value.problems)
    assert "one -> three -> two -> one" in str(caught.value)


CHANGE = "    changes:\n      needling:\n"


def test_a_change_must_be_there_in_each_language_of_the_clinic(folder: Path) -> None:
    with pytest.raises(ContentInvalid) as caught:
        clinics(folder, ONE + f"    languages: [en, pl]\n{CHANGE}        en:\n          call_us_if: x\n")
    assert any('"one" gives leaflets in "pl" too' in problem.message for problem in caught.value.problems)


def test_a_change_keeps_the_place_of_its_words(folder: Path) -> None:
    one = clinics(folder, ONE + f"{CHANGE}        en:\n          call_us_if: It hurts.\n")["one"]
    ((section, words),) = one.changes["needling"]["en"].items()  # type: ignore[index]
    assert (section, words, words.place) == ("call_us_if", "It hurts.", Place("clinics.yaml", 17, 23))
