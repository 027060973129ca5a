"""Logos: read with suspicion and kept as plain values. Those of pixels are shrunk to what print can show."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from handouts.errors import ContentInvalid, MissingExtra, Problem, did_you_mean
from handouts.graphics.headers import DAMAGED, MOST_BYTES, header, is_drawing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL import Image

    from handouts.errors import Place
    from handouts.graphics.drawing import Drawing

P = TypeVar("P")

_SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels in sRGB: rows from the top, no padding, one byte a channel, the alpha apart.

    ``mode`` is "L" for a picture without colour, one byte a pixel, or "RGB", three. ``alpha`` is None where every pixel
    is opaque. ``digest`` is the SHA-256 of all of it: equal pictures have equal digests, whatever files they came from.
    """

    width: int
    height: int
    mode: Literal["L", "RGB"]
    pixels: bytes = field(repr=False)
    alpha: bytes | None = field(repr=False)
    digest: str

    @classmethod
    def of(cls, colour: Image.Image, alpha: Image.Image | None = None) -> Self:
        """The value of an image in mode RGB or L, and its alpha in mode L.

        What cannot be seen takes the colour of what can, so that a mark of one colour is of one colour all over.
        """
        if alpha is not None:
            colour = _covered(colour, alpha)
        grey = _without_colour(colour)
        mode: Literal["L", "RGB"] = "L" if grey else "RGB"
        pixels = (grey or colour).tobytes()
        opaque = alpha is None or alpha.getextrema()[0] == 255  # noqa: PLR2004 - the largest byte
        mask = None if alpha is None or opaque else alpha.tobytes()
        return cls.made(colour.width, colour.height, mode, pixels, mask)

    @classmethod
    def made(cls, width: int, height: int, mode: Literal["L", "RGB"], pixels: bytes, alpha: bytes | None) -> Self:
        """The picture with its digest."""
        digest = hashlib.sha256(f"{mode} {width} {height} {alpha is not None} ".encode())
        digest.update(pixels)
        digest.update(alpha or b"")
        return cls(width, height, mode, pixels, alpha, digest.hexdigest())

    @property
    def has_ground(self) -> bool:
        """Whether every pixel is opaque, so that nothing below it shows through."""
        return self.alpha is None

    @property
    def is_flat(self) -> bool:
        """Whether it is of one colour all over."""
        return self.pixels == self.pixels[: len(self.mode)] * (self.width * self.height)

    def shrunk(self, max_width: int, max_height: int) -> Picture:
        """The picture made small enough for a box in pixels, its shape kept; itself where it fits. Never enlarged."""
        scale = min(max_width / self.width, max_height / self.height)
        if scale >= 1:
            return self
        from PIL import Image  # noqa: PLC0415 - 20 ms that kept logos need not pay

        size = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        if self.is_flat and self.alpha is not None:
            shape = Image.frombytes("L", (self.width, self.height), self.alpha).resize(size, Image.Resampling.LANCZOS)
            count = size[0] * size[1]
            return Picture.of(Image.frombytes(self.mode, size, self.pixels[: len(self.mode)] * count), shape)
        image = Image.frombytes(self.mode, (self.width, self.height), self.pixels)
        if self.alpha is None:
            return Picture.of(image.resize(size, Image.Resampling.LANCZOS))
        image.putalpha(Image.frombytes("L", (self.width, self.height), self.alpha))
        small = image.resize(size, Image.Resampling.LANCZOS)  # Pillow weighs the colours by their alpha
        return Picture.of(small.convert(self.mode), small.getchannel("A"))


