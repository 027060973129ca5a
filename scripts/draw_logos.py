"""Draw the sample clinic's logos: two leaves in a round, dark for light paper and white for dark grounds.

Usage: python scripts/draw_logos.py [FOLDER]      (default: logos/ beside this folder)
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

SIZE = 640
#: Drawn this many times larger and scaled down, for smooth edges.
OVERSAMPLING = 4
LOGOS = {"alder.png": (31, 92, 87), "alder-white.png": (255, 255, 255)}

Point = tuple[float, float]


def leaf(foot: Point, lean: float, length: float, width: float) -> list[Point]:
    """The outline of a leaf that grows up from ``foot`` and leans to the right by ``lean`` degrees."""
    steps = [number / 90 for number in range(91)]
    side = [(width / 2 * math.sin(math.pi * along**0.85) ** 0.92, -length * along) for along in steps]
    outline = side + [(-x, y) for x, y in reversed(side)]
    turn = math.radians(lean)
    return [
        (foot[0] + x * math.cos(turn) - y * math.sin(turn), foot[1] + x * math.sin(turn) + y * math.cos(turn))
        for x, y in outline
    ]


def mark(size: int = SIZE) -> Image.Image:
    """The mark as coverage, 255 where it is painted: the leaves are cut out of the round, with a gap between them."""
    big = size * OVERSAMPLING
    disc, leaves = Image.new("L", (big, big), 0), Image.new("L", (big, big), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, big - 1, big - 1), fill=255)
    pen = ImageDraw.Draw(leaves)
    pen.polygon(leaf((0.475 * big, 0.8 * big), -31, 0.55 * big, 0.27 * big), fill=255)
    front = leaf((0.5 * big, 0.83 * big), 20, 0.68 * big, 0.31 * big)
    gap = 0.034 * big
    for x, y in front:
        pen.ellipse((x - gap, y - gap, x + gap, y + gap), fill=0)
    pen.polygon(front, fill=255)
    return ImageChops.subtract(disc, leaves).resize((size, size), Image.Resampling.LANCZOS)


def draw(folder: Path) -> None:
    """Write the logos: one colour in sixteen strengths of alpha, half a byte a pixel."""
    strengths = mark().point(lambda coverage: round(coverage / 17))
    for name, colour in LOGOS.items():
        logo = Image.frombytes("P", strengths.size, strengths.tobytes())
        logo.putpalette(colour * 16)
        logo.save(folder / name, bits=4, transparency=bytes(range(0, 256, 17)), optimize=True)
        print(folder / name)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "logos")
