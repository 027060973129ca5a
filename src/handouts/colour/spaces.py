"""Colour spaces: sRGB, OKLCH for hue and chroma, CIE L* for lightness, and the contrast between two colours.

OKLCH is Björn Ottosson's ("A perceptual color space for image processing", 2020). Lightness is CIE L* (*tone*, 0 black
to 100 white) and not OKLCH's own, because WCAG contrast depends on luminance alone, and L* is a curve over luminance.
"""

from __future__ import annotations

import math
import re
from typing import Final

#: Red, green, blue, 0 to 255, in sRGB (IEC 61966-2-1).
RGB = tuple[int, int, int]

#: Three numbers of a colour, in whatever space.
Triple = tuple[float, float, float]

_WRITTEN: Final = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")

# The numbers of OKLab, from the public page of its author (matrices for linear sRGB, D65).
_LMS_FROM_LINEAR: Final = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB_FROM_LMS: Final = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LMS_FROM_AB: Final = ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
_LINEAR_FROM_LMS: Final = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
#: Relative luminance of the sRGB primaries (WCAG 2.2, "relative luminance").
_LUMA: Final = (0.2126, 0.7152, 0.0722)
#: What each cone response, cubed, adds to luminance.
_LUMA_FROM_LMS: Final = (
    _LUMA[0] * _LINEAR_FROM_LMS[0][0] + _LUMA[1] * _LINEAR_FROM_LMS[1][0] + _LUMA[2] * _LINEAR_FROM_LMS[2][0],
    _LUMA[0] * _LINEAR_FROM_LMS[0][1] + _LUMA[1] * _LINEAR_FROM_LMS[1][1] + _LUMA[2] * _LINEAR_FROM_LMS[2][1],
    _LUMA[0] * _LINEAR_FROM_LMS[0][2] + _LUMA[1] * _LINEAR_FROM_LMS[1][2] + _LUMA[2] * _LINEAR_FROM_LMS[2][2],
)
#: Where CIE L* turns from a straight line into a cube root: (6/29)^3, and the slope of the line, (29/3)^3.
_CIE_KNEE, _CIE_SLOPE = (6 / 29) ** 3, (29 / 3) ** 3
#: How far outside 0 to 1 a linear channel may lie and still round to the same byte.
_GAMUT_SLACK = 1e-4
#: How far the luminance may miss: a thirtieth of the step from black to the next byte.
_TONE_SLACK = 1e-5


def parse(written: str) -> RGB:
    """The colour that a clinic wrote as ``#rrggbb``. No other form is taken: no names, no functions.

    Raises:
        ValueError: it is not a ``#`` and six hexadecimal digits.
    """
    found = _WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(f'"{written}" is not a colour; write a # and six digits or letters a to f, such as "#1f5c57"')
    red, green, blue = (int(pair, 16) for pair in found.groups())
    return red, green, blue


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(_linear(one)), _luminance(_linear(other))))
    return (high + 0.05) / (low + 0.05)


def tone(colour: RGB) -> float:
    """CIE L* of a colour, 0 to 100 (CIE 15:2018, 8.2.1.1; D65 white)."""
    y = _luminance(_linear(colour))
    return 116 * math.cbrt(y) - 16 if y > _CIE_KNEE else y * _CIE_SLOPE


def grey_at(tone: float) -> int:
    """The channel, 0 to 255, of the grey of a tone."""
    return _encoded((_luminance_of(tone),) * 3)[0]


def grey(colour: RGB) -> int:
    """The channel of the grey that is as light as a colour."""
    return grey_at(tone(colour))


def oklch(colour: RGB) -> tuple[float, float, float]:
    """OKLCH lightness (0 to 1), chroma and hue (degrees, 0 to 360) of a colour."""
    lms = [math.cbrt(sum(m * c for m, c in zip(row, _linear(colour), strict=True))) for row in _LMS_FROM_LINEAR]
    lightness, a, b = (sum(m * c for m, c in zip(row, lms, strict=True)) for row in _LAB_FROM_LMS)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> RGB:
    """The nearest sRGB colour: what lies outside the gamut is clipped channel by channel."""
    return _encoded(_linear_from_oklch(lightness, chroma, hue))


def at(tone: float, chroma: float, hue: float) -> RGB:
    """The colour of a tone and an OKLCH hue, with as much of the chroma as sRGB can show.

    What lies outside the gamut loses chroma, never tone: 14 halvings, an error below 0.0001.
    """
    most, least = chroma, 0.0
    linear = _linear_at(tone, most, hue)
    if not _shown(linear, tone):
        for _ in range(14):
            middle = (most + least) / 2
            trial = _linear_at(tone, middle, hue)
            most, least = (most, middle) if _shown(trial, tone) else (middle, least)
        linear = _linear_at(tone, least, hue)
    return _encoded(linear)


def _linear(colour: RGB) -> tuple[float, float, float]:
    red, green, blue = (c / 255 for c in colour)
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - IEC 61966-2-1, 5.2


def _encoded(linear: tuple[float, ...]) -> RGB:
    clipped = (min(1.0, max(0.0, c)) for c in linear)
    curved = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)  # noqa: PLR2004 - same
    red, green, blue = (round(c * 255) for c in curved)
    return red, green, blue


def _dot(one: Triple, other: Triple) -> float:
    """The sum of the products, written out: a palette asks for thousands."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def _luminance(linear: Triple) -> float:
    return _dot(_LUMA, linear)


def _linear_from_oklch(lightness: float, chroma: float, hue: float) -> Triple:
    return _linear_from(lightness, _offsets(chroma, hue))


def _linear_from(lightness: float, offsets: Triple) -> Triple:
    one, two, three = offsets
    lms = (lightness + one) ** 3, (lightness + two) ** 3, (lightness + three) ** 3
    red, green, blue = _LINEAR_FROM_LMS
    return _dot(red, lms), _dot(green, lms), _dot(blue, lms)


def _offsets(chroma: float, hue: float) -> Triple:
    """What chroma and hue add to the lightness in each cone response, before cubing."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    one, two, three = (ka * a + kb * b for ka, kb in _LMS_FROM_AB)
    return one, two, three


def _shown(linear: Triple, tone: float) -> bool:
    """Whether sRGB can show the colour, and it has the tone that was asked for: near black, chroma may forbid any."""
    inside = min(linear) >= -_GAMUT_SLACK and max(linear) <= 1 + _GAMUT_SLACK
    return inside and abs(_luminance(linear) - _luminance_of(tone)) < _TONE_SLACK


def _luminance_of(tone: float) -> float:
    return ((tone + 16) / 116) ** 3 if tone > _CIE_SLOPE * _CIE_KNEE else tone / _CIE_SLOPE


def _linear_at(tone: float, chroma: float, hue: float) -> Triple:
    """Linear sRGB of a tone: luminance is a cubic in OKLCH lightness, which Newton's method solves in a few steps."""
    y = _luminance_of(tone)
    offsets = _offsets(chroma, hue)
    k1, k2, k3 = offsets
    lightness = math.cbrt(y)
    for _ in range(12):
        one, two, three = lightness + k1, lightness + k2, lightness + k3
        value = _dot(_LUMA_FROM_LMS, (one**3, two**3, three**3))
        slope = 3 * _dot(_LUMA_FROM_LMS, (one**2, two**2, three**2))
        if abs(value - y) < 1e-9 or slope < 1e-9:  # noqa: PLR2004 - far below one byte's step
            break
        lightness -= (value - y) / slope
    return _linear_from(lightness, offsets)
