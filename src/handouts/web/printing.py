"""How a leaflet is printed, in one sentence for who stands at the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.units import MM

if TYPE_CHECKING:
    from handouts.layouts import Layout

#: Sheets by their sides in mm, the shorter one first (ISO 216; ANSI/ASME Y14.1).
_PAPERS: Final = {
    (105, 148): "A6",
    (148, 210): "A5",
    (210, 297): "A4",
    (297, 420): "A3",
    (420, 594): "A2",
    (216, 279): "Letter",
    (140, 216): "half Letter",
    (108, 140): "quarter Letter",
    (279, 432): "Tabloid (11 \u00d7 17 in)",
}

_SIDES: Final = {
    "none": "on one side",
    "long-edge": "on both sides, flip on the long edge",
    "short-edge": "on both sides, flip on the short edge",
}


def how_to_print(layout: Layout) -> str:
    """The sentence: the paper, its sides, and what is done with the sheets."""
    sheet, impose = layout.sheet, layout.impose
    width, height = (impose.width, impose.height) if impose else (sheet.width, sheet.height)
    sides = sorted((round(width / MM), round(height / MM)))
    paper = _PAPERS.get((sides[0], sides[1]), f"paper of {sides[0]} \u00d7 {sides[1]} mm")
    duplex = "short-edge" if impose and impose.kind == "booklet" else layout.duplex
    turned = ", landscape" if width > height else ""
    folds = max((len(page.folds) for page in layout.pages), default=0)
    then = ""
    if impose:
        then = " Then cut at the marks." if impose.kind == "copies" else " Then lay the sheets on each other and fold."
    elif folds:
        then = " Then fold at the short marks."
    return f"Print on {paper}{turned}, {_SIDES[duplex]}, at 100 % (\u201cactual size\u201d).{then}"
