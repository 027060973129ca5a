"""The colours that a file is written in, and how a colour gets there: red, green and blue, grey, or a press's inks.

Roles of the palette, literal colours of a clinic's drawings and the pixels of its pictures all go through one device,
so that a file never mixes them up. Which device it is, is decided by the edition and by who prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from handouts.colour import grey, grey_at, parse
from handouts.pdf.intent import Intent, srgb
from handouts.pdf.objects import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from handouts.colour import Palette
    from handouts.colour.inks import CMYK, Condition
    from handouts.graphics.images import Picture

#: Places of a component from 0 to 1: finer than one of 255 steps.
_PLACES = 3


class Device(Protocol):
    """What every colour of a file goes through."""

    def fill(self, colour: str) -> str:
        """The operator that fills with a literal colour, written ``#rrggbb`` (ISO 32000-1 8.6.8)."""

    def stroke(self, colour: str) -> str:
        """The operator that strokes with it."""

    def palette(self, palette: Palette) -> str:
        """The palette as an Indexed colour space (8.6.6.3), in the order of the roles."""

    def picture(self, picture: Picture) -> tuple[str, bytes]:
        """The colour space of a picture's pixels, and the pixels in it."""

    def intent(self) -> Intent:
        """What the file says that its numbers mean."""

    @property
    def blending(self) -> str | None:
        """The colours in which what shines through is mixed with its ground; None for those of the intent."""


@dataclass(frozen=True, slots=True)
class Rgb:
    """Red, green and blue as sRGB means them: for screens and office printers."""

    def fill(self, colour: str) -> str:
        """Three components."""
        return f"{_shares(parse(colour))} rg"

    def stroke(self, colour: str) -> str:
        """Three components."""
        return f"{_shares(parse(colour))} RG"

    def palette(self, palette: Palette) -> str:
        """As the palette has them."""
        return indexed("/DeviceRGB", palette.colours)

    def picture(self, picture: Picture) -> tuple[str, bytes]:
        """As the picture has them."""
        return ("/DeviceGray" if picture.mode == "L" else "/DeviceRGB"), picture.pixels

    def intent(self) -> Intent:
        """What screens and office printers take plain red, green and blue to be."""
        return srgb()

    @property
    def blending(self) -> None:
        """Those of the intent."""


@dataclass(frozen=True, slots=True)
class Grey:
    """Grey alone: what is printed with black toner, and counted so by machines that count coloured pages."""

    def fill(self, colour: str) -> str:
        """One component, as light as the colour."""
        return f"{_shares((grey(parse(colour)),))} g"

    def stroke(self, colour: str) -> str:
        """One component, as light as the colour."""
        return f"{_shares((grey(parse(colour)),))} G"

    def palette(self, palette: Palette) -> str:
        """Each as light as it was."""
        return indexed("/DeviceGray", ((grey(colour),) for colour in palette.colours))

    def picture(self, picture: Picture) -> tuple[str, bytes]:
        """Each pixel as light as it was."""
        return "/DeviceGray", greyed(picture).tobytes()

    def intent(self) -> Intent:
        """That of colours: a grey is one of them."""
        return srgb()

    @property
    def blending(self) -> None:
        """Those of the intent."""


@dataclass(frozen=True, slots=True)
class Inks:
    """Cyan, magenta, yellow and black under a print shop's profile; all greys are black alone.

    In a ``black_only`` edition drawings and pictures are too.
    """

    condition: Condition
    black_only: bool = False

    def fill(self, colour: str) -> str:
        """Four components."""
        return f"{_shares(self._inks(colour))} k"

    def stroke(self, colour: str) -> str:
        """Four components."""
        return f"{_shares(self._inks(colour))} K"

    def _inks(self, colour: str) -> CMYK:
        rgb = parse(colour)
        return self.condition.inks((grey(rgb),) * 3 if self.black_only else rgb)

    def palette(self, palette: Palette) -> str:
        """Each role in its inks."""
        from handouts.colour.inks import separated  # noqa: PLC0415 - it loads Pillow

        return indexed("/DeviceCMYK", separated(palette, self.condition))

    def picture(self, picture: Picture) -> tuple[str, bytes]:
        """Each pixel in its inks; a picture without colour in black alone."""
        if self.black_only or picture.mode == "L":
            return "/DeviceGray", self.condition.picture(greyed(picture)).tobytes()
        from PIL import Image  # noqa: PLC0415 - 20 ms that most runs need not pay

        image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
        return "/DeviceCMYK", self.condition.picture(image).tobytes()

    def intent(self) -> Intent:
        """The print shop's own, for an exchange with it."""
        return Intent(self.condition.profile, self.condition.name, exchange=True)

    @property
    def blending(self) -> str:
        """The inks themselves, said so: viewers would mix in red, green and blue."""
        return "/DeviceCMYK"


RGB, GREY = Rgb(), Grey()


def indexed(space: str, colours: Iterable[tuple[int, ...]]) -> str:
    """An Indexed colour space over ``space``, its components from 0 to 255."""
    table = [bytes(colour) for colour in colours]
    return f"[/Indexed{space} {len(table) - 1}<{b''.join(table).hex().upper()}>]"


def greyed(picture: Picture) -> Image.Image:
    """The picture in mode L, by the lightness of CIE L*, as roles and literal colours are."""
    from PIL import Image, ImageCms  # noqa: PLC0415 - as above

    image = Image.frombytes(picture.mode, (picture.width, picture.height), picture.pixels)
    if picture.mode == "L":
        return image
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(srgb, lab, "RGB", "LAB")
    lightness = ImageCms.applyTransform(image, transform)
    assert lightness is not None  # noqa: S101 - narrows the type: a new picture, as it was not made in place
    return lightness.getchannel("L").point([grey_at(step * 100 / 255) for step in range(256)])


def _shares(components: Iterable[int]) -> str:
    return numbers((component / 255 for component in components), _PLACES)
