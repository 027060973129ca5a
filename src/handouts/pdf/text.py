"""Text operators (ISO 32000-1 9.4): each run is placed where typesetting says, glyph by glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.fonts import painted
from handouts.pdf.objects import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf.fonts import Subset
    from handouts.typeset.pages import PlacedRun
    from handouts.typeset.shaping import Glyph


def show(placed: PlacedRun, subset: Subset) -> str:
    """The operators that show one run: its place, then glyphs and the moves between them.

    Glyphs go in reading order, right-to-left runs too; a viewer that copies text takes them in that order.
    """
    operators = [f"1 0 0 1 {number(placed.x)} {number(placed.y)} Tm"]
    pen, rise, array = 0.0, 0.0, _Array()
    for glyph, x in _places(placed):
        if glyph.y != rise:
            operators += array.flush()
            rise = glyph.y
            operators.append(f"{number(rise * placed.size / 1000)} Ts")
        move = round(pen - x)
        array.add(glyph.gid, move)
        pen += subset.widths[glyph.gid] - move
    operators += array.flush()
    if rise:
        operators.append("0 Ts")
    return "\n".join(operators)


def _places(placed: PlacedRun) -> Iterator[tuple[Glyph, float]]:
    """Each glyph with the place of its origin, tracking included, in thousandths of the size.

    Tracking follows each glyph that advances; a mark stays over the letter it belongs to.
    """
    glyphs = painted(placed.run)
    if not placed.tracking:
        yield from ((glyph, glyph.x) for glyph in glyphs)
        return
    order = sorted(range(len(glyphs)), key=lambda index: glyphs[index].x) if placed.run.rtl else range(len(glyphs))
    shifts, before = [0.0] * len(glyphs), 0
    for index in order:
        spacing = glyphs[index].advance > 0
        shifts[index] = placed.tracking * (before if spacing or not before else before - 1)
        before += spacing
    yield from ((glyph, glyph.x + shift) for glyph, shift in zip(glyphs, shifts, strict=True))


class _Array:
    """A TJ array in the making: hex strings of glyph ids, and moves in thousandths against the writing direction."""

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: list[str] = []

    def add(self, gid: int, move: int) -> None:
        if move:
            self._items.append(str(move))
        if self._items and self._items[-1].startswith("<"):
            self._items[-1] += f"{gid:04X}"
        else:
            self._items.append(f"<{gid:04X}")

    def flush(self) -> list[str]:
        """The operator for what was gathered, if anything, and a fresh start."""
        if not self._items:
            return []
        items = "".join(f"{item}>" if item.startswith("<") else item for item in self._items)
        self._items.clear()
        return [f"[{items}]TJ"]
