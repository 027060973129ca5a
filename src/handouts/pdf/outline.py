"""The document outline, which viewers show as bookmarks (ISO 32000-1 12.3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.pdf.objects import dictionary, number, ref, text_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handouts.pdf.assembler import Objects
    from handouts.typeset.pages import Bookmark


@dataclass(slots=True)
class _Item:
    """An entry and those below it; the root has no bookmark."""

    number: int
    bookmark: Bookmark | None = None
    kids: list[_Item] = field(default_factory=list)

    def count(self) -> int:
        """All entries below, as all of them are open."""
        return sum(1 + kid.count() for kid in self.kids)


def write(
    bookmarks: Sequence[Bookmark], pages: Sequence[int], elements: Mapping[int, int], objects: Objects
) -> int | None:
    """The outline's objects; returns its root's number, or None when there is nothing to list.

    ``pages`` and ``elements`` are object numbers, of pages in order and of structure elements by node.
    """
    if not bookmarks:
        return None
    root = _tree(bookmarks, objects)
    ends = {"First": ref(root.kids[0].number), "Last": ref(root.kids[-1].number)}
    objects.plain[root.number] = dictionary({"Type": "/Outlines", **ends, "Count": str(root.count())})
    _write_kids(root, pages, elements, objects)
    return root.number


def _tree(bookmarks: Iterable[Bookmark], objects: Objects) -> _Item:
    """Nest by level; a level that was jumped over hangs under the nearest one above."""
    root = _Item(objects.reserve())
    path = [root]
    levels = [0]
    for bookmark in bookmarks:
        while levels[-1] >= bookmark.level:
            path.pop()
            levels.pop()
        item = _Item(objects.reserve(), bookmark)
        path[-1].kids.append(item)
        path.append(item)
        levels.append(bookmark.level)
    return root


def _write_kids(parent: _Item, pages: Sequence[int], elements: Mapping[int, int], objects: Objects) -> None:
    for index, item in enumerate(parent.kids):
        if item.bookmark is None:
            continue
        mark = item.bookmark
        entries = {
            "Title": text_string(mark.title),
            "Parent": ref(parent.number),
            "Dest": f"[{ref(pages[mark.page])}/XYZ null {number(mark.y)} null]",
        }
        if mark.node in elements:
            entries["SE"] = ref(elements[mark.node])
        if index:
            entries["Prev"] = ref(parent.kids[index - 1].number)
        if index + 1 < len(parent.kids):
            entries["Next"] = ref(parent.kids[index + 1].number)
        if item.kids:
            entries |= {
                "First": ref(item.kids[0].number),
                "Last": ref(item.kids[-1].number),
                "Count": str(item.count()),
            }
        objects.plain[item.number] = dictionary(entries)
        _write_kids(item, pages, elements, objects)
