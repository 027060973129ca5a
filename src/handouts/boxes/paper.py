"""The paper of a layout: the sheet, the panels that its folds make, and what stands on each page."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from handouts.boxes.nodes import Node, Show, nodes_of
from handouts.boxes.values import Bleed, Length, Side, Sides, SomeLength
from handouts.source.words import Model
from handouts.units import MM

#: Rounding of widths that add up, in points: a twentieth of a millimetre.
_TOLERANCE = 0.15


class Sheet(Model):
    """The trimmed paper.

    Nothing is set nearer to its edge than ``safe``, which office printers cannot reach, nor nearer to a fold than
    ``fold_safe``, where paper cracks and a folder is never exact. What shall reach the edge is printed ``bleed`` over
    it by a print shop and cut away: 3 mm is usual, 1/8 inch in North America.
    """

    width: Side
    height: Side
    safe: Length = 7 * MM
    fold_safe: Length = 4 * MM
    bleed: Bleed = 3 * MM


class PanelLayout(Model):
    """A panel of a folded page: what lies between two folds, or between a fold and the edge."""

    width: SomeLength
    inset: Sides
    gap: Length = 0.0
    stack: tuple[Node, ...]


class PageLayout(Model):
    """One page: its frame and the stack in it, or the panels that its folds make.

    A page that ``runs_on`` is followed by as many more of its kind as the words need; each of those begins with
    ``head``, and each page of them ends with ``foot``.
    """

    inset: Sides | None = None
    gap: Length = 0.0
    stack: tuple[Node, ...] = ()
    panels: tuple[PanelLayout, ...] = ()
    runs_on: bool = False
    head: tuple[Node, ...] = ()
    foot: tuple[Node, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if self.panels and (self.stack or self.inset or self.runs_on or self.head or self.foot):
            raise ValueError(
                "a page has either panels or a stack of its own; with panels, each has its inset and stack"
            )
        if not self.panels and (not self.stack or self.inset is None):
            raise ValueError("a page needs an inset and a stack, or panels")
        if (self.head or self.foot) and not self.runs_on:
            raise ValueError("only a page that runs on has a head and a foot; on other pages put them into the stack")
        return self

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the page is folded: distances from its left edge, in points, one between each two panels."""
        places, at = [], 0.0
        for panel in self.panels[:-1]:
            at += panel.width
            places.append(at)
        return tuple(places)

    def fills(self, width: float) -> bool:
        """Whether the panels together are as wide as the sheet."""
        return not self.panels or abs(sum(panel.width for panel in self.panels) - width) <= _TOLERANCE

    @property
    def stacks(self) -> tuple[tuple[Node, ...], ...]:
        """Every stack on the page, in the order of its panels, then its head and foot."""
        own = tuple(panel.stack for panel in self.panels) or (self.stack,)
        return (*own, self.head, self.foot)

    @staticmethod
    def asks(stack: tuple[Node, ...]) -> bool:
        """Whether a stack asks for parts of the document; one that does and gets none is left out."""
        return any(isinstance(node, Show) for top in stack for node in nodes_of(top))
