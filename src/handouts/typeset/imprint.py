"""The imprint: a clinic's own details, fitted into the places that a body keeps for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from handouts.boxes import Clinic, Qr
from handouts.boxes.codes import smallest_width
from handouts.compose.bundle import is_of
from handouts.document.elements import Element, Role, Text, walk
from handouts.errors import ContentInvalid, GlyphsMissing, Overset, Place, Problem
from handouts.graphics.drawing import Shape, rounded
from handouts.graphics.qr import across
from handouts.memo import All, Same
from handouts.typeset.body import check_all_placed, layer_of, leaves_of, too_wide
from handouts.typeset.fit import Column, best
from handouts.typeset.galley import Area, Stack, Stacked
from handouts.typeset.mark import Mark
from handouts.typeset.pages import Layer, PlacedArt, PlacedLink, PlacedPicture, PlacedRun, moved
from handouts.typeset.place import TooWide
from handouts.typeset.reach import check_reach
from handouts.typeset.setting import Setting, links_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.document.elements import Document, Node
    from handouts.layouts import Layout
    from handouts.typeset.body import Body, Leaf
    from handouts.typeset.galley import Thing
    from handouts.typeset.place import SlotArea
    from handouts.typeset.typesetter import Typesetter


def typeset_imprint(
    body: Body, document: Document, layout: Layout, typesetter: Typesetter, *, dark: bool
) -> tuple[Layer, ...]:
    """A layer for each page of the body.

    Raises:
        ContentInvalid: a glyph is missing, a logo cannot be read, or the booking address makes too fine a QR code.
        Overset: words do not fit their place at its floor.
    """
    leaves = _leaves(document, typesetter)
    rtl = document.direction == "rtl"
    setting = Setting(
        layout,
        typesetter.fonts,
        typesetter.shaper,
        document.lang,
        rtl=rtl,
        all_scale=True,
        icons=typesetter.icons,
        paragraphs=typesetter.paragraphs,
    )
    fitting = Fitting(setting, document.imprint.parts, typesetter, dark, body.press)
    filled = [[(slot, fitting.fill(slot, number)) for slot in page.slots] for number, page in enumerate(body.pages, 1)]
    places = [place for page in filled for place in page]
    problems = [problem for slot, place in places for problem in fitting.overset(slot, place)]
    if problems:
        raise Overset(problems)
    check_all_placed(chain.from_iterable(leaves), {node for _, place in places for node in place.nodes}, layout)
    return tuple(Layer.joined(place.layer for _, place in page) for page in filled)


def _leaves(document: Document, typesetter: Typesetter) -> list[tuple[Leaf, ...]]:
    """What of each part must be placed, once its letters have been seen to."""
    leaves: list[tuple[Leaf, ...]] = []
    problems: list[Problem] = []
    for _, part in document.imprint.parts:
        try:
            leaves.append(typesetter.leaves.get(Same(part), partial(_checked, part, typesetter)))
        except GlyphsMissing as error:
            problems += error.problems
    if problems:
        raise GlyphsMissing(problems)
    return leaves


def _checked(part: Element, typesetter: Typesetter) -> tuple[Leaf, ...]:
    typesetter.check_glyphs(part)
    return tuple(leaves_of(part))


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in one place, what of it is wider than its column, and whether the place holds it all."""

    layer: Layer
    wide: tuple[TooWide, ...]
    fits: bool
    #: The nodes that something of it shows.
    nodes: frozenset[int | None]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The parts of one imprint, and how they go into a place."""

    setting: Setting
    parts: tuple[tuple[str, Element], ...]
    typesetter: Typesetter
    dark: bool
    press: bool
    _by_style: dict[int, dict[str, tuple[str, Element]]] = field(default_factory=dict, init=False, repr=False)

    def fill(self, slot: SlotArea, page: int) -> Filled:
        """Everything in one place of a page, counted from 1; nothing when the clinic has none of it.

        It is remembered by all that it is made from, so that a clinic's details are set once for many leaflets.

        Raises:
            ContentInvalid: a glyph or a picture is missing, the code is too fine, or a printer cannot reach the place.
        """
        spec, area, setting = slot.slot, slot.area, self.setting
        again = self._is_again(slot)
        if isinstance(spec, Qr):
            return self._at(page, self._code(slot, spec, self._elements(("qr-link",), slot.treatment)), again=again)
        elements = self._elements(spec.clinic, slot.treatment)
        if not elements:
            return Filled(Layer(), (), fits=True, nodes=frozenset())
        leaves = tuple([node for element in elements for node in walk(element) if _is_leaf(node)])
        look = (
            *(Same(spec), area.width, area.height, slot.ground, All(leaves), self.dark),
            *(Same(setting.layout), setting.lang, setting.rtl),
        )
        here = (*look, area.x, area.top, page, again, self.press)
        return self.typesetter.filled.get(here, lambda: self._moved(slot, page, elements, look, again=again))

    def _moved(
        self, slot: SlotArea, page: int, elements: tuple[Element, ...], look: tuple[object, ...], *, again: bool
    ) -> Filled:
        """The details of a place, which were set for a place of that size anywhere."""
        area = slot.area
        corner = replace(slot, area=Area(0.0, 0.0, area.width, area.height))
        placed, fits = self.typesetter.details.get(look, lambda: self._details(corner, elements))
        return self._at(page, (_shifted(thing, area.x, area.top) for thing in placed), again=again, fits=fits)

    def _at(self, page: int, placed: Iterable[Thing], *, again: bool, fits: bool = True) -> Filled:
        things = tuple(as_decoration(placed) if again else placed)
        layer = layer_of(things)
        check_reach([layer], self.setting.layout, self.typesetter.fonts, press=self.press, first=page)
        wide = tuple(thing for thing in things if isinstance(thing, TooWide))
        return Filled(layer, wide, fits, frozenset(item.node for item in layer.items))

    def _is_again(self, slot: SlotArea) -> bool:
        """Whether it all stands elsewhere too: so says the layout, or the treatment before this one showed it."""
        if isinstance(slot.slot, Clinic) and slot.slot.again:
            return True
        return slot.treatment > 1 and not any(is_of(name, slot.treatment) for name in self._homes(slot))

    def _found(self, treatment: int) -> dict[str, tuple[str, Element]]:
        """The details by style, each with the part it stands in: a treatment's own before what all share."""
        if treatment not in self._by_style:
            parts = sorted(self.parts, key=lambda part: not is_of(part[0], treatment), reverse=True)
            self._by_style[treatment] = {
                node.style: (name, node) for name, part in parts for node in walk(part) if isinstance(node, Element)
            }
        return self._by_style[treatment]

    def _homes(self, slot: SlotArea) -> set[str]:
        """The parts that the details of a place stand in."""
        names = slot.slot.clinic if isinstance(slot.slot, Clinic) else ("qr-link",)
        found = self._found(slot.treatment)
        return {found[name][0] for name in names if name in found}

    def _elements(self, names: tuple[str, ...], treatment: int) -> tuple[Element, ...]:
        found = self._found(treatment)
        return tuple(found[name][1] for name in names if name in found)

    def _details(self, slot: SlotArea, elements: tuple[Element, ...]) -> tuple[tuple[Thing, ...], bool]:
        """The mark and the words of a place, and whether it holds them."""
        spec = slot.slot
        assert isinstance(spec, Clinic)  # noqa: S101 - narrows the type: codes have no words
        mark = self._mark(spec, slot, elements)
        placed = list(mark.place()) if mark else []
        links = {node: link for element in elements for node, link in links_of(element).items()}
        setting, area = replace(self.setting, links=links).with_styles(dict(spec.styles)), slot.area
        words = (element for element in elements if element.role is not Role.FIGURE)
        items = (Stacked(setting.words(element), setting.gap(element, spec.gap), 1.0) for element in words)
        stack = Stack(tuple(items), spec.align)
        if not stack.items:
            return tuple(placed), True
        width = area.width - (mark.taken if mark else 0.0)
        fits = best((Column(stack, width, area.height),), spec.copyfit)
        if fits is None:
            return tuple(placed), False
        left = area.x + (0.0 if self.setting.rtl else area.width - width)
        placed += stack.place(Area(left, area.top, width, area.height), fits[0])
        return tuple(placed), True

    def _mark(self, spec: Clinic, slot: SlotArea, elements: tuple[Element, ...]) -> Mark | None:
        if spec.arrange != "row":
            return None
        for element in elements:
            if element.graphic is not None and element.graphic.kind in {"logo", "initial"}:
                on_dark = slot.ground == "hero" and self.dark
                return Mark(element, element.graphic, spec, slot, self.typesetter, on_dark)
        return None

    def overset(self, slot: SlotArea, place: Filled) -> Iterator[Problem]:
        """What is said of words that are too wide for their column, or that a place does not hold."""
        if place.wide:
            root = Element(Role.DIV, "imprint", tuple(part for _, part in self.parts))
            yield from too_wide(place.wide, root, self.setting.layout)
        if not place.fits:
            yield self._too_long(slot)

    def _too_long(self, slot: SlotArea) -> Problem:
        name = self.setting.layout.name
        names = () if isinstance(slot.slot, Qr) else tuple(slot.slot.clinic)
        words = [element for element in self._elements(names, slot.treatment) if element.role is not Role.FIGURE]
        longest = max(words, key=lambda element: len(element.text))
        place = next((text.place for text in walk(longest) if isinstance(text, Text) and text.place), None)
        return Problem(
            place or Place(f"layouts/{name}.yaml"),
            f'Too long for its place on the layout "{name}". Shorten it, or use a layout with more room for it.',
        )

    def _code(self, slot: SlotArea, spec: Qr, elements: tuple[Element, ...]) -> Iterator[Thing]:
        link = next(iter(elements), None)
        if link is None or link.target is None:
            return
        figure = next(kid for kid in walk(link) if isinstance(kid, Element) and kid.role is Role.FIGURE)
        area, size = slot.area, spec.qr
        code = self.typesetter.code(link.target)
        if size < smallest_width(across(code)):
            raise ContentInvalid(_too_fine(figure, link, self.setting.layout.name))
        x, y = area.x + (area.width - size) / 2, area.top - (area.height + size) / 2
        card = Shape(rounded(x, y, size, size, spec.radius), fill="qr-ground")
        yield PlacedArt((card,))
        yield PlacedArt(code.items, figure.id, (x, y, size, size), (x, y, size / code.width))
        yield PlacedLink(x, y, size, size, link.id)


