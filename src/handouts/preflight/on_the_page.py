"""What only the page shows: whether its type, its lines, its logo and its code do their work on paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from handouts.colour.spaces import contrast
from handouts.errors import Place, Severity
from handouts.graphics.drawing import Shape
from handouts.preflight.rule import Note, Rule, Spot, place_of
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun
from handouts.units import INCH, MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PIL import Image

    from handouts.colour import Palette
    from handouts.colour.spaces import RGB
    from handouts.content.clinic import Clinic
    from handouts.content.treatment import Treatment
    from handouts.graphics.images import Picture
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Layer, Pages, Placed

#: The x-height of Times New Roman in 9 points, in points.
LEAST_X_HEIGHT: Final = 0.448 * 9

#: Letters in a line, on average, of a paragraph of three lines or more.
LONGEST_LINE: Final = 80
_LINES: Final = 3

#: Pixels an inch of a logo, as it is printed.
SHARP: Final = 150

#: Contrast below which two colours are one to a passing eye, and how much of a logo may be lost.
_HINT, _MOST_LOST = 1.3, 0.5
_SAMPLE, _HALF, _PAPER = (48, 48), 127, (255, 255, 255)

#: Dots an inch of the raster that a code is read from, and how much finer it is drawn before it is blurred to that.
_DPI, _FINER = 150, 4

READER: Final = "zxing-cpp"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A leaflet as it is set for a clinic. ``links`` are the addresses that its figures lead to, by their nodes."""

    treatment: Treatment
    clinic: Clinic
    layout: str
    pages: Pages
    palette: Palette
    fonts: FontSet
    links: Mapping[int, str]

    @property
    def layers(self) -> Iterator[Layer]:
        """All that is on its pages."""
        for page in self.pages.pages:
            yield page.body
            yield page.imprint

    @property
    def spot(self) -> Spot:
        """Its layout's file."""
        return Spot(Place(f"layouts/{self.layout}.yaml"))


def _small(sheet: Sheet) -> Iterator[Note]:
    found = [
        (sheet.fonts.face(item.run.face).x_height * item.size, item.run.text)
        for layer in sheet.layers
        for item in layer.items
        if isinstance(item, PlacedRun) and item.run.text.strip()
    ]
    height, words = min(found, default=(LEAST_X_HEIGHT, ""))
    if height < LEAST_X_HEIGHT - _TOLERANCE:
        what = f'the letters of "{words.strip()}" are {height / MM:.1f} mm high on the layout "{sheet.layout}".'
        yield Note(sheet.spot, what, f"Make that style larger, for {LEAST_X_HEIGHT / MM:.1f} mm or more.")


def _wide(sheet: Sheet) -> Iterator[Note]:
    longest = max(_measures(sheet), default=0.0)
    if longest > LONGEST_LINE:
        what = f'lines of {longest:.0f} letters are hard to follow, and the layout "{sheet.layout}" has some.'
        yield Note(sheet.spot, what, f"Make that column narrower, or its type larger, for {LONGEST_LINE} or fewer.")


def _measures(sheet: Sheet) -> Iterator[float]:
    """Letters a line of each paragraph; its last line says nothing."""
    for page in sheet.pages.pages:
        lines: dict[int, dict[float, int]] = {}
        for item in page.body.items:
            if isinstance(item, PlacedRun) and item.node is not None:
                own = lines.setdefault(item.node, {})
                own[item.y] = own.get(item.y, 0) + len(item.run.text)
        for own in lines.values():
            if len(own) >= _LINES:
                yield sum(list(own.values())[:-1]) / (len(own) - 1)


def _blurred(sheet: Sheet) -> Iterator[Note]:
    placed = [item for layer in sheet.layers for item in layer.items if isinstance(item, PlacedPicture)]
    sharpness = min((item.picture.width * INCH / item.width for item in placed), default=float(SHARP))
    if sharpness < SHARP - _TOLERANCE:
        logo = sheet.clinic.brand.logo
        what = f'this logo has {sharpness:.0f} pixels an inch on the layout "{sheet.layout}", and prints blurred.'
        yield Note(
            Spot(place_of(logo), len(logo or "")), what, "Ask for a larger file, or best for one of type SVG: 300 do."
        )


def _lost(sheet: Sheet) -> Iterator[Note]:
    for page in sheet.pages.pages:
        items = (*page.body.items, *page.imprint.items)
        for nth, item in enumerate(items):
            if not isinstance(item, PlacedPicture):
                continue
            ground = _ground(items[:nth], item.x + item.width / 2, item.y + item.height / 2)
            lost = _share_lost(item.picture, sheet.palette.rgb(ground) if ground else _PAPER)
            if lost > _MOST_LOST:
                logo = sheet.clinic.brand.logo
                what = f'{lost:.0%} of this logo cannot be told from its ground on the layout "{sheet.layout}".'
                mend = "Give a second one for dark grounds as logo_on_dark, or one with a ground of its own."
                yield Note(Spot(place_of(logo), len(logo or "")), what, mend)


def _ground(below: Sequence[Placed], x: float, y: float) -> str | None:
    """The role of what was painted last at a point; None for bare paper."""
    for item in reversed(below):
        for shape in reversed(item.items) if isinstance(item, PlacedArt) and item.scale is None else ():
            if isinstance(shape, Shape) and shape.fill and _around(shape, x, y):
                return shape.fill
    return None


