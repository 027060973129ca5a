"""An ICC profile of a made-up press, made here from a few numbers, so that no test needs anybody's profile.

Four inks on white paper, each a filter over linear red, green and blue; overprints multiply. That is a rough press and
a true profile: version 2, output class, ``mft2`` tables both ways (ICC.1:2001-04 6.5.8), the same for every rendering
intent. Black is made of all four inks, so that the deepest tones ask for far more ink than a sheet takes.
"""

from __future__ import annotations

import struct
from functools import cache
from itertools import product
from math import copysign, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What each ink at full strength lets through of linear red, green and blue, much as on coated paper.
CYAN, MAGENTA, YELLOW, BLACK = (0.03, 0.32, 0.72), (0.75, 0.03, 0.2), (0.98, 0.8, 0.03), (0.02, 0.02, 0.022)

#: How dots grow on paper: half a tint covers two thirds.
_GAIN = 1.56

#: Nodes a side of the two tables.
_INKS, _LAB = 9, 17

_WHITE = (0.9642, 1.0, 0.8249)
#: Linear sRGB to XYZ, adapted to D50 (Bradford).
_XYZ = ((0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169), (0.0139322, 0.0971045, 0.7141733))
_RGB = ((3.1338561, -1.6168667, -0.4906146), (-0.9787684, 1.9161415, 0.0334540), (0.0719453, -0.2289914, 1.4052427))

Triple = tuple[float, float, float]


def printed(*inks: float) -> Triple:
    """Linear red, green and blue of four inks, each from 0 to 1."""
    cover = [1 - (1 - ink) ** _GAIN for ink in inks]
    red, green, blue = (
        prod(1 - part * (1 - ink[i]) for part, ink in zip(cover, (CYAN, MAGENTA, YELLOW, BLACK), strict=True))
        for i in range(3)
    )
    return red, green, blue


def lab(rgb: Triple) -> Triple:
    """CIELAB, D50."""
    x, y, z = (
        _f(sum(m * c for m, c in zip(row, rgb, strict=True)) / white) for row, white in zip(_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def separation(lightness: float, a: float, b: float) -> tuple[float, float, float, float]:
    """The inks of a CIELAB colour; what they cannot show is clipped."""
    y = (lightness + 16) / 116
    xyz = tuple(_g(t) * white for t, white in zip((y + a / 500, y, y - b / 200), _WHITE, strict=True))
    wanted = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, xyz, strict=True)))) for row in _RGB]
    black = 0.95 * max(0.0, 1 - 2.2 * max(wanted) ** (1 / 2.4)) ** 1.3
    rest = [min(1.0, want / (1 - black * (1 - ink))) for want, ink in zip(wanted, BLACK, strict=True)]
    inks = [0.0, 0.0, 0.0]
    for _ in range(40):
        for channel, own in enumerate((CYAN, MAGENTA, YELLOW)):
            others = 1.0
            for other, through in enumerate((CYAN, MAGENTA, YELLOW)):
                if other != channel:
                    others *= 1 - inks[other] * (1 - through[channel])
            inks[channel] = min(1.0, max(0.0, (1 - rest[channel] / others) / (1 - own[channel])))
    cyan, magenta, yellow, key = (1 - (1 - ink) ** (1 / _GAIN) for ink in (*inks, black))
    return cyan, magenta, yellow, key


@cache
def profile() -> bytes:
    """The whole profile; always the same bytes."""
    to_lab = _table(4, 3, _INKS, _Straight(4), (lab(printed(*inks)) for inks in _grid(_INKS, 4)), _encoded_lab)
    to_inks = _table(3, 4, _LAB, _Lab(), (separation(*_decoded(node)) for node in _grid(_LAB, 3)), _encoded_inks)
    gamut = _table(3, 1, 2, _Straight(3), ((0.0,) for _ in range(8)), lambda value: value)
    tags = {
        b"desc": _description("Made-up press, for tests"),
        b"cprt": b"text\0\0\0\0Public domain\0",
        b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, (0.84, 0.87, 0.75))),
        b"A2B0": to_lab,
        b"A2B1": to_lab,
        b"A2B2": to_lab,
        b"B2A0": to_inks,
        b"B2A1": to_inks,
        b"B2A2": to_inks,
        b"gamt": gamut,
    }
    return assembled(tags)


