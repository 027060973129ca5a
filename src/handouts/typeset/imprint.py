"""The imprint: a clinic's own details, fitted into the places that a body keeps for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.boxes import Clinic, Qr
from handouts.compose.bundle import is_of
from handouts.document.elements import Element, Role, Text, walk
from handouts.errors import ContentInvalid, Overset, Place, Problem
from handouts.graphics.drawing import Shape, rounded
from handouts.graphics.qr import smallest_width, symbol
from handouts.typeset.body import check_all_placed, layer_of, too_wide
from handouts.typeset.fit import Column, best
from handouts.typeset.galley import Area, Stack, Stacked
from handouts.typeset.mark import Mark
from handouts.typeset.pages import PlacedArt, PlacedLink, PlacedPicture, PlacedRun
from handouts.typeset.reach import check_reach
from handouts.typeset.setting import Setting, links_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.document.elements import Document
    from handouts.layouts import Layout
    from handouts.typeset.body import Body
    from handouts.typeset.galley import Fit, Thing
    from handouts.typeset.pages import Layer
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
    root = Element(Role.DIV, "imprint", tuple(part for _, part in document.imprint.parts))
    typesetter.check_glyphs(root)
    setting = Setting(
        layout,
        typesetter.fonts,
        typesetter.shaper,
        document.lang,
        rtl=document.direction == "rtl",
        links=links_of(root),
        all_scale=True,
    )
    fitting = Fitting(setting, document.imprint.parts, typesetter, dark)
    pages = [tuple(thing for slot in page.slots for thing in fitting.slot(slot)) for page in body.pages]
    problems = [problem for page in pages for problem in too_wide(page, root, layout)]
    problems += fitting.problems(body)
    if problems:
        raise Overset(problems)
    layers = tuple(layer_of(page) for page in pages)
    check_all_placed(root, layers, layout)
    check_reach(layers, layout, typesetter.fonts, press=body.press)
    return layers


@dataclass(frozen=True, slots=True)
class Fitting:
    """The parts of one imprint, and how they go into a place."""

    setting: Setting
    parts: tuple[tuple[str, Element], ...]
    typesetter: Typesetter
    dark: bool

    def slot(self, slot: SlotArea) -> Iterator[Thing]:
        """Everything in one place; nothing when the clinic has none of it."""
        placed = self._code(slot, slot.slot) if isinstance(slot.slot, Qr) else self._details(slot, slot.slot)
        yield from as_decoration(placed) if self._is_again(slot) else placed

    def _is_again(self, slot: SlotArea) -> bool:
        """Whether it all stands elsewhere too: so says the layout, or the treatment before this one showed it."""
        if isinstance(slot.slot, Clinic) and slot.slot.again:
            return True
        return slot.treatment > 1 and not any(is_of(name, slot.treatment) for name in self._homes(slot))

    def problems(self, body: Body) -> Iterator[Problem]:
        """What is too long for its place, one problem a place."""
        for page in body.pages:
            for slot in page.slots:
                if isinstance(slot.slot, Clinic):
                    yield from self._too_long(slot, slot.slot)

    def _found(self, treatment: int) -> dict[str, tuple[str, Element]]:
        """The details by style, each with the part it stands in: a treatment's own before what all share."""
        parts = sorted(self.parts, key=lambda part: not is_of(part[0], treatment), reverse=True)
        return {node.style: (name, node) for name, part in parts for node in walk(part) if isinstance(node, Element)}

    def _homes(self, slot: SlotArea) -> set[str]:
        """The parts that the details of a place stand in."""
        names = slot.slot.clinic if isinstance(slot.slot, Clinic) else ("qr-link",)
        found = self._found(slot.treatment)
        return {found[name][0] for name in names if name in found}

    def _elements(self, names: tuple[str, ...], treatment: int) -> tuple[Element, ...]:
        found = self._found(treatment)
        return tuple(found[name][1] for name in names if name in found)

    def _stack(self, spec: Clinic, slot: SlotArea) -> tuple[Stack, float]:
        """The words of a place, and the width that its mark (a logo) takes from them."""
        setting = self.setting.with_styles(dict(spec.styles))
        mark = self._mark(spec, slot)
        words = [
            element for element in self._elements(tuple(spec.clinic), slot.treatment) if element.role is not Role.FIGURE
        ]
        items = (Stacked(setting.words(element), setting.gap(element, spec.gap), 1.0) for element in words)
        return Stack(tuple(items), spec.align), mark.taken if mark else 0.0

    def _mark(self, spec: Clinic, slot: SlotArea) -> Mark | None:
        if spec.arrange != "row":
            return None
        for element in self._elements(tuple(spec.clinic), slot.treatment):
            if element.graphic is not None and element.graphic.kind in {"logo", "initial"}:
                on_dark = slot.ground == "hero" and self.dark
                return Mark(element, element.graphic, spec, slot, self.typesetter, on_dark)
        return None

    def _fit(self, spec: Clinic, slot: SlotArea) -> tuple[Column, Fit | None]:
        stack, taken = self._stack(spec, slot)
        column = Column(stack, slot.area.width - taken, slot.area.height)
        fits = best((column,), spec.copyfit)
        return column, fits[0] if fits else None

    def _details(self, slot: SlotArea, spec: Clinic) -> Iterator[Thing]:
        column, fit = self._fit(spec, slot)
        mark = self._mark(spec, slot)
        if mark is not None:
            yield from mark.place()
        if fit is not None and column.stack.items:
            area = slot.area
            left = area.x + (0.0 if self.setting.rtl else area.width - column.width)
            yield from column.stack.place(Area(left, area.top, column.width, area.height), fit)

    def _too_long(self, slot: SlotArea, spec: Clinic) -> Iterator[Problem]:
        column, fit = self._fit(spec, slot)
        if fit is not None or not column.stack.items:
            return
        name = self.setting.layout.name
        words = [
            element for element in self._elements(tuple(spec.clinic), slot.treatment) if element.role is not Role.FIGURE
        ]
        longest = max(words, key=lambda element: len(element.text))
        place = next((text.place for text in walk(longest) if isinstance(text, Text) and text.place), None)
        yield Problem(
            place or Place(f"layouts/{name}.yaml"),
            f'Too long for its place on the layout "{name}". Shorten it, or use a layout with more room for it.',
        )

    def _code(self, slot: SlotArea, spec: Qr) -> Iterator[Thing]:
        link = next(iter(self._elements(("qr-link",), slot.treatment)), None)
        if link is None or link.target is None:
            return
        figure = next(kid for kid in walk(link) if isinstance(kid, Element) and kid.role is Role.FIGURE)
        area, size = slot.area, spec.qr
        least = smallest_width(link.target)
        if size < least:
            raise ContentInvalid(_too_fine(figure, link, self.setting.layout.name))
        x, y = area.x + (area.width - size) / 2, area.top - (area.height + size) / 2
        card = Shape(rounded(x, y, size, size, spec.radius), fill="qr-ground")
        yield PlacedArt((card,))
        code = symbol(link.target)
        yield PlacedArt(code.items, figure.id, (x, y, size, size), (x, y, size / code.width))
        yield PlacedLink(x, y, size, size, link.target, link.alt or figure.alt or link.target, link.id)


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
