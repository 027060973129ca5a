"""Leaflets gathered into one file for a print shop, a leaflet at a time: memory does not grow with their number.

What several leaflets share (fonts, pictures, the words of a body as they are painted) stands in the file once. Pages,
links, bookmarks and structure elements are each leaflet's own: its tree hangs as a Part in the tree of the whole.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_OID, uuid5

from handouts.pdf import metadata
from handouts.pdf.finished import Finished, referred
from handouts.pdf.objects import array, dictionary, ref, stream, text_string
from handouts.pdf.renumbering import REFERENCE, Copy, renumbered
from handouts.pdf.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.document.elements import Metadata

_ENTRY: Final = re.compile(r"(\d+) (\[[0-9R ]*\]|\d+ 0 R)")
_DATE: Final = re.compile(r"/CreationDate\(D:(\d{4})(\d{2})(\d{2})")
_PREFERENCES: Final = re.compile(r"/ViewerPreferences<<[^<>]*>>")


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A finished file to be gathered, what its bookmark says, and what its page numbers begin with."""

    title: str
    label: str
    lang: str
    data: bytes = field(repr=False)


class UnlikeError(ValueError):
    """Two files that no file can hold together: they are for different presses, or for a press and for an office."""


def gather(leaflets: Iterable[Leaflet], words: Metadata, lang: str) -> Iterator[bytes]:
    """The parts of the file of all leaflets, in their order; equal leaflets give equal bytes.

    ``words`` are what the file says of itself; its date is that of the latest leaflet. ``lang`` is its language.

    Raises:
        UnlikeError: some are for one press, and some for another or for none.
        ValueError: there are none, or one is no file of ours.
    """
    gathering = _Gathering(lang)
    for leaflet in leaflets:
        gathering.take(leaflet, Finished.of(leaflet.data))
        yield from gathering.sheets.ready()
    yield from gathering.end(words)


