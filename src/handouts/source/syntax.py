"""When YAML cannot read on: our own sentence at its place, and where it is safe a mend, so that reading can go on.

What went wrong is told from the signs that stand at the place, never from the parser's English, which differs between
PyYAML's two parsers and may change. A mend swaps one sign for another in memory, so that no place moves; as a problem
was found nothing is made from the mended words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import yaml

from handouts.source.build import DEPTH_LIMIT, SecondDocument, TooDeep, build, starts_with
from handouts.source.text import is_indented_by_tab, readable

if TYPE_CHECKING:
    from handouts.errors import Problem
    from handouts.source.build import Stopped
    from handouts.source.nodes import Node, Scalar
    from handouts.source.text import Lines

#: How many slips of one file are mended in memory before we stop; each costs a reading of the file.
_MENDS: Final = 25

#: What stands before a value on its line: indentation, dashes, a key.
_BEFORE_VALUE = re.compile(r"\s*(?:- +)*(?:(?:\"[^\"]*\"|'[^']*'|[^\s\"'\[\]{}#:][^:\[\]{}#]*?)\s*:\s+(?:- +)*)?")

#: Signs that mean something to YAML at the start of words, and that people write there all the same.
_STARTERS: Final = "*&!%@`[{"


@dataclass(frozen=True, slots=True)
class _Slip:
    """A problem, and the column on its line of the sign that stops YAML, if swapping it is safe."""

    problem: Problem
    mend: int | None = None
    #: What the sign is swapped for.
    sign: str = "."


def parse(lines: Lines) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a file with everything that is wrong with its YAML. No tree when it cannot be read to its end."""
    if "\t" in lines.body and any(map(is_indented_by_tab, lines.lines)):
        return None, ()
    found: list[Problem] = []
    current = replace(lines, body=readable(lines.body))
    for _ in range(_MENDS):
        built = build(current)
        if built.error is None:
            return built.tree, (*found, *built.problems)
        slip = _explain(built.error, built.last, current)
        found.append(slip.problem)
        if slip.mend is None:
            return None, (*found, *built.problems)
        current = _mended(current, slip, slip.mend)
    return None, tuple(found)


