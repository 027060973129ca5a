"""The tree of a file: values that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.errors import Place
    from handouts.source.words import Words


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value without parts. ``words`` is None where nothing is written; ``length`` is for underlining."""

    place: Place
    length: int
    words: Words | None
    style: Literal["plain", "quoted", "block"] = "plain"
    #: Where the YAML token itself begins and ends, as (line, column) from 0: with quotes or ``>``.
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values. ``flow`` is true when it is written in braces."""

    place: Place
    entries: tuple[Entry, ...]
    flow: bool

    def entry(self, key: object) -> Entry | None:
        """The entry of a key."""
        return next((entry for entry in self.entries if entry.key.words == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. ``flow`` is true when it is written in brackets."""

    place: Place
    items: tuple[Node, ...]
    flow: bool


Node = Scalar | Mapping | Sequence


def data(node: Node) -> object:
    """The node as plain data: dict, list, Words or None."""
    if isinstance(node, Mapping):
        return {entry.key.words: data(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    return node.words


def walk(node: Node, key: Scalar | None = None) -> Iterator[tuple[Scalar | None, Node]]:
    """The node and all below it in the order of the file, each with the nearest key above it."""
    waiting = [(key, node)]
    while waiting:
        above, here = pair = waiting.pop()
        yield pair
        if isinstance(here, Mapping):
            waiting += [(entry.key, entry.value) for entry in reversed(here.entries)]
        elif isinstance(here, Sequence):
            waiting += [(above, item) for item in reversed(here.items)]
