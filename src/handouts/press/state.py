"""What is kept beside the manifest so that an unchanged folder costs little: the stamps of files.

Everything in it can be found out anew, so it may be thrown away at any time, and is not believed when it is damaged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from handouts.press.stamps import Seen, Stamp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from handouts.press.destination import Destination

#: The folder of ours in the output folder, and what lies in it.
FOLDER = ".handouts"
NAME = f"{FOLDER}/state.json"
LOCK = f"{FOLDER}/lock"

#: The version of its shape. Another one is not read.
SCHEMA = 1


#: How many builds are remembered: as many as somebody may ask for in turn.
_BUILDS = 4

#: Rows that are written at once.
_AT_ONCE = 500


class Build(NamedTuple):
    """A build that made all it was asked for: when its inputs are as they were, nothing is to be done."""

    program: str
    #: The digests of all files it came from, by their paths; also of those that must not be there.
    inputs: dict[str, str]
    #: What it made, and what lay there without belonging: paths below the folder.
    files: list[str]
    strays: list[str]


@dataclass(frozen=True, slots=True)
class State:
    """The stamps of the files that were written, by their paths below the folder, and of the files they came from."""

    files: dict[str, Seen] = field(default_factory=dict)
    inputs: dict[str, Seen] = field(default_factory=dict)
    #: By what was asked for; the latest is the last.
    builds: dict[str, Build] = field(default_factory=dict)

    def after(self, made: Mapping[str, Seen], gone: Collection[str]) -> State:
        """The state when some files were made anew and others are gone: no build that had one of them holds."""
        kept = {path: seen for path, seen in self.files.items() if path not in gone}
        builds = {
            key: build
            for key, build in self.builds.items()
            if not any(path in made or path in gone for path in (*build.files, *build.strays))
        }
        return replace(self, files=kept | dict(made), builds=builds)

    def remembering(self, key: str, build: Build) -> State:
        """The state with one build more; the oldest is forgotten."""
        others = {old: known for old, known in self.builds.items() if old != key}
        return replace(self, builds=dict([*others.items(), (key, build)][-_BUILDS:]))

    def parts(self) -> Iterator[bytes]:
        """The state as it is written, bit by bit, so that it takes no more memory for many files than for few."""
        yield f'{{"schema":{SCHEMA}'.encode()
        for name, table in (("inputs", self.inputs), ("files", self.files)):
            rows = (f"{_text(path)}:{_text(_row(seen))}" for path, seen in table.items())
            yield from _list(f',"{name}":{{', rows, "}")
        sign = ',"builds":{'
        for key, build in self.builds.items():
            yield f"{sign}{_text(key)}:[{_text(build.program)},{_text(build.inputs)}".encode()
            yield from _list(",[", map(_text, build.files), "]")
            yield from _list(",[", map(_text, build.strays), "]]")
            sign = ","
        yield b"}}" if self.builds else b',"builds":{}}'


def read(folder: Destination) -> State:
    """The state of an output folder; an empty one when there is none to be relied on."""
    try:
        found: Any = json.loads(folder.read(NAME) or b"")
        if found["schema"] != SCHEMA:
            return State()
        builds = {key: Build(*build) for key, build in found["builds"].items()}
        return State(_table(found["files"]), _table(found["inputs"]), builds)
    except (ValueError, TypeError, KeyError, AttributeError):
        return State()


def _table(rows: Any) -> dict[str, Seen]:  # noqa: ANN401 - whatever stands in the file
    return {path: Seen(Stamp(size, changed, number), sha) for path, (sha, size, changed, number) in rows.items()}


def _list(start: str, items: Iterable[str], end: str) -> Iterator[bytes]:
    """Items between two signs, some hundreds at a time."""
    left = iter(items)
    sign = start
    while some := ",".join(islice(left, _AT_ONCE)):
        yield f"{sign}{some}".encode()
        sign = ","
    yield (end if sign != start else start + end).encode()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(seen: Seen) -> tuple[str, int, int, int]:
    stamp = seen.stamp or Stamp(-1, -1, -1)  # which no file has
    return seen.sha256, stamp.size, stamp.changed, stamp.number
