"""SVG path data (SVG 2, chapter 9), with y down, read into the steps of a :class:`Drawing`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.graphics.drawing import Step

#: The largest number that is taken for a coordinate; what lies further away is a mistake or malice.
LARGEST: Final = 1e7

#: How many numbers each command takes.
_NUMBERS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

# None of these tries again what it has read once ("*+"), or a long row of spaces would take hours.
_SPACE: Final = r"[ \t\r\n\f]*+"
_COMMAND: Final = re.compile(rf"{_SPACE}([A-Za-z])")
#: A number after white space or a comma.
NUMBER: Final = re.compile(rf"{_SPACE}(?:,{_SPACE})?+([+-]?+(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][+-]?\d++)?+)")
_FLAG: Final = re.compile(rf"{_SPACE}(?:,{_SPACE})?+([01])")
_END: Final = re.compile(rf"{_SPACE}\Z")

#: The two flags of an arc may stand without a space before what follows them.
_FLAGS: Final = frozenset({3, 4})

#: Below this an arc's radius is none, and the arc a line (SVG 2, 9.5.1).
_NO_RADIUS: Final = 1e-9
#: Below this share of the radius an arc's ends are as good as one.
_NO_REACH: Final = 1e-9

_Point = tuple[float, float]


def path(written: str, height: float) -> tuple[Step, ...]:
    """The steps of path data in a box of ``height`` units, y turned up.

    Raises:
        ValueError: it is not path data.
    """
    return tuple(_turned(step, height) for step in steps(written))


def steps(written: str) -> Iterator[Step]:
    """The steps as they are written, y down: all absolute, lines and cubics only. Read one after another.

    Raises:
        ValueError: it is not path data, or a number is larger than :data:`LARGEST`.
    """
    pen = _Pen()
    for command, numbers in _commands(written):
        yield from pen.draw(command, numbers)


@dataclass(slots=True)
class _Pen:
    """Where the pen stands, where its line began, and the last handle, which smooth curves mirror."""

    at: _Point = (0.0, 0.0)
    start: _Point = (0.0, 0.0)
    handle: _Point = (0.0, 0.0)
    before: str = ""

    def draw(self, command: str, numbers: tuple[float, ...]) -> list[Step]:
        """The steps of one command."""
        letter = command.upper()
        if command != letter:
            numbers = self._absolute(letter, numbers)
        found = self._steps(letter, numbers)
        if letter == "M":
            self.start = (numbers[0], numbers[1])
        self.at = self._end(letter, numbers)
        self.before = letter
        return found

    def _absolute(self, letter: str, numbers: tuple[float, ...]) -> tuple[float, ...]:
        x, y = self.at
        if letter == "V":
            return (numbers[0] + y,)
        if letter == "A":
            return (*numbers[:5], numbers[5] + x, numbers[6] + y)
        return tuple(number + (y if place % 2 else x) for place, number in enumerate(numbers))

    def _end(self, letter: str, numbers: tuple[float, ...]) -> _Point:
        if letter == "Z":
            return self.start
        if letter == "H":
            return numbers[0], self.at[1]
        if letter == "V":
            return self.at[0], numbers[0]
        return numbers[-2], numbers[-1]

    def _steps(self, letter: str, numbers: tuple[float, ...]) -> list[Step]:
        if letter == "Z":
            return [("Z",)]
        if letter == "A":
            return _arc(self.at, numbers)
        end = self._end(letter, numbers)
        if letter in "ML":
            return [(letter, *end)]
        if letter in "HV":
            return [("L", *end)]
        return [self._curve(letter, numbers, end)]

    def _curve(self, letter: str, numbers: tuple[float, ...], end: _Point) -> Step:
        """A cubic; a smooth one starts with the last handle mirrored, if the last step was a curve of its kind."""
        x, y = self.at
        alike = self.before in ("CS" if letter in "CS" else "QT") and self.before != ""
        mirrored = (2 * x - self.handle[0], 2 * y - self.handle[1]) if alike else (x, y)
        if letter in "CS":
            first = (numbers[0], numbers[1]) if letter == "C" else mirrored
            self.handle = numbers[-4], numbers[-3]
            return ("C", *first, *self.handle, *end)
        self.handle = (numbers[0], numbers[1]) if letter == "Q" else mirrored
        hx, hy = self.handle  # a quadratic as a cubic: both handles two thirds of the way to its own
        handles = (x + (hx - x) * 2 / 3, y + (hy - y) * 2 / 3, end[0] + (hx - end[0]) * 2 / 3)
        return ("C", *handles, end[1] + (hy - end[1]) * 2 / 3, *end)


@dataclass(slots=True)
class _Reader:
    """Path data, and how far it is read."""

    written: str
    at: int = field(default=0)

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """What the pattern finds here, if it finds anything."""
        found = pattern.match(self.written, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found[1]

    def number(self, place: int, command: str) -> float | None:
        """The next number; a flag, where the command wants one."""
        found = self.take(_FLAG if command in "Aa" and place in _FLAGS else NUMBER)
        number = None if found is None else float(found)
        if number is not None and not abs(number) <= LARGEST:
            raise ValueError(f"{found[:20] if found else ''} is too large a number")
        return number

    def rest(self) -> str:
        """A little of what stands here, to be quoted."""
        return self.written[self.at :].strip()[:20]


def _commands(written: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command with its numbers; one that is written once for several rows of numbers comes several times."""
    reader = _Reader(written)
    first = True
    while not _END.match(written, reader.at):
        command = reader.take(_COMMAND)
        if command is None or command.upper() not in _NUMBERS:
            raise ValueError(f'"{reader.rest() if command is None else command}" is not path data')
        if first and command not in "Mm":
            raise ValueError(f'a path begins with "{command}", not with "M"')
        first = False
        for row in _rows(reader, command):
            yield command, row
            command = {"M": "L", "m": "l"}.get(command, command)


