"""Draw the gallery anew: a picture of every layout with the sample's words, and the page that shows them all.

Usage: python scripts/draw_gallery.py

The pictures are also what tests compare the pages of a layout with, so each has all of them, at 50 dots an inch. What
a layout is for, and how to print it, is taken from the table in docs/layouts.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draw_pictures import PICTURES, ROOT, save
from PIL import Image

import handouts
from handouts.layouts import available, find
from handouts.press.pictures import pictures
from handouts.units import INCH, MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.layouts import Layout

GALLERY = PICTURES / "gallery"
PAGE = ROOT / "docs" / "gallery.md"

DPI = 50
COLOURS = 64

#: The widest a picture may be, in pixels, before pages go below one another; the ground and the gap between pages.
_ACROSS, _GROUND, _GAP = 1300, (233, 236, 239), 12

_ROW = re.compile(r"^\| ((?:`[a-z0-9-]+`(?:, )?)+) \| (.+?) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)

_HEAD = """# Every layout

The words of the sample on every shape of paper that comes with handouts, for a clinic that uses A4 and for one that
uses Letter. The pictures are drawn by `python scripts/draw_gallery.py`; tests compare them with what each layout gives
now. What to choose in the print dialogue stands on the page on [layouts](layouts.md#how-to-print-each), and so does how
to make a layout of your own.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table on layouts: sisters, what they are for, on which paper, both sides or not, and what then."""

    names: tuple[str, ...]
    purpose: str
    paper: str
    both_sides: str
    then: str


def main() -> None:
    """Draw all pictures and write the page; pictures of layouts that are gone go."""
    for path in GALLERY.glob("*.png"):
        if path.stem not in available(ROOT):
            path.unlink()
    for name in available(ROOT):
        save(picture(name), GALLERY / f"{name}.png", COLOURS)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def picture(name: str) -> Image.Image:
    """All pages of a layout, side by side."""
    pages = _pages(name)
    width, height = (max(getattr(page, side) for page in pages) + _GAP for side in ("width", "height"))
    rows = -(-len(pages) // max(1, _ACROSS // width))
    across = -(-len(pages) // rows)
    whole = Image.new("RGB", (across * width + _GAP, rows * height + _GAP), _GROUND)
    for number, one in enumerate(pages):
        row, column = divmod(number, across)
        whole.paste(one, (_GAP + column * width, _GAP + row * height))
    return whole


def _pages(name: str) -> Sequence[Image.Image]:
    clinic = "bayview" if _is_letter(find(name, ROOT)) else "alder"
    pdf = handouts.render(handouts.load(ROOT), "microneedling", clinic=clinic, layout=name)
    return pictures(pdf.data, DPI)


def _is_letter(layout: Layout) -> bool:
    """Sides of North American sheets are whole quarters of an inch."""
    quarters = layout.sheet.width / INCH * 4
    return abs(quarters - round(quarters)) < 0.001  # noqa: PLR2004 - rounding of a length


def page() -> str:
    """The page of the gallery: a section for each row of the table, so that a layout without a row is not in it."""
    rows = rows_of((ROOT / "docs" / "layouts.md").read_text(encoding="utf-8"))
    return _HEAD + "".join(_section(row) for row in rows)


def rows_of(text: str) -> list[Row]:
    """The rows of the table in the page on layouts."""
    return [Row(tuple(re.findall(r"`([a-z0-9-]+)`", names)), *rest) for names, *rest in _ROW.findall(text)]


def _section(row: Row) -> str:
    layouts = [find(name, ROOT) for name in row.names]
    print_ = "; ".join([f"Paper: {row.paper}", f"both sides: {row.both_sides}", *filter(None, [row.then])])
    shown = "".join(
        f"\n**{layout.title}**, `{layout.name}`: {_size(layout)}\n\n"
        f"![{layout.title}](pictures/gallery/{layout.name}.png)\n"
        for layout in layouts
    )
    return f"\n## {row.purpose}\n\n{print_}.\n{shown}"


def _size(layout: Layout) -> str:
    sheet = layout.sheet
    if _is_letter(layout):
        return f"{sheet.width / INCH:g} by {sheet.height / INCH:g} in"
    return f"{sheet.width / MM:g} by {sheet.height / MM:g} mm"


if __name__ == "__main__":
    main()
