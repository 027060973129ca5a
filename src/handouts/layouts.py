"""Layouts: what a design file may say, and where its files lie. A layout is data; adding one needs no Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from handouts.boxes import Copyfit, ListStyle, TextStyle
from handouts.boxes.paper import PageLayout, Sheet
from handouts.document.fields import FIELDS
from handouts.errors import ContentInvalid, Problem, UnknownName, did_you_mean
from handouts.source import check, read
from handouts.source.words import Model, Words
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from handouts.source import Source


#: Sides of a sheet, in points: a PDF page has 14,400 units at most (ISO 32000-1 annex C.2).
_LEAST_SIDE, _MOST_SIDE = 20 * MM, 5000 * MM


def _some_page(pages: tuple[PageLayout, ...]) -> tuple[PageLayout, ...]:
    """A bound on the length would also count pages that have mistakes of their own as missing."""
    if not pages:
        raise ValueError("a layout needs at least one page")
    return pages


class Layout(Model):
    """A whole design. ``shows`` is the reading order; with ``leaves_out`` it names every field there is."""

    name: Words = Words("")
    title: Words
    sheet: Sheet
    duplex: Literal["none", "long-edge", "short-edge"] = "none"
    shows: tuple[Words, ...]
    leaves_out: tuple[Words, ...] = ()
    #: Kinds of section that this layout leaves out.
    leaves_out_sections: tuple[Words, ...] = ()
    fit: Copyfit = Copyfit()
    styles: dict[str, TextStyle]
    lists: dict[str, ListStyle]
    pages: Annotated[tuple[PageLayout, ...], AfterValidator(_some_page)]

    @model_validator(mode="after")
    def _every_field_once(self) -> Self:
        named = (*self.shows, *self.leaves_out)
        for name in named:
            if name not in FIELDS:
                raise ValueError(f'"{name}" is not a field I know.{did_you_mean(name, FIELDS)}')
            if named.count(name) > 1:
                raise ValueError(f'the field "{name}" is named twice in shows and leaves_out')
        if "title" not in self.shows:
            raise ValueError(
                'every layout shows the "title": without it the headings below have nothing to stand under'
            )
        if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in (self.sheet.width, self.sheet.height)):
            raise ValueError("a side of the sheet is 20 mm at least and 5000 mm at most")
        missing = [name for name in FIELDS if name not in named]
        if missing:
            raise ValueError(f"shows and leaves_out must name every field; these are in neither: {', '.join(missing)}")
        return self


def folders(project: Path) -> tuple[Path, ...]:
    """Where layouts are looked for, first found wins: the project's folder, the installed copies, the checkout."""
    from importlib.resources import files  # noqa: PLC0415 - 8 ms that `--help` need not pay

    package = files("handouts")
    installed = package / "_bundled" / "layouts"
    checkout = package / ".." / ".." / "layouts"
    return (project / "layouts", _as_path(installed), _as_path(checkout))


def _as_path(place: object) -> Path:
    from pathlib import Path  # noqa: PLC0415 - only named in types above

    return Path(str(place)).resolve()


def available(project: Path) -> tuple[str, ...]:
    """The names of all layouts to be had, in alphabetical order."""
    return tuple(sorted({file.stem for folder in folders(project) for file in folder.glob("*.yaml") if _named(file)}))


def _named(file: Path) -> bool:
    return _NAME.fullmatch(file.stem) is not None and file.is_file()


#: A layout's name is a plain one, never a path.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def path_of(name: str, project: Path) -> Path:
    """The file of a layout.

    Raises:
        UnknownName: no folder has it.
    """
    for folder in folders(project) if _NAME.fullmatch(name) else ():
        file = folder / f"{name}.yaml"
        if _named(file):
            return file
    raise UnknownName("layout", name, available(project))


def find(name: str, project: Path) -> Layout:
    """The layout called ``name``: the project's own before the bundled one.

    Raises:
        UnknownName: there is no such layout.
        ContentInvalid: its file has mistakes.
    """
    source = read(path_of(name, project), name=f"layouts/{name}.yaml")
    return parse(source, name)


def parse(source: Source, name: str) -> Layout:
    """A layout from the text of its file; the file's name is the layout's.

    Raises:
        ContentInvalid: the file has mistakes.
    """
    layout, problems = check(source, Layout)
    if layout is None or problems:
        raise ContentInvalid(problems)
    wrong = [*_styles_missing(layout, source), *_out_of_reach(layout, source)]
    if wrong:
        raise ContentInvalid(wrong)
    return layout.model_copy(update={"name": Words(name)})


#: Styles that the typesetter asks for in every layout.
NEEDED = ("heading", "text")
#: And the list, for kinds of section that have no list style of their own.
NEEDED_LIST = "default"


def _styles_missing(layout: Layout, source: Source) -> Sequence[Problem]:
    """What the typesetter falls back on must be there."""
    wanted = [("styles", name) for name in NEEDED if name not in layout.styles]
    wanted += [("lists", NEEDED_LIST)] if NEEDED_LIST not in layout.lists else []
    return [
        source.problem((group,), f'a layout needs "{name}" under {group}. Add it.', key=True) for group, name in wanted
    ]


def _out_of_reach(layout: Layout, source: Source) -> Sequence[Problem]:
    """A page's frame must keep to what a printer can reach: then so does all that is set in it."""
    safe = layout.sheet.safe
    return [
        source.problem(("pages", number, "inset"), _TOO_NEAR.format(safe / MM))
        for number, page in enumerate(layout.pages)
        if min(page.inset) < safe - 1e-6
    ]


_TOO_NEAR = (
    "this frame lies nearer to the edge of the paper than {:.1f} mm, where office printers cannot print. Widen it."
)
