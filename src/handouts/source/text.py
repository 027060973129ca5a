"""From bytes to lines of text: the encoding, the size, and signs that have no business in a file of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from handouts.errors import Place, Problem

#: The largest file that is read, in bytes. A hundred treatments have less than 200 kB, five thousand clinics 2 MB.
SIZE_LIMIT: Final = 5_000_000

#: What somebody wrote as a password, which no message may show.
_SECRET = re.compile(r"((?:password|passwd|token|secret)[\"']?\s*:\s*)([^\s,}][^,}]*)", re.IGNORECASE)

#: An excerpt of a longer line would hide what it should show.
_LONGEST_EXCERPT: Final = 240

_BREAK = re.compile(r"\r\n|\r|\n")

#: C0 and C1 control characters but tab and line feed, the line breaks that only YAML 1.1 knows, byte order marks
#: inside the text, and code points that Unicode reserves for no character.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_TAB = re.compile("\t")
_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Lines:
    """The text of a file, its line breaks all LF.

    ``body`` may be mended so that reading can go on after a problem; ``lines`` stay as they were written, for excerpts.
    """

    name: str
    body: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int) -> Place:
        """A place from PyYAML's marks, which count from 0."""
        return Place(self.name, line + 1, column + 1)

    def line(self, number: int) -> str:
        """The line of this number, counted from 0; empty beyond the end."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def problem(self, line: int, column: int, message: str, length: int = 1) -> Problem:
        """A problem with the line it is about; line and column count from 0."""
        return Problem(self.place(line, column), message, self.excerpt(line), max(1, length))

    def excerpt(self, line: int) -> str:
        """The line as it may be printed: what would move the cursor is a blank; nothing for a very long line."""
        text = _SECRET.sub(lambda found: found[1] + "*" * len(found[2]), self.line(line))
        return _SHOWN.sub(" ", text).rstrip() if len(text) <= _LONGEST_EXCERPT else ""


def decode(data: bytes, name: str) -> tuple[Lines, tuple[Problem, ...]]:
    """The bytes of a file as lines, with what is wrong with its encoding, its size and its signs.

    Bytes that are not UTF-8 become U+FFFD, so that the rest of the file can be looked at in the same run.
    """
    if len(data) > SIZE_LIMIT:
        message = (
            f"This file is larger than {SIZE_LIMIT // 1_000_000} MB, the most that is read. Is it the right one? A file"
            " of words this long is best divided."
        )
        return Lines(name, "", ()), (Problem(Place(name), message),)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Lines(name, "", ()), (Problem(Place(name), f"This file is saved as UTF-16. {_SAVE_AS}"),)
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        lines = _lines(text, name)
        before = lines_of(data[: _start(data, error)].decode("utf-8-sig"))
        message = f"This file is not UTF-8: the byte 0x{data[_start(data, error)]:02x} stands here. {_SAVE_AS}"
        problems.append(lines.problem(len(before) - 1, len(before[-1]), message))
    found = _lines(text, name)
    return found, (*problems, *_signs(found))


_SAVE_AS = 'In your editor choose "Save as", and there the encoding UTF-8.'


def _start(data: bytes, error: UnicodeDecodeError) -> int:
    """Where in the file the bad byte stands: the codec counts from behind a byte order mark."""
    return error.start + (len(data) - len(error.object))


def lines_of(text: str) -> tuple[str, ...]:
    """The lines as an editor counts them: only CR, LF and CR LF end one."""
    return tuple(_BREAK.split(text))


def _lines(text: str, name: str) -> Lines:
    lines = lines_of(text)
    return Lines(name, "\n".join(lines), lines)


def _signs(lines: Lines) -> list[Problem]:
    """Control characters and tabs, each with its place; a tab in a comment does no harm."""
    problems: list[Problem] = []
    if not has_control(lines.body):
        return problems
    for number, line in enumerate(lines.lines):
        problems.extend(
            lines.problem(
                number,
                found.start(),
                f"An invisible sign (U+{ord(found[0]):04X}) stands here, perhaps from copying. Delete it.",
            )
            for found in _CONTROL.finditer(line)
        )
        tab = _TAB.search(line)
        if tab and not line.lstrip().startswith("#"):
            problems.append(lines.problem(number, tab.start(), "There is a tab here. Use spaces instead of it."))
    return problems


def is_indented_by_tab(line: str) -> bool:
    """Whether a tab stands before the first word: then nobody can tell how far the line is indented."""
    return "\t" in line[: len(line) - len(line.lstrip())] and not line.lstrip().startswith("#")


def readable(body: str) -> str:
    """The text with a blank for each sign that is a problem, so that the rest of it can be read."""
    return _TAB.sub(" ", _CONTROL.sub(" ", body))


def has_control(text: str) -> bool:
    """Whether a control character or a tab is in a text; into a value an escape code between quotes can bring one."""
    return bool(_CONTROL.search(text) or _TAB.search(text))
