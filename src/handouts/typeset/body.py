"""The body: the part of the pages that is the same for every clinic, and the places it keeps for the clinic's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Role, Text, walk
from handouts.errors import ContentInvalid, Overset, Place, Problem
from handouts.typeset.framing import Framing, has_booking, is_rest, kinds_named, treatments_of
from handouts.typeset.galley import Fit
from handouts.typeset.marks import fold_ticks, marks, slug
from handouts.typeset.pages import Bookmark, Layer, PlacedLink
from handouts.typeset.pagination import paginate
from handouts.typeset.place import FolioArea, SlotArea, TooWide
from handouts.typeset.reach import check_reach
from handouts.typeset.setting import Setting, links_of
from handouts.typeset.slots import check_slots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Literal

    from handouts.boxes.paper import PageLayout
    from handouts.layouts import Layout
    from handouts.typeset.galley import Thing
    from handouts.typeset.pages import Placed
    from handouts.typeset.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One page of the body, and the places on it that are the clinic's."""

    width: float
    height: float
    layer: Layer
    slots: tuple[SlotArea, ...]
    #: Where it is folded: distances from its left edge, in points.
    folds: tuple[float, ...] = ()
    bleed: float = 0.0
    slug: float = 0.0


@dataclass(frozen=True, slots=True)
class Body:
    """All pages of the body; ``scale`` is what copyfit came to, and ``press`` whether a print shop will cut them."""

    pages: tuple[BodyPage, ...]
    bookmarks: tuple[Bookmark, ...]
    scale: float
    press: bool = False


def typeset_body(
    body: Element,
    lang: str,
    direction: Literal["ltr", "rtl"],
    layout: Layout,
    typesetter: Typesetter,
    *,
    press: bool = False,
) -> Body:
    """The body of a document, placed on the pages of a layout; for a ``press`` with bleed, and marks around it.

    Raises:
        ContentInvalid: a slot asks for what there is not, or for something twice; a section is of a kind that the
            layout neither shows nor leaves out; a glyph is missing.
        Overset: the words do not fit, or a word is wider than its column.
    """
    check_slots(layout)
    _check_kinds(body, layout)
    typesetter.check_glyphs(body)
    setting = Setting(layout, typesetter.fonts, typesetter.shaper, lang, rtl=direction == "rtl", links=links_of(body))
    bleed = layout.sheet.bleed if press else None
    framing = Framing(setting, body, booking=has_booking(body), bleed=bleed)
    laid, scale = paginate(_sheets(framing, layout), layout)
    things = [tuple(thing for filled in page.filled for thing in filled.things()) for page in laid]
    problems = [problem for page in things for problem in too_wide(page, body, layout)]
    if problems:
        raise Overset(problems)
    numbered = [(*page, *_folios(page, setting, f"{nth} / {len(things)}")) for nth, page in enumerate(things, 1)]
    shown = {item.node for things in numbered for item in layer_of(things).items}
    check_all_placed(leaves_of(body), shown, layout)
    check_reach(map(layer_of, numbered), layout, typesetter.fonts, press=press)
    pages = tuple(_page(page, one.folds, layout, press=press) for page, one in zip(numbered, laid, strict=True))
    return Body(pages, tuple(_bookmarks(things)), scale, press)


def _sheets(framing: Framing, layout: Layout) -> Iterator[tuple[Framing, PageLayout]]:
    """The layout's pages, each with what it shows: once, or in a bundle once for each treatment; then the closing."""
    treatments = treatments_of(framing.body)
    framings = [replace(framing, body=one, treatment=nth) for nth, one in enumerate(treatments, 1)] or [framing]
    yield from ((each, page) for each in framings for page in layout.pages)
    shared = replace(framing, setting=replace(framing.setting, levels={Role.H2: 1})) if treatments else framing
    yield from ((shared, page) for page in layout.closing)


def _check_kinds(body: Element, layout: Layout) -> None:
    named = kinds_named(layout)
    if "rest" in named:
        return
    problems = [
        Problem(
            kid.place or Place(f"layouts/{layout.name}.yaml"),
            f'the layout "{layout.name}" has no place for a section of this kind ("{kid.style}").'
            " Choose another layout, or give this one a slot that says rest.",
        )
        for root in (body, *treatments_of(body))
        for kid in root.kids
        if isinstance(kid, Element) and is_rest(kid, layout)
    ]
    if problems:
        raise ContentInvalid(problems)


