"""Draw the sample clinic's logos: two leaves in a round, dark for light paper and white for dark grounds.

Usage: python scripts/draw_logos.py [FOLDER]      (default: logos/)
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

SIZE = 640
#: Drawn this many times larger and scaled down, for smooth edges.
OVERSAMPLING = 4

Point = tuple[float, float]


def leaf(lean: float, big: int) -> list[Point]:
    """The outline of a leaf that grows from the foot of the round and leans by ``lean`` degrees, in pixels."""
    length, width = 0.62 * big, 0.21 * big
    foot = (0.5 * big, 0.83 * big)
    points: list[Point] = []
    for side in (1, -1):
        for number in range(61):
            along = number / 60 if side == 1 else 1 - number / 60
            out = side * width * math.sin(math.pi * along**0.82)
            points.append((out, -along * length))
    turn = math.radians(lean)
    return [
        (foot[0] + x * math.cos(turn) - y * math.sin(turn), foot[1] + x * math.sin(turn) + y * math.cos(turn))
        for x, y in points
    ]


def mark(size: int = SIZE) -> Image.Image:
    """The mark as coverage: 255 where it is painted. The leaves are cut out of the round, with a line between them."""
    big = size * OVERSAMPLING
    round_ = Image.new("L", (big, big), 0)
    ImageDraw.Draw(round_).ellipse((0, 0, big - 1, big - 1), fill=255)
    leaves = Image.new("L", (big, big), 0)
    pen = ImageDraw.Draw(leaves)
    pen.polygon(leaf(-27, big), fill=255)
    front = leaf(27, big)
    pen.line([*front, front[0]], fill=0, width=round(0.05 * big), joint="curve")
    pen.polygon(front, fill=255)
    return ImageChops.subtract(round_, leaves).resize((size, size), Image.Resampling.LANCZOS)


def draw(folder: Path) -> None:
    """Write ``alder.png`` and ``alder-white.png``."""
    coverage = mark()
    for name, colour in (("alder.png", (31, 92, 87)), ("alder-white.png", (255, 255, 255))):
        logo = Image.new("RGBA", coverage.size, (*colour, 0))
        logo.putalpha(coverage)
        logo.save(folder / name, optimize=True)
        print(folder / name)


if __name__ == "__main__":
    draw(Path(sys.argv[1] if len(sys.argv) > 1 else "logos"))
