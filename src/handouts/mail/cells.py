"""From text to rows of cells (CSV, RFC 4180), each known by its row and column as a spreadsheet shows them.

Nothing is guessed that could put one person's cell beside another's: where rows or cells are in doubt, reading stops
there and says so. What was wrong is told by its place, never by what stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handouts.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS: Final = 26
_LINE_END: Final = re.compile(r"\r\n|\r|\n|\Z")

#: A row without quotes, which can be cut in one go.
_PLAIN_ROW: Final = re.compile(r'([^"\r\n]*)(?:\r\n|\r|\n|\Z)')


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells as they were written."""

    number: int
    cells: tuple[str, ...] = field(repr=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but separators stands in it: spreadsheets leave such rows around a list."""
        return not any(cell.strip(" \t\xa0,;|") for cell in self.cells)


def column(index: int) -> str:
    """A column by its letters, as a spreadsheet shows them; counted from 0."""
    letters = ""
    while index >= 0:
        index, letter = divmod(index, _LETTERS)
        letters, index = chr(ord("A") + letter) + letters, index - 1
    return letters


class Reader:
    """Goes through a text once, row by row. ``problem`` is the first place where rows or cells were in doubt."""

    def __init__(self, text: str, separator: str, name: str = "") -> None:
        self._text, self._separator, self._name = text, separator, name
        self._plain = re.compile(rf'[^"{re.escape(separator)}\r\n]*')
        self._at = 0
        self.problem: Problem | None = None

    def rows(self) -> Iterator[Row]:
        """All rows up to the end or the first problem."""
        number = 1
        while self._at < len(self._text):
            cells = self._row(number)
            if cells is None:
                return
            yield Row(number, cells)
            number += 1

    def _row(self, number: int) -> tuple[str, ...] | None:
        plain = _PLAIN_ROW.match(self._text, self._at)
        if plain is not None:
            self._at = plain.end()
            return tuple(plain[1].split(self._separator))
        cells: list[str] = []
        while True:
            quoted = self._text.startswith('"', self._at)
            cell, doubt = self._quoted() if quoted else self._unquoted()
            if doubt:
                message = f"row {number}, column {column(len(cells))}: {doubt} The rows after it were not read."
                self.problem = Problem(Place(self._name, number, len(cells) + 1), message)
                return None
            cells.append(cell)
            if self._text.startswith(self._separator, self._at):
                self._at += 1
                continue
            end = _LINE_END.match(self._text, self._at)
            self._at = end.end() if end else len(self._text)
            return tuple(cells)

    def _unquoted(self) -> tuple[str, str]:
        """A cell without quotes, and what is in doubt about it."""
        start = self._at
        found = self._plain.match(self._text, start)
        self._at = found.end() if found else start
        doubt = ""
        if self._text.startswith('"', self._at):
            doubt = "There is a quote inside this cell. Put quotes around the whole cell, and write this one twice."
        return self._text[start : self._at], doubt

    def _quoted(self) -> tuple[str, str]:
        """A cell between quotes, in which two quotes stand for one, and what is in doubt about it."""
        parts: list[str] = []
        at = self._at + 1
        while True:
            end = self._text.find('"', at)
            if end < 0:
                return "", "A quote opens here, and none closes it."
            parts.append(self._text[at:end])
            at = end + 1
            if not self._text.startswith('"', at):
                break
            parts.append('"')
            at += 1
        self._at = at
        ends = self._text[at : at + 1] in {"", "\r", "\n", self._separator}
        return "".join(parts), "" if ends else "Something stands behind the quote that ends this cell."
