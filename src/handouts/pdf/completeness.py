"""Nothing is dropped silently: what was placed is the document, word for word, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.elements import Element, Role, Text, walk
from handouts.errors import PaintingIncomplete
from handouts.pdf.fonts import visible
from handouts.typeset.pages import PlacedRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.typeset.pages import Layer


def check(root: Element, layers: Sequence[Layer]) -> None:
    """Every word, figure and link of the tree is on the pages once, and nothing else claims to be of the tree.

    Raises:
        PaintingIncomplete: says what is missing, doubled or strange.
    """
    faults = [*_words(root, layers), *_figures(root, layers), *_links(root, layers), *_strangers(root, layers)]
    if faults:
        raise PaintingIncomplete("; ".join(faults))


def _words(root: Element, layers: Sequence[Layer]) -> Iterator[str]:
    on_page: dict[int, list[str]] = {}
    for layer in layers:
        for item in layer.items:
            if isinstance(item, PlacedRun) and item.node is not None:
                on_page.setdefault(item.node, []).append(item.run.text)
    for node in walk(root):
        if isinstance(node, Text):
            painted = "".join(on_page.get(node.id, ()))
            if _letters(painted) != _letters(node.words):
                yield f'"{node.words}" is on the page as "{painted}"'


def _letters(text: str) -> str:
    """The text without spaces: where a line breaks, white space is the typesetter's."""
    return visible(text).replace(" ", "")


def _figures(root: Element, layers: Sequence[Layer]) -> Iterator[str]:
    drawn = {item.node for layer in layers for item in layer.items}
    for node in walk(root):
        if not isinstance(node, Element) or node.role is not Role.FIGURE:
            continue
        if not (node.alt or "").strip():
            yield f'the figure "{node.style}" has no alternative description'
        if not drawn & {below.id for below in walk(node)}:
            yield f'the figure "{node.style}" is not on the page'


def _links(root: Element, layers: Sequence[Layer]) -> Iterator[str]:
    targets = {node.id: node.target for node in walk(root) if isinstance(node, Element) and node.role is Role.LINK}
    leading: dict[int, set[str]] = {}
    for layer in layers:
        for link in layer.links:
            leading.setdefault(link.node, set()).add(link.target)
    for node, found in leading.items():
        if node not in targets:
            yield f"a link to {', '.join(sorted(found))} belongs to no Link of the document"
    for node, target in targets.items():
        if leading.get(node) != {target}:
            yield f"the link to {target} leads to {', '.join(sorted(leading.get(node, set()))) or 'nothing'}"


def _strangers(root: Element, layers: Sequence[Layer]) -> Iterator[str]:
    known = {node.id for node in walk(root)}
    for layer in layers:
        for item in layer.items:
            if item.node is not None and item.node not in known:
                yield f"something on the page names the node {item.node}, which the document does not have"
