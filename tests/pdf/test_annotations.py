from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.elements import Element, Role
from handouts.pdf.links import annotation
from handouts.typeset.pages import PlacedLink

if TYPE_CHECKING:
    from pathlib import Path


def read(target: str, says: str = "Go") -> pikepdf.Object:
    leads = Element(Role.LINK, "link", alt=says, target=target, id=1)
    return pikepdf.Object.parse(annotation(PlacedLink(10, 20, 30, 40, 1), leads, 7).encode("ascii"))


def test_a_link_says_where_it_lies_and_leads_and_what_it_is() -> None:
    found = read("https://a.example/?q=(1)", "Go (there) \\ now")
    assert [float(value) for value in found.Rect] == [10, 20, 40, 60]
    assert (found.Subtype, found.A.S, str(found.A.URI)) == ("/Link", "/URI", "https://a.example/?q=(1)")
    assert str(found.Contents) == "Go (there) \\ now"
    assert (found.StructParent, found.F) == (7, 4)


@pytest.mark.parametrize(
    "target",
    ["https://a.example/x?y=1&z=%20#part", "tel:+442079460018", "mailto:hello@alder.example?subject=a%20b", "tel:999"],
)
def test_addresses_that_are_right_stay_as_they_are(target: str) -> None:
    assert str(read(target).A.URI) == target


def test_letters_beyond_ascii_are_percent_encoded() -> None:
    assert str(read("https://a.example/ü 🄯").A.URI) == "https://a.example/%C3%BC%20%F0%9F%84%AF"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_no_words_break_out_of_an_annotation(target: str, says: str) -> None:
    found = read(target, says)
    assert sorted(found.keys()) == sorted(
        ["/Type", "/Subtype", "/Rect", "/Border", "/F", "/Contents", "/StructParent", "/A"]
    )
    assert str(found.Contents) == (says or str(found.A.URI))
    assert str(found.A.URI).isascii()


def test_no_link_of_a_file_is_drawn_with_a_border(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        borders = [list(found.Border) for page in pdf.pages for found in page.Annots]
    assert borders == [[0, 0, 0]] * 5
