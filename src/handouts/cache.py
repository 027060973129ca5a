"""A small cache on disk: bytes that can be made again, by a digest of what they were made from.

It may be deleted at any time. Whatever is wrong with it (damaged, written by others, full, read-only) is as if nothing
were kept, so a run with it and a run without it come to the same bytes. An entry is plain bytes behind a digest, and
never anything that is run; its name is a digest too, and says nothing of a clinic.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What every entry begins with. Another one is of another version, or nothing of ours.
_MARK: Final = b"handouts cache 1\n"
_DIGEST: Final = 32

#: Bytes that may lie in the folder; one entry and what comes in between two clearances may have an eighth of it.
LIMIT: Final = 64_000_000
_SHARE: Final = 8

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_TEMPORARY: Final = re.compile(r"\.[0-9a-f]{64}-\d+\.tmp")

#: Seconds after which an unfinished file is of a run that was cut off.
_ABANDONED: Final = 3600


@dataclass(slots=True)
class _Room:
    """Bytes that may be put in before the folder is looked over."""

    left: int = 0


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by kind and key in a folder of the user's own; without a folder, nothing is kept.

    What was not used for longest goes first. Several processes may use one folder at a time.
    """

    folder: Path | None = None
    limit: int = LIMIT
    #: Whose entries it gives: another program may make other bytes for the same key.
    program: str = ""
    _room: _Room = field(default_factory=_Room, compare=False, repr=False)

    def get(self, kind: str, key: bytes) -> bytes | None:
        """What was put in under the key, or None where it is not there or not as it was put in."""
        name = self._name(kind, key)
        try:
            if self.folder is None or not _is_ours(self.folder):
                return None
            with open(os.path.join(self.folder, name), "rb") as file:  # noqa: PTH118, PTH123 - hundreds in a run
                found = file.read(self.limit // _SHARE + 1)
                with contextlib.suppress(OSError):
                    os.utime(file.fileno() if os.utime in os.supports_fd else file.name)
        except OSError:
            return None
        start = len(_MARK) + _DIGEST
        value = found[start:]
        return value if found[:start] == _MARK + _digest(name, value) else None

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep a value, if the folder takes it; it is there whole or not at all."""
        size = len(_MARK) + _DIGEST + len(value)
        if self.folder is None or size > self.limit // _SHARE:
            return
        name = self._name(kind, key)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self.folder):
                return
            if size > self._room.left:
                self._clear(self.folder)
                self._room.left = self.limit // _SHARE
            self._room.left -= size
            _write(self.folder, name, _MARK + _digest(name, value) + value)

    def of(self, program: str) -> Cache:
        """The same folder for one program alone."""
        return Cache(self.folder, self.limit, program, self._room)

    def _name(self, kind: str, key: bytes) -> str:
        from hashlib import sha256  # noqa: PLC0415 - 2 ms that --help need not pay

        return sha256(b"\0".join((self.program.encode(), kind.encode(), key))).hexdigest()

    def _clear(self, folder: Path) -> None:
        """Make room for what comes until the next clearance: what was used longest ago goes."""
        entries = sorted(_entries(folder), key=lambda entry: entry[1].st_mtime_ns, reverse=True)
        total = 0
        for path, status in entries:
            total += status.st_size
            if total > self.limit - self.limit // _SHARE:
                with contextlib.suppress(OSError):  # another process was quicker, or is reading it
                    os.unlink(path)  # noqa: PTH108 - a path as text


def usual_folder(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path | None:
    """Where a program keeps such things for its user; None where the system does not say who that is.

    The same as platformdirs' ``user_cache_path``, which takes longer to import than the cache takes to read.
    """
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if system == "win32":
        local = environment.get("LOCALAPPDATA", "").strip()
        return (Path(local) if local else home / "AppData" / "Local") / "handouts" / "Cache"
    if system == "darwin":
        return home / "Library" / "Caches" / "handouts"
    given = environment.get("XDG_CACHE_HOME", "").strip()
    return (Path(given) if os.path.isabs(given) else home / ".cache") / "handouts"  # noqa: PTH117 - empty is no path


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The entries of any version; whatever else lies there is not ours. Unfinished files of old go."""
    with os.scandir(folder) as found:
        for entry in found:
            if _NAME.fullmatch(entry.name):
                yield entry.path, entry.stat(follow_symlinks=False)
            elif _TEMPORARY.fullmatch(entry.name):
                old = entry.stat(follow_symlinks=False).st_mtime < time.time() - _ABANDONED
                if old:
                    os.unlink(entry.path)  # noqa: PTH108 - as above


def _digest(name: str, value: bytes) -> bytes:
    """Of the name too, so that an entry under another's name is damaged."""
    from hashlib import sha256  # noqa: PLC0415 - as above

    return sha256(name.encode() + value).digest()


def _is_ours(folder: Path) -> bool:
    """Whether nobody but the user can have put something in. Windows keeps a user's folders apart by itself."""
    if sys.platform == "win32":
        return True
    status = os.stat(folder)  # noqa: PTH116 - before every entry
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write beside, and put in place in one step. It is not synced: after a power cut, the digest tells."""
    temporary = os.path.join(folder, f".{name}-{os.getpid()}.tmp")  # noqa: PTH118 - as above
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(data)
        os.replace(temporary, os.path.join(folder, name))  # noqa: PTH105, PTH118 - as above
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - as above
        raise
