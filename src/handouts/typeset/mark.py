"""A clinic's mark in front of its name: the logo, on a chip where it would not be seen, or the initial in a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.document.elements import Weight
from handouts.errors import Place
from handouts.graphics.drawing import Drawing, Shape, circle, rounded
from handouts.memo import Same
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun
from handouts.units import INCH, MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.boxes import Clinic
    from handouts.document.elements import Element, Graphic
    from handouts.graphics.logos import AnyLogo
    from handouts.typeset.galley import Thing
    from handouts.typeset.place import SlotArea
    from handouts.typeset.typesetter import Typesetter

#: Dots an inch that print needs of a picture; more only makes the file larger.
_DPI = 300

_CHIP_PADDING = 2 * MM
_CHIP_RADIUS = 2.5 * MM

#: Clear space between a mark and the name, as a share of the mark's height.
_CLEAR = 0.34


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one clinic in one place."""

    element: Element
    graphic: Graphic
    spec: Clinic
    slot: SlotArea
    typesetter: Typesetter
    on_dark: bool

    @property
    def taken(self) -> float:
        """The width that the mark and its clear space take, in points."""
        return self._size()[0] + _CLEAR * self.slot.area.height

    def place(self) -> Iterator[Thing]:
        """The mark at the side where reading starts."""
        width, height = self._size()
        x, y = self.slot.area.x, self.slot.area.top - (self.slot.area.height + height) / 2
        if self.graphic.kind == "initial":
            yield from self._initial(x, y, height)
            return
        logo, chip = self._logo()
        inset = _CHIP_PADDING if chip else 0.0
        if chip:
            yield PlacedArt((Shape(rounded(x, y, width, height, _CHIP_RADIUS), fill="paper"),))
        yield self._placed(logo, (x + inset, y + inset, width - 2 * inset, height - 2 * inset))

    def _placed(self, logo: AnyLogo, box: tuple[float, float, float, float]) -> PlacedPicture | PlacedArt:
        """The logo in a box: left, bottom, width and height."""
        x, y, width, height = box
        if isinstance(logo, Drawing):
            return PlacedArt(logo.at(x, y, width), self.element.id, box)
        dots = _DPI / INCH
        size = round(width * dots), round(height * dots)
        small = self.typesetter.shrunk.get((Same(logo), *size), lambda: logo.shrunk(*size))
        return PlacedPicture(small, *box, self.element.id)

    def _size(self) -> tuple[float, float]:
        """Width and height: as high as the place, unless that makes it wider than the layout allows."""
        height = self.slot.area.height
        if self.graphic.kind == "initial":
            return height, height
        logo, chip = self._logo()
        inset = 2 * _CHIP_PADDING if chip else 0.0
        width = (height - inset) * logo.width / logo.height + inset
        if width <= self.spec.logo_width:
            return width, height
        inner = self.spec.logo_width - inset
        return self.spec.logo_width, inner * logo.height / logo.width + inset

    def _logo(self) -> tuple[AnyLogo, bool]:
        """The logo for this ground, and whether it needs a light chip to be seen on it."""
        graphic = self.graphic
        nowhere = Place("clinics.yaml")
        if self.on_dark and graphic.name_on_dark:
            return self.typesetter.picture(graphic.name_on_dark, graphic.place_on_dark or nowhere), False
        logo = self.typesetter.picture(graphic.name, graphic.place or nowhere)
        return logo, self.on_dark or (self.slot.ground == "hero" and logo.has_ground)

    def _initial(self, x: float, y: float, size: float) -> Iterator[Thing]:
        """The first letter of the name in a circle: decoration, as the name stands beside it."""
        on_hero = self.slot.ground == "hero"
        radius = size / 2
        fill, ink = ("on-hero", "hero") if on_hero else ("strong", "paper")
        yield PlacedArt((Shape(circle(x + radius, y + radius, radius), fill=fill),))
        letter_size = size * 0.62
        runs = self.typesetter.shaper.shape(self.graphic.name, "heading", Weight.REGULAR, "", 0)
        width = sum(run.advance for run in runs) * letter_size / 1000
        cap = self.typesetter.fonts.chain("heading", Weight.REGULAR)[0].cap_height * letter_size
        left, baseline = x + radius - width / 2, y + radius - cap / 2
        for run in runs:
            yield PlacedRun(left, baseline, letter_size, run, ink, None)
            left += run.advance * letter_size / 1000
