"""A lock that the operating system holds and lets go of when the program ends, however it ends.

A file that merely lies there would outlive a crash, and would have to be taken away by hand.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        while True:
            with contextlib.suppress(OSError):  # after ten seconds, it gives up
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock of a file, made if it is missing, while the block runs; wait for whoever holds it.

    Where a disk knows no locks, as some network disks do not, the block runs without one.

    Raises:
        OSError: the file cannot be made.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        with contextlib.suppress(OSError):
            _take(descriptor)
        yield
    finally:
        os.close(descriptor)
