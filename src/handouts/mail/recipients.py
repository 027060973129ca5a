"""Who is to be mailed: a list of clients, or one client, as frozen values; every problem with its row and column.

A problem never repeats what stands in a cell, nor what the first row calls a column: a list without such a row starts
with somebody's address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handouts.errors import ContentInvalid, Place, Problem, Severity, did_you_mean
from handouts.mail.addresses import Address, Fault, near_miss, read_address
from handouts.mail.cells import column
from handouts.mail.table import read_table
from handouts.mail.values import tidied
from handouts.source.frozen import FrozenMap

if TYPE_CHECKING:
    from handouts.content.treatment import PersonalField
    from handouts.mail.cells import Row

EMAIL: Final = "email"
LANGUAGE: Final = "language"

#: Other ways in which people write the names of columns.
_SHORT: Final = {"name": "client_name", "e_mail": EMAIL, "email_address": EMAIL, "e_mail_address": EMAIL}

#: Columns that handouts itself adds to a list of failed rows; they are not read.
OURS: Final = frozenset({"row", "state", "reason"})

Check = Callable[[str, str], str | None]


def _nothing_wrong(_name: str, _value: str) -> None:
    """No field has rules of its own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list may say of each client, beside their address.

    ``fault_of`` is asked what is wrong with a field's value, and answers in a sentence that does not repeat it.
    """

    fields: Mapping[str, PersonalField] = field(default_factory=dict)
    languages: Collection[str] = ()
    fault_of: Check = _nothing_wrong

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (EMAIL, LANGUAGE, *self.fields)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One client. ``row`` is the number that a spreadsheet shows beside it, and names the client in all talk."""

    row: int
    address: Address
    language: str | None = None
    fields: FrozenMap[str, str] = field(default_factory=FrozenMap, repr=False)


@dataclass(frozen=True, slots=True)
class Recipients:
    """A list that can be mailed, how it was read, and what somebody should look at all the same."""

    rows: tuple[Recipient, ...]
    encoding: str
    separator: str
    warnings: tuple[Problem, ...]


