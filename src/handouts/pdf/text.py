"""Text operators (ISO 32000-1 9.4): each run is placed where typesetting says, glyph by glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.fonts import is_painted
from handouts.pdf.objects import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.pdf.fonts import Subset
    from handouts.typeset.pages import PlacedRun
    from handouts.typeset.runs import Glyph


def show(placed: PlacedRun, subset: Subset) -> str:
    """The operators that show one run: its place, then glyphs and the moves between them.

    Glyphs go in reading order, right-to-left runs too; a viewer that copies text takes them in that order.
    """
    operators = [f"1 0 0 1 {number(placed.x)} {number(placed.y)} Tm"]
    codes, widths = subset.codes, subset.widths
    pen, rise = 0.0, 0.0
    string: list[str] = []
    for (gid, y, _, _), x in _places(placed):
        if y != rise:
            operators += _shown(string)
            string.clear()
            rise = y
            operators.append(f"{number(rise * placed.size / 1000)} Ts")
        move = round(pen - x)
        if move:
            string.append(f">{move}<")
        string.append(codes[gid])
        pen += widths[gid] - move
    operators += _shown(string)
    if rise:
        operators.append("0 Ts")
    return "\n".join(operators)


def _shown(string: list[str]) -> list[str]:
    """The operator for glyphs and the moves between them, in thousandths against the writing direction, if any."""
    return [f"[<{''.join(string)}>]TJ".replace("<>", "")] if string else []


def _places(placed: PlacedRun) -> Iterable[tuple[Glyph, float]]:
    """Each glyph that shows something with the place of its origin, in thousandths of the size, tracking included."""
    run = placed.run
    places = _tracked(placed) if placed.tracking else run.places
    pairs = zip(run.glyphs, places, strict=True)
    return pairs if run.text.isascii() else [(glyph, x) for glyph, x in pairs if is_painted(glyph)]


def _tracked(placed: PlacedRun) -> Sequence[float]:
    """The places of all glyphs. Tracking follows each that advances; a mark stays over the letter it belongs to."""
    glyphs, places = placed.run.glyphs, placed.run.places
    order = sorted(range(len(glyphs)), key=places.__getitem__) if placed.run.rtl else range(len(glyphs))
    tracked, before = list(places), 0
    for index in order:
        spacing = glyphs[index].advance > 0 and is_painted(glyphs[index])
        tracked[index] += placed.tracking * (before if spacing or not before else before - 1)
        before += spacing
    return tracked
