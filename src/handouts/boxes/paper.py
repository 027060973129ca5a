"""The paper of a layout: the sheet, and what stands on each page of it."""

from __future__ import annotations

from handouts.boxes.nodes import Node
from handouts.boxes.values import Length, Sides, SomeLength
from handouts.source.words import Model
from handouts.units import MM


class Sheet(Model):
    """The trimmed paper. Nothing is set nearer to its edge than ``safe``: office printers cannot reach it."""

    width: SomeLength
    height: SomeLength
    safe: Length = 7 * MM


class PageLayout(Model):
    """One page: its frame, and the stack in it."""

    inset: Sides
    gap: Length = 0.0
    stack: tuple[Node, ...]