def _covered(colour: Image.Image, alpha: Image.Image) -> Image.Image:
    """The colours, but for hidden ones: those are the colour of a pixel that shows most."""
    strengths = alpha.tobytes()
    if 0 not in strengths or not any(strengths):
        return colour
    from PIL import Image  # noqa: PLC0415 - as above

    most = next(strength for strength in range(255, 0, -1) if strength in strengths)
    at = strengths.index(most)
    ground = Image.new(colour.mode, colour.size, colour.getpixel((at % alpha.width, at // alpha.width)))
    ground.paste(colour, mask=alpha.point([0, *[255] * 255]))
    return ground


def read(path: Path, place: Place) -> Picture | Drawing:
    """The picture in a file, or the drawing.

    Raises:
        ContentInvalid: as :func:`read_by` does.
    """
    return read_by(path, place, decoded)


def read_by(path: Path, place: Place, pixels: Callable[[bytes], P]) -> P | Drawing:
    """What ``pixels`` makes of the bytes of a PNG or JPEG file; or the drawing in an SVG file.

    Raises:
        ContentInvalid: one problem, at ``place``, the words that name the file: it is not there, not a PNG, JPEG or
            SVG, too large (:mod:`handouts.graphics.headers`), animated, in printing inks, or damaged; or a drawing that
            cannot be painted as it is meant (:mod:`handouts.graphics.svg`), or not without the extra.
    """
    if not path.exists():
        raise ContentInvalid([Problem(place, f'There is no picture "{path.name}" here.{_near(path)}')])
    try:
        data = _bytes(path)
        if is_drawing(data):
            return _drawing(data)
        return pixels(data)
    except ValueError as error:
        raise ContentInvalid([Problem(place, f'The picture "{path.name}" {error}.')]) from error
    except MissingExtra as error:
        raise ContentInvalid([Problem(place, f'The picture "{path.name}" is an SVG drawing. {error}')]) from error


def decoded(data: bytes) -> Picture:
    """The picture in the bytes of a PNG or JPEG file, turned as the camera noted, in sRGB.

    Raises:
        ValueError: it is none; the words of the error finish the sentence 'The picture "logo.png" ...'.
    """
    return _in_srgb(_opened(data, header(data)))


def _drawing(data: bytes) -> Drawing:
    try:
        from handouts.graphics.svg import drawing  # noqa: PLC0415 - of the extra
    except ModuleNotFoundError as error:
        raise MissingExtra("It", "tinycss2") from error
    return drawing(data)


def _near(path: Path) -> str:
    """The pictures in the same folder whose names are like the one asked for."""
    if not path.parent.is_dir():
        return f' There is no folder "{path.parent.name}" either.'
    return did_you_mean(path.name, sorted(p.name for p in path.parent.iterdir() if p.suffix.lower() in _SUFFIXES))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ValueError("is not a file; name a PNG, JPEG or SVG file")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, MOST_BYTES) + 1)  # room is made for all that is asked for
    except OSError as error:
        raise ValueError(f"could not be read ({error.strerror}); check that it may be opened") from error
    if len(data) > MOST_BYTES:
        raise ValueError(f"is larger than {MOST_BYTES // 10**6} MB; save it smaller")
    return data


def _opened(data: bytes, size: tuple[int, int]) -> Image.Image:
    """The decoded picture, turned as the camera noted. ``size`` is what the header promised.

    Pillow warns of what it mends by guessing (a broken orientation, a second size); a guess is not good enough here.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if image.size == size:
                image.load()
                ImageOps.exif_transpose(image, in_place=True)
                return image
    except Exception as error:  # a decoder fed hostile bytes may raise anything: the file is at fault
        raise ValueError(DAMAGED) from error
    raise ValueError(DAMAGED)


def _in_srgb(image: Image.Image) -> Picture:
    """Colour and alpha apart, the colour in sRGB. Sixteen bits a channel keep the upper eight."""
    from PIL import Image  # noqa: PLC0415 - as above

    if image.mode.startswith("I"):
        if "transparency" in image.info:
            raise ValueError(
                "has 16 bits for each grey and one grey left out; save it with 8 bits and an alpha channel"
            )
        return Picture.of(Image.frombytes("L", image.size, image.tobytes()[1::2]))
    profile = image.info.get("icc_profile")
    if image.has_transparency_data and image.mode not in ("LA", "RGBA"):
        image = image.convert("RGBA")
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colour = _colour(image, profile)
    del image  # up to 80 MB that are not needed twice
    return Picture.of(colour, alpha)


def _colour(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colour alone, in mode RGB, converted from the file's own profile if it has one (ICC.1:2022)."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if ImageCms.getProfileDescription(source).startswith("sRGB"):
            return image.convert("RGB")
        mode = {"RGB": "RGB", "GRAY": "L"}[source.profile.xcolor_space.strip()]
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image.convert(mode), source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, KeyError) as error:
        raise ValueError("has a colour profile that cannot be read; save it again in sRGB") from error
    return converted or image.convert("RGB")


def _without_colour(colour: Image.Image) -> Image.Image | None:
    """The picture in mode L, if it holds greys only."""
    from PIL import ImageChops  # noqa: PLC0415 - as above

    if colour.mode == "L":
        return colour
    red = colour.getchannel(0)
    same = all(ImageChops.difference(red, colour.getchannel(i)).getbbox() is None for i in (1, 2))
    return red if same else None
