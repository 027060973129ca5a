"""Keeping a change: only on top of what was read, only what reads without a mistake, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.editing.scalars import NotEditable, node_at, replaced
from handouts.errors import ContentInvalid, OutputNotWritten
from handouts.press.output import write
from handouts.press.public import load
from handouts.source import from_bytes
from handouts.source.nodes import Scalar

if TYPE_CHECKING:
    from pathlib import Path as File

    from handouts.editing.scalars import Path
    from handouts.errors import Problem


@dataclass(frozen=True, slots=True)
class Saved:
    """The change is in the file. To undo it, save the words that stood there, on top of this digest."""

    digest: str
    before: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else has changed the file since it was read: nothing was written. ``theirs`` stands there now."""

    digest: str
    theirs: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """With these words the files would have mistakes: nothing was written."""

    problems: tuple[Problem, ...]


def digest_of(data: bytes) -> str:
    """What tells one state of a file from another (SHA-256)."""
    return hashlib.sha256(data).hexdigest()


def save(folder: File, name: str, path: Path, words: str, read: str) -> Saved | Changed | Refused:
    """Put other words in the place of one scalar.

    Args:
        folder: the project's folder.
        name: the file, from there on.
        path: the way in to the scalar.
        words: what it shall say.
        read: the digest of the file as it was when somebody began to write.

    Raises:
        NotEditable: there is no scalar at that place.
        OutputNotWritten: the file cannot be read or written; it is as it was.
    """
    file = (folder / name).resolve()  # a link stays one, and leads to the new words
    try:
        data, mode = file.read_bytes(), file.stat().st_mode
    except OSError as error:
        raise OutputNotWritten(f"{name} cannot be read: {error.strerror}.") from error
    there = words_at(data, name, path)
    if digest_of(data) != read:
        return Changed(digest_of(data), there)
    if there is None:
        raise NotEditable(f"There are no words to change at {'/'.join(map(str, path))} in {name}.")
    new = replaced(data, name, path, words)
    try:
        load(folder, held={name: new})
    except ContentInvalid as error:
        return Refused(error.problems)
    write(file, new)
    os.chmod(file, mode & 0o777)  # noqa: PTH101 - follows no link, as the file is none
    return Saved(digest_of(new), there)


def words_at(data: bytes, name: str, path: Path) -> str | None:
    """What a scalar says; None where there is none."""
    node = node_at(from_bytes(data, name).root, path)
    return str(node.words) if isinstance(node, Scalar) and node.words is not None else None
