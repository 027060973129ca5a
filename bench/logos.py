"""Logos of made-up clinics: small pictures with see-through grounds, each another."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageColor, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path

SIZE: Final = (360, 120)


def draw(path: Path, seed: int, colour: str) -> None:
    """Write the logo of number ``seed`` as a PNG with an alpha channel; every other one has a second colour."""
    chance = random.Random(seed)  # noqa: S311 - the same picture every time is what is wanted
    red, green, blue = ImageColor.getrgb(colour)[:3]
    first = (red, green, blue, 255)
    second = (255 - red, 255 - green, 255 - blue, 255) if seed % 2 else first
    picture = Image.new("RGBA", SIZE, (*first[:3], 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((6, 8, 110, 112), outline=first, width=chance.randint(5, 12))
    start = chance.randrange(360)
    pen.arc((30, 32, 86, 88), start, start + chance.randint(120, 300), fill=second, width=chance.randint(7, 16))
    for line in (34, 76):
        left = 128
        while left < SIZE[0] - 24:
            wide = chance.randint(6, 22)
            if chance.random() < 0.8:  # noqa: PLR2004 - some letters are left out: the spaces between words
                pen.rounded_rectangle((left, line - chance.randint(8, 20), left + wide, line + 12), 4, fill=first)
            left += wide + 6
    picture.save(path, "PNG")
