"""A plot as SVG: one line over numbers that grow tenfold, with the lowest and the highest of each point."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.figures import Spread

from bench.figures import number

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 24, 56
_TICKS: Final = 5


class Point(NamedTuple):
    """A figure and the size that it was found at."""

    size: int
    figure: Spread


def plot(points: Sequence[Point], up: str, across: str) -> str:
    """The points joined by a line; ``up`` and ``across`` name the axes. Sizes stand at their logarithms."""
    lowest, highest = (math.log10(end(point.size for point in points)) for end in (min, max))
    top = _round_up(max(point.figure.highest for point in points))

    def x(size: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * ((math.log10(size) - lowest) / ((highest - lowest) or 1))

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / top

    parts = [_grid(y(top * tick / _TICKS), number(top * tick / _TICKS)) for tick in range(_TICKS + 1)]
    for size, figure in points:
        at = f"{x(size):.1f}"
        parts += [
            f'<path d="M{at} {y(figure.lowest):.1f}V{y(figure.highest):.1f}" stroke="#1f5c57" stroke-width="2"/>',
            f'<circle cx="{at}" cy="{y(figure.middle):.1f}" r="4" fill="#1f5c57"/>',
            f'<text x="{at}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{size:,}</text>',
        ]
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    line = "L".join(f"{x(size):.1f} {y(figure.middle):.1f}" for size, figure in points)
    parts += [
        f'<path d="M{line}" fill="none" stroke="#1f5c57"/>',
        f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 12}" text-anchor="middle">{across}</text>',
        f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle">{up}</text>',
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"'
        f' font-size="13"><rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n'
    )


def _grid(y: float, name: str) -> str:
    return (
        f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#d6dadd"/>'
        f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{name}</text>'
    )


def _round_up(value: float) -> float:
    """The next figure whose fifths are easy to read."""
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in (1, 2, 2.5, 5, 10) if step * unit >= value)
