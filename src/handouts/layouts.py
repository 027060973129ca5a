"""Layouts: what a design file may say, and where its files lie. A layout is data; adding one needs no Python."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from handouts.boxes import Copyfit, ListStyle, TextStyle
from handouts.boxes.imposing import Imposition
from handouts.boxes.inheritance import enlarged, merged
from handouts.boxes.paper import PageLayout, Sheet
from handouts.boxes.values import Enlargement, FieldName, Length, Measure, StyleName
from handouts.document.fields import FIELDS
from handouts.errors import ContentInvalid, Place, Problem, UnknownName
from handouts.source import check, read
from handouts.source.words import Model, Words
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from handouts.source import Source


def _some_page(pages: tuple[PageLayout, ...]) -> tuple[PageLayout, ...]:
    """A bound on the length would also count pages that have mistakes of their own as missing."""
    if not pages:
        raise ValueError("a layout needs at least one page")
    return pages


class Layout(Model):
    """A whole design. ``shows`` is the reading order; with ``leaves_out`` it names every field there is."""

    name: Words = Words("")
    title: Words
    #: The layout that this one is the same as, but for the lines it has itself; and how many times as large.
    same_as: Words | None = None
    enlarge: Enlargement = 1.0
    #: Lengths by names of the layout's own, to be used wherever a length is asked for.
    measures: dict[Measure, Length] = Field(default_factory=dict)
    sheet: Sheet
    duplex: Literal["none", "long-edge", "short-edge"] = "none"
    #: The sheets that the pages are put on for an office printer, in a file of their own.
    impose: Imposition | None = None
    #: Whether words marked by *stars* are in italics; without, they are bold, which more people can read.
    italics: bool = True
    shows: tuple[FieldName, ...]
    leaves_out: tuple[FieldName, ...] = ()
    #: Kinds of section that this layout leaves out.
    leaves_out_sections: tuple[Words, ...] = ()
    #: The part whose sections are shown nevertheless, whatever their kind.
    keeps_part: Literal["before", "after"] | None = None
    fit: Copyfit = Copyfit()
    styles: dict[StyleName, TextStyle]
    lists: dict[StyleName, ListStyle]
    pages: Annotated[tuple[PageLayout, ...], AfterValidator(_some_page)]
    #: Pages that stand once at the end, however many treatments there are before them.
    closing: tuple[PageLayout, ...] = ()


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
        ContentInvalid: its file has mistakes, or one that it is the same as.
    """
    return parse(_source(name, project), name, lambda base: _source(base, project))


def _source(name: str, project: Path) -> Source:
    sample = f"handouts layout copy a4 --as {name}"
    return read(path_of(name, project), name=f"layouts/{name}.yaml", sample=sample)


def parse(source: Source, name: str, base: Callable[[str], Source] | None = None) -> Layout:
    """A layout from the text of its file; the file's name is the layout's.

    Args:
        source: the file.
        name: its name, without its ending.
        base: reads the file of another layout, for one that is the same as it.

    Raises:
        ContentInvalid: the file has mistakes.
    """
    whole = _with_base(source, base, (name,)) if base else source
    layout, problems = check(whole, Layout, _measures(whole.data))
    if layout is None or problems:
        raise ContentInvalid(problems)
    checks = (_fields, _styles_missing, _unfolded, _out_of_reach, _too_small)
    wrong = [problem for check_ in checks for problem in check_(layout, source)]
    if wrong:
        raise ContentInvalid(wrong)
    return layout.model_copy(update={"name": Words(name)})


def _with_base(source: Source, base: Callable[[str], Source], seen: tuple[str, ...]) -> Source:
    """The file with the lines of the layout that it is the same as.

    Raises:
        ContentInvalid: there is no such layout, it leads back here, or it has mistakes of its own.
    """
    own = source.data
    if source.problems or not isinstance(own, dict) or not isinstance(own.get("same_as"), str):
        return source
    name = own["same_as"]
    if name in seen:
        circle = " -> ".join((*seen[seen.index(name) :], name))
        message = f"These layouts are the same as each other in a circle: {circle}."
        raise ContentInvalid([source.problem(("same_as",), message)])
    try:
        below = base(name)
    except UnknownName as error:
        raise ContentInvalid([source.problem(("same_as",), str(error))]) from None
    below = _with_base(below, base, (*seen, name))
    _, problems = check(below, Layout, _measures(below.data))
    if problems:
        raise ContentInvalid(problems)
    scale, wrong = check(replace(source, data={"enlarge": own.get("enlarge", "1")}), _Enlarged)
    if scale is None:
        raise ContentInvalid(wrong)
    return replace(source, data=merged(enlarged(below.data, scale.enlarge), own))