def _is_leaf(node: Node) -> bool:
    """Whether nothing is below: leaves are made for one imprint, and belong to no other but those it is rebooked to."""
    return not (isinstance(node, Element) and node.kids)


def _shifted(thing: Thing, x: float, y: float) -> Thing:
    if isinstance(thing, PlacedRun | PlacedArt | PlacedPicture):
        return moved(thing, x, y)
    return replace(thing, x=thing.x + x, y=thing.y + y) if isinstance(thing, PlacedLink) else thing


def as_decoration(things: Iterable[Thing]) -> Iterator[Thing]:
    """The same to the eye, and nothing to a reader's program: what stands elsewhere is not read out twice."""
    for thing in things:
        if isinstance(thing, PlacedRun | PlacedArt | PlacedPicture):
            yield replace(thing, node=None)
        elif not isinstance(thing, PlacedLink):
            yield thing


def _too_fine(figure: Element, link: Element, layout: str) -> tuple[Problem, ...]:
    place = (figure.graphic.place if figure.graphic else None) or link.place or Place(f"layouts/{layout}.yaml")
    return (
        Problem(
            place,
            f"the booking address has {len(link.target or '')} letters: its QR code would be too fine to scan on the"
            f' layout "{layout}". Use a shorter address.',
        ),
    )
