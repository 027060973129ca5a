"""A file of ours, taken apart into its objects again: only what :mod:`handouts.pdf.assembler` writes is understood."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d+)>>\nstream\n")
_FIRST = re.compile(r"/First (\d+)")
_END = b"\nendobj\n"
_REFERENCE = r"/{} (\d+) 0 R"


@dataclass(frozen=True, slots=True)
class Finished:
    """A file's objects by number: plain ones as text, streams as bytes; and what its trailer names."""

    header: bytes
    plain: dict[int, str]
    streams: dict[int, bytes]
    root: int
    info: int

    @classmethod
    def of(cls, data: bytes) -> Finished:
        """The objects of a whole file.

        Raises:
            ValueError: the file is none of ours.
        """
        start = data.find(b"\n", data.find(b"\n") + 1) + 1
        plain: dict[int, str] = {}
        streams: dict[int, bytes] = {}
        trailer = ""
        for number, content in _objects(data, start):
            head = content.partition(b"\nstream\n")[0].decode("ascii") if content.endswith(b"\nendstream") else ""
            if "/Type/ObjStm" in head:
                plain |= _packed(head, content)
            elif "/Type/XRef" in head:
                trailer = head
            elif head:
                streams[number] = content
            else:
                plain[number] = content.decode("ascii")
        if not trailer:
            raise ValueError("this is no file of ours")
        return cls(data[:start], plain, streams, referred(trailer, "Root"), referred(trailer, "Info"))


def referred(text: str, key: str) -> int:
    """The number that a key of a dictionary refers to.

    Raises:
        ValueError: it refers to none.
    """
    found = re.search(_REFERENCE.format(key), text)
    if found is None:
        raise ValueError(f"there is no {key} here")
    return int(found[1])


def _objects(data: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Numbers and contents, in the order of the file; a stream's length is said at the end of its dictionary."""
    place = start
    while head := _OBJECT.match(data, place):
        line = data.index(b"\n", head.end())
        sized = _LENGTH.search(data, head.end(), line + len(b"\nstream\n"))
        end = data.index(_END, sized.end() + int(sized[1]) if sized else head.end())
        yield int(head[1]), data[head.end() : end]
        place = end + len(_END)


def _packed(head: str, content: bytes) -> dict[int, str]:
    """The objects of an object stream (ISO 32000-1 7.5.7)."""
    length = int(head.rpartition("/Length ")[2].removesuffix(">>"))
    body = content.index(b"\nstream\n") + len(b"\nstream\n")
    text = zlib.decompress(content[body : body + length]).decode("ascii")
    found = _FIRST.search(head)
    first = int(found[1]) if found else 0
    index = list(map(int, text[:first].split()))
    starts = [*index[1::2], len(text) - first + 1]
    return {
        number: text[first + at : first + after - 1]
        for number, at, after in zip(index[::2], starts, starts[1:], strict=False)
    }