def _measures(data: object) -> Mapping[str, str]:
    """The layout's own names of lengths, as they are written."""
    found = data.get("measures") if isinstance(data, dict) else None
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}


class _Enlarged(Model):
    enlarge: Enlargement


#: Styles that the typesetter asks for in every layout.
NEEDED = ("heading", "text")
#: And the list, for kinds of section that have no list style of their own.
NEEDED_LIST = "default"


def _styles_missing(layout: Layout, source: Source) -> Iterable[Problem]:
    """What the typesetter falls back on must be there."""
    wanted = [("styles", name) for name in NEEDED if name not in layout.styles]
    wanted += [("lists", NEEDED_LIST)] if NEEDED_LIST not in layout.lists else []
    return [
        source.problem((group,), f'a layout needs "{name}" under {group}. Add it.', key=True) for group, name in wanted
    ]


def _fields(layout: Layout, source: Source) -> Iterator[Problem]:
    """Every field is named, and once."""
    named = (*layout.shows, *layout.leaves_out)
    own = {str(name): name.place for name in named if name.place and name.place.file == source.name}
    for name, times in Counter(map(str, named)).items():
        if times > 1:
            place = own.get(name, Place(source.name))
            yield source.at(place, f'the field "{name}" is named twice in shows and leaves_out.', len(name))
    if "title" not in layout.shows:
        yield source.problem(("shows",), _UNTITLED, key=True)
    missing = [name for name in FIELDS if name not in named]
    if missing:
        message = f"shows and leaves_out must name every field; these are in neither: {', '.join(missing)}."
        yield source.problem(("shows",), message, key=True)


_UNTITLED = 'every layout shows the "title": without it the headings below have nothing to stand under.'


def _unfolded(layout: Layout, source: Source) -> Iterator[Problem]:
    """The panels of a page are together as wide as its sheet."""
    for path, page in _pages(layout):
        if not page.fills(layout.sheet.width):
            wide = sum(panel.width for panel in page.panels) / MM
            message = f"these panels are {wide:.1f} mm wide together, and the sheet {layout.sheet.width / MM:.1f} mm."
            yield source.problem((*path, "panels"), message, key=True)


def _too_small(layout: Layout, source: Source) -> Iterator[Problem]:
    """The sheet holds the pages that are to be put on it."""
    imposition, sheet = layout.impose, layout.sheet
    if imposition is not None and not imposition.holds(sheet.width, sheet.height):
        message = (
            f"{imposition.across * imposition.down} pages of {sheet.width / MM:.1f} by {sheet.height / MM:.1f} mm do"
            f" not go on a sheet of {imposition.width / MM:.1f} by {imposition.height / MM:.1f} mm."
        )
        yield source.problem(("impose",), message, key=True)


def _pages(layout: Layout) -> Iterator[tuple[tuple[str | int, ...], PageLayout]]:
    """Every page with the way to it in the file."""
    for name, pages in (("pages", layout.pages), ("closing", layout.closing)):
        for number, page in enumerate(pages):
            yield (name, number), page


def _out_of_reach(layout: Layout, source: Source) -> Iterator[Problem]:
    """A page's frame must keep to what a printer can reach, and off the folds: then so does all that is set in it."""
    for path, page in _pages(layout):
        if page.inset is not None:
            yield from _too_near(page.inset, layout.sheet, source, (*path, "inset"))
        for nth, panel in enumerate(page.panels):
            folded = (nth < len(page.panels) - 1, nth > 0)
            yield from _too_near(panel.inset, layout.sheet, source, (*path, "panels", nth, "inset"), folded)


def _too_near(
    inset: tuple[float, float, float, float],
    sheet: Sheet,
    source: Source,
    path: tuple[str | int, ...],
    folded: tuple[bool, bool] = (False, False),
) -> Iterator[Problem]:
    """``folded`` says whether the right and the left side lie at a fold and not at the edge."""
    top, right, bottom, left = inset
    edges = [top, bottom, *(side for side, fold in zip((right, left), folded, strict=True) if not fold)]
    folds = [side for side, fold in zip((right, left), folded, strict=True) if fold]
    if min(edges) < sheet.safe - _TOLERANCE:
        yield source.problem(path, _TOO_NEAR.format(sheet.safe / MM))
    if folds and min(folds) < sheet.fold_safe - _TOLERANCE:
        yield source.problem(
            path, f"this panel's words lie nearer to a fold than {sheet.fold_safe / MM:.1f} mm. Widen it."
        )


#: Rounding of lengths, in points.
_TOLERANCE = 1e-6

_TOO_NEAR = (
    "this frame lies nearer to the edge of the paper than {:.1f} mm, where office printers cannot print. Widen it."
)