def _rows(reader: _Reader, command: str) -> Iterator[tuple[float, ...]]:
    """One or more rows of as many numbers as the command takes; one empty row where it takes none."""
    count = _NUMBERS[command.upper()]
    if not count:
        yield ()
        return
    start = reader.number(0, command)
    while True:
        numbers = [start, *(reader.number(place, command) for place in range(1, count))]
        row = tuple(number for number in numbers if number is not None)
        if len(row) < count:
            raise ValueError(f'"{command}" in a path takes {count} numbers and has {len(row)}')
        yield row
        start = reader.number(0, command)
        if start is None:
            return


def _turned(step: Step, height: float) -> Step:
    return (step[0], *(height - n if i % 2 else n for i, n in enumerate(step[1:])))


def _arc(begin: _Point, numbers: tuple[float, ...]) -> list[Step]:
    """An elliptical arc as cubics of at most a quarter turn (SVG 2, appendix B.2.4).

    It is drawn where the ellipse is a circle of radius 1. Radii too small to reach from end to end are enlarged until
    they do (B.2.5).
    """
    rx, ry, large, sweep = abs(numbers[0]), abs(numbers[1]), numbers[3], numbers[4]
    end = numbers[5], numbers[6]
    if begin == end:
        return []
    if min(rx, ry) < _NO_RADIUS:
        return [("L", *end)]
    cos, sin = math.cos(math.radians(numbers[2])), math.sin(math.radians(numbers[2]))

    def squared(point: _Point) -> _Point:
        return (cos * point[0] + sin * point[1]) / rx, (cos * point[1] - sin * point[0]) / ry

    def slanted(u: float, v: float) -> _Point:
        return cos * rx * u - sin * ry * v, sin * rx * u + cos * ry * v

    (u1, v1), (u2, v2) = squared(begin), squared(end)
    reach = math.hypot(u2 - u1, v2 - v1) / 2
    if reach < _NO_REACH:
        return [("L", *end)]
    radius = max(1.0, reach)
    away = math.sqrt(max(0.0, (radius / reach) ** 2 - 1)) * (1 if large == sweep else -1)
    cu, cv = (u1 + u2 + away * (v2 - v1)) / 2, (v1 + v2 - away * (u2 - u1)) / 2
    start = math.atan2(v1 - cv, u1 - cu)
    turn = (math.atan2(v2 - cv, u2 - cu) - start) % math.tau
    turn -= 0 if sweep else math.tau
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    handle = 4 / 3 * math.tan(turn / count / 4)
    found: list[Step] = []
    for piece in range(count):
        a, b = start + turn * piece / count, start + turn * (piece + 1) / count
        first = cu + radius * (math.cos(a) - handle * math.sin(a)), cv + radius * (math.sin(a) + handle * math.cos(a))
        second = cu + radius * (math.cos(b) + handle * math.sin(b)), cv + radius * (math.sin(b) - handle * math.cos(b))
        last = end if piece == count - 1 else slanted(cu + radius * math.cos(b), cv + radius * math.sin(b))
        found.append(("C", *slanted(*first), *slanted(*second), *last))
    return found