def assembled(tags: dict[bytes, bytes], *, kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """A profile of some tags; equal ones are stored once."""
    at = 128 + 4 + 12 * len(tags)
    table, blob, seen = b"", b"", dict[bytes, int]()
    for name, data in tags.items():
        padded = data + b"\0" * (-len(data) % 4)
        if padded not in seen:
            seen[padded] = at + len(blob)
            blob += padded
        table += struct.pack(">4sII", name, seen[padded], len(data))
    body = struct.pack(">I", len(tags)) + table + blob
    head = struct.pack(">I4sI4s4s4s", 128 + len(body), b"\0\0\0\0", 0x02400000, kind, space, b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + b"".join(map(_fixed, _WHITE))
    return head.ljust(128, b"\0") + body


#: Most colours lie near grey, so the table has most of its nodes there.
_NEAR_GREY = 0.6


def _bent(share: float, power: float) -> float:
    away = 2 * share - 1
    return 0.5 + copysign(abs(away) ** power, away) / 2


class _Straight:
    """Input tables that change nothing."""

    def __init__(self, channels: int) -> None:
        self.tables = [(0.0, 1.0)] * channels


class _Lab:
    """Input tables that stretch lightness, so that white (FF00 hex in version 2) is a node, and bend a and b."""

    tables = (
        [min(1.0, step / (255 * 0xFF00 / 0xFFFF)) for step in range(256)],
        *[[_bent(step / 255, _NEAR_GREY) for step in range(256)]] * 2,
    )


def _grid(nodes: int, channels: int) -> Iterable[tuple[float, ...]]:
    return product(*[[node / (nodes - 1) for node in range(nodes)]] * channels)


def _decoded(node: tuple[float, ...]) -> Triple:
    """CIELAB of a node: lightness stretched, a and b from -128 in steps of 1/256 (ICC.1:2001-04 A.1)."""
    lightness, a, b = node[0], *(_bent(share, 1 / _NEAR_GREY) for share in node[1:])
    return lightness * 100, a * 0xFFFF / 256 - 128, b * 0xFFFF / 256 - 128


def _encoded_lab(value: Sequence[float]) -> Sequence[float]:
    lightness, a, b = value
    return lightness / 100 * 0xFF00 / 0xFFFF, (a + 128) * 256 / 0xFFFF, (b + 128) * 256 / 0xFFFF


def _encoded_inks(value: Sequence[float]) -> Sequence[float]:
    return value


def _table(inputs: int, outputs: int, nodes: int, shape: _Straight | _Lab, values: Iterable, encode) -> bytes:  # noqa: ANN001
    """A table of type ``mft2``."""
    length = len(shape.tables[0])
    head = b"mft2\0\0\0\0" + bytes((inputs, outputs, nodes, 0))
    head += b"".join(_fixed(float(i == j)) for i in range(3) for j in range(3)) + struct.pack(">2H", length, 2)
    before = b"".join(_words(table) for table in shape.tables)
    middle = b"".join(_words(encode(value)) for value in values)
    return head + before + middle + _words((0.0, 1.0)) * outputs


def _words(values: Iterable[float]) -> bytes:
    return b"".join(struct.pack(">H", round(min(1.0, max(0.0, value)) * 0xFFFF)) for value in values)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 0x10000))


def _description(text: str) -> bytes:
    data = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (4 + 4 + 2 + 1 + 67)


def _f(t: float) -> float:
    return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116


def _g(t: float) -> float:
    return t**3 if t > 6 / 29 else (116 * t - 16) * 27 / 24389
