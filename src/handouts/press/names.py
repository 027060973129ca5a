"""File names from a job's fields, by a pattern such as ``{clinic}/{treatment}_{layout}[_{edition}].pdf``.

What stands in ``[ ]`` is left out when its field has its usual value. The names work on every system that clinics
use: Windows' reserved names and signs (Microsoft, "Naming Files, Paths, and Namespaces") are refused everywhere, and
two names that differ in capitals only count as one, as they are one file on Windows and macOS.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from typing import TYPE_CHECKING

from handouts.errors import ContentInvalid, Place, Problem, did_you_mean
from handouts.press.job import USUAL, Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: The names that CONTENT.md promises.
PATTERN = "{clinic}/{treatment}_{clinic}_{language}_{layout}[_{edition}][_{part}][_{use}].pdf"

FIELDS = tuple(field.name for field in fields(Job))

#: One part of a path may have 255 bytes on the usual disks; what a viewer adds to it (" (1)", ".part") needs room.
_LONGEST = 200

_TOKEN = re.compile(r"\[(?P<option>[^\[\]]*)\]|\{(?P<field>[^{}]*)\}")
_FIELD = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\..*)?", re.IGNORECASE)


def is_reserved(part: str) -> bool:
    """Whether Windows keeps a name for itself: devices, and what ends with a dot or a space."""
    return bool(_RESERVED.fullmatch(part)) or part != part.rstrip(". ")


def name(job: Job, pattern: str = PATTERN) -> str:
    """The path of a job's file below the output folder, with ``/`` between its parts."""

    def filled(found: re.Match[str]) -> str:
        option = found["option"]
        if option is None:
            return str(getattr(job, found["field"]))
        needed = [field for field in _FIELD.findall(option) if getattr(job, field) != USUAL.get(field)]
        return _FIELD.sub(lambda inner: str(getattr(job, inner[1])), option) if needed else ""

    return _TOKEN.sub(filled, pattern)


def folded(path: str) -> str:
    """What is the same for all names that a disk of Windows or macOS takes for one."""
    return unicodedata.normalize("NFC", path).casefold()


def names(jobs: Iterable[Job], pattern: str = PATTERN, place: Place | None = None) -> Mapping[Job, str]:
    """The name of every job's file.

    Args:
        jobs: all jobs of a run.
        pattern: how names are made.
        place: where the pattern stands, for problems.

    Raises:
        ContentInvalid: the pattern is wrong, a name does not work on every system, or two jobs share one name.
    """
    where = place or Place("handouts.yaml")
    wrong = tuple(_pattern_mistakes(pattern))
    if wrong:
        raise ContentInvalid(_problem(where, sentence, pattern) for sentence in wrong)
    named = {job: name(job, pattern) for job in jobs}
    mistakes = [*_unfit(named), *_shared(named)]
    if mistakes:
        raise ContentInvalid(_problem(where, sentence, pattern) for sentence in mistakes)
    return named


def _problem(place: Place, sentence: str, pattern: str) -> Problem:
    return Problem(place, f'{sentence} The pattern of the file names is "{pattern}".')


def _pattern_mistakes(pattern: str) -> Iterator[str]:
    for field in _FIELD.findall(pattern):
        if field not in FIELDS:
            yield f"A file name cannot hold {{{field}}}.{did_you_mean(field, FIELDS)}"
    if re.search(r"[\[\]{}]", _TOKEN.sub("", pattern)):
        yield "A bracket in the pattern of the file names has no partner."
    if not pattern.endswith(".pdf"):
        yield 'The pattern of the file names must end with ".pdf".'
    parts = pattern.split("/")
    if pattern.startswith("/") or any(part in {"", ".", ".."} for part in parts):
        yield "File names must stay inside the output folder."


def _unfit(named: Mapping[Job, str]) -> Iterator[str]:
    for job, path in named.items():
        for part in path.split("/"):
            forbidden = _FORBIDDEN.search(part)
            if forbidden:
                yield f'"{part}" ({job}) holds {forbidden[0]!r}, which no file name may hold on Windows.'
            elif is_reserved(part):
                yield f'"{part}" ({job}) cannot be a file or folder on Windows. Choose another name.'
            elif len(part.encode()) > _LONGEST:
                yield f'"{part}" ({job}) is too long for a file name: {len(part)} letters, {_LONGEST} are allowed.'


def _shared(named: Mapping[Job, str]) -> Iterator[str]:
    first: dict[str, Job] = {}
    for job, path in named.items():
        other = first.setdefault(folded(path), job)
        if other != job:
            yield f'Two leaflets would share the file "{path}": {other}, and {job}.'
