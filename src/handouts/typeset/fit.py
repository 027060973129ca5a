"""Copyfitting: the largest type that holds the words, then the white. What still does not fit is overset, and named."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Text, walk
from handouts.errors import Place, Problem
from handouts.typeset.galley import Fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.boxes import Copyfit
    from handouts.layouts import Layout
    from handouts.typeset.galley import Part, Stack

#: Steps of a search, as a share: half a hundredth is less than the eye sees.
_STEP = 0.005

#: Rounding that is not overset, in points.
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Column:
    """A page's stack and the height and width there is for it, in points."""

    stack: Stack
    width: float
    height: float

    def over(self, fit: Fit) -> float:
        """By how much the stack is too high, in points; negative when there is room."""
        return self.stack.height(self.width, fit) - self.height


def best(columns: tuple[Column, ...], copyfit: Copyfit) -> tuple[Fit, ...] | None:
    """A fit for each page, or None when the words are too many. Type is of one size on all pages; white is not.

    Large type first; when the words are more, white gives way before type does, and type only to the layout's floor.
    """
    if _hold(columns, 1.0, 1.0):
        scale = _largest(1.0, copyfit.ceiling, lambda scale: _hold(columns, scale, 1.0))
    elif _hold(columns, 1.0, copyfit.tightest):
        scale = 1.0
    elif _hold(columns, copyfit.floor, copyfit.tightest):
        scale = _largest(copyfit.floor, 1.0, lambda scale: _hold(columns, scale, copyfit.tightest))
    else:
        return None
    return tuple(Fit(scale, _gap(column, scale, copyfit), copyfit.loosest) for column in columns)


def _hold(columns: tuple[Column, ...], scale: float, gap: float) -> bool:
    return all(column.over(Fit(scale, gap)) <= _TOLERANCE for column in columns)


def _gap(column: Column, scale: float, copyfit: Copyfit) -> float:
    """The share of its gaps that one page can keep."""
    if _hold((column,), scale, 1.0):
        return 1.0
    return _largest(copyfit.tightest, 1.0, lambda gap: _hold((column,), scale, gap))


def _largest(low: float, high: float, holds: Callable[[float], bool]) -> float:
    """The largest step from ``low``, where it holds, to ``high``, at which it still holds."""
    least, most = 0, round((high - low) / _STEP)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if holds(low + middle * _STEP) else (least, middle - 1)
    return low + least * _STEP


def overset(columns: tuple[Column, ...], layout: Layout, at: Fit | None = None) -> Iterator[Problem]:
    """One problem for each column that its words overfill: which section, how many lines and words too many.

    ``at`` is the fit that was tried; without it, the smallest that the layout allows.
    """
    fit = at or Fit(layout.fit.floor, layout.fit.tightest, layout.fit.loosest)
    leading = layout.styles["text"].leading * fit.scale
    for column in columns:
        over = column.over(fit)
        if over <= _TOLERANCE:
            continue
        lines = ceil((over - _TOLERANCE) / leading)
        # Nobody can shorten what has no place in the words: a phrase of the locale.
        parts = [part for part in column.stack.parts(column.width, fit) if part.element.place]
        if not parts:
            yield Problem(Place(f"layouts/{layout.name}.yaml"), _TOO_FULL.format(count(lines, "line")))
            continue
        longest = max(parts, key=lambda part: part.height(part.width, fit))
        yield _too_long(longest, lines, leading, fit, layout)


_TOO_FULL = "the boxes of this layout are {} higher than its page. Make a box, a gap or a picture smaller."


def _too_long(part: Part, lines: int, leading: float, fit: Fit, layout: Layout) -> Problem:
    element = part.element
    words = sum(len(node.words.split()) for node in walk(element) if isinstance(node, Text))
    set_lines = max(1.0, part.height(part.width, fit) / leading)
    too_many = max(1, ceil(lines * words / set_lines))
    heading = next((kid.text for kid in element.kids if isinstance(kid, Element)), "")
    much = f'{count(lines, "line")} too long for the layout "{layout.name}".'
    remedy = f'Shorten "{heading}" by about {count(too_many, "word")}.'
    if too_many >= words:
        remedy = f"That is about {count(too_many, 'word')}: leave a section out, or use a layout with more room."
    return Problem(element.place or Place(f"layouts/{layout.name}.yaml"), f"{much} {remedy}")


def count(number: int, noun: str) -> str:
    """``1 line``, ``2 lines``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
