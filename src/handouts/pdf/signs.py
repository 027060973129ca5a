"""What a file says of itself, read from its bytes: whether it is one of ours, what it is, and whether it is whole."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from typing import Final

#: The words of the XMP packet stand in the file as they are, so that anybody can read them.
_TOOL: Final = re.compile(rb"<xmp:CreatorTool>handouts</xmp:CreatorTool>")
_CODE: Final = re.compile(rb"<dc:identifier>([^<]{0,1000})</dc:identifier>")
_TITLE: Final = re.compile(rb'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">([^<]{0,1000})</rdf:li>')
_END: Final = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n\Z")
#: The cross-reference stream, which ends the file: its dictionary around the ID, and its bytes.
_TABLE: Final = re.compile(
    rb"(?P<own>\d+) 0 obj\n(?P<head><</Type/XRef/Size (?P<size>\d+)[^\n]*)/ID\[<(?P<id>[0-9A-F]{32})><(?P=id)>\]"
    rb"/Filter/FlateDecode/Length (?P<length>\d+)>>\n"
    rb"stream\n(?P<packed>.*)\r\nendstream\nendobj\nstartxref\n",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """``title`` and ``code`` are as they were written; a ``whole`` file is as we wrote it, byte for byte.

    That is told by the file's own ID, a digest of all the rest: it shows that a file was edited or damaged, and not
    that nobody with skill and time has forged one. The manifest's digest shows that too.
    """

    title: str
    code: str
    whole: bool


def signs(data: bytes) -> Signs | None:
    """What a file says of itself; None where it is none of ours."""
    if not data.startswith(b"%PDF-") or not _TOOL.search(data):
        return None
    title, code = (_text(pattern, data) for pattern in (_TITLE, _CODE))
    return Signs(title, code, _is_whole(data))


def _text(pattern: re.Pattern[bytes], data: bytes) -> str:
    found = pattern.search(data)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def _is_whole(data: bytes) -> bool:
    """Whether the digest that the file has as its ID is that of all the rest of it."""
    end = _END.search(data, max(0, len(data) - 64))
    table = _TABLE.match(data, int(end[1])) if end else None
    if end is None or table is None or table.end() != end.start() + len(b"startxref\n"):
        return False
    # What the digest leaves out is told by what it takes in, digit by digit.
    numbers = {end[1]: int(end[1]), table["own"]: int(table["size"]) - 1, table["length"]: len(table["packed"])}
    if any(written != b"%d" % meant for written, meant in numbers.items()):
        return False
    digest = hashlib.blake2b(data[: int(end[1])], digest_size=16)
    digest.update(table["head"] + b">>" + table["packed"])
    return digest.hexdigest().upper().encode("ascii") == table["id"]
