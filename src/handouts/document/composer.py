"""What a block may ask for while it becomes elements: a small protocol, so that blocks need no room above them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from handouts.document.elements import Element, Role, Text, Weight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.document.elements import Node
    from handouts.errors import Place


class Composer(Protocol):
    """Turns a clinic's words into nodes: inline markup, placeholders, quotes and dashes of the language."""

    def inline(self, words: str, weight: Weight = Weight.REGULAR) -> tuple[Node, ...]:
        """The words as runs and links; line breaks count as spaces."""
        ...

    def paragraphs(self, words: str, style: str) -> tuple[Element, ...]:
        """The words as paragraphs; a blank line in the file starts a new one."""
        ...

    def phrase(self, key: str, /) -> tuple[Node, ...]:
        """A fixed phrase of the language, by its key in the locale."""
        ...

    def run_in(self, name: str) -> tuple[Node, ...]:
        """A short name that leads into the text after it, in the strong face, closed by a full stop."""
        ...


def paragraph(style: str, nodes: tuple[Node, ...], place: Place | None = None) -> Element:
    """A paragraph of these nodes."""
    return Element(Role.P, style, nodes, place=place)


def joined(groups: Iterable[tuple[Node, ...]], separator: str) -> tuple[Node, ...]:
    """The groups one after another, with the separator between them.

    The separator becomes part of a neighbouring run rather than a run of its own, so that a screen reader meets
    no element that holds a space alone.
    """
    nodes: list[Node] = []
    for group in groups:
        if not group:
            continue
        if not nodes:
            nodes.extend(group)
            continue
        first, last = group[0], nodes[-1]
        if isinstance(first, Text) and not first.keep:
            nodes.extend((replace(first, words=separator + first.words), *group[1:]))
        elif isinstance(last, Text) and not last.keep:
            nodes[-1] = replace(last, words=last.words + separator)
            nodes.extend(group)
        else:
            nodes.extend((Text(separator), *group))
    return tuple(nodes)
