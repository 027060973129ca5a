"""Writing files whole or not at all.

A file is written under a temporary name in its own folder, synced, and then put in place in one step (POSIX
``rename``, Windows ``MoveFileEx``), so that a reader, a full disk or a pulled plug meets the old file or the new one
and never half of one.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import OutputNotWritten
from handouts.press.stamps import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handouts.press.job import Job

#: Windows' "access denied", "sharing violation" and "lock violation": a viewer or a virus scanner holds the file.
_HELD = frozenset({5, 32, 33})

#: Seconds between tries while a file is held; a scanner lets go within two or three seconds.
_PATIENCE = (0.1, 0.2, 0.4, 0.8, 1.0)

#: Tries at a folder that is not found. Another run may take an empty one away just now; but where a path has more than
#: 260 letters, Windows finds no file in a folder that is there.
_TRIES = 4

_REASONS = {
    errno.ENOENT: "its folder is gone, or the path is too long for Windows. Choose a shorter one with -o",
    errno.ENOSPC: "the disk is full. Make room, then run the same command again",
    errno.EDQUOT: "your share of the disk is full. Make room, then run the same command again",
    errno.EFBIG: "the disk allows no file of this size. Choose another folder with -o",
    errno.EACCES: "you may not write in that folder. Choose another one with -o",
    errno.EPERM: "you may not write in that folder. Choose another one with -o",
    errno.EROFS: "that folder is read-only. Choose another one with -o",
    errno.EEXIST: "a file stands where a folder should be. Move it away, or choose another folder with -o",
    errno.ENOTDIR: "a file stands where a folder should be. Move it away, or choose another folder with -o",
    errno.EISDIR: "a folder of that name is in the way. Move it away, or choose another folder with -o",
    errno.ENAMETOOLONG: "the name is too long for that disk. Shorten it, or choose another folder with -o",
    errno.EIO: "the disk reports a fault. Choose another folder with -o",
}


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished leaflet in memory."""

    data: bytes = field(repr=False)
    job: Job
    #: How large its type came to be, as a share of what the layout wishes.
    scale: float = 1.0

    def save(self, path: str | Path) -> Path:
        """Write the file whole or not at all; folders that are missing are made.

        Raises:
            OutputNotWritten: the folder would not take it; what stood there before still does.
        """
        return write(Path(path), self.data)


def write(path: Path, data: bytes, *, sleep: Callable[[float], None] = time.sleep) -> Path:
    """Put ``data`` at ``path`` in one step, making folders that are missing.

    Args:
        path: where to; a file that stands there is replaced.
        data: the whole file.
        sleep: how to wait, in seconds, while another program on Windows holds the file.

    Raises:
        OutputNotWritten: with the reason and what to do; the old file, if any, is untouched and nothing is left over.
    """
    put(path, (data,), sleep=sleep)
    return path


def put(
    path: Path, parts: Iterable[bytes], *, sleep: Callable[[float], None] = time.sleep, settled: bool = True
) -> Stamp:
    """The same for a file in parts, which need not be in memory together; gives the stamp of what was written.

    Whoever writes many files into one folder may see to it once, at the end, that their names last: :func:`settle`.

    Raises:
        OutputNotWritten: as :func:`write` does.
    """
    try:
        temporary = _write_beside(path, parts)
        try:
            written = Stamp.of(temporary.stat())
            _replace(temporary, path, sleep)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise not_written(path, error) from error
    if settled:
        settle(path.parent)
    return written


def private_folder(path: Path) -> Path:
    """A folder that only its owner can look into, made if it is missing: for files that hold clients' words.

    Raises:
        OutputNotWritten: it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(path, error) from error
    return path


def _write_beside(path: Path, parts: Iterable[bytes]) -> Path:
    """Write and sync a file of a new name in the same folder, with the rights that the user's umask gives."""
    for number in itertools.count():
        temporary = path.with_name(f".handouts-{os.getpid()}-{number}.tmp")
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            continue
        except FileNotFoundError:
            if number >= _TRIES:
                raise
            path.parent.mkdir(parents=True, exist_ok=True)
            continue
        break
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, so that the file is surely a new one
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _replace(temporary: Path, path: Path, sleep: Callable[[float], None]) -> None:
    for wait in _PATIENCE:
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the system call itself, where faults are injected by tests
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            sleep(wait)
        else:
            return
    os.replace(temporary, path)  # noqa: PTH105 - same


def settle(folder: Path) -> None:
    """Make new names in a folder last through a power cut. Windows and some network disks know no such thing."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def not_written(path: Path, error: OSError) -> OutputNotWritten:
    """What the disk said, with what to do about it."""
    if isinstance(error, PermissionError) and getattr(error, "winerror", None) in _HELD:
        reason = "another program has it open. Close the file in your viewer, then run the same command again"
    else:
        reason = _REASONS.get(error.errno or 0, (error.strerror or "the reason is not known").lower())
    return OutputNotWritten(f'"{path}" was not written: {reason}.')