def _around(shape: Shape, x: float, y: float) -> bool:
    numbers = [step[1:] for step in shape.steps if step[0] != "Z"]
    across = [each for some in numbers for each in some[::2]]
    up = [each for some in numbers for each in some[1::2]]
    return bool(across) and min(across) <= x <= max(across) and min(up) <= y <= max(up)


def _share_lost(picture: Picture, ground: RGB) -> float:
    """How much of what is seen of a picture stands out from its ground by less than a hint."""
    from PIL import Image  # noqa: PLC0415 - as below

    size = picture.width, picture.height
    colours = Image.frombytes(picture.mode, size, picture.pixels).convert("RGB").resize(_SAMPLE).tobytes()
    alpha = bytes([255]) * (size[0] * size[1]) if picture.alpha is None else picture.alpha
    opaque = Image.frombytes("L", size, alpha).resize(_SAMPLE).tobytes()
    pixels = zip(colours[::3], colours[1::3], colours[2::3], strict=True)
    seen = Counter(pixel for pixel, part in zip(pixels, opaque, strict=True) if part > _HALF)
    lost = sum(count for pixel, count in seen.items() if contrast(pixel, ground) < _HINT)
    return lost / max(1, seen.total())


def _unread(sheet: Sheet) -> Iterator[Note]:
    booking = sheet.clinic.booking
    for item in (item for layer in sheet.layers for item in layer.items):
        if not isinstance(item, PlacedArt) or item.scale is None or item.node is None or booking is None:
            continue
        if item.node in sheet.links and read(item, sheet.palette) != sheet.links[item.node]:
            what = f'the code with this address cannot be read from the layout "{sheet.layout}".'
            mend = "Shorten the address, or give the code more room in the layout."
            yield Note(Spot(place_of(booking.link), len(str(booking.link))), what, mend)


def read(code: PlacedArt, palette: Palette) -> str | None:
    """What a reader of codes finds in one, drawn in its colours and its size as an office printer would.

    None where it finds nothing; the package that reads must be there.
    """
    import zxingcpp  # noqa: PLC0415 - optional

    found = zxingcpp.read_barcodes(drawn(code, palette))
    return str(found[0].text) if found else None


def drawn(code: PlacedArt, palette: Palette) -> Image.Image:
    """A code as grey pixels: drawn finer than they are, so that what lies between two of them is between in tone."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - 20 ms that most runs need not pay

    _, _, scale = code.scale or (0.0, 0.0, 1.0)
    _, _, width, height = code.box or (0.0, 0.0, 0.0, 0.0)
    unit = scale * _DPI * _FINER / INCH
    across, up = (round(side * _DPI * _FINER / INCH) for side in (width, height))
    image = Image.new("RGB", (across, up), palette.rgb("qr-ground"))
    pen, ink = ImageDraw.Draw(image), palette.rgb("qr")
    for shape in code.items:
        for step in shape.steps:
            x, y, wide, high = (float(part) * unit for part in step[1:])
            pen.rectangle((round(x), round(up - y - high), round(x + wide) - 1, round(up - y) - 1), fill=ink)
    return image.convert("L").resize((across // _FINER, up // _FINER), Image.Resampling.BOX)


def unchecked() -> tuple[str, ...]:
    """The rules that cannot be looked at here, as a package is not installed."""
    return () if find_spec("zxingcpp") else (CODE.name,)


#: Rounding, in points and in pixels.
_TOLERANCE: Final = 0.01

X_HEIGHT: Final[Rule[Sheet]] = Rule(
    "x-height",
    Severity.WARNING,
    "letters whose small ones are lower than 1.4 mm, as those of 9 point type are",
    "Who needs the leaflet most may not be able to read it.",
    "European Commission, guideline on the readability of package leaflets, 2009: 9 points of Times New Roman at least",
    _small,
)

MEASURE: Final[Rule[Sheet]] = Rule(
    "measure",
    Severity.WARNING,
    "paragraphs whose lines have more than 80 letters on average",
    "The eye loses its way back to the next line.",
    "WCAG 2.2, 1.4.8: no more than 80 characters a line",
    _wide,
)

LOGO: Final[Rule[Sheet]] = Rule(
    "logo-sharpness",
    Severity.WARNING,
    "logos of fewer than 150 pixels an inch, as they are printed",
    "A blurred logo makes people doubt whose leaflet it is.",
    "print shops ask for 300 pixels an inch; below 150, pixels are seen at reading distance",
    _blurred,
)

GROUND: Final[Rule[Sheet]] = Rule(
    "logo-ground",
    Severity.WARNING,
    "logos of which more than half has the colour of what is below it",
    "A leaflet whose sender cannot be seen is nobody's.",
    "WCAG 2.2, 1.4.11 asks 3 of shapes that are needed; a logo is free there, and lost below 1.3",
    _lost,
)

CODE: Final[Rule[Sheet]] = Rule(
    "qr-scan",
    Severity.ERROR,
    "codes that a reader cannot read from our own picture of them, in their colours and their size (with the package"
    " zxing-cpp; without it, check says that this was not checked)",
    "A code that does not scan is a booking page that nobody finds.",
    "ISO/IEC 18004:2015: a symbol is what decodes",
    _unread,
)
