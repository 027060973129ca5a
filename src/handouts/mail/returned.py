"""Rows that were not mailed, given back as a list with the reason: to be mended, and read in again.

It holds addresses, so it is written only where a person asks for it. A cell that a spreadsheet would take for a formula
is guarded by ``'`` (CWE-1236); :mod:`handouts.mail.values` takes that sign away again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.mail.discreet import discreet
from handouts.mail.values import FORMULA_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.mail.records import Entry

#: The names of the columns, in their order. Only the address is read when the list is prepared again.
COLUMNS: Final = ("row", "email", "state", "reason")

_FORGOTTEN: Final = "the address was forgotten"


def returned(entries: Iterable[Entry], separator: str = ",") -> bytes:
    """The list, one row a mail: UTF-8 with its mark, and CRLF, as spreadsheets like it.

    Args:
        entries: the mails that are to be given back.
        separator: what stands between the cells; best that of the list that was read.
    """
    rows = [COLUMNS, *((str(each.line), each.address or "", str(each.state), _reason(each)) for each in entries)]
    text = "".join(separator.join(map(_cell, row)) + "\r\n" for row in rows)
    return b"\xef\xbb\xbf" + text.encode("utf-8", errors="replace")


def _reason(entry: Entry) -> str:
    """Why, without the address: it stands in its own cell, and the reason may be shown to others."""
    said = discreet(entry.reply or "", entry.address)
    if entry.code is not None and not said.startswith(str(entry.code)):
        said = f"{entry.code} {said}".strip()
    parts = (said, "" if entry.address is not None else _FORGOTTEN)
    return "; ".join(part for part in parts if part)


def _cell(words: str) -> str:
    """One cell between quotes, on one line, that no spreadsheet runs."""
    line = " ".join(words.split())
    guard = "'" if line.startswith(tuple(FORMULA_SIGNS)) else ""
    return f'"{guard}{line.replace(chr(34), chr(34) * 2)}"'
