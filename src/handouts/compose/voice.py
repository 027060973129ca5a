"""Words in the language of a leaflet: what blocks and the clinic's details are composed with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.document import inline
from handouts.document.composer import paragraph
from handouts.document.elements import Element, Role, Text, Weight
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.document.elements import Node
    from handouts.locales import Locale

#: A name that closes with one of these leads into its text as it is: "What next?" gets no full stop.
_CLOSED = re.compile(r"[.!?:\u2026\u3002\u061f]['\"\u2019\u201d)]*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """A locale, and what the placeholders stand for. A :class:`~handouts.document.composer.Composer`.

    ``lang`` is set for words that were written in another language than the leaflet's; their runs say so.
    """

    locale: Locale
    values: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    lang: str | None = None

    def inline(self, words: str, weight: Weight = Weight.REGULAR) -> tuple[Node, ...]:
        """The words as runs and links; line breaks count as spaces."""
        return tuple(_in_language(node, self.lang) for node in self._set(words, weight))

    def _set(self, words: str, weight: Weight) -> tuple[Node, ...]:
        return inline.inline(words, self.values, self.locale.edits, weight)

    def paragraphs(self, words: str, style: str) -> tuple[Element, ...]:
        """The words as paragraphs; a blank line in the file starts a new one."""
        place = getattr(words, "place", None)
        parts = (Words(part, place) for part in inline.paragraphs(words))
        return tuple(paragraph(style, self.inline(part), place) for part in parts)

    def phrase(self, key: str, /, **nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """A fixed phrase; what it has in braces is filled with the nodes of that name."""
        pattern: str = getattr(self.locale.phrases, key)
        found: list[Node] = []
        for index, part in enumerate(re.split(r"\{(\w+)\}", pattern)):
            if index % 2:
                found.extend(nodes[part])
            elif part:
                found.append(Text(part))
        return inline.merged(found)

    def said(self, key: str, /, **words: str) -> str:
        """A fixed phrase as plain text, for descriptions, titles and metadata."""
        return getattr(self.locale.phrases, key).format(**words)  # type: ignore[no-any-return] # Phrases holds Words

    def run_in(self, name: str) -> tuple[Node, ...]:
        """A short name that leads into the text after it, in the strong face, closed by the language's sign."""
        words = self.inline(name, Weight.STRONG)
        if _CLOSED.search("".join(_words(node) for node in words)):
            return words
        return strong(self.phrase("run_in", name=words))

    def text(self, words: str) -> str:
        """The words as plain typographic text, for descriptions, titles and metadata."""
        return "".join(_words(node) for node in self._set(words, Weight.REGULAR))


def _words(node: Node) -> str:
    if isinstance(node, Text):
        return node.words
    return node.text if isinstance(node, Element) else ""


def _in_language(node: Node, lang: str | None) -> Node:
    if lang is None:
        return node
    if isinstance(node, Text):
        return replace(node, lang=node.lang or lang)
    if isinstance(node, Element):
        return replace(node, kids=tuple(_in_language(kid, lang) for kid in node.kids))
    return node


def strong(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The same nodes with every regular run in the strong face."""
    return inline.merged(_strong(node) for node in nodes)


def _strong(node: Node) -> Node:
    if isinstance(node, Text):
        weight = {Weight.REGULAR: Weight.STRONG, Weight.EMPHASIS: Weight.STRONG_EMPHASIS}.get(node.weight, node.weight)
        return replace(node, weight=weight)
    return replace(node, kids=strong(node.kids)) if isinstance(node, Element) else node


def link(shown: str, target: str, says: str, *, lang: str | None = None) -> Element:
    """A link whose words are kept as they are typed: a number, an address."""
    text = Text(str(shown), lang=lang, place=getattr(shown, "place", None), keep=True)
    return Element(Role.LINK, "link", (text,), alt=says, target=target, place=text.place)
