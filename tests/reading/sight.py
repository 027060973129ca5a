"""Checks of what the eye sees: letters near edges and folds, their size and contrast, what is coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageChops

from reading.letters import letters, lines, rendered, x_heights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PIL import Image

    from reading.letters import Letter

MM = 72 / 25.4

#: Dots an inch of the pictures that are measured.
_DPI = 100

#: What rounding to a thousandth of a point adds up to.
_ROUNDING = 0.05

#: Steps of 255 that a pixel may be off: a sum rounded one way or the other.
_OFF = 2


def edge_faults(path: Path, margin: float) -> list[str]:
    """Nothing is painted nearer to the edge of the paper than ``margin`` points."""
    faults = []
    for number, picture in enumerate(rendered(path, _DPI)):
        band = int((margin - _ROUNDING) / 72 * _DPI)
        width, height = picture.size
        inside = (band, band, width - band, height - band)
        ring = picture.convert("L")
        ring.paste(255, inside)
        if ring.getextrema()[0] < 255 - _OFF:
            faults.append(f"page {number}: something is painted within {margin / MM:.1f} mm of the edge")
    return faults


def fold_faults(path: Path, folds: Mapping[int, Sequence[float]], margin: float) -> list[str]:
    """No letter stands nearer to a fold than ``margin`` points. Folds are distances from the left edge, by page."""
    return [
        f'page {letter.page}: "{letter.text}" stands {margin / MM:.1f} mm from the fold at {fold / MM:.1f} mm or nearer'
        for letter in letters(path)
        for fold in folds.get(letter.page, ())
        if letter.box[0] < fold + margin - _ROUNDING and letter.box[2] > fold - margin + _ROUNDING
    ]


def size_faults(path: Path, x_height: float, small_print: str, least: float) -> list[str]:
    """All words have an ``x_height`` in points at least; ``small_print`` may be smaller.

    No letter at all is smaller than ``least`` points. What has no small letters has no x-height: an initial.
    """
    shares = x_heights(path)
    found = letters(path)
    faults = [f'page {one.page}: "{one.text}" is set in {one.size:.2f} pt' for one in found if one.size < least - 0.005]
    allowed = "".join(small_print.split())
    small = [one for one in found if one.font in shares and one.size * shares[one.font] < x_height - 0.005]
    faults += [f'"{line}" has too small an x-height' for line in lines(small) if line not in allowed]
    return list(dict.fromkeys(faults))


def contrast_faults(path: Path, least: float = 4.5) -> list[str]:
    """Every letter stands out from all that is painted under it (WCAG 2.2, 1.4.3)."""
    worst: dict[str, tuple[float, Letter]] = {}
    grounds = rendered(path, _DPI, words=False)
    for letter in letters(path):
        for ground in _colours_under(letter, grounds[letter.page]):
            pair = f"{letter.colour} on {ground}"
            if pair not in worst:
                worst[pair] = contrast(letter.colour, ground), letter
    return [
        f'page {letter.page}: "{letter.text}" of {letter.size:.1f} pt, {pair}: a contrast of {found:.2f}'
        for pair, (found, letter) in worst.items()
        if found < least
    ]


def _colours_under(letter: Letter, ground: Image.Image) -> list[tuple[int, int, int]]:
    scale = _DPI / 72
    left, bottom, right, top = (round(edge * scale) for edge in letter.box)
    box = (left, ground.height - top, max(right, left + 1), max(ground.height - bottom, ground.height - top + 1))
    found = ground.crop(box).getcolors(1 << 16) or []
    return [colour for _, colour in found if isinstance(colour, tuple)]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The ratio of WCAG 2.2, written down from its glossary."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (
        step / 12.92 if step <= 0.04045 else ((step + 0.055) / 1.055) ** 2.4 for step in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_faults(path: Path) -> list[str]:
    """Every pixel is grey."""
    faults = []
    for number, picture in enumerate(rendered(path, _DPI)):
        red, green, blue = picture.split()
        off = max(ImageChops.difference(*pair).getextrema()[1] for pair in ((red, green), (green, blue), (red, blue)))
        if off > _OFF:
            faults.append(f"page {number}: a pixel has colour, its channels are {off} apart")
    return faults


def mean_grey(picture: Image.Image) -> float:
    """How much of a picture is black, from 0 to 1: a measure of toner."""
    grey = picture.convert("L")
    return 1 - sum(value * count for value, count in enumerate(grey.histogram())) / (255 * grey.width * grey.height)
