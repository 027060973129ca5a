"""The folder that leaflets go into: files by their names below it, with ``/`` between the parts."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.press.locking import locked
from handouts.press.output import not_written, put, settle
from handouts.press.stamps import Stamp, digest, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or of a drive that it sees as one. It is made when the first file goes there."""

    root: Path

    def at(self, name: str) -> Path:
        """Where a file lies."""
        return self.root / name

    def put(self, name: str, parts: Iterable[bytes], *, settled: bool = True) -> Stamp:
        """Write a file whole or not at all. One of many need not be ``settled``, if they are together at the end.

        Raises:
            OutputNotWritten: the folder would not take it; what stood there before still does.
        """
        return put(self.root / name, parts, settled=settled)

    def settle(self, names: Iterable[str]) -> None:
        """Make the names of files last through a power cut: each folder of theirs once."""
        for folder in dict.fromkeys((self.root / name).parent for name in names):
            settle(folder)

    def read(self, name: str) -> bytes | None:
        """A file, or None where there is none that can be read."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    @contextlib.contextmanager
    def lines(self, name: str) -> Iterator[Iterable[str]]:
        """The lines of a file, one by one, while a block runs; none where there is no such file."""
        try:
            file = (self.root / name).open(encoding="utf-8", errors="replace")
        except OSError:
            yield ()
            return
        with file:
            yield file

    def stamp(self, name: str) -> Stamp | None:
        """The stamp of a file, or None where there is none."""
        return stamp(f"{self.root}{os.sep}{name}")

    def digest(self, name: str) -> str | None:
        """The SHA-256 of a file, or None where there is none that can be read."""
        data = self.read(name)
        return None if data is None else digest(data)

    def remove(self, name: str) -> None:
        """Take a file away, and the folders that it leaves empty."""
        path = self.root / name
        with contextlib.suppress(OSError):
            path.unlink()
            for folder in path.parents:
                if folder == self.root:
                    break
                folder.rmdir()  # which fails when it is not empty

    @contextlib.contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock that is called so, while a block runs.

        Raises:
            OutputNotWritten: there is no writing in this folder.
        """
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(locked(self.root / name))
            except OSError as error:
                raise not_written(self.root / name, error) from error
            yield
