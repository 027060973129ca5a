"""Pagination: the frames of a layout's pages, filled with blocks, and as many pages more as the words need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.errors import Overset
from handouts.typeset.fit import Column, best, overset
from handouts.typeset.flow import pages as flowed
from handouts.typeset.frames import shows
from handouts.typeset.galley import Area, Fit, Stack
from handouts.typeset.grounds import Edges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.boxes.paper import PageLayout, PanelLayout, Sheet
    from handouts.layouts import Layout
    from handouts.typeset.framing import Framing
    from handouts.typeset.galley import Thing


@dataclass(frozen=True, slots=True)
class Filled:
    """A stack in its place on a page, in its fit."""

    stack: Stack
    area: Area
    fit: Fit

    def things(self) -> Iterator[Thing]:
        """Everything in it, placed."""
        yield from self.stack.place(self.area, self.fit)


@dataclass(frozen=True, slots=True)
class Laid:
    """A page with its frames filled, and where it is folded."""

    filled: tuple[Filled, ...]
    folds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """A column at its place on the page."""

    column: Column
    x: float
    top: float
    edges: Edges | None = None

    def fill(self, stack: Stack, fit: Fit, down: float = 0.0, height: float | None = None) -> Filled:
        """A stack in it, ``down`` from its top, in points."""
        area = Area(self.x, self.top - down, self.column.width, self.column.height if height is None else height)
        return Filled(stack, area, fit)


@dataclass(frozen=True, slots=True)
class _Design:
    """A page of the layout around the words of one leaflet."""

    page: PageLayout
    frames: tuple[_Frame, ...]
    folds: tuple[float, ...]
    head: Stack
    foot: Stack


def paginate(sheets: Iterable[tuple[Framing, PageLayout]], layout: Layout) -> tuple[tuple[Laid, ...], float]:
    """The pages of a leaflet, and the scale that its type came to. A page on which nothing is shown is left out.

    ``sheets`` are the pages of the layout, each with what is to be shown on it.

    Raises:
        Overset: the words do not fit.
    """
    designs = tuple(design for framing, page in sheets if _is_needed(design := _design(page, framing, layout)))
    columns = tuple(frame.column for design in designs if not design.page.runs_on for frame in design.frames)
    fits = best(columns, layout.fit)
    if fits is None:
        raise Overset(overset(columns, layout))
    scale = fits[0].scale if fits else 1.0
    waiting = iter(fits)
    laid: list[Laid] = []
    for design in designs:
        if design.page.runs_on:
            laid += _run_on(design, Fit(scale, 1.0, layout.fit.loosest), layout)
        else:
            filled = tuple(frame.fill(frame.column.stack, next(waiting)) for frame in design.frames)
            laid.append(Laid(filled, design.folds))
    return tuple(laid), scale


def _is_needed(design: _Design) -> bool:
    asked = any(design.page.asks(stack) for stack in design.page.stacks)
    return not asked or any(shows(frame.column.stack) for frame in design.frames)


def _design(page: PageLayout, framing: Framing, layout: Layout) -> _Design:
    frames = tuple(_frames(page, framing, layout))
    around = replace(framing, edges=frames[0].edges)
    head, foot = (around.stack(nodes, page.gap) for nodes in (page.head, page.foot))
    folds = page.folds
    if framing.setting.rtl:
        folds = tuple(layout.sheet.width - fold for fold in reversed(folds))
    return _Design(page, frames, folds, head, foot)


def _frames(page: PageLayout, framing: Framing, layout: Layout) -> Iterator[_Frame]:
    """One frame, or one in each panel; leaflets that are read from the right are folded the other way round."""
    sheet = layout.sheet
    if page.inset is not None:
        yield _frame(page, page.inset, framing, (0.0, sheet.width), sheet)
        return
    at = 0.0
    for panel in page.panels:
        top, right, bottom, left = panel.inset
        x = at
        if framing.setting.rtl:
            x, right, left = sheet.width - at - panel.width, left, right
        yield _frame(panel, (top, right, bottom, left), framing, (x, panel.width), sheet)
        at += panel.width


def _frame(
    spec: PageLayout | PanelLayout,
    inset: tuple[float, float, float, float],
    framing: Framing,
    across: tuple[float, float],
    sheet: Sheet,
) -> _Frame:
    """``across`` is where the page or panel begins, and how wide it is, in points."""
    (top, right, bottom, left), (x, width) = inset, across
    area = Area(x + left, sheet.height - top, width - left - right, sheet.height - top - bottom)
    edges = None if framing.bleed is None else _edges(area, across, sheet, framing.bleed, rtl=framing.setting.rtl)
    column = Column(replace(framing, edges=edges).stack(spec.stack, spec.gap), area.width, area.height)
    return _Frame(column, area.x, area.top, edges)


def _edges(area: Area, across: tuple[float, float], sheet: Sheet, bleed: float, *, rtl: bool) -> Edges:
    """Over the trim by the bleed, and at a fold no further than the fold."""
    x, end = across[0], across[0] + across[1]
    left = x if x > _TOLERANCE else -bleed
    right = end if end < sheet.width - _TOLERANCE else sheet.width + bleed
    return Edges(area, left, right, bottom=-bleed, top=sheet.height + bleed, rtl=rtl)


#: Rounding of the widths of panels, in points.
_TOLERANCE = 0.5


def _run_on(design: _Design, fit: Fit, layout: Layout) -> Iterator[Laid]:
    """As many pages as the words need, each with its foot, each but the first with its head.

    Raises:
        Overset: something that cannot be cut is higher than a page.
    """
    (frame,) = design.frames
    width, height, gap = frame.column.width, frame.column.height, design.page.gap
    head, foot = (stack.height(width, fit) + gap if stack.items else 0.0 for stack in (design.head, design.foot))

    def room(page: int) -> float:
        return height - foot - (head if page else 0.0)

    cut = flowed(frame.column.stack, width, room, fit)
    columns = tuple(Column(stack, width, room(number)) for number, stack in enumerate(cut))
    problems = tuple(overset(columns, layout, fit))
    if problems:
        raise Overset(problems)
    for number, stack in enumerate(cut):
        filled = [frame.fill(stack, fit, head if number else 0.0, room(number))]
        if number and design.head.items:
            filled.append(frame.fill(design.head, fit, 0.0, head - gap))
        if design.foot.items:
            filled.append(frame.fill(design.foot, fit, height - foot + gap, foot - gap))
        yield Laid(tuple(filled))
