"""Everything that can go wrong, and the exit code each failure ends with.

A mistake in a file that somebody wrote is a *value*, :class:`Problem`; problems are collected, so that one run shows
all of them. What stops a run is an exception, one class a failure::

    HandoutsError
    ├── UnknownName          2   a treatment, clinic, layout ... that is not there
    ├── NothingToMake        2   names that are there, but no clinic has them together
    ├── NameNotAllowed       2   a new name that cannot be a file's on every system
    ├── MissingExtra         2   an optional package that is not installed
    ├── NotALeaflet          2   a file that handouts did not make
    ├── NotOneFile           2   leaflets that one file cannot hold
    ├── AddressNotUsable     2   an address that leaflets cannot go to
    ├── ContentInvalid       3   problems in the files; carries all of them
    │   └── GlyphsMissing    3   words that no font can show
    ├── FindingsStand        1   findings of rules that keep leaflets from being made; carries all of them
    ├── Overset              4   words that do not fit their layout; carries all of them
    ├── StandardNotMet       5   a finished PDF that breaks a promise of ours
    ├── PaintingIncomplete  70   words of the document that did not reach the page: a fault of ours
    ├── MessageBroken       70   a mail that does not read back as it was meant: a fault of ours
    ├── OutputNotWritten     6   the folder would not take a file
    ├── LedgerUnusable       6   the ledger of mails cannot be used where it lies
    └── LedgerInUse          6   another run is sending from it
"""

from __future__ import annotations

import difflib
import os
import shlex
import sys
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """What the command line ends with. Documented in the README; a test holds the two together."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    CONTENT_INVALID = 3
    OVERSET = 4
    STANDARD_NOT_MET = 5
    DELIVERY_FAILED = 6
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file: lines and columns count from 1, as editors do."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """Whether a problem stops a run, or is only said."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is, what it is and how to mend it.

    ``excerpt`` is the line as it stands in the file and ``length`` the number of letters to underline in it; both are
    for showing and play no part in comparing, as ``severity`` does not.
    """

    place: Place
    message: str
    excerpt: str = field(default="", compare=False)
    length: int = field(default=1, compare=False)
    severity: Severity = field(default=Severity.ERROR, compare=False)

    def __str__(self) -> str:
        mark = "warning: " if self.severity is Severity.WARNING else ""
        text = f"{self.place}: {mark}{self.message}"
        if not self.excerpt.strip():
            return text
        gutter = f"{self.place.line:5d} | "
        caret = " " * (self.place.column - 1) + "^" * max(1, self.length)
        return f"{text}\n{gutter}{self.excerpt}\n{' ' * (len(gutter) - 2)}| {caret}"


class HandoutsError(Exception):
    """The base of every failure that handouts raises on purpose."""

    exit_code: ExitCode = ExitCode.BUG


class UnknownName(HandoutsError):
    """A name that is not in the files: says which names are."""

    exit_code = ExitCode.USAGE

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(f'There is no {kind} "{name}".{did_you_mean(name, self.known)}')


class NothingToMake(HandoutsError):
    """Every name is known, but no clinic has them together."""

    exit_code = ExitCode.USAGE


class NameNotAllowed(HandoutsError):
    """A new name that cannot be a file's on every system that clinics use."""

    exit_code = ExitCode.USAGE


class MissingExtra(HandoutsError):
    """An optional package is needed and not installed: prints the line that installs it."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, package: str) -> None:
        super().__init__(f'{what} needs the package "{package}". Install it with: {install_line(package)}')


def install_line(package: str) -> str:
    """The line that installs a package for this very Python: in a shell that knows of no environment, with pipx too."""
    return f"{_typed(sys.executable)} -m pip install {package}"


def _typed(program: str) -> str:
    """A program's path as it is typed; PowerShell runs what stands in quotes only after ``&``."""
    if os.name == "nt":
        return f'& "{program}"' if " " in program else program
    return shlex.quote(program)


