"""What lies in the output folder, and what each file was made from: ``manifest.json``, one file a line.

It is read and written line by line, so that it takes no more memory for many files than for few; the lines of files
that a run does not make are taken over as they are. Files of the same words are the same lines on every machine.
"""

from __future__ import annotations

import heapq
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from handouts import __version__
from handouts.press.job import Job

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from handouts.press.fingerprints import Inputs

NAME = "manifest.json"

#: The version of its shape; it goes up when a member changes its meaning.
SCHEMA = 1

_START, _END = '"files": [', "]}"
_LINE = '{"path": '
_JOB = {field.name for field in fields(Job)}
_decoder = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. ``asked`` is true where somebody asked by name for what the clinic does not list."""

    path: str
    sha256: str
    job: Job
    inputs: Inputs
    changes: Mapping[str, Mapping[str, str]]
    values: Mapping[str, Mapping[str, str]]
    asked: bool = False
    #: Findings that somebody let pass, with the reason and the last day it holds.
    waivers: Sequence[Mapping[str, str]] = ()

    def line(self) -> str:
        """The entry as a line of the manifest."""
        members = {
            "path": self.path,
            "sha256": self.sha256,
            "job": asdict(self.job),
            "inputs": dict(self.inputs),
            "waivers": list(self.waivers),
            "changes": self.changes,
            "values": self.values,
        }
        return _text(members | {"asked": True} if self.asked else members)

    @classmethod
    def of(cls, line: str) -> Entry:
        """The entry of a line.

        Raises:
            ValueError: the line is none of a manifest; as does KeyError and TypeError.
        """
        found = json.loads(line)
        job = Job(**{name: str(value) for name, value in found["job"].items()})
        inputs = tuple(sorted(found["inputs"].items()))
        asked = bool(found.get("asked"))
        return cls(
            found["path"], found["sha256"], job, inputs, found["changes"], found["values"], asked, found["waivers"]
        )


def lines(text: Iterable[str]) -> Iterator[str]:
    """The lines of a manifest's files; none where it is damaged or of a version that is not known."""
    whole: list[str] = []
    begun = False
    for line in text:
        if not begun:
            begun = line.rstrip().endswith(_START) and f'{{"schema": {SCHEMA}, ' in line
            whole.append(line)
        elif line.startswith(_LINE):
            yield line.rstrip().removesuffix(",")
    if not begun:
        yield from _rewritten("".join(whole))


def _rewritten(text: str) -> Iterator[str]:
    """The lines of a manifest that somebody has put into another form."""
    try:
        found: Any = json.loads(text)
        files = found["files"] if found["schema"] == SCHEMA else []
        ordered = [{"path": each["path"], **each} for each in files]
    except (ValueError, TypeError, KeyError):
        return
    yield from map(_text, ordered)


def by_path(found: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Lines with their paths, which are found without reading all of the line; damaged lines are left out."""
    for line in found:
        try:
            path, _ = _decoder.raw_decode(line, len(_LINE))
        except ValueError:
            continue
        yield str(path), line


def text(qr: Mapping[str, str], entries: Iterable[str]) -> Iterator[str]:
    """A whole manifest, in parts, from the lines of its files in the order of their paths."""
    head = {"schema": SCHEMA, "program": f"handouts {__version__}", "qr": dict(qr)}
    yield _text(head).removesuffix("}") + f", {_START}"
    sign = "\n"
    for line in entries:
        yield f"{sign}{line}"
        sign = ",\n"
    yield f"\n{_END}\n"


def renewed(
    old: Iterable[str], qr: Mapping[str, str], fresh: Iterable[tuple[str, str]], apart: Container[str]
) -> Iterator[bytes]:
    """A manifest with some lines put in, in parts.

    Args:
        old: the lines of the file that stands there.
        qr: how codes are made now.
        fresh: paths and lines to put in, in the order of the paths.
        apart: paths whose old lines are left out.
    """
    kept = ((path, line) for path, line in by_path(lines(old)) if path not in apart)
    for part in text(qr, (line for _, line in heapq.merge(kept, fresh))):
        yield part.encode()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