@dataclass(slots=True)
class _Gathering:
    """What of the leaflets so far the end of the file has to name: numbers, and little else."""

    lang: str
    sheets: Sheets = field(default_factory=Sheets)
    #: The numbers of what is shared, by a digest of it.
    known: dict[bytes, int] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)
    sheaves: list[int] = field(default_factory=list)
    pages: int = 0
    keys: int = 0
    parents: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    date: str = ""
    intents: int = 0
    preferences: str = ""
    #: The bookmark of the leaflet before, which does not know the next yet.
    waiting: tuple[int, dict[str, str]] | None = None
    first: int = 0

    def __post_init__(self) -> None:
        self.document, self.tree, self.book, self.outline = (self.sheets.reserve() for _ in range(4))

    document: int = field(init=False)
    tree: int = field(init=False)
    book: int = field(init=False)
    outline: int = field(init=False)

    def take(self, leaflet: Leaflet, file: Finished) -> None:
        """Put a leaflet's objects into the file."""
        self._begin(file)
        copy = Copy(file, self.sheets, partial(self.share, file), len(self.parts), self.keys)
        catalog = file.plain[file.root]
        sheaf = file.plain[referred(catalog, "Pages")]
        tree = file.plain[referred(catalog, "StructTreeRoot")]
        part, node = self.sheets.reserve(), self.sheets.reserve()
        root = referred(tree, "K")
        copy.numbers |= {
            root: part,
            referred(catalog, "Pages"): node,
            referred(catalog, "StructTreeRoot"): self.document,
        }
        kids = [int(number) for number in REFERENCE.findall(sheaf.partition("/Kids")[2])]
        pages = [copy.own(number) for number in kids]
        self._bookmark(leaflet, copy, catalog, (pages[0], part))
        element = file.plain[root].replace("/S/Document", "/S/Part", 1)
        if "/Lang" not in element.partition("/K")[0] and leaflet.lang != self.lang:
            element = element.replace("/S/Part", f"/S/Part/Lang{text_string(leaflet.lang)}", 1)
        self.sheets.put(part, copy.renumbered(element))
        copy.finish()
        self._parents(copy, file.plain[referred(tree, "ParentTree")])
        head = {"Type": "/Pages", "Parent": ref(self.book), "Kids": array(map(ref, pages)), "Count": str(len(pages))}
        self.sheets.put(node, dictionary(head))
        self.labels.append(f"{self.pages} {dictionary({'P': text_string(f'{leaflet.label} '), 'S': '/D'})}")
        self.parts.append(part)
        self.sheaves.append(node)
        self.pages += len(pages)

    def _begin(self, file: Finished) -> None:
        """What all leaflets must have in common, and the latest date."""
        catalog = file.plain[file.root]
        intents = self.share(file, referred(catalog, "OutputIntents"))
        found = _PREFERENCES.search(catalog)
        preferences = found[0] if found else ""
        if not self.sheaves:
            self.intents, self.preferences, self.sheets.header = intents, preferences, file.header
        if intents != self.intents or file.header != self.sheets.header:
            raise UnlikeError
        if preferences != self.preferences:  # some leaflets have two sides, and some one
            self.preferences = "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>"
        date = _DATE.search(file.plain[file.info])
        self.date = max(self.date, "-".join(date.groups()) if date else "")

    def share(self, file: Finished, number: int) -> int:
        """The number of an object that others may have too, with all that it refers to."""
        text, share = file.plain.get(number), partial(self.share, file)
        if text is not None:
            content: str | bytes = renumbered(text, share)
        else:
            head, sign, data = file.streams[number].partition(b"\nstream\n")
            content = renumbered(head.decode("ascii"), share).encode("ascii") + sign + data
        raw = content if isinstance(content, bytes) else content.encode("ascii")
        key = hashlib.blake2b(raw, digest_size=16).digest()
        own = self.known.get(key)
        if own is None:
            own = self.known[key] = self.sheets.reserve()
            self.sheets.put(own, content)
        return own

    def _bookmark(self, leaflet: Leaflet, copy: Copy, catalog: str, first: tuple[int, int]) -> None:
        """A bookmark for the leaflet, closed; its own hang below it. It is written when the next one is known."""
        number = self.sheets.reserve()
        page, part = first
        entries = {
            "Title": text_string(leaflet.title),
            "Parent": ref(self.outline),
            "Dest": f"[{ref(page)}/Fit]",
            "SE": ref(part),
        }
        if "/Outlines" in catalog:
            old = referred(catalog, "Outlines")
            copy.numbers[old] = number
            text = copy.file.plain[old]
            below = int(text.rpartition("/Count ")[2].removesuffix(">>"))
            ends = {name: ref(copy.own(referred(text, name))) for name in ("First", "Last")}
            entries |= {**ends, "Count": str(-below)}
        if self.waiting is None:
            self.first = number
        else:
            before, waiting = self.waiting
            entries["Prev"] = ref(before)
            self.sheets.put(before, dictionary({**waiting, "Next": ref(number)}))
        self.waiting = number, entries

    def _parents(self, copy: Copy, text: str) -> None:
        """The leaflet's leaf of the parent tree, and that of its notes (ISO 32000-1 7.9.6, 7.9.7)."""
        rows = _ENTRY.findall(text.partition("/Nums[")[2])
        entries = [f"{self.keys + int(key)} {copy.renumbered(value)}" for key, value in rows]
        limits = f"[{self.keys} {self.keys + len(rows) - 1}]"
        self.parents.append(self.sheets.add(dictionary({"Limits": limits, "Nums": array(entries)})))
        self.keys += len(rows)
        if copy.notes:
            notes = sorted(copy.notes)
            names = array(f"({identity}) {ref(number)}" for identity, number in notes)
            ends = f"[({notes[0][0]}) ({notes[-1][0]})]"
            self.notes.append(self.sheets.add(dictionary({"Limits": ends, "Names": names})))

    def end(self, words: Metadata) -> Iterator[bytes]:
        """What comes after the last leaflet."""
        if self.waiting is None:
            raise ValueError("there is nothing to be gathered")
        sheets = self.sheets
        sheets.put(self.waiting[0], dictionary(self.waiting[1]))
        count = str(len(self.parts))
        ends = {"First": ref(self.first), "Last": ref(self.waiting[0]), "Count": count}
        sheets.put(self.outline, dictionary({"Type": "/Outlines", **ends}))
        kids = array(map(ref, self.parts))
        sheets.put(self.document, dictionary({"S": "/Document", "P": ref(self.tree), "K": kids}))
        tree = {
            "Type": "/StructTreeRoot",
            "K": ref(self.document),
            "ParentTree": ref(sheets.add(dictionary({"Kids": array(map(ref, self.parents))}))),
            "ParentTreeNextKey": str(self.keys),
        }
        if self.notes:
            tree["IDTree"] = dictionary({"Kids": array(map(ref, self.notes))})
        sheets.put(self.tree, dictionary(tree))
        sheaves = array(map(ref, self.sheaves))
        sheets.put(self.book, dictionary({"Type": "/Pages", "Kids": sheaves, "Count": str(self.pages)}))
        yield from self._trailer(replace(words, date=self.date or words.date))

    def _trailer(self, words: Metadata) -> Iterator[bytes]:
        sheets = self.sheets
        exchange = b"1.6" in sheets.header
        yield from sheets.ready(everything=True)
        identity = uuid5(NAMESPACE_OID, sheets.digest()) if exchange else None
        packet = metadata.xmp(words, self.lang, identity)
        described = sheets.reserve()
        sheets.put(described, stream({"Type": "/Metadata", "Subtype": "/XML"}, packet, compress=False))
        info = sheets.add(metadata.info(words, exchange=exchange))
        entries = {
            "Type": "/Catalog",
            "Pages": ref(self.book),
            "Lang": text_string(self.lang),
            "MarkInfo": "<</Marked true>>",
            "StructTreeRoot": ref(self.tree),
            "Metadata": ref(described),
            "OutputIntents": ref(self.intents),
            "PageLabels": dictionary({"Nums": array(self.labels)}),
            "Outlines": ref(self.outline),
        }
        root = sheets.add(dictionary(entries).removesuffix(">>") + f"{self.preferences}>>")
        yield from sheets.end({"Root": ref(root), "Info": ref(info)})
