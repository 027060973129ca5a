"""Nothing is dropped silently: what was placed is the document, word for word, before anything is written.

What a tree wants and what a layer has are values, so that a part that comes again is looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Role, Text, walk
from handouts.errors import PaintingIncomplete
from handouts.pdf.fonts import visible
from handouts.typeset.pages import PlacedRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handouts.typeset.pages import Layer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a tree must be on the pages, by node: its words, its figures with all that is below them, its links."""

    words: Mapping[int, str]
    figures: tuple[tuple[Element, frozenset[int]], ...]
    links: Mapping[int, Element]
    nodes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """What of a tree is on a layer: words by node, the nodes that are shown, those of links."""

    words: tuple[tuple[int, str], ...]
    nodes: frozenset[int]
    links: frozenset[int]


def wanted(root: Element) -> Wanted:
    """What a tree asks for."""
    nodes = tuple(walk(root))
    elements = [node for node in nodes if isinstance(node, Element)]
    figures = [node for node in elements if node.role is Role.FIGURE]
    return Wanted(
        {node.id: node.words for node in nodes if isinstance(node, Text)},
        tuple((node, frozenset(below.id for below in walk(node))) for node in figures),
        {node.id: node for node in elements if node.role is Role.LINK},
        frozenset(node.id for node in nodes),
    )


def found(layer: Layer) -> Found:
    """What a layer shows of its tree."""
    items = [item for item in layer.items if item.node is not None]
    words = ((item.node, item.run.text) for item in items if isinstance(item, PlacedRun) and item.node is not None)
    return Found(
        tuple(words),
        frozenset(item.node for item in items if item.node is not None),
        frozenset(link.node for link in layer.links),
    )


def check(root: Element, layers: Iterable[Layer]) -> None:
    """Every word, figure and link of the tree is on the pages once, and nothing else claims to be of the tree.

    Raises:
        PaintingIncomplete: says what is missing, doubled or strange.
    """
    compare([wanted(root)], list(map(found, layers)))


def compare(trees: Sequence[Wanted], layers: Sequence[Found]) -> None:
    """The same for several trees on layers in parts, which were looked at before.

    Raises:
        PaintingIncomplete: as :func:`check` does.
    """
    shown = frozenset[int]().union(*(layer.nodes for layer in layers))
    faults = [*_words(trees, layers), *_figures(trees, shown), *_links(trees, layers), *_strangers(trees, shown)]
    if faults:
        raise PaintingIncomplete("; ".join(faults))


def _words(trees: Iterable[Wanted], layers: Iterable[Found]) -> Iterator[str]:
    on_page: dict[int, str] = {}
    for layer in layers:
        for node, text in layer.words:
            on_page[node] = on_page.get(node, "") + text
    for tree in trees:
        for node, words in tree.words.items():
            painted = on_page.get(node, "")
            if painted != words and _letters(painted) != _letters(words):
                yield f'"{words}" is on the page as "{painted}"'


def _letters(text: str) -> str:
    """The text without spaces: where a line breaks, white space is the typesetter's."""
    return visible(text).replace(" ", "")


def _figures(trees: Iterable[Wanted], shown: frozenset[int]) -> Iterator[str]:
    for tree in trees:
        for node, below in tree.figures:
            if not (node.alt or "").strip():
                yield f'the figure "{node.style}" has no alternative description'
            if below.isdisjoint(shown):
                yield f'the figure "{node.style}" is not on the page'


def _links(trees: Iterable[Wanted], layers: Iterable[Found]) -> Iterator[str]:
    links = {node: link for tree in trees for node, link in tree.links.items()}
    placed = frozenset[int]().union(*(layer.links for layer in layers))
    for node in sorted(placed - links.keys()):
        yield f"a link on the page names the node {node}, which is no Link of the document"
    for node, link in links.items():
        if node not in placed or not link.target:
            yield f"the link to {link.target} cannot be clicked"


def _strangers(trees: Iterable[Wanted], shown: frozenset[int]) -> Iterator[str]:
    known = frozenset[int]().union(*(tree.nodes for tree in trees))
    for node in sorted(shown - known):
        yield f"something on the page names the node {node}, which the document does not have"
