"""Reading a file: bytes become plain data in which every scalar is text and knows its place."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from handouts.errors import ContentInvalid, Place, Problem, did_you_mean
from handouts.source import flow, nodes, syntax, words_limit
from handouts.source.nodes import Entry, Mapping, Scalar, Sequence
from handouts.source.text import SIZE_LIMIT, Lines, decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from handouts.source.nodes import Node

#: One step into a file: a key, or the number of an item.
Step = str | int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its data, its places and what is wrong with it so far.

    ``data`` is dict, list, Words or None; treat it as frozen. A file that could not be read to its end has
    problems and is not ``whole``; nothing can be said of its data then.
    """

    name: str
    data: object
    lines: Lines
    root: Node | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the file was read to its end, so that its data can be looked at."""
        return self.root is not None

    def told(self) -> Source:
        """The file without its tree and its data, once values are made of them: a tenth of the memory.

        Its lines are still there; by their way in, values are no longer found.
        """
        return replace(self, data=None, root=None)

    def place(self, path: Iterable[Step], *, key: bool = False) -> Place:
        """Where the value at ``path`` stands; with ``key``, where its key stands.

        Steps that are not in the file are skipped, so the path of any complaint of pydantic's leads somewhere: its
        union tags are no keys, and a missing key leads to what it is missing from.
        """
        return self._spot(path, key=key)[0]

    def problem(self, path: Iterable[Step], message: str, *, key: bool = False) -> Problem:
        """A problem at ``path``, with the line it is about."""
        place, length = self._spot(path, key=key)
        return self.at(place, message, length)

    def at(self, place: Place, message: str, length: int = 1) -> Problem:
        """A problem at a place of this file, with the line it is about."""
        return Problem(place, message, self.lines.excerpt(place.line - 1), max(1, length))

    def without_echoes(self, found: Iterable[Problem]) -> Iterator[Problem]:
        """Problems that are no mere echo of one that was found first: none of them stands in a line of those.

        Words that YAML cut, or a key that it made of words, would be complained of a second time.
        """
        spoilt = {problem.place.line for problem in self.problems}
        return (each for each in found if each.place.file != self.name or each.place.line not in spoilt)

    def find(self, words: str, part: str) -> Problem | None:
        """Where ``part`` of some words stands in the file, as an empty problem; None for words from elsewhere."""
        place = getattr(words, "place", None)
        if place is None or place.file != self.name:
            return None
        for number in range(place.line - 1, len(self.lines.lines)):
            column = self.lines.line(number).find(part, place.column - 1 if number == place.line - 1 else 0)
            if column >= 0:
                return self.lines.problem(number, column, "", len(part))
        return self.at(place, "", len(words))

    def node(self, path: Iterable[Step]) -> Node | None:
        """The node at ``path``; steps that are not in the file are skipped."""
        return self._walk(path)[0]

    def _walk(self, path: Iterable[Step]) -> tuple[Node | None, Scalar | None]:
        node, key = self.root, None
        for step in path:
            entry = node.entry(step) if isinstance(node, Mapping) else None
            if entry is not None:
                node, key = entry.value, entry.key
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                node, key = node.items[step], None
        return node, key

    def _spot(self, path: Iterable[Step], *, key: bool) -> tuple[Place, int]:
        node, own_key = self._walk(path)
        if node is None:
            return Place(self.name), 1
        empty = isinstance(node, Scalar) and not node.words
        block = not isinstance(node, Scalar) and not node.flow
        if own_key is not None and (key or empty or block):
            return own_key.place, own_key.length
        if isinstance(node, Scalar):
            return node.place, node.length
        if isinstance(node, Mapping) and node.entries and not node.flow:
            first: Entry = node.entries[0]
            return first.key.place, first.key.length
        return node.place, 1


_INIT: Final = "handouts init"
_EMPTY: Final = "This file is empty. Delete it; then, to start from a sample, run: {}"
_MAKE: Final = "To start from a sample, run: {}"


def gather(path: Path, *, name: str | None = None, sentences: Collection[str] = (), sample: str = _INIT) -> Source:
    """Read a file; whatever is wrong with it is in the source's ``problems``.

    Args:
        path: the file.
        name: what to call it in places; its own name unless said.
        sentences: keys whose lists hold whole sentences, see :mod:`handouts.source.flow`.
        sample: the command that writes such a file.
    """
    called = name or path.name
    try:
        data = _bytes(path)
    except OSError as error:
        return _unread(called, _sentence(called, path, error, sample))
    return from_bytes(data, called, sentences=sentences, sample=sample)


def from_bytes(data: bytes, name: str, *, sentences: Collection[str] = (), sample: str = _INIT) -> Source:
    """The same for bytes at hand: what an editor holds, or a test."""
    lines, wrong = decode(data, name)
    if wrong and not lines.lines:
        return Source(name, None, lines, problems=wrong)
    root, slips = syntax.parse(lines)
    if root is None or (isinstance(root, Scalar) and root.words is None):
        empty = () if wrong or slips else (lines.problem(0, 0, _EMPTY.format(sample)),)
        return Source(name, None, lines, problems=(*wrong, *slips, *empty))
    cut = tuple(flow.problems(root, lines, sentences))
    long = tuple(words_limit.problems(root, lines))
    return Source(name, nodes.data(root), lines, root, (*wrong, *slips, *cut, *long))


def read(path: Path, *, name: str | None = None, sentences: Collection[str] = (), sample: str = _INIT) -> Source:
    """Read a file that must be in order.

    Args:
        path: the file.
        name: what to call it in places; its own name unless said.
        sentences: keys whose lists hold whole sentences, see :mod:`handouts.source.flow`.
        sample: the command that writes such a file.

    Raises:
        ContentInvalid: it is not there, not YAML, or breaks one of the rules that keep words whole.
    """
    source = gather(path, name=name, sentences=sentences, sample=sample)
    if source.problems:
        raise ContentInvalid(source.problems)
    return source


#: What YAML files are called.
_SUFFIXES: Final = frozenset({".yaml", ".yml", ".YAML", ".YML"})


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "")
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _beside(path: Path) -> list[str]:
    """The files in the same folder: one of them may be the one that is meant."""
    try:
        return sorted(other.name for other in path.parent.iterdir() if other.is_file() and other.suffix in _SUFFIXES)
    except OSError:
        return []


def _sentence(name: str, path: Path, error: OSError, sample: str) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        near = did_you_mean(path.name, _beside(path))
        hint = f"{near} Then rename that file." if near.startswith(" Did") else " " + _MAKE.format(sample)
        return f"There is no file {name} here.{hint}"
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder, and a file is needed. Move the folder away. {_MAKE.format(sample)}"
    if isinstance(error, PermissionError):
        return f"You may not read {name}. Ask whoever looks after this folder to let you."
    if error.errno == errno.EINVAL:
        return f"{name} is not an ordinary file, so it is not read."
    return f"{name} could not be read: {(error.strerror or 'the disk does not say why').lower()}."


def _unread(name: str, message: str) -> Source:
    return Source(name, None, Lines(name, "", ()), problems=(Problem(Place(name), message),))
