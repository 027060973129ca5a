"""Watching a project: which files changed since the last look, told by their stamps.

Stamps are asked for again and again, as network drives tell nobody of a change.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from handouts.press.stamps import Stamp
from handouts.press.state import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

#: Seconds between two looks. A change is waited out for as long: editors save in several steps.
_PAUSE = 0.25

#: The most files that are looked at: a project has dozens, a folder of other things should not be worn out.
_MOST = 5000


def stamps(folder: Path) -> dict[str, Stamp]:
    """The stamps of a project's files by their names below the folder; of no output folder, and nothing hidden."""
    found: dict[str, Stamp] = {}
    waiting = [""]
    while waiting and len(found) < _MOST:
        below = waiting.pop()
        for entry in _entries(folder, below):
            name = f"{below}/{entry.name}" if below else entry.name
            try:
                if entry.is_dir():
                    if not os.path.isdir(os.path.join(entry.path, FOLDER)):  # noqa: PTH112, PTH118 - text, many times
                        waiting.append(name)
                else:
                    found[name] = Stamp.of(entry.stat())
            except OSError:  # gone meanwhile, or a link that leads nowhere
                continue
    return found


def _entries(folder: Path, below: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder / below) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []


def changes(look: Callable[[], Mapping[str, Stamp]], sleep: Callable[[float], None]) -> Iterator[tuple[str, ...]]:
    """Names of files that changed, came or went, each time some did and all have been at rest since.

    The first look is taken at once; what changes while the caller is at work is told next.

    Args:
        look: gives the stamps as they are.
        sleep: waits so many seconds.
    """
    return _changes(look(), look, sleep)


def _changes(
    known: Mapping[str, Stamp], look: Callable[[], Mapping[str, Stamp]], sleep: Callable[[float], None]
) -> Iterator[tuple[str, ...]]:
    while True:
        sleep(_PAUSE)
        now = look()
        if now == known:
            continue
        while True:
            sleep(_PAUSE)
            before, now = now, look()
            if now == before:
                break
        changed = tuple(sorted(name for name in known.keys() | now.keys() if known.get(name) != now.get(name)))
        known = now
        if changed:  # else it was taken back
            yield changed
