"""Where leaflets go: a folder, or an address of a store such as ``s3://bucket/leaflets``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from handouts.press.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from handouts.press.stamps import Stamp

#: What begins an address, by RFC 3986. A letter alone is a drive of Windows.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Destination(Protocol):
    """Files by their names below one place, with ``/`` between the parts. Each is there whole or not at all."""

    def at(self, name: str) -> Path | str:
        """Where a file lies: its path, or its address."""

    def put(self, name: str, parts: Iterable[bytes], *, settled: bool = True) -> Stamp:
        """Write a file. One of many need not be ``settled``, if they are together at the end.

        Raises:
            OutputNotWritten: it was not taken; what stood there before still does.
        """

    def settle(self, names: Iterable[str]) -> None:
        """Make the names of files last through a power cut."""

    def read(self, name: str) -> bytes | None:
        """A file, or None where there is none that can be read."""

    def lines(self, name: str) -> AbstractContextManager[Iterable[str]]:
        """The lines of a file, one by one, while a block runs; none where there is no such file."""

    def stamp(self, name: str) -> Stamp | None:
        """The stamp of a file, or None where there is none."""

    def digest(self, name: str) -> str | None:
        """The SHA-256 of a file, or None where there is none that can be read."""

    def remove(self, name: str) -> None:
        """Take a file away."""

    def locked(self, name: str) -> AbstractContextManager[None]:
        """Hold the lock that is called so, while a block runs.

        Raises:
            OutputNotWritten: there is no writing here.
        """


def is_address(where: str) -> bool:
    """Whether leaflets go to a store, and not into a folder."""
    return _ADDRESS.match(where) is not None


def destination(where: Path | str) -> Destination:
    """What takes the files of a folder, or of an address.

    Raises:
        AddressNotUsable: the address is of no store that takes files whole.
        MissingExtra: the package that speaks to such a store is not installed.
        OutputNotWritten: the store cannot be reached, or does not let us in.
    """
    if isinstance(where, str) and is_address(where):
        from handouts.press.store import Store  # noqa: PLC0415 - its package is optional, and slow to load

        return Store.opened(where)
    return Folder(Path(where))


def below(project: Path, where: str) -> Path | str:
    """What the settings say of where leaflets go: an address as it stands, a folder from the project's."""
    return where if is_address(where) else project / where
