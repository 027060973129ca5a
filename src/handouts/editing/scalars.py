"""One scalar of a YAML file with other words: its very letters are replaced, and all other bytes stay as they are."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING, Any, Final

from handouts.content.treatment import SENTENCES
from handouts.errors import HandoutsError
from handouts.source import from_bytes
from handouts.source.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.source import Source
    from handouts.source.nodes import Node
    from handouts.source.reader import Step

#: A way into a file.
Path = tuple["Step", ...]

#: A line with its end, as :mod:`handouts.source.text` counts lines.
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")

#: Letters on a line that is written anew.
_WIDTH: Final = 100

#: Spaces by which words below a key stand further right than the key.
_INDENT: Final = 2


class NotEditable(HandoutsError):
    """There is no such scalar, or the file does not read back with the new words: it is left as it is."""


def replaced(data: bytes, name: str, path: Path, words: str) -> bytes:
    """A file in which one scalar says something else.

    It is written as it was before (plain, in quotes, folded) where that can hold the words, else in the next way that
    can; each is read back, and only one by which nothing else has changed is taken.

    Args:
        data: the file.
        name: what it is called.
        path: the way in to the scalar, by keys and numbers.
        words: what it shall say. Line breaks in it stay.

    Raises:
        NotEditable: there is no scalar at that place, or no way of writing holds the words.
    """
    before = from_bytes(data, name, sentences=SENTENCES)
    found = _found(before.root, path)
    if found is None or not isinstance(found[0], Scalar):
        raise NotEditable(f"There are no words to change at {'/'.join(map(str, path))} in {name}.")
    scalar, indent, flow = found[0], *found[1:]
    text = data.decode("utf-8")
    lines = _LINE.findall(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    wanted = _with(before.data, path, words)
    for written in _ways(words, scalar, indent, flow=flow):
        new = _spliced(lines, scalar, written.replace("\n", newline)).encode()
        if _holds(from_bytes(new, name, sentences=SENTENCES), before, wanted):
            return new
    raise NotEditable("These words cannot be written into the file.")


def node_at(root: Node | None, path: Path) -> Node | None:
    """The node at the end of a way that is in the file step by step; None where one is not."""
    found = _found(root, path)
    return found[0] if found else None


def _found(root: Node | None, path: Path) -> tuple[Node, int, bool] | None:
    """The same with the column of the key or dash that it belongs to, and whether it stands in brackets."""
    node, indent, flow = root, 0, False
    for step in path:
        if isinstance(node, Mapping):
            entry = node.entry(step)
            if entry is None:
                return None
            flow = flow or node.flow
            node, indent = entry.value, entry.key.start[1]
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            indent, flow = max(indent, node.place.column - 1), flow or node.flow
            node = node.items[step]
        else:
            return None
    return None if node is None else (node, indent, flow)


def _ways(words: str, scalar: Scalar, indent: int, *, flow: bool) -> Iterator[str]:
    """How the words can be written, the most fitting first."""
    short = "\n" not in words and indent + len(words) <= _WIDTH + _INDENT
    block = [] if flow or not words.strip() else [_folded(words, indent + _INDENT), _literal(words, indent + _INDENT)]
    if scalar.style == "block":
        yield from block
    if scalar.style == "quoted":
        yield json.dumps(words, ensure_ascii=False)
    if short:
        yield words
        yield json.dumps(words, ensure_ascii=False)
    yield from block
    yield json.dumps(words, ensure_ascii=False)


def _folded(words: str, indent: int) -> str:
    """Folded lines (YAML 1.1 section 9.2): a line break in the words is an empty line in the file."""
    paragraphs = (textwrap.wrap(part, max(_WIDTH - indent, 40), break_on_hyphens=False) for part in words.split("\n"))
    blocks = ("\n".join(" " * indent + line for line in lines) for lines in paragraphs)
    return f">{_chomp(words)}\n" + "\n\n".join(blocks)


def _literal(words: str, indent: int) -> str:
    """Lines as they are."""
    lines = (" " * indent + line if line else "" for line in words.rstrip("\n").split("\n"))
    return f"|{_chomp(words)}\n" + "\n".join(lines)


def _chomp(words: str) -> str:
    return "" if words.endswith("\n") else "-"


def _spliced(lines: list[str], scalar: Scalar, written: str) -> str:
    """The text with other letters between the scalar's start and end; a block's last line break stays."""
    (first, begin), (last, end) = scalar.start, scalar.end
    if scalar.style == "block":
        while last > first and (last >= len(lines) or not lines[last][:end].strip()):
            last -= 1
            end = len(lines[last].rstrip("\r\n"))
        while last > first and not lines[last].strip():  # empty lines below belong to nobody
            last -= 1
            end = len(lines[last].rstrip("\r\n"))
    head = "".join(lines[:first]) + lines[first][:begin]
    return head + written + lines[last][end:] + "".join(lines[last + 1 :])


def _with(data: Any, path: Path, words: str) -> Any:  # noqa: ANN401 - any part of a file
    """Plain data with other words at one place."""
    if not path:
        return words
    step, *rest = path
    if isinstance(data, dict):
        return {key: _with(value, tuple(rest), words) if key == step else value for key, value in data.items()}
    return [_with(value, tuple(rest), words) if number == step else value for number, value in enumerate(data)]


def _holds(after: Source, before: Source, wanted: object) -> bool:
    """Whether a file reads as it should, and nothing is wrong with it that was not before."""
    return after.data == wanted and len(after.problems) <= len(before.problems)
