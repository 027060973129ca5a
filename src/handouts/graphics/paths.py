"""Paths written as SVG path data (SVG 2, chapter 9), with y down, read into the steps of a :class:`Drawing`.

Only the absolute commands M, L, H, V, C, A and Z are known: they are what our own drawings are written in.
"""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.graphics.drawing import Step

_TOKEN: Final = re.compile(r"\s*(?:([A-Za-z])|(-?\d+(?:\.\d+)?))")
_NUMBERS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


def path(written: str, height: float) -> tuple[Step, ...]:
    """The steps of SVG path data in a box of ``height`` units: y is turned up, arcs become cubics.

    Raises:
        ValueError: a command is not known, or has too few or too many numbers.
    """
    steps: list[Step] = []
    pen = start = (0.0, 0.0)
    for command, numbers in _commands(written):
        x, y = pen
        if command == "Z":
            pen = start
        elif command == "H":
            pen = (numbers[0], y)
        elif command == "V":
            pen = (x, numbers[0])
        else:
            pen = (numbers[-2], numbers[-1])
        start = pen if command == "M" else start
        if command == "A":
            steps += _arc(x, y, numbers)
        else:
            steps.append(("L", *pen) if command in "HV" else (command, *numbers))
    return tuple(_turned(step, height) for step in steps)


def _commands(written: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command with its numbers. Every command is written out: none is left to be guessed."""
    tokens = list(_tokens(written))
    starts = [i for i, token in enumerate(tokens) if isinstance(token, str)]
    if tokens and starts[:1] != [0]:
        raise ValueError(f'"{written}" does not begin with a command')
    for start, end in itertools.pairwise([*starts, len(tokens)]):
        command = str(tokens[start])
        numbers = tuple(float(token) for token in tokens[start + 1 : end])
        if len(numbers) != _NUMBERS.get(command, -1):
            raise ValueError(f'"{command}" with {len(numbers)} numbers is not a command known here')
        yield command, numbers


def _tokens(written: str) -> Iterator[str | float]:
    at = 0
    while at < len(written.rstrip()):
        found = _TOKEN.match(written, at)
        if not found:
            raise ValueError(f'"{written[at:]}" is not path data')
        yield found[1] or float(found[2])
        at = found.end()


def _turned(step: Step, height: float) -> Step:
    return (step[0], *(height - n if i % 2 else n for i, n in enumerate(step[1:])))


def _arc(x1: float, y1: float, numbers: tuple[float, ...]) -> list[Step]:
    """An elliptical arc as cubics of at most a quarter turn (SVG 2, appendix B.2.4, without rotation).

    Radii too small to reach from end to end are enlarged until they do (B.2.5).
    """
    rx, ry, _, large, sweep, x2, y2 = numbers
    ux, uy = (x1 - x2) / 2 / rx, (y1 - y2) / 2 / ry
    reach = math.hypot(ux, uy)
    if reach > 1:
        rx, ry, ux, uy, reach = rx * reach, ry * reach, ux / reach, uy / reach, 1.0
    away = math.sqrt(1 / reach**2 - 1) * (-1 if large == sweep else 1)
    cx, cy = away * uy, -away * ux
    start = math.atan2(uy - cy, ux - cx)
    turn = (math.atan2(-uy - cy, -ux - cx) - start) % math.tau
    turn -= 0 if sweep else math.tau
    cx, cy = cx * rx + (x1 + x2) / 2, cy * ry + (y1 + y2) / 2
    count = math.ceil(abs(turn) / (math.pi / 2) - 1e-9)
    handle = 4 / 3 * math.tan(turn / count / 4)
    angles = [start + turn * i / count for i in range(count + 1)]
    return [
        (
            "C",
            cx + rx * (math.cos(a) - handle * math.sin(a)),
            cy + ry * (math.sin(a) + handle * math.cos(a)),
            cx + rx * (math.cos(b) + handle * math.sin(b)),
            cy + ry * (math.sin(b) - handle * math.cos(b)),
            cx + rx * math.cos(b),
            cy + ry * math.sin(b),
        )
        for a, b in itertools.pairwise(angles)
    ]
