"""A document for paper alone: on sheets that are cut, folded or printed by a press, nothing can be clicked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Imprint, Role

if TYPE_CHECKING:
    from handouts.document.elements import Document, Node


def unlinked(document: Document) -> Document:
    """The same words with the same numbers, every Link a Span that leads nowhere."""
    parts = tuple((name, _element(part)) for name, part in document.imprint.parts)
    return replace(document, body=_element(document.body), imprint=Imprint(parts))


def _element(element: Element) -> Element:
    kids = tuple(map(_node, element.kids))
    if element.role is Role.LINK:
        return replace(element, role=Role.SPAN, alt=None, target=None, kids=kids)
    return replace(element, kids=kids)


def _node(node: Node) -> Node:
    return _element(node) if isinstance(node, Element) else node
