"""Leaflets in a store of objects, spoken to by fsspec: Amazon's S3 and what is like it, Google's, Azure's.

Such a store takes an object whole or not at all. Other kinds that fsspec knows (FTP, SSH, network disks) let half a
file be seen while it is written, so none is accepted here: a network disk is a folder, and leaflets go there as to any
other.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handouts.errors import AddressNotUsable, MissingExtra, OutputNotWritten
from handouts.press.stamps import Stamp, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: The stores that take objects whole, by what begins their addresses, each with the package that speaks to it.
PACKAGES: Final[Mapping[str, str]] = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "memory": "fsspec",
}

#: Seconds between two looks at a lock that somebody holds, and how many looks it may stay the same: who holds it writes
#: two files, and is done in seconds. What stays for a minute was left behind by a run that was cut off.
_PAUSE, _LOOKS = 0.5, 120

#: What stores and their packages say of what went wrong, by words in the names of their errors, and what to do.
_REASONS: Final[Mapping[str, str]] = {
    "NotFound": "there is no such bucket. Correct the address, or make the bucket first",
    "Permission": "the store does not let you write there. Ask whoever looks after it for the right to read and write",
    "Forbidden": "the store does not let you write there. Ask whoever looks after it for the right to read and write",
    "Credential": "nobody is signed in to the store. Sign in with its own program first, for S3 with: aws configure",
    "Auth": "nobody is signed in to the store. Sign in with its own program first, for S3 with: aws configure",
    "Timeout": "the store does not answer. Look at the network, then run the same command again",
    "Connect": "the store does not answer. Look at the network, then run the same command again",
}
_OTHER = "the store would not do it ({}). Run the same command again; what is there already is not made anew"


@dataclass(frozen=True, slots=True)
class Store:
    """The objects below one address. ``stamps`` are as they were found at the start, and as we wrote them since."""

    address: str
    files: Any = field(repr=False)  # fsspec's, which has no types
    root: str
    stamps: dict[str, Stamp] = field(repr=False)
    #: Waits so many seconds.
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    @classmethod
    def opened(cls, address: str) -> Store:
        """The store of an address, after a look at what is there.

        Raises:
            AddressNotUsable: it is of no kind that is known, or names nothing.
            MissingExtra: the package that speaks to it is not installed.
            OutputNotWritten: it cannot be reached, or does not let us in.
        """
        kind, _, rest = address.partition("://")
        package = PACKAGES.get(kind)
        if package is None:
            raise AddressNotUsable(_UNKNOWN.format(kind, ", ".join(f"{name}://" for name in PACKAGES)))
        if not rest.strip("/"):
            raise AddressNotUsable(_BARE)
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - optional, and 100 ms

            files, root = url_to_fs(address.rstrip("/"), use_listings_cache=False, skip_instance_cache=True)
        except ImportError:
            raise MissingExtra(f'The address "{kind}://"', package) from None
        except Exception as error:
            raise _failed(address, error) from error
        with _told(address):
            found = files.find(root, detail=True)
        return cls(address.rstrip("/"), files, root, {_below(root, path): _stamp(of) for path, of in found.items()})

    def at(self, name: str) -> str:
        """An object's address."""
        return f"{self.address}/{name}"

    def put(self, name: str, parts: Iterable[bytes], *, settled: bool = True) -> Stamp:  # noqa: ARG002 - whole is settled
        """Write an object whole; it replaces the one of the same name in one step.

        Raises:
            OutputNotWritten: the store would not take it.
        """
        data = b"".join(parts)
        path = self._path(name)
        with _told(self.at(name)):
            answer = self.files.pipe_file(path, data)
            found = _stamp({"size": len(data), **answer} if _has_etag(answer) else self.files.info(path))
        if found.size != len(data):  # another run wrote the same name in between: nobody knows whose stamp this is
            found = Stamp(-1, -1, -1)
        self.stamps[name] = found
        return found

    def settle(self, names: Iterable[str]) -> None:
        """Nothing is left to be done: an object that was taken stays."""

    def read(self, name: str) -> bytes | None:
        """An object, or None where there is none.

        Raises:
            OutputNotWritten: the store does not say.
        """
        with _told(self.at(name)):
            try:
                return bytes(self.files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    @contextlib.contextmanager
    def lines(self, name: str) -> Iterator[Iterable[str]]:
        """The lines of an object while a block runs; none where there is none."""
        yield io.StringIO((self.read(name) or b"").decode("utf-8", "replace"))

    def stamp(self, name: str) -> Stamp | None:
        """The stamp of an object as it was found at the start, or as we wrote it."""
        return self.stamps.get(name)

    def digest(self, name: str) -> str | None:
        """The SHA-256 of an object, or None where there is none."""
        data = self.read(name)
        return None if data is None else digest(data)

    def remove(self, name: str) -> None:
        """Take an object away.

        Raises:
            OutputNotWritten: the store would not do it.
        """
        with _told(self.at(name)), contextlib.suppress(FileNotFoundError):
            self.files.rm_file(self._path(name))
        self.stamps.pop(name, None)

    @contextlib.contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold a lock, an object that only one run can make, while a block runs; wait for whoever holds it.

        A lock that stays the same for a minute was left behind, and is taken away.

        Raises:
            OutputNotWritten: the store would not take the lock.
        """
        looks, seen = 0, None
        while not self._taken(name):
            with _told(self.at(name)):
                now = self._modified(name)
            looks, seen = (looks + 1, seen) if now == seen else (0, now)
            if looks >= _LOOKS:
                self.remove(name)
                looks = 0
            else:
                self.sleep(_PAUSE)
        try:
            yield
        finally:
            self.remove(name)

    def _taken(self, name: str) -> bool:
        with _told(self.at(name)):
            try:
                self.files.pipe_file(self._path(name), b"", mode="create")
            except FileExistsError:
                return False
        return True

    def _modified(self, name: str) -> object:
        """When the holder of a lock took it, by the store's own clock; None when it is free by now."""
        try:
            return self.files.modified(self._path(name))
        except FileNotFoundError:
            return None

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"


_BARE: Final = "This address names no bucket. Write it as in s3://bucket/leaflets."
_UNKNOWN: Final = (
    'Leaflets cannot go to an address that begins with "{}://". Use a folder, or a store that takes files whole: {}.'
)


def _below(root: str, path: str) -> str:
    return path.removeprefix(root).lstrip("/")


def _has_etag(answer: object) -> bool:
    return isinstance(answer, dict) and "ETag" in answer


def _stamp(of: Mapping[str, Any]) -> Stamp:
    """The stamp of what a store says of an object: its bytes, and the mark that it gives to each state of it."""
    mark = next((of[name] for name in ("ETag", "etag", "md5Hash", "crc32c", "created") if of.get(name)), "")
    return Stamp(int(of["size"]), int.from_bytes(hashlib.sha256(str(mark).encode()).digest()[:6]), 0)


@contextlib.contextmanager
def _told(address: str) -> Iterator[None]:
    """What goes wrong in a block is told in our words."""
    try:
        yield
    except Exception as error:
        raise _failed(address, error) from error


def _failed(address: str, error: Exception) -> OutputNotWritten:
    """Nothing of what the store said itself is told: it may name keys, people and secrets."""
    names = [kind.__name__ for kind in type(error).__mro__]
    known = (reason for word, reason in _REASONS.items() if any(word in name for name in names))
    reason = next(known, _OTHER.format(type(error).__name__))
    return OutputNotWritten(f'"{_bare(address)}" was not written: {reason}.')


def _bare(address: str) -> str:
    """An address without the name and password, or the signature, that somebody may have written into it."""
    kind, _, rest = address.partition("://")
    return f"{kind}://{rest.rpartition('@')[2].partition('?')[0]}"
