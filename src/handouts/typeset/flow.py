"""Flow: a stack that is too high for one page, cut where a reader is not disturbed, and carried on to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.typeset.frames import Panel
from handouts.typeset.galley import Area, Grid, Part, Stack, Stacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.document.elements import Element
    from handouts.typeset.galley import Block, Fit, Thing


@dataclass(frozen=True, slots=True)
class Indented:
    """A block that stands in from the sides of its column, as in a box without a ground."""

    block: Block
    left: float
    right: float

    def height(self, width: float, fit: Fit) -> float:
        """As its block, in the narrower column."""
        return self.block.height(width - self.left - self.right, fit)

    def stretch(self) -> float:
        """As its block."""
        return self.block.stretch()

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """As its block."""
        inner = Area(area.x + self.left, area.top, area.width - self.left - self.right, area.height)
        yield from self.block.place(inner, fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """As its block."""
        yield from self.block.parts(width - self.left - self.right, fit)


def pages(stack: Stack, width: float, room: Callable[[int], float], fit: Fit) -> tuple[Stack, ...]:
    """A stack cut into one for each page.

    Nothing is cut inside a paragraph, an item, a row or a box with a ground, and what is tied to the thing above it
    (words to their heading) goes with it, unless both together are higher than a page.

    Args:
        stack: all of it.
        width: of the column, in points.
        room: the height that there is on the page of a number, counted from 0, in points.
        fit: the scale of type; gaps are whole.
    """
    done: list[Stack] = []
    page: list[Stacked] = []
    for group in _groups(tuple(_atoms(stack)), lambda group: _height(group, width, fit) <= room(1)):
        if page and _height((*page, *group), width, fit) > room(len(done)) + _TOLERANCE:
            done.append(Stack(tuple(page)))
            page = []
        page += group
    return (*done, Stack(tuple(page)))


#: Rounding that is not too high, in points.
_TOLERANCE = 0.05


def _height(items: tuple[Stacked, ...] | list[Stacked], width: float, fit: Fit) -> float:
    return Stack(tuple(items)).height(width, fit)


def _groups(atoms: tuple[Stacked, ...], fits: Callable[[tuple[Stacked, ...]], bool]) -> Iterator[tuple[Stacked, ...]]:
    """Atoms that stay together; a group that no page holds falls apart."""
    starts = [number for number, atom in enumerate(atoms) if not (number and atom.tied)]
    for start, end in zip(starts, [*starts[1:], len(atoms)], strict=True):
        group = atoms[start:end]
        if fits(group):
            yield group
        else:
            yield from ((atom,) for atom in group)


def _atoms(stack: Stack, element: Element | None = None) -> Iterator[Stacked]:
    """What is never cut, each with the gap above it."""
    for item in stack.items:
        block = item.block
        inner, owner, wrap = _opened(block, element)
        if inner is None:
            yield replace(item, block=_named(block, element))
            continue
        for number, atom in enumerate(_atoms(inner, owner)):
            own = replace(atom, block=wrap(atom.block))
            yield replace(item, block=own.block) if number == 0 else own


def _opened(block: Block, element: Element | None) -> tuple[Stack | None, Element | None, Callable[[Block], Block]]:
    """The stack inside a block that may be cut, whose part it is, and what goes around each piece; else None."""
    if isinstance(block, Part) and isinstance(block.block, Stack):
        return block.block, block.element, _as_it_is
    if isinstance(block, Stack):
        return block, element, _as_it_is
    if isinstance(block, Grid):
        return block.as_stack(), element, _as_it_is
    if isinstance(block, Panel) and not (block.spec.fill or block.spec.outline):
        _, right, _, left = block.spec.padding
        return block.stack, element, lambda piece: Indented(piece, left, right)
    return None, element, _as_it_is


def _as_it_is(block: Block) -> Block:
    return block


def _named(block: Block, element: Element | None) -> Block:
    """A piece that remembers whose it is, so that a complaint can name it."""
    return block if element is None or isinstance(block, Part) else Part(block, element)