class _Problems(HandoutsError):
    """A failure made of problems, printed in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class ContentInvalid(_Problems):
    """The files have mistakes; what they spoil was not made."""

    exit_code = ExitCode.CONTENT_INVALID


class GlyphsMissing(ContentInvalid):
    """Some words hold a letter or sign that no font at hand can show."""


class FindingsStand(_Problems):
    """A leaflet could mislead, cannot be read, or has run out; it fits and could be made, and is not."""

    exit_code = ExitCode.FINDINGS


class Overset(_Problems):
    """Some words do not fit the place that the layout gives them."""

    exit_code = ExitCode.OVERSET


class StandardNotMet(HandoutsError):
    """A finished file breaks PDF/UA-1 or PDF/A-2a: a fault of ours, never of the words."""

    exit_code = ExitCode.STANDARD_NOT_MET


class PaintingIncomplete(HandoutsError):
    """Something of the document did not reach the page whole, or the page shows something that is not in it.

    Always a fault of ours: typesetting stops with a problem of its own when words do not fit.
    """

    exit_code = ExitCode.BUG


class MessageBroken(HandoutsError):
    """A mail does not read back as it was meant, or was made from values that cannot be: nobody gets it."""

    exit_code = ExitCode.BUG

    def __init__(self, wrong: Iterable[str]) -> None:
        super().__init__(f"A mail was not made as it should be, and is not sent: {', '.join(wrong)}.")


class AddressNotUsable(HandoutsError):
    """Leaflets are to go to an address that is of no store, or of one that lets half a file be seen."""

    exit_code = ExitCode.USAGE


class NotALeaflet(HandoutsError):
    """A file that is to be verified, and that handouts did not make."""

    exit_code = ExitCode.USAGE

    def __init__(self) -> None:
        super().__init__("This file is no leaflet of handouts, or another program has written it anew.")


class NotTranslated(HandoutsError):
    """A translation is to be marked, and there is none."""

    exit_code = ExitCode.USAGE

    def __init__(self, treatment: str, language: str, file: str) -> None:
        what = f'"{treatment}" has no words' if treatment else "There are no words"
        super().__init__(f'{what} in "{language}": {file} is not there, or has none. Start it: handouts translate')


class NotOneFile(HandoutsError):
    """Leaflets that no one file can hold: each is for a press of its own, and says what its colours mean there."""

    exit_code = ExitCode.USAGE

    def __init__(self) -> None:
        super().__init__(
            "These leaflets are for different presses, so they cannot be one file. Gather the clinics of one press at a"
            " time: name them with -c."
        )


class OutputNotWritten(HandoutsError):
    """A file could not be written whole: the disk is full, the folder is closed to us, or a viewer holds the file."""

    exit_code = ExitCode.DELIVERY_FAILED


class SchedulerNotReached(HandoutsError):
    """The scheduler of a cluster does not answer, or has nobody to work for it; nothing was made."""

    exit_code = ExitCode.DELIVERY_FAILED

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f'The scheduler "{address}" cannot be used: {why}.')


class OtherProgram(HandoutsError):
    """A worker runs another version of handouts, or of what it is built on: its files would not be the same."""

    exit_code = ExitCode.DELIVERY_FAILED


class LedgerUnusable(HandoutsError):
    """The ledger of mails cannot be used: without it nothing is sent, as nobody could say what was."""

    exit_code = ExitCode.DELIVERY_FAILED


class LedgerInUse(HandoutsError):
    """Another run is sending from the same ledger: two at once could mail somebody twice."""

    exit_code = ExitCode.DELIVERY_FAILED


class SecretMissing(HandoutsError):
    """There is no password or token for the mail account; says where it may be put, and nothing of what was found."""

    exit_code = ExitCode.DELIVERY_FAILED


class LookUpFailed(HandoutsError):
    """The folder of sent mail could not be looked into; nothing is known that was not known before."""

    exit_code = ExitCode.DELIVERY_FAILED


class MailUnready(HandoutsError):
    """A mail cannot be prepared or sent as things are: no account, no such batch, a wrong count."""

    exit_code = ExitCode.USAGE


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known names, or lists them, or nothing when there are none."""
    names = tuple(known)
    near = difflib.get_close_matches(name.lower(), names, n=2, cutoff=0.6)
    if near:
        return " Did you mean " + " or ".join(f'"{n}"' for n in near) + "?"
    return f" Known here: {', '.join(names)}." if names else ""