def read_recipients(data: bytes, name: str, wanted: Wanted, *, encoding: str | None = None) -> Recipients:
    """All clients of a list.

    Args:
        data: the file: CSV with any of the usual separators; its first row names the columns.
        name: what problems call the file.
        wanted: which columns it may have.
        encoding: one of :data:`handouts.mail.table.ENCODINGS`, when the file is neither UTF-8 nor says what it is.

    Raises:
        ContentInvalid: all problems of the list, each with the row and the column as a spreadsheet shows them.
    """
    table = read_table(data, name, lambda cells: sum(_column_name(cell) in wanted.columns for cell in cells), encoding)
    if not table.rows:
        raise ContentInvalid(table.problems or [Problem(Place(name), "This list is empty.")])
    reading = _Reading(name, wanted)
    heads = reading.heads(table.rows[0])
    found = tuple(reading.recipient(row, heads) for row in table.rows[1:]) if EMAIL in heads else ()
    if EMAIL in heads and not found and not table.problems:
        reading.tell(table.rows[0].number, None, "There is nobody in this list.")
    problems = (*table.problems, *reading.problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ContentInvalid(problems)
    return Recipients(tuple(each for each in found if each is not None), table.encoding, table.separator, problems)


def one_recipient(cells: Mapping[str, str], wanted: Wanted) -> Recipient:
    """One client from the command line.

    Args:
        cells: what was said, by the names of columns: ``email``, ``language``, ``name`` or any other field.
        wanted: which of them there may be.

    Raises:
        ContentInvalid: all problems; the place of each is the name of the option.
    """
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for said, value in cells.items():
        name = _column_name(said)
        values[name], fault = tidied(value)
        if name not in wanted.columns:
            fault = _NO_FIELD.format(name=name)
        if fault is not None:
            faults[name] = fault
    judged = _judged(values, wanted)
    faults = {**dict(judged.faults), **faults}
    if faults or judged.address is None:
        raise ContentInvalid(Problem(Place(_OPTIONS.get(name, f"--{name}")), fault) for name, fault in faults.items())
    return Recipient(1, judged.address, judged.language, judged.fields)


#: Options that are not called as their column.
_OPTIONS: Final = {EMAIL: "--to", "client_name": "--name"}

_NO_FIELD: Final = 'The treatment declares no field "{name}", so the leaflet has no place for it.'


@dataclass(frozen=True, slots=True)
class _Judged:
    """The values of one client, and what is wrong with them by the names of columns."""

    address: Address | None
    language: str | None
    fields: FrozenMap[str, str] = field(repr=False)
    faults: tuple[tuple[str, str], ...]


def _judged(values: Mapping[str, str], wanted: Wanted) -> _Judged:
    faults: list[tuple[str, str]] = []
    address = read_address(values.get(EMAIL, ""))
    if isinstance(address, Fault):
        faults.append((EMAIL, address.sentence))
    language = values.get(LANGUAGE, "")
    known = {code.casefold(): code for code in wanted.languages}
    if language and language.casefold() not in known:
        faults.append((LANGUAGE, f"There is no leaflet in this language. Known here: {', '.join(wanted.languages)}."))
    fields = {}
    for name, declared in wanted.fields.items():
        value = values.get(name, "")
        fault = wanted.fault_of(name, value) if value else "Nothing stands here, and the leaflet needs it."
        if fault is not None and (value or declared.required):
            faults.append((name, fault))
        if value:
            fields[name] = value
    found = None if isinstance(address, Fault) else address
    return _Judged(found, known.get(language.casefold()), FrozenMap(fields), tuple(faults))


class _Reading:
    """Goes through the rows of one list and gathers every problem."""

    def __init__(self, name: str, wanted: Wanted) -> None:
        self._name, self._wanted = name, wanted
        self._rows: dict[str, int] = {}
        self._nameless: set[int] = set()
        self._width = 0
        self.problems: list[Problem] = []

    def tell(self, row: int, index: int | None, message: str, severity: Severity = Severity.ERROR) -> None:
        """A problem with a row, or with one of its cells."""
        where = f"row {row}" if index is None else f"row {row}, column {column(index)}"
        place = Place(self._name, row, (index or 0) + 1)
        self.problems.append(Problem(place, f"{where}: {message}", severity=severity))

    def heads(self, row: Row) -> dict[str, int]:
        """Where each column stands, from the row that names them."""
        heads: dict[str, int] = {}
        self._width = len(row.cells)
        for index, cell in enumerate(row.cells):
            name = _column_name(cell)
            if not name:
                self._nameless.add(index)
            elif name in heads:
                self.tell(row.number, index, f"Column {column(heads[name])} is called the same. Which of them holds?")
            elif name in self._wanted.columns:
                heads[name] = index
            elif name not in OURS:
                self.tell(row.number, index, self._unknown(name))
        if EMAIL not in heads:
            self.tell(row.number, None, f'No column is called "{EMAIL}". The first row names the columns.')
        for name, declared in self._wanted.fields.items():
            if declared.required and name not in heads:
                self.tell(row.number, None, f'No column is called "{name}", and the leaflet needs it.')
        return heads

    def _unknown(self, name: str) -> str:
        if "@" in name:
            return "This looks like an address. The first row has to name the columns: email, name ..."
        if name in {"client_name", "note", "appointment"}:
            return _NO_FIELD.format(name=name)
        near = did_you_mean(name, (*self._wanted.columns, "name"))
        return f"I do not know a column of this name.{near}"

    def recipient(self, row: Row, heads: Mapping[str, int]) -> Recipient | None:
        """The client of a row; None when something is wrong with it."""
        before = len(self.problems)
        values = self._values(row, heads)
        if len(self.problems) > before:
            return None
        judged = _judged(values, self._wanted)
        for name, fault in judged.faults:
            if name in heads:
                self.tell(row.number, heads[name], fault)
        if judged.address is None:
            return None
        self._look_twice(row.number, heads[EMAIL], judged.address)
        return Recipient(row.number, judged.address, judged.language, judged.fields)

    def _values(self, row: Row, heads: Mapping[str, int]) -> dict[str, str]:
        """The cells of a row by the names of their columns."""
        values: dict[str, str] = {}
        for name, index in heads.items():
            if index >= len(row.cells):
                self.tell(row.number, index, f'The row ends before its cell for "{name}". Every row has all cells.')
                continue
            values[name], fault = tidied(row.cells[index])
            if fault is not None:
                self.tell(row.number, index, fault)
        for index, cell in enumerate(row.cells):
            if cell.strip() and (index >= self._width or index in self._nameless):
                self.tell(row.number, index, "This cell's column has no name. Is a separator in a cell without quotes?")
        return values

    def _look_twice(self, row: int, index: int, address: Address) -> None:
        """Say what may be a slip: the same address again, or a domain beside a well-known one."""
        first = self._rows.setdefault(address.folded, row)
        if first != row:
            self.tell(row, index, f"This address is in row {first} already. One list mails an address once.")
        meant = near_miss(address.domain)
        if meant is not None:
            self.tell(row, index, f"Is the domain right? It is one letter away from {meant}.", Severity.WARNING)


def _column_name(cell: str) -> str:
    """What the first row calls a column, in the form in which columns are known."""
    name = "_".join(tidied(cell)[0].casefold().replace("-", " ").replace("_", " ").split())
    return _SHORT.get(name, name)
