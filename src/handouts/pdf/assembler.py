"""The file around the objects: blocks of objects, object streams and the cross-reference stream (ISO 32000-1 7.5).

A :class:`Block` is a part of a file that was serialised once. Its bytes and cross-reference rows hold as long as it
starts at the same offset, so that the block of a body opens every file made from it.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from handouts.pdf.objects import deflated, dictionary, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The version, and bytes above 127 that tell programs the file is binary (ISO 32000-1 7.5.2, ISO 19005-2 6.1.2).
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
#: PDF/X-4 is written in the words of PDF 1.6 (ISO 15930-7:2010 clause 1). As long as the other: plates fit both.
HEADER_FOR_EXCHANGE = HEADER.replace(b"1.7", b"1.6")

#: Widths of a cross-reference row's fields: kind, offset or object stream, generation or index (7.5.8.2).
_WIDTHS = (1, 4, 2)
_ROW = struct.Struct(">BIH")


@dataclass(slots=True)
class Objects:
    """Objects being gathered for one block. Numbers count up from ``first``; ports keep numbers of their own."""

    first: int
    plain: dict[int, str] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    #: Plain objects that stay outside the object stream, where a program can find them without inflating.
    loose: dict[int, str] = field(default_factory=dict)
    _counter: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self._counter = count(self.first)

    def reserve(self) -> int:
        """The next free number."""
        return next(self._counter)

    def add(self, text: str) -> int:
        """A plain object under the next free number."""
        own = self.reserve()
        self.plain[own] = text
        return own

    def add_stream(self, entries: Mapping[str, str], data: bytes, *, packed: bool = False) -> int:
        """A stream under the next free number."""
        own = self.reserve()
        self.streams[own] = stream(entries, data, packed=packed)
        return own

    def block(self, offset: int) -> Block:
        """All objects, serialised for a place in the file. No object can be added afterwards."""
        pieces, rows = list[bytes](), dict[int, bytes]()
        pack = self.reserve()
        whole = {number: text.encode("ascii") for number, text in self.loose.items()} | self.streams
        whole[pack] = object_stream(self.plain)
        for number, content in whole.items():
            rows[number] = row(1, offset, 0)
            pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
            offset += len(pieces[-1])
        for index, number in enumerate(self.plain):
            rows[number] = row(2, pack, index)
        return Block(b"".join(pieces), tuple(sorted(rows.items())), self.reserve())


@dataclass(frozen=True, slots=True)
class Block:
    """Serialised objects: their bytes, a cross-reference row for each number, and the next free number."""

    blob: bytes
    rows: tuple[tuple[int, bytes], ...]
    free: int


def begun(plate: Block, header: bytes = HEADER) -> hashlib.blake2b:
    """What the ID of every file begins with that a block opens: a digest to be copied, and never gone on with."""
    return hashlib.blake2b(header + plate.blob, digest_size=16)


def assemble(
    plate: Block,
    rest: Block,
    entries: Mapping[str, str],
    header: bytes = HEADER,
    *,
    before: hashlib.blake2b | None = None,
) -> bytes:
    """A whole file of two blocks, the second made for the place after the first; ``before`` is the first's digest.

    ``entries`` are those of the trailer that the caller knows (Root, Info). The file's ID is a digest of the
    rest (ISO 32000-1 14.4 recommends one), so equal input gives equal bytes.

    Raises:
        ValueError: a number has two objects or none.
    """
    offset, own = len(header) + len(plate.blob) + len(rest.blob), rest.free
    rows = sorted(plate.rows + rest.rows)
    if [number for number, _ in rows] != list(range(1, own)):
        raise ValueError("every object number must be used once")
    table = b"".join((row(0, 0, 0xFFFF), *(found for _, found in rows), row(1, offset, 0)))
    digest = before.copy() if before else begun(plate, header)
    digest.update(rest.blob)
    return b"".join((header, plate.blob, rest.blob, trailer(own, table, entries, offset, digest)))


def trailer(own: int, table: bytes, entries: Mapping[str, str], offset: int, digest: hashlib.blake2b) -> bytes:
    """The cross-reference stream (7.5.8), under the last number ``own``, and the end of the file.

    The file's ID is a digest of all that stands before it, which ``digest`` has taken in, and of this stream without
    the ID: so a file tells whether it is as it was written.
    """
    head = {
        "Type": "/XRef",
        "Size": str(own + 1),
        "W": f"[{' '.join(map(str, _WIDTHS))}]",
        **entries,
    }
    packed = deflated(table)
    digest.update(dictionary(head).encode("ascii") + packed)
    identity = digest.hexdigest().upper()
    content = stream({**head, "ID": f"[<{identity}><{identity}>]"}, packed, packed=True)
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, content, offset)


def object_stream(plain: Mapping[int, str]) -> bytes:
    """Many small objects as one stream (7.5.7)."""
    index, place = [], 0
    for number, text in plain.items():
        index.append(f"{number} {place}")
        place += len(text) + 1
    head = " ".join(index) + "\n"
    data = (head + "\n".join(plain.values())).encode("ascii")
    return stream({"Type": "/ObjStm", "N": str(len(plain)), "First": str(len(head))}, data)


def row(kind: int, second: int, third: int) -> bytes:
    """A row of the cross-reference table: the kind, an offset or an object stream, a generation or an index."""
    return _ROW.pack(kind, second, third)
