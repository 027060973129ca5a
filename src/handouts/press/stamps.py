"""Whether a file is still the one that was looked at before: by its stamp, which is cheap, and else by its bytes."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: What stands for the bytes of a file that is not there.
MISSING = "missing"

#: Nanoseconds. A file that was changed so shortly before it was looked at may change once more and keep its time, as
#: disks count time in steps: FAT in steps of two seconds.
_STEP = 2_000_000_000


class Stamp(NamedTuple):
    """What the disk says of a file: its bytes, the nanosecond of its last change, and which file it is."""

    size: int
    changed: int
    number: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in what the disk told."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


def stamp(path: str | Path) -> Stamp | None:
    """The stamp of a file; None when there is none."""
    try:
        return Stamp.of(os.stat(path))  # noqa: PTH116 - a tenth of the time, for each of thousands of files
    except OSError:
        return None


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class Seen(NamedTuple):
    """A file that was read: its stamp then, and the digest of its bytes. Without a stamp, its time is not relied on."""

    stamp: Stamp | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Digests of files, each taken once in a run; a file whose stamp is as it was ``before`` is not read again."""

    before: Mapping[str, Seen] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    stamps: dict[str, Stamp | None] = field(default_factory=dict)

    def digest(self, path: str | Path) -> str:
        """The SHA-256 of a file, or ``missing``."""
        name = os.path.abspath(path)  # noqa: PTH100 - as text, a tenth of the time
        found = self.seen.get(name)
        if found is None:
            found = self.seen[name] = self._look(name)
        return found.sha256

    def overtaken(self) -> bool:
        """Whether a file has changed since it was looked at, so that nobody can say which of its states was used."""
        return any(stamp(name) != was for name, was in self.stamps.items())

    def _look(self, name: str) -> Seen:
        now, known = stamp(name), self.before.get(name)
        self.stamps[name] = now
        if now is not None and known is not None and known.stamp == now:
            return known
        try:
            with open(name, "rb") as file:  # noqa: PTH123 - a path as text, as everywhere here
                sha256 = digest(file.read())
        except OSError:
            return Seen(None, MISSING)
        settled = now is not None and now.changed < time.time_ns() - _STEP
        return Seen(now if settled else None, sha256)
