"""Finished leaflets of small builds in the cache: made before from the same bytes, they are taken and not made again.

What a build depends on is known from the last time (:class:`handouts.press.state.Build`). When all of it is as it was
then, the same program makes the same files. Nothing heavy is loaded to find that out, as in
:mod:`handouts.press.asked`.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.errors import OutputNotWritten
from handouts.press import manifest, state
from handouts.press.folder import Folder
from handouts.press.job import Job
from handouts.press.made import Made
from handouts.press.stamps import Reader, Seen, digest
from handouts.press.state import Build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handouts.cache import Cache
    from handouts.press.asked import Asked
    from handouts.press.destination import Destination

#: What such entries are called in the cache.
KIND: Final = "build"

#: Builds of more leaflets, or of more bytes, are not kept: they would push everything else out.
MOST: Final = 24
_MOST_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A finished file: its line in the manifest, how large its type is, and its bytes."""

    line: str
    scale: float
    data: bytes

    @property
    def path(self) -> str:
        """Where it goes, below the folder."""
        return str(json.loads(self.line)["path"])

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return str(json.loads(self.line)["sha256"])


@dataclass(frozen=True, slots=True)
class Shelved:
    """A build as it was made before: all of its files, and the head of their manifest."""

    build: Build
    qr: Mapping[str, str]
    leaflets: tuple[Leaflet, ...]

    def text(self) -> bytes:
        """As it is kept: a line of JSON, and the files one after another."""
        rows = [(each.line, each.scale, len(each.data)) for each in self.leaflets]
        head = json.dumps([self.build, dict(self.qr), rows], separators=(",", ":"))
        return b"\n".join((head.encode(), b"".join(each.data for each in self.leaflets)))

    @classmethod
    def of(cls, text: bytes) -> Shelved:
        """The build that was kept.

        Raises:
            ValueError: this is none; as does TypeError, KeyError, AttributeError.
        """
        head, _, data = text.partition(b"\n")
        build, qr, rows = json.loads(head)
        leaflets = []
        for line, scale, size in rows:
            leaflets.append(Leaflet(str(line), float(scale), data[:size]))
            data = data[size:]
        found = cls(Build(*build), {str(name): str(value) for name, value in qr.items()}, tuple(leaflets))
        if data or found.build.files != [each.path for each in leaflets] or not all(map(_is_sound, leaflets)):
            raise ValueError("files and their list are not of one build")
        return found


def _is_sound(leaflet: Leaflet) -> bool:
    """Whether the bytes are those of the line, and go below the folder."""
    inside = not {"", ".", ".."} & set(leaflet.path.split("/"))
    return inside and digest(leaflet.data) == leaflet.sha256


def kept(cache: Cache, asked: Asked) -> Shelved | None:
    """What was asked for, if it was made before from the same inputs and the folder holds nothing else of ours.

    What lies there of other builds may have to be spoken of, and only who reads the words knows that.
    """
    if cache.folder is None or not isinstance(asked.folder, Folder):  # a store is asked for as little as can be
        return None
    value = cache.get(KIND, key(asked))
    if value is None:
        return None
    try:
        found = Shelved.of(value)
        inputs = found.build.inputs
        reader = Reader()
        same = asked.inputs.items() <= inputs.items() and all(
            reader.digest(path) == sha256 for path, sha256 in inputs.items() if path not in asked.inputs
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    with asked.folder.lines(manifest.NAME) as text:
        others = {path for path, _ in manifest.by_path(manifest.lines(text))} - set(found.build.files)
    return found if same and not others else None


def put_out(found: Shelved, asked: Asked) -> Iterator[Made]:
    """Write the files whose bytes do not stand there yet, and the record of all of them.

    Raises:
        OutputNotWritten: the folder would not take one; those before it are whole, and made again the next time.
    """
    folder, written = asked.folder, dict[str, Seen]()
    looked: dict[str, Seen] = {}
    try:
        for each in found.leaflets:
            there = _stands(each, folder)
            if there is not None:
                looked[each.path] = there
                continue
            seen = Seen(folder.put(each.path, (each.data,), settled=False), each.sha256)
            written[each.path] = seen
            job = Job(**json.loads(each.line)["job"])
            yield Made(job, folder.at(each.path), len(each.data), each.scale, seen)
    finally:
        folder.settle(written)
    _record(found, asked, written, looked)


def _stands(leaflet: Leaflet, folder: Destination) -> Seen | None:
    now = folder.stamp(leaflet.path)
    return Seen(now, leaflet.sha256) if now and folder.digest(leaflet.path) == leaflet.sha256 else None


def _record(found: Shelved, asked: Asked, written: Mapping[str, Seen], looked: Mapping[str, Seen]) -> None:
    """The manifest, and what makes the next build quick."""
    folder = asked.folder
    lines = {each.path: each.line for each in sorted(found.leaflets, key=lambda each: each.path)}
    with folder.locked(state.LOCK):
        folder.put(manifest.NAME, _manifest(folder, found.qr, lines))
        now = state.read(folder).after({**looked, **written}, ())
        with contextlib.suppress(OutputNotWritten):  # it only makes the next run quicker
            folder.put(state.NAME, now.remembering(asked.key, found.build).parts())


def _manifest(folder: Destination, qr: Mapping[str, str], lines: Mapping[str, str]) -> Iterator[bytes]:
    with folder.lines(manifest.NAME) as text:
        yield from manifest.renewed(text, qr, lines.items(), lines)


def keep(cache: Cache, asked: Asked, qr: Mapping[str, str], made: Sequence[Made]) -> None:
    """Put a build away, whose record is written, if all of it was made just now and it is small."""
    if cache.folder is None or not isinstance(asked.folder, Folder):
        return
    build = state.read(asked.folder).builds.get(asked.key)
    if build is None or not 0 < len(made) <= MOST or build.strays:
        return
    if sum(each.size for each in made) > _MOST_BYTES or not asked.inputs.items() <= build.inputs.items():
        return
    leaflets = dict(_leaflets(asked.folder, made))
    if sorted(build.files) == sorted(leaflets):
        shelved = Shelved(build, qr, tuple(leaflets[path] for path in build.files))
        cache.put(KIND, key(asked), shelved.text())


def _leaflets(folder: Destination, made: Iterable[Made]) -> Iterator[tuple[str, Leaflet]]:
    """The files as they were made; what somebody has overwritten since is left out."""
    scales = {each.job: (each.scale, each.seen.sha256) for each in made}
    with folder.lines(manifest.NAME) as text:
        lines = list(manifest.by_path(manifest.lines(text)))
    for path, line in lines:
        entry = json.loads(line)
        scale, sha256 = scales.get(Job(**entry["job"]), (0.0, None))
        data = folder.read(path) if entry["sha256"] == sha256 else None
        if data is not None and folder.digest(path) == sha256:
            yield path, Leaflet(line, scale, data)


def key(asked: Asked) -> bytes:
    """All that is known before anything is read: who asks for what, of which files, and which program."""
    return json.dumps([asked.program, asked.key, sorted(asked.inputs.items())]).encode()
