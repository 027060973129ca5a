from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

import reading
from handouts.document.elements import Document
from handouts.pdf import paint
from leaflets import METADATA, Setter, body, heading, imprint, p, sample

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper


def listed(path: Path) -> list[tuple[int, str, int]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    finally:
        document.close()


def test_headings_are_listed_by_level_with_their_page(good: Path) -> None:
    assert listed(good) == [
        (0, "Microneedling & you", 0),
        (1, "What happens", 0),
        (1, "Good to know", 0),
        (2, "A word from abroad 🄯", 0),
    ]


def test_a_bookmark_leads_to_its_structure_element_too(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        first = pdf.Root.Outlines.First
        assert first.SE.S == "/H1"
        assert first.Dest[0].objgen == pdf.pages[0].objgen
        assert (pdf.Root.Outlines.Count, first.Count, first.Last.Count) == (4, 3, 1)
        assert first.First.Next.objgen == first.Last.objgen
        assert first.Last.Prev.objgen == first.First.objgen


@pytest.mark.parametrize(
    ("levels", "nested"),
    [((1, 2, 2, 1), [0, 1, 1, 0]), ((1, 3, 2), [0, 1, 1]), ((2, 1, 2), [0, 0, 1]), ((1, 2, 3, 2, 1), [0, 1, 2, 1, 0])],
)
def test_a_level_that_was_jumped_hangs_under_the_nearest_above(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, brand: Palette, levels: tuple[int, ...], nested: list[int]
) -> None:
    tree = body(*(heading(level, f"Heading {number}") for number, level in enumerate(levels)))
    document = Document("en", "ltr", tree, imprint(), METADATA)
    (path := tmp_path / "b.pdf").write_bytes(paint(Setter(shaper).pages(document), document, brand, fonts))
    assert [(level, title) for level, title, _ in listed(path)] == [
        (level, f"Heading {number}") for number, level in enumerate(nested)
    ]


def test_a_leaflet_without_bookmarks_has_no_outline(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, brand: Palette
) -> None:
    document = Document("en", "ltr", body(p("Words.")), imprint(), METADATA)
    (path := tmp_path / "b.pdf").write_bytes(paint(Setter(shaper).pages(document), document, brand, fonts))
    with pikepdf.open(path) as pdf:
        assert "/Outlines" not in pdf.Root


def test_bookmarks_lead_to_the_page_that_the_heading_is_on(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, brand: Palette
) -> None:
    tree = body(heading(1, "One"), p("Many short words make one long paragraph. " * 120), heading(2, "Two"))
    document = Document("en", "ltr", tree, imprint(), METADATA)
    (path := tmp_path / "b.pdf").write_bytes(paint(Setter(shaper, None, 2).pages(document), document, brand, fonts))
    assert [page for _, _, page in listed(path)] == [0, 1]


def test_the_sample_has_its_bookmarks_from_its_headings(good: Path) -> None:
    headings = [text for role, text in reading.tree_blocks(good) if role in {"H1", "H2", "H3"}]
    assert [title for _, title, _ in listed(good)] == headings
    assert headings[0] in sample().body.text
