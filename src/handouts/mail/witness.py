"""A second record of what may have gone out, kept apart from the ledger: by it a ledger from a backup is known.

Before each final dot the number of that step and the mail's key are written to it. A ledger that does not know of the
last of them has been put back; what the witness saw and that ledger does not know of may have reached somebody. Numbers
alone would not tell: a ledger that was put back counts on from where it is. Keys say nothing about anybody.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.errors import LedgerUnusable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: A line is a number of twenty digits, a space, a key of 32 letters and the line's end.
_DIGITS, _KEY = 20, 32
_LENGTH = _DIGITS + 1 + _KEY + 1

#: So many lines at the end are looked at for the last: after the power was lost some may be zeros, which stand for
#: steps that the ledger itself has.
_TAIL = 200


@dataclass(frozen=True, slots=True)
class Witness:
    """The record of one ledger. A last line that was cut off by a crash speaks of a dot that never went out."""

    path: Path

    def write(self, number: int, key: str) -> None:
        """Add the step that comes before a final dot. It outlives this program at once, and the power's loss soon.

        Raises:
            LedgerUnusable: the file cannot be written; the dot must not follow.
        """
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                end = os.fstat(descriptor).st_size
                os.lseek(descriptor, end - end % _LENGTH, os.SEEK_SET)
                if os.write(descriptor, f"{number:0{_DIGITS}} {key}\n".encode("ascii")) != _LENGTH:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            finally:
                os.close(descriptor)
        except OSError as error:
            raise LedgerUnusable(
                f"The second record of what was sent cannot be written: {error.strerror} ({self.path})."
            ) from error

    def mend(self, steps: Iterable[tuple[int, str]]) -> None:
        """Add what is missing of the steps of a ledger that is up to date: the power may have been lost, or this file.

        Raises:
            LedgerUnusable: the file cannot be read or written.
        """
        there = set(self.lines())
        for number, key in steps:
            if (number, key) not in there:
                self.write(number, key)

    def last(self) -> tuple[int, str] | None:
        """The number and the key of the last step; None when there is none.

        Raises:
            LedgerUnusable: the file cannot be read.
        """
        return next(reversed(self._lines(tail=True)), None)

    def lines(self) -> list[tuple[int, str]]:
        """The numbers and keys of all steps.

        Raises:
            LedgerUnusable: the file cannot be read.
        """
        return self._lines(tail=False)

    def _lines(self, *, tail: bool) -> list[tuple[int, str]]:
        """All lines, or only some at the end."""
        try:
            with self.path.open("rb") as file:
                whole = os.fstat(file.fileno()).st_size // _LENGTH
                first = max(0, whole - _TAIL) if tail else 0
                file.seek(first * _LENGTH)
                found = file.read((whole - first) * _LENGTH)
            lines = (found[start : start + _LENGTH].decode("ascii") for start in range(0, len(found), _LENGTH))
            return [(int(line[:_DIGITS]), line[_DIGITS + 1 : -1]) for line in lines if line.strip("\0")]
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            raise LedgerUnusable(
                f"The second record of what was sent cannot be read ({self.path}): {error}. It tells whether the ledger"
                " was put back from a backup; without it nothing is sent."
            ) from error
