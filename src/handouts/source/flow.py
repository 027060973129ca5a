"""Words that YAML cuts without a sound: at a comma or question mark inside brackets, and at a ``#``.

Short items may stand in brackets: ``[Mon to Fri 9 am to 6 pm, Sat 9 am to 1 pm]``. What looks like a sentence in
pieces may not, as nobody would see what was lost until it is printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.source.nodes import Mapping, Scalar, Sequence, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from handouts.errors import Problem
    from handouts.source.nodes import Node
    from handouts.source.text import Lines

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
#: Words rather than a note: a # that is tied to what follows, or that stands before a number (``Suite # 4``).
_CUT = re.compile(r"\s*(#(?:[^\s#]| ?\d).*)")
_CLOSED = re.compile(r"[.!\u2026][\"')\u201d\u2019]*$")


def problems(root: Node, lines: Lines, sentences: Collection[str] = ()) -> Iterator[Problem]:
    """All words of a file that were cut.

    Args:
        root: the tree of the file.
        lines: its text.
        sentences: keys whose lists hold whole sentences, so that brackets round them need quotes inside.
    """
    for key, node in walk(root):
        if isinstance(node, Scalar):
            yield from _comment(node, key, lines)
        elif isinstance(node, Mapping):
            yield from _braces(node, key, lines) if node.flow else _question_keys(node, lines)
        elif node.flow:
            yield from _brackets(node, lines, strict=key is not None and key.words in sentences)


def _comment(scalar: Scalar, key: Scalar | None, lines: Lines) -> Iterator[Problem]:
    """``colour: #1f5c57`` is an empty value with a comment, and ``Call #1`` is ``Call``."""
    if scalar.style != "plain" or (scalar.words is None and scalar.end[0] >= len(lines.lines)):
        return
    number, column = scalar.end
    rest = lines.line(number)[column:]
    found = _CUT.match(rest)
    if not found or not (rest[:1].isspace() or scalar.words is None):
        return
    at, cut = column + found.start(1), found[1].rstrip()
    if scalar.words is None and _COLOUR.match(cut):
        name = key.words if key is not None and key.words else "colour"
        message = f'The colour is empty: a # starts a note. Put quotes round it: {name}: "{cut.split()[0]}"'
    else:
        message = "A # starts a note, so these words would not be printed. Put quotes round all the words of this line."
    yield lines.problem(number, at, message, len(cut))


def _braces(mapping: Mapping, key: Scalar | None, lines: Lines) -> Iterator[Problem]:
    """Keys without values, and words with a question mark, inside braces."""
    for entry in mapping.entries:
        empty = isinstance(entry.value, Scalar) and entry.value.words is None and entry.value.style == "plain"
        name = entry.key
        if empty and len(mapping.entries) == 1:
            name_of = f"{key.words}: " if key is not None else ""
            message = f'Words that start with {{ need quotes round all of them, such as {name_of}"{{{name.words}}} ..."'
            yield _at(mapping, lines, message, name.length + 2)
        elif empty:
            message = (
                f'Inside {{ }} a comma starts a new key, so "{name.words}" is cut off from the words before it. Put'
                " quotes round all the words, or write each key on a line of its own."
            )
            yield _at(name, lines, message, name.length)
        else:
            yield from _question(entry.value, lines, "{ }")
            yield from _question(name, lines, "{ }")


def _brackets(sequence: Sequence, lines: Lines, *, strict: bool) -> Iterator[Problem]:
    """Items that read like pieces of one sentence."""
    plain = [_plain(item) for item in sequence.items]
    if strict and len(plain) > 1 and any(" " in (item.words or "") for item in plain if item is not None):
        message = "Inside [ ] every comma starts a new item. Write each item on a line of its own, after a dash."
        yield _at(sequence, lines, message, 1)
        return
    for before, item in zip((None, *plain), plain, strict=False):
        if item is None:
            continue
        yield from _question(item, lines, "[ ]")
        if before is not None and _continues(before, item):
            message = (
                f'Inside [ ] a comma starts a new item, so "{item.words}" is cut off from the words before it. Put'
                " quotes round all the words, or write each item on a line of its own, after a dash."
            )
            yield _at(item, lines, message, item.length)


def _plain(node: Node) -> Scalar | None:
    return node if isinstance(node, Scalar) and node.style == "plain" else None


def _continues(before: Scalar, item: Scalar) -> bool:
    """Whether an item reads on from the one before: a small letter and several words, or only it ends a sentence."""
    first, second = str(before.words or ""), str(item.words or "")
    if " " not in first and " " not in second:
        return False
    reads_on = second[:1].islower() and " " in second
    ends_alone = bool(_CLOSED.search(second)) and not _CLOSED.search(first)
    return reads_on or ends_alone


def _question(node: Node, lines: Lines, brackets: str) -> Iterator[Problem]:
    if isinstance(node, Scalar) and node.style == "plain" and "?" in (node.words or ""):
        message = f"A question mark cuts words inside {brackets}. Put quotes round them, or write one item a line."
        yield _at(node, lines, message, node.length)


def _question_keys(mapping: Mapping, lines: Lines) -> Iterator[Problem]:
    """``- ? What`` makes a key of the words."""
    for entry in mapping.entries:
        number, column = entry.key.start
        before = lines.line(number)[:column]
        if before.strip(" -") == "?":
            message = "Words that start with ? need quotes round all of them, as ? means something of its own there."
            yield lines.problem(number, before.rindex("?"), message)


def _at(node: Node, lines: Lines, message: str, length: int) -> Problem:
    return lines.problem(node.place.line - 1, node.place.column - 1, message, length)
