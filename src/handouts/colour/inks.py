"""Printing inks: a print shop's ICC profile, and what colours become on its paper.

The profile says how cyan, magenta, yellow and black look together on one press and one paper (a *printing condition*,
ISO 12647). Colours are converted relative to the paper's white, with black point compensation: what the press can show
stays as it is, white stays bare paper, and the darkest tones keep apart. The perceptual rendering is for photographs:
it would shift every brand, also those that the press can show. Whatever is grey is printed with black ink alone, so
that small words need no four plates to meet exactly.
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from PIL import Image, ImageCms, ImageMath

from handouts.colour.roles import ROLES, SHAPE_PAIRS, TEXT_PAIRS
from handouts.colour.spaces import RGB, contrast, tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.colour.roles import Palette

#: Cyan, magenta, yellow and black, each from 0 (none) to 255 (solid).
CMYK = tuple[int, int, int, int]

NO_INK: Final[CMYK] = (0, 0, 0, 0)
BLACK: Final[CMYK] = (0, 0, 0, 255)

#: The most ink in one place, in hundredths of a solid: what heat-set presses take, and sheet-fed ones a little more
#: (ISO 12647-2). With more, sheets dry too slowly and stick together.
MOST_INK: Final = 300

#: Words for reading, which are black or a tint of black whatever the brand, and the code, which has to be read sharply.
_BLACK_ROLES: Final = frozenset({"ink", "qr"})
_TINT_ROLES: Final = frozenset({"ink-2"})

#: Contrast of words and of shapes to their ground (WCAG 2.2, 1.4.3 and 1.4.11).
_TEXT, _SHAPE = 4.5, 3.0
#: Solid ink, and a step too small to be seen.
_SOLID, _STEP = 255, 2

_WHITE: Final[RGB] = (255, 255, 255)
_INTENT: Final = ImageCms.Intent.RELATIVE_COLORIMETRIC
_TO_INK: Final = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC

#: Sizes and signs of an ICC profile's header (ICC.1:2010 7.2).
_HEADER: Final = 128
_TAGS: Final = 132
_ENTRY: Final = 12
_VERSIONS: Final = (2, 4)


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition: the bytes of its profile, and the name that it has there."""

    profile: bytes = field(repr=False)
    name: str
    _inks: ImageCms.ImageCmsTransform = field(repr=False, compare=False)
    _seen: ImageCms.ImageCmsTransform = field(repr=False, compare=False)
    #: The tone of each tint of black, from solid to none, so in rising order.
    _tints: tuple[float, ...] = field(repr=False, compare=False)

    @classmethod
    def of(cls, profile: bytes) -> Self:
        """The printing condition of a profile.

        Raises:
            ValueError: it is not one of an output device in four inks, or is damaged. The words of the error finish the
                sentence 'The profile "press.icc" ...'.
        """
        _check_header(profile)
        try:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            to_ink = ImageCms.buildTransform(srgb, inks, "RGB", "CMYK", _INTENT, _TO_INK)
            seen = ImageCms.buildTransform(inks, srgb, "CMYK", "RGB", _INTENT, ImageCms.Flags.HIGHRESPRECALC)
            name = ImageCms.getProfileDescription(inks).strip()
        except (ImageCms.PyCMSError, OSError) as error:
            raise ValueError(_DAMAGED) from error
        tones = tuple(map(tone, _seen([(0, 0, 0, _SOLID - step) for step in range(_SOLID + 1)], seen)))
        return cls(profile, name or "CMYK", to_ink, seen, tones)

    def inks(self, colour: RGB) -> CMYK:
        """What a colour is printed with: nothing for white, black alone for greys, else as the profile says."""
        if colour == _WHITE:
            return NO_INK
        if len(set(colour)) == 1:
            return self.tint(tone(colour))
        cyan, magenta, yellow, black = _converted([colour], "RGB", self._inks)
        return limited((cyan, magenta, yellow, black))

    def tint(self, tone: float) -> CMYK:
        """The tint of black that is of a tone; solid black where that is not dark enough."""
        at = bisect_left(self._tints, tone)
        near = [step for step in (at - 1, at) if 0 <= step < len(self._tints)]
        nearest = min(near, key=lambda step: abs(self._tints[step] - tone))
        return 0, 0, 0, 255 - nearest

    def seen(self, inks: CMYK) -> RGB:
        """What a reader sees, against the paper's white."""
        return _seen([inks], self._seen)[0]

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture in mode RGB in inks; in mode L, in the same mode: how much paper shows between its black."""
        if image.mode == "L":
            return image.point([255 - self.inks((grey,) * 3)[3] for grey in range(256)])
        inks = ImageCms.applyTransform(image, self._inks)
        assert inks is not None  # noqa: S101 - narrows the type: a new picture, as it was not made in place
        return _limited_picture(inks)


def separated(palette: Palette, condition: Condition) -> tuple[CMYK, ...]:
    """The inks of every role, in the order of the roles.

    What a press cannot show may come out lighter than on a screen. Where two roles would then stand out too little from
    each other on paper, the darker of them gets as much black as it takes, which is a few hundredths.

    Raises:
        ValueError: no ink helps: on this paper, words would be too faint. It finishes a sentence as :meth:`of` does.
    """
    found = {role: _role(role, colour, condition) for role, colour in zip(ROLES, palette.colours, strict=True)}
    for pairs, least in ((TEXT_PAIRS, _TEXT), (SHAPE_PAIRS, _SHAPE)):
        for one, other in pairs:
            _part(found, one, other, least, condition)
    return tuple(found[role] for role in ROLES)


def _role(role: str, colour: RGB, condition: Condition) -> CMYK:
    if role in _BLACK_ROLES:
        return BLACK
    return condition.tint(tone(colour)) if role in _TINT_ROLES else condition.inks(colour)


def _part(found: dict[str, CMYK], one: str, other: str, least: float, condition: Condition) -> None:
    """Black for the darker of two roles, until both stand out from each other."""
    colours = {role: condition.seen(found[role]) for role in (one, other)}
    dark, light = sorted((one, other), key=lambda role: tone(colours[role]))
    while contrast(condition.seen(found[dark]), colours[light]) < least:
        cyan, magenta, yellow, black = found[dark]
        if black == _SOLID:
            raise ValueError(f"prints words too faintly to be read ({dark} on {light}); ask for one of white paper")
        found[dark] = limited((cyan, magenta, yellow, min(_SOLID, black + _STEP)))


def limited(inks: CMYK) -> CMYK:
    """The same with no more ink than a sheet takes: black stays, and the colours under it give way alike."""
    *colours, black = inks
    room = MOST_INK * 255 // 100 - black
    over = sum(colours)
    if over <= room:
        return inks
    cyan, magenta, yellow = (colour * room // over for colour in colours)
    return cyan, magenta, yellow, black


def _limited_picture(inks: Image.Image) -> Image.Image:
    """As :func:`limited`, pixel by pixel."""
    *colours, black = inks.split()
    over = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"], **dict(zip("cmy", colours, strict=True)))
    room = ImageMath.lambda_eval(lambda of: MOST_INK * 255 // 100 - of["k"], k=black)
    thinned = (
        ImageMath.lambda_eval(
            lambda of: of["convert"](of["ink"] * of["min"](of["over"], of["room"]) / of["max"](of["over"], 1), "L"),
            ink=colour,
            over=over,
            room=room,
        )
        for colour in colours
    )
    return Image.merge("CMYK", (*thinned, black))


def _seen(inks: Sequence[CMYK], transform: ImageCms.ImageCmsTransform) -> tuple[RGB, ...]:
    data = _converted(inks, "CMYK", transform)
    return tuple(zip(data[::3], data[1::3], data[2::3], strict=True))


def _converted(colours: Sequence[tuple[int, ...]], mode: str, transform: ImageCms.ImageCmsTransform) -> bytes:
    """One component after another, colour by colour."""
    image = Image.frombytes(mode, (len(colours), 1), bytes(part for colour in colours for part in colour))
    made = ImageCms.applyTransform(image, transform)
    assert made is not None  # noqa: S101 - as above
    return made.tobytes()


_DAMAGED: Final = "is damaged or cut short; ask the print shop for it again"


def _check_header(profile: bytes) -> None:
    """What the first bytes say (ICC.1:2010 7.2): nothing is decoded before.

    Raises:
        ValueError: it is not a profile that a press can be described by.
    """
    if profile[36:40] != b"acsp":
        raise ValueError("is not an ICC profile; ask the print shop for one")
    if len(profile) < _HEADER or int.from_bytes(profile[:4], "big") != len(profile):
        raise ValueError(_DAMAGED)
    if not all(_TAGS <= start <= len(profile) - size for start, size in _tags(profile)):
        raise ValueError(_DAMAGED)
    if profile[8] not in _VERSIONS:
        raise ValueError(
            f"is of version {profile[8]} of the ICC's format, which a PDF cannot hold; ask for version 2 or 4"
        )
    if profile[12:16] != b"prtr":
        raise ValueError("is not an output profile (class prtr): it tells of no press. Ask the print shop for its own")
    if profile[16:20] != b"CMYK":
        space = profile[16:20].decode("ascii", "replace").strip()
        raise ValueError(f"is for {space}, and a press needs CMYK; ask the print shop for its CMYK profile")


def _tags(profile: bytes) -> Iterator[tuple[int, int]]:
    """Where each part begins and how long it is, by the table after the header (ICC.1:2010 7.3).

    Parts that lie outside of the file are passed over by the library that reads profiles, and stop others.

    Raises:
        ValueError: the table is longer than the file.
    """
    count = int.from_bytes(profile[_HEADER:_TAGS], "big")
    table = profile[_TAGS : _TAGS + _ENTRY * count]
    if len(table) < _ENTRY * count:
        raise ValueError(_DAMAGED)
    for at in range(0, len(table), _ENTRY):
        _, start, size = struct.unpack_from(">4sII", table, at)
        yield start, size
