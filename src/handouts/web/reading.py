"""The words of a page for who listens to it: the document's tree as headings, paragraphs and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.document.elements import Element, Role, Slot, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.document.elements import Document, Node

#: Headings stand below those of the page itself.
_TAGS: Final = {Role.H1: "h3", Role.H2: "h4", Role.H3: "h5", Role.P: "p", Role.NOTE: "p"}


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a list of blocks."""

    tag: str
    words: str = ""
    entries: tuple[tuple[Block, ...], ...] = ()
    lang: str | None = None


def words_of_page(document: Document) -> tuple[Block, ...]:
    """The words of a leaflet in reading order."""
    return tuple(_blocks(document.body, dict(document.imprint.parts)))


def _blocks(node: Node, parts: dict[str, Element]) -> Iterator[Block]:
    if isinstance(node, Slot):
        if node.name in parts:
            yield from _blocks(parts[node.name], parts)
    elif isinstance(node, Text):
        yield Block("p", node.words, lang=node.lang)
    elif node.role is Role.L:
        tag = "ol" if node.numbering == "Decimal" else "ul"
        yield Block(tag, entries=tuple(tuple(_item(kid, parts)) for kid in node.kids))
    elif node.role is Role.FIGURE:
        if node.alt:
            yield Block("p", node.alt)
    elif node.role in _TAGS:
        yield Block(_TAGS[node.role], _words(node), lang=node.lang)
    else:
        for kid in node.kids:
            yield from _blocks(kid, parts)


def _item(node: Node, parts: dict[str, Element]) -> Iterator[Block]:
    """What is in an item; its number is the list's own."""
    for kid in node.kids if isinstance(node, Element) else ():
        if not (isinstance(kid, Element) and kid.role is Role.LBL):
            yield from _blocks(kid, parts)


def _words(node: Element) -> str:
    said = (kid.words if isinstance(kid, Text) else _words(kid) for kid in node.kids if not isinstance(kid, Slot))
    return "".join(said) or (node.alt or "")
