"""A file that is written while its objects come in: what is ready goes out, and only the places of objects are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handouts.pdf.assembler import HEADER, object_stream, row, trailer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Plain objects that go out together in one object stream.
_TOGETHER: Final = 400


@dataclass(slots=True)
class Sheets:
    """Objects under numbers that count up, each put once; ``table`` has a cross-reference row for each number."""

    header: bytes = HEADER
    plain: dict[int, str] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    table: bytearray = field(default_factory=lambda: bytearray(row(0, 0, 0xFFFF)))
    free: int = 1
    offset: int = 0
    hash: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=16))

    def reserve(self) -> int:
        """The next free number."""
        own = self.free
        self.free += 1
        self.table += b"\xff" * len(row(0, 0, 0))  # a kind that there is not, until it is put
        return own

    def put(self, number: int, content: str | bytes) -> None:
        """An object, plain or a stream."""
        if isinstance(content, str):
            self.plain[number] = content
        else:
            self.streams[number] = content

    def add(self, text: str) -> int:
        """A plain object under the next free number."""
        own = self.reserve()
        self.plain[own] = text
        return own

    def digest(self) -> str:
        """A digest of what has gone out."""
        return str(self.hash.hexdigest())

    def ready(self, *, everything: bool = False) -> Iterator[bytes]:
        """What can go out by now."""
        if not self.offset:
            yield self._out(self.header)
        for number, content in self.streams.items():
            yield self._object(number, content)
        self.streams.clear()
        while len(self.plain) >= _TOGETHER or (self.plain and everything):
            pack = self.reserve()
            some = {number: self.plain.pop(number) for number in list(self.plain)[:_TOGETHER]}
            for index, number in enumerate(some):
                self._row(number, row(2, pack, index))
            yield self._object(pack, object_stream(some))

    def end(self, entries: Mapping[str, str]) -> Iterator[bytes]:
        """What is left, and the cross-reference stream.

        Raises:
            ValueError: a number has no object.
        """
        yield from self.ready(everything=True)
        own, width = self.reserve(), len(row(0, 0, 0))
        self._row(own, row(1, self.offset, 0))
        if b"\xff" in self.table[width::width]:
            raise ValueError("every object number must be used once")
        yield trailer(own, bytes(self.table), entries, self.offset, self.hash)

    def _object(self, number: int, content: bytes) -> bytes:
        self._row(number, row(1, self.offset, 0))
        return self._out(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def _row(self, number: int, content: bytes) -> None:
        self.table[number * len(content) : (number + 1) * len(content)] = content

    def _out(self, part: bytes) -> bytes:
        self.offset += len(part)
        self.hash.update(part)
        return part