def _folios(things: Iterable[Thing], setting: Setting, number: str) -> Iterator[Thing]:
    """The number of a page in each place kept for it, as an artifact: no program reads it among the words."""
    words = Element(Role.P, "folio", (Text(number, keep=True),))
    for thing in things:
        if isinstance(thing, FolioArea):
            block = replace(setting, repeated=True, styles={"folio": thing.style}).words(words)
            yield from block.place(thing.area, Fit())


def _page(things: Iterable[Thing], folds: tuple[float, ...], layout: Layout, *, press: bool) -> BodyPage:
    """An office folds by ticks on the page; a print shop cuts, and finds all marks beside it."""
    sheet, layer = layout.sheet, layer_of(things)
    slots = tuple(thing for thing in things if isinstance(thing, SlotArea))
    around = marks(sheet.width, sheet.height, sheet.bleed, folds) if press else fold_ticks(sheet, folds)
    page = BodyPage(sheet.width, sheet.height, replace(layer, items=(*layer.items, *around)), slots, folds)
    return replace(page, bleed=sheet.bleed, slug=slug(sheet.bleed)) if press else page


def layer_of(things: Iterable[Thing]) -> Layer:
    """What is painted and what can be clicked, of all that was placed."""
    links = tuple(thing for thing in things if isinstance(thing, PlacedLink))
    items: tuple[Placed, ...] = tuple(
        thing for thing in things if not isinstance(thing, PlacedLink | Bookmark | SlotArea | FolioArea | TooWide)
    )
    return Layer(items, links)


def _bookmarks(pages: Iterable[Iterable[Thing]]) -> Iterator[Bookmark]:
    marks = (
        replace(thing, page=number)
        for number, page in enumerate(pages)
        for thing in page
        if isinstance(thing, Bookmark)
    )
    yield from sorted(marks, key=lambda mark: mark.node)


def too_wide(things: Iterable[Thing], root: Element, layout: Layout) -> Iterator[Problem]:
    """A problem for each word that is wider than its column, at the place of its words."""
    words = {node.id: node for node in walk(root) if isinstance(node, Text)}
    for thing in things:
        if isinstance(thing, TooWide):
            node = words.get(thing.node)
            is_address = node is not None and node.keep
            remedy = "use a layout with more room for it" if is_address else "put a space or a hyphen in it"
            yield Problem(
                (node and node.place) or Place(f"layouts/{layout.name}.yaml"),
                f'"{thing.word}" is wider than its column in the layout "{layout.name}". Shorten it, or {remedy}.',
            )


#: The style of a block of words or of a picture, and the nodes of which one at least must be shown.
Leaf = tuple[str, frozenset[int]]


def check_all_placed(leaves: Iterable[Leaf], shown: Collection[int | None], layout: Layout) -> None:
    """Every word of the tree must stand on a page: a layout that shows a field must have a place for it.

    Raises:
        ContentInvalid: the layout keeps no place for something that it says it shows.
    """
    lost = sorted({style for style, nodes in leaves if nodes.isdisjoint(shown)})
    if lost:
        raise ContentInvalid(_unplaced(style, layout) for style in lost)


def _unplaced(style: str, layout: Layout) -> Problem:
    """At the field's line under ``shows``, where a layout has it in its own file."""
    named = (name for name in layout.shows if style in {name, name.replace(".", "-"), name.rpartition(".")[2]})
    place = next((name.place for name in named if name.place), Place(f"layouts/{layout.name}.yaml"))
    return Problem(place, f'this layout shows "{style}" but has no box for it. Add it to one, or to leaves_out.')


#: What is set as one block of words, or drawn as one picture.
_BLOCKS = frozenset({Role.H1, Role.H2, Role.H3, Role.P, Role.LBL, Role.FIGURE})


def leaves_of(root: Element) -> Iterator[Leaf]:
    """The paragraphs, headings, labels and figures of a tree."""
    for node in walk(root):
        if isinstance(node, Element) and node.role in _BLOCKS:
            yield node.style, frozenset(below.id for below in walk(node))
