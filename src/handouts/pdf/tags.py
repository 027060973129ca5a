"""The structure tree: the document's own elements, with the marked content that shows them (ISO 32000-1 14.7).

The tree is written from the :class:`Document`, in its order, whatever the order of painting. Its body part names object
numbers kept for the imprint's parts (ports), so that the body's objects stay the same for every clinic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Role, Text
from handouts.pdf.objects import array, dictionary, numbers, ref, text_string
from handouts.typeset.pages import PlacedArt, PlacedPicture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handouts.document.elements import Node
    from handouts.pdf.assembler import Objects
    from handouts.pdf.layers import Mark, Painted
    from handouts.typeset.pages import Layer

#: Left, bottom, right, top.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """What of one tree was painted, by node: marked content and annotations with their pages, and boxes of figures."""

    marks: Mapping[int, tuple[tuple[int, Mark], ...]]
    annotations: Mapping[int, tuple[tuple[int, int], ...]]
    boxes: Mapping[int, Box]

    def holds(self, node: Node) -> bool:
        """Whether anything of the node is on a page, or a part of the imprint hangs below it."""
        if isinstance(node, Text):
            return node.id in self.marks
        if not isinstance(node, Element):
            return True
        return node.id in self.marks or node.id in self.annotations or any(self.holds(kid) for kid in node.kids)


def roles(root: Element, lang: str) -> dict[int, str]:
    """The structure type that each node's marked content carries: a Text's is that of the element it stands in.

    Words in another language than what is around them get a Span of their own, which names it.
    """
    found: dict[int, str] = {root.id: root.role.value}
    own = root.lang or lang
    for kid in root.kids:
        if isinstance(kid, Element):
            found |= roles(kid, own)
        elif isinstance(kid, Text):
            found[kid.id] = Role.SPAN.value if _foreign(kid, own) else root.role.value
    return found


def shown(layers: Sequence[Layer], painted: Sequence[Painted], annotations: Iterable[tuple[int, int, int]]) -> Shown:
    """Gather by node what was painted; ``annotations`` are (Link's id, page, object number)."""
    marks: dict[int, tuple[tuple[int, Mark], ...]] = {}
    for page, content in enumerate(painted):
        for mark in content.marks:
            marks[mark.node] = (*marks.get(mark.node, ()), (page, mark))
    links: dict[int, tuple[tuple[int, int], ...]] = {}
    for node, page, number in annotations:
        links[node] = (*links.get(node, ()), (page, number))
    boxes: dict[int, Box] = {}
    for node, box in _boxes(layers):
        boxes[node] = _union(boxes[node], box) if node in boxes else box
    return Shown(marks, links, boxes)


def _boxes(layers: Iterable[Layer]) -> Iterator[tuple[int, Box]]:
    for layer in layers:
        for item in layer.items:
            if item.node is None:
                continue
            if isinstance(item, PlacedArt) and item.box is not None:
                x, y, width, height = item.box
                yield item.node, (x, y, x + width, y + height)
            elif isinstance(item, PlacedPicture):
                yield item.node, (item.x, item.y, item.x + item.width, item.y + item.height)


def _union(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _foreign(text: Text, lang: str) -> bool:
    return text.lang is not None and text.lang != lang


@dataclass(slots=True)
class Tree:
    """Structure elements being written. ``pages`` are the pages' object numbers, ``ports`` the numbers of slots."""

    objects: Objects
    shown: Shown
    pages: Sequence[int]
    ports: Mapping[str, int] = field(default_factory=dict)
    #: Of each node that became a structure element, its object number.
    elements: dict[int, int] = field(default_factory=dict)
    #: The structure element that lists each marked-content sequence, by (page, mcid).
    owners: dict[tuple[int, int], int] = field(default_factory=dict)
    #: The object number of the element that each slot hangs in.
    slots: dict[str, int] = field(default_factory=dict)
    #: Identifiers of notes (ISO 14289-1 7.9).
    notes: list[tuple[str, int]] = field(default_factory=list)

    def write(self, element: Element, parent: int, own: int, lang: str) -> None:
        """The element and what is below it, under the number ``own``; what shows nothing is left out."""
        self.elements[element.id] = own
        inner = element.lang or lang
        page = self._first_page(element)
        kids = [self._content(own, at, mark, page) for at, mark in self.shown.marks.get(element.id, ())]
        for kid in element.kids:
            if isinstance(kid, Text):
                kids += self._text(kid, own, inner, page)
            elif self.shown.holds(kid):
                kids.append(ref(self._below(kid, own, inner)))
        for at, annotation in self.shown.annotations.get(element.id, ()):
            kids.append(dictionary({"Type": "/OBJR", "Pg": ref(self.pages[at]), "Obj": ref(annotation)}))
        entries = {"S": f"/{element.role.value}", "P": ref(parent), **self._attributes(element, lang, own)}
        self._finish(own, entries, kids, page)

    def rows(self, painted: Sequence[Painted]) -> tuple[tuple[int, ...], ...]:
        """By page, the elements that list its marked content, in the order of the marks' ids."""
        return tuple(
            tuple(self.owners[page, mark.mcid] for mark in content.marks) for page, content in enumerate(painted)
        )

    def _below(self, kid: Node, own: int, lang: str) -> int:
        if isinstance(kid, Element):
            number = self.objects.reserve()
            self.write(kid, own, number, lang)
            return number
        assert not isinstance(kid, Text)  # noqa: S101 - narrows the type: words are content, no element
        self.slots[kid.name] = own
        return self.ports[kid.name]

    def _text(self, text: Text, own: int, lang: str, page: int | None) -> Iterator[str]:
        """Words of an element: its own content, or a Span where language or spelling must be said."""
        marks = self.shown.marks.get(text.id, ())
        if not marks:
            return
        if _foreign(text, lang):
            yield ref(self._span(own, marks, {"Lang": text_string(text.lang or lang)}))
            return
        for at, mark in marks:
            if mark.actual_text is None:
                yield self._content(own, at, mark, page)
            else:
                yield ref(self._span(own, ((at, mark),), {}))

    def _span(self, parent: int, marks: Sequence[tuple[int, Mark]], more: Mapping[str, str]) -> int:
        own, page = self.objects.reserve(), marks[0][0]
        kids = [self._content(own, at, mark, page) for at, mark in marks]
        self._finish(own, {"S": "/Span", "P": ref(parent), **more}, kids, page)
        return own

    def _content(self, own: int, at: int, mark: Mark, page: int | None) -> str:
        """A reference to marked content; on another page than the element's own it names that page."""
        self.owners[at, mark.mcid] = own
        if at == page:
            return str(mark.mcid)
        return dictionary({"Type": "/MCR", "Pg": ref(self.pages[at]), "MCID": str(mark.mcid)})

    def _finish(self, own: int, entries: dict[str, str], kids: Sequence[str], page: int | None) -> None:
        if page is not None:
            entries["Pg"] = ref(self.pages[page])
        if kids:
            entries["K"] = kids[0] if len(kids) == 1 else array(kids)
        self.objects.plain[own] = dictionary(entries)

    def _first_page(self, element: Element) -> int | None:
        """The page of the element's first marked content of its own."""
        marks = self.shown.marks
        if element.id in marks:
            return marks[element.id][0][0]
        for kid in element.kids:
            if kid.id in marks and isinstance(kid, Text):
                return marks[kid.id][0][0]
        return None

    def _attributes(self, element: Element, lang: str, own: int) -> dict[str, str]:
        entries: dict[str, str] = {}
        if element.lang is not None and element.lang != lang:
            entries["Lang"] = text_string(element.lang)
        if element.role is Role.FIGURE:
            if element.alt is not None:
                entries["Alt"] = text_string(element.alt)
            if element.id in self.shown.boxes:
                box = f"[{numbers(self.shown.boxes[element.id])}]"
                entries["A"] = dictionary({"O": "/Layout", "Placement": "/Block", "BBox": box})
        elif element.role is Role.L:
            entries["A"] = dictionary({"O": "/List", "ListNumbering": f"/{element.numbering or 'None'}"})
        elif element.role is Role.NOTE:
            entries["ID"] = text_string(f"note-{own:06d}")
            self.notes.append((entries["ID"], own))
        return entries