def _mended(lines: Lines, slip: _Slip, column: int) -> Lines:
    number = slip.problem.place.line - 1
    body = lines.body.split("\n")
    line = body[number]
    body[number] = f"{line[:column]}{slip.sign}{line[column + 1 :]}"
    return replace(lines, body="\n".join(body))


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a parser stopped, and where the thing began that it was reading; lines and columns from 0."""

    lines: Lines
    line: int
    column: int
    began: tuple[int, int] | None
    scanning: bool
    #: The parser only noticed on a later line than the one where the thing began.
    later: bool
    last: Scalar | None

    @property
    def text(self) -> str:
        """The line as it is read now, with mends."""
        body = self.lines.body.split("\n")
        return body[self.line] if self.line < len(body) else ""

    @property
    def sign(self) -> str:
        """What stands there; nothing at the end of a line."""
        return self.text[self.column : self.column + 1]

    @property
    def opener(self) -> str:
        """What stands where the thing began."""
        if self.began is None:
            return ""
        line, column = self.began
        return self.lines.line(line)[column : column + 1]

    def problem(self, message: str, length: int = 1) -> _Slip:
        return _Slip(self.lines.problem(self.line, self.column, message, length))


def _explain(error: Stopped, last: Scalar | None, lines: Lines) -> _Slip:
    if isinstance(error, TooDeep):
        message = f"Keys and lists stand more than {DEPTH_LIMIT} deep in each other here. No file of words needs that."
        return _Slip(lines.problem(error.place.line - 1, error.place.column - 1, message))
    if isinstance(error, SecondDocument):
        message = "A line of --- starts a second document here. Take the line out."
        return _Slip(lines.problem(error.place.line - 1, 0, message, 3), 0, "#")
    stop = _stop(error, last, lines)
    asked = (_broken_quote, _starter, _flow, _colon, _no_colon, _dash)
    found = (ask(stop) for ask in asked)
    return next((slip for slip in found if slip is not None), None) or _misplaced(stop)


def _stop(error: yaml.YAMLError, last: Scalar | None, lines: Lines) -> _Stop:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines.lines) or (line == len(lines.lines) - 1 and not lines.line(line)):
        line = max(0, len(lines.lines) - 1)
        while line and not lines.line(line).strip():
            line -= 1
        column = max(0, len(lines.line(line).rstrip()) - 1)
    began = (context.line, context.column) if context else None
    later = bool(mark and context and mark.line > context.line)
    return _Stop(lines, line, column, began, isinstance(error, yaml.scanner.ScannerError), later, last)


def _value_column(text: str) -> int:
    found = _BEFORE_VALUE.match(text)
    return found.end() if found else 0


def _broken_quote(stop: _Stop) -> _Slip | None:
    """Quotes that never close, close too early, or hold a backslash."""
    if stop.scanning and stop.opener in {'"', "'"} and stop.began is not None:
        before = stop.text[max(0, stop.column - 1) : stop.column + 1]
        if "\\" in before or (stop.opener == '"' and re.search(r"\\[xuU]", stop.text[: stop.column])):
            return stop.problem("A \\ means something of its own between these quotes. Write \\\\ instead, or none.")
        return _open_quote(stop, stop.began)
    last = stop.last
    if last is not None and last.style == "quoted" and last.start[0] < last.end[0] == stop.line:
        return _open_quote(stop, last.start)
    start = _value_column(stop.text)
    quote = stop.text[start : start + 1]
    if quote in {'"', "'"} and start < stop.column:
        other = '"' if quote == "'" else "'"
        message = (
            f"The quotes close before the words end. Put {other} round all of them"
            f" instead of {quote}, or write {quote * 2 if quote == chr(39) else chr(92) + quote} inside them."
        )
        return stop.problem(message, len(stop.text.rstrip()) - stop.column)
    return None


def _open_quote(stop: _Stop, began: tuple[int, int]) -> _Slip:
    """Quotes that take in the lines below, up to the next quote or the end of the file."""
    line, column = began
    quote = stop.lines.line(line)[column : column + 1]
    message = f"The words that begin with this {quote} have no {quote} at their end. Add it."
    return _Slip(stop.lines.problem(line, column, message))


def _starter(stop: _Stop) -> _Slip | None:
    """Words whose first sign means something to YAML: ``*Please* call``, ``{days} days``, ``[words](address)``."""
    start = _value_column(stop.text)
    sign = stop.text[start : start + 1]
    if not sign or sign not in _STARTERS or stop.column < start:
        return None
    if sign in "[{" and not _closes_early(stop.text, start, stop.column):
        return None
    if stop.later and stop.opener in {"[", "{"}:
        return None
    return _Slip(stop.lines.problem(stop.line, start, starts_with(sign), max(1, stop.column - start)), start)


def _closes_early(text: str, start: int, column: int) -> bool:
    """Whether the bracket at ``start`` has been closed before ``column``, so that more words follow it."""
    depth = 0
    for sign in text[start:column]:
        depth += (sign in "[{") - (sign in "]}")
    return column > start and depth <= 0


def _flow(stop: _Stop) -> _Slip | None:
    """Brackets and braces: never closed, or with a sign inside that cuts the words."""
    if stop.opener not in {"[", "{"} or stop.began is None:
        return None
    line, column = stop.began
    closer = "]" if stop.opener == "[" else "}"
    if line != stop.line or not re.search(rf"\{closer}", stop.text[stop.column :]):
        message = f"This {stop.opener} has no {closer}. Close it, or write one item a line, without brackets."
        return _Slip(stop.lines.problem(line, column, message))
    inside = f"inside {stop.opener} {closer}"
    names = {":": "A second colon", "?": "A question mark", "{": "A {", "[": "A [", "%": "A %", "@": "An @"}
    closed = stop.text[: stop.column].rstrip()[-1:] in {"]", "}"}
    what = names.get(stop.sign, "The bracket before this" if closed else "What stands here")
    return stop.problem(f"{what} cuts the words {inside}. Put quotes round the words, or write one item a line.")


def _colon(stop: _Stop) -> _Slip | None:
    """A second colon on a line, or a line that is indented as if it belonged to the words above."""
    if stop.sign != ":" or not stop.scanning:
        return None
    before = stop.text[: stop.column]
    if re.search(r":\s", before) or re.match(r"\s*- ", before):
        message = "There is a second colon in this line. Put quotes round the words, or take the colon out."
        return _Slip(stop.lines.problem(stop.line, stop.column, message), stop.column)
    start = len(before) - len(before.lstrip())
    message = (
        f'"{before.strip()}" stands further right than the key above it, so it counts as more of the words above. Start'
        " both in the same column; or, if it is more of the words, put quotes round all of them."
    )
    return _Slip(stop.lines.problem(stop.line, start, message, stop.column - start))


def _no_colon(stop: _Stop) -> _Slip | None:
    """A line that has no colon, where a key must stand."""
    if not stop.scanning or stop.began is None or not stop.later:
        return None
    line, _ = stop.began
    text = stop.lines.line(line)
    if not text.strip() or text.strip().startswith(("-", "#")):
        return None
    start = len(text) - len(text.lstrip())
    message = (
        "This line has no colon, so it is no key with a value. If it is more of the words above, indent it further"
        " than they are; if it is a key, add the colon and a space."
    )
    return _Slip(stop.lines.problem(line, max(start, 0), message, max(1, len(text.strip()))))


def _dash(stop: _Stop) -> _Slip | None:
    """A list that starts on the line of its key, or a dash that does not line up."""
    if stop.sign != "-":
        return None
    if stop.text[: stop.column].strip():
        return stop.problem("A list starts on a line of its own, below its key. Move the dash down.")
    message = (
        "This dash does not line up with the dashes above it, or no list can stand here. Move it into their column."
    )
    return stop.problem(message)


def _misplaced(stop: _Stop) -> _Slip:
    """Nothing more can be said than where it is."""
    start = len(stop.text) - len(stop.text.lstrip())
    if stop.column <= start and stop.text.strip():
        message = (
            "This line does not line up with the lines above it. Start it in the same column as the key it goes with."
        )
        column, length = start, len(stop.text.strip())
        return _Slip(stop.lines.problem(stop.line, column, message, length))
    return stop.problem(
        "From here on the file cannot be read. Look for a missing quote, bracket or colon just before this."
    )
