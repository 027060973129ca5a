"""A list as spreadsheets save it: what its bytes mean, and what stands between its cells.

Nothing is guessed that could turn one name into another: a file is UTF-8, or says itself what it is, or a person says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from handouts.errors import Place, Problem
from handouts.mail.cells import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.mail.cells import Row

#: The largest list that is read, in bytes: some ten thousand clients, each with a long note.
SIZE_LIMIT: Final = 5_000_000

#: The longest list that is read, in rows, blank ones included.
ROW_LIMIT: Final = 50_000

#: What may stand between two cells.
SEPARATORS: Final = (",", ";", "\t", "|")

#: Encodings that a person may name, by what spreadsheets call them: those of Windows, and of old Macs.
ENCODINGS: Final = ("utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "iso-8859-15", "mac-roman")

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_SEP_LINE: Final = re.compile(r'"?sep=([^"\r\n])"?[,;\t|]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a list but blank ones, how it was read, and what was wrong with its signs."""

    name: str
    encoding: str
    separator: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(data: bytes, name: str, fits: Callable[[tuple[str, ...]], int], encoding: str | None = None) -> Table:
    """The rows of a list.

    Args:
        data: the file.
        name: what problems call it.
        fits: how many cells of a first row are known as names of columns; by it the separator is found.
        encoding: one of :data:`ENCODINGS`, for a file that is neither UTF-8 nor says what it is.
    """
    found = _text(data, encoding)
    if isinstance(found, str):
        return Table(name, encoding or "", "", (), (Problem(Place(name), found),))
    text, used = found
    said = _SEP_LINE.match(text)
    if said is not None:
        text = text[said.end() :]
    if said is not None and said[1] not in SEPARATORS:
        message = "The first line names a separator that I cannot read. Use a comma, a semicolon, a tab or |."
        return Table(name, used, "", (), (Problem(Place(name), message),))
    separator = said[1] if said is not None else _separator(text, fits)
    reader = Reader(text, separator, name)
    rows = tuple(islice(reader.rows(), ROW_LIMIT + 1))
    problem = reader.problem
    if len(rows) > ROW_LIMIT:
        problem = Problem(Place(name), f"This list has more than {ROW_LIMIT} rows. Divide it, or delete what is blank.")
    filled = tuple(row for row in rows if not row.is_blank)
    return Table(name, used, separator, filled, () if problem is None else (problem,))


def _text(data: bytes, encoding: str | None) -> tuple[str, str] | str:
    """The text and the encoding it was in, or why it cannot be read."""
    if len(data) > SIZE_LIMIT:
        return f"This list is larger than {SIZE_LIMIT // 1_000_000} MB, the most that is read. Is it the right file?"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return 'This is a spreadsheet, not a list. In the spreadsheet choose "Save as", and there "CSV UTF-8".'
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    if marked is not None and encoding is not None and not marked.startswith(encoding):
        return f"This file says itself that it is {marked.removesuffix('-sig').upper()}. Leave out --encoding."
    used = marked or encoding or "utf-8"
    try:
        text = data.decode(used)
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark.
        start = error.start + len(data) - len(error.object)
        return _undecodable(data, used, start, chosen=encoding is not None)
    if "\0" in text:
        return "This file has zero bytes in it. If it was saved as Unicode text, name its encoding: --encoding utf-16."
    return text, used.removesuffix("-sig")


def _undecodable(data: bytes, encoding: str, start: int, *, chosen: bool) -> str:
    # In UTF-16 the two bytes of a line feed may belong to two letters: a row is not told there.
    where = "" if encoding == "utf-16" else f" in line {len(_LINE_END.findall(data[:start])) + 1}"
    usual = 'choose "CSV UTF-8" when saving the list'
    if chosen or encoding != "utf-8":
        return f"This file cannot be read as {encoding.removesuffix('-sig').upper()}{where}: {usual}."
    return (
        f"This file is not UTF-8{where}: {usual}, or name its encoding: --encoding cp1252 is that of Excel in the West."
    )


def _separator(text: str, fits: Callable[[tuple[str, ...]], int]) -> str:
    """What separates the names of the columns: the sign by which the most of them are known, else by most cells."""

    def score(separator: str) -> tuple[int, int]:
        first = next((row.cells for row in Reader(text, separator).rows() if not row.is_blank), ())
        return fits(first), len(first)

    return max(SEPARATORS, key=score)
