"""Framing: the boxes of a layout, filled with the parts of a document that they ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.boxes import Box, Clinic, Folio, Picture, Qr, Repeat, Row, Show, Sign, Space
from handouts.boxes.paper import PageLayout
from handouts.document.elements import Element, Role
from handouts.graphics.icons import icon
from handouts.graphics.illustrations import illustration
from handouts.typeset.frames import Art, Blank, Kept, Numbered, Panel, Side, shows
from handouts.typeset.galley import Stack, Stacked
from handouts.typeset.slots import nodes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.boxes import Node
    from handouts.layouts import Layout
    from handouts.typeset.galley import Block
    from handouts.typeset.grounds import Edges
    from handouts.typeset.setting import Setting


@dataclass(frozen=True, slots=True)
class Framing:
    """A layout's boxes around one document body."""

    setting: Setting
    body: Element
    #: In a bundle, the number of the treatment that ``body`` is, counted from 1.
    treatment: int = 0
    #: Whether there is something to book by: without it, no place is kept for the code and the address.
    booking: bool = True
    #: How far over the trim grounds may run, in points; None where nobody cuts.
    bleed: float | None = None
    #: Those of the frame that is being filled.
    edges: Edges | None = None

    def stack(self, nodes: tuple[Node, ...], gap: float) -> Stack:
        """The stack of a frame on bare paper; ``gap`` stands between two boxes, in points."""
        return self._stack(nodes, gap, "paper")

    def _stack(self, nodes: tuple[Node, ...], gap: float, ground: str, align: str = "top") -> Stack:
        items: list[Stacked] = []
        for node in nodes:
            block = self._frame(node, ground)
            if _is_nothing(block):
                continue
            before = gap if node.before is None else node.before
            items.append(Stacked(block, before, grow=node.grow))
        return Stack(tuple(items), align)

    def _frame(self, node: Node, ground: str) -> Block:
        block = _FRAMES[type(node)](self, node, ground)
        return _NOTHING if isinstance(node, Box | Row) and PageLayout.asks((node,)) and not shows(block) else block

    def _box(self, node: Box, ground: str) -> Block:
        return Panel(node, self._stack(node.box, node.gap, node.fill or ground, node.align), self.edges)

    def _row(self, node: Row, ground: str) -> Block:
        """What is empty leaves its width to the others, and those their own height: a ground has words on it.

        If none of the others is open, the last becomes so. A box that is left alone has the widest padding of them all
        at its sides, so that its words begin where those of the boxes above and below do.
        """
        kids = [(kid, block) for kid in node.row if not _is_nothing(block := self._frame(kid, ground))]
        if len(kids) == 1 < len(node.row) and isinstance(alone := kids[0][0], Box):
            kids = [(alone, self._frame(_inset(alone, node), ground))]
        blocks, widths = tuple(block for _, block in kids), [_width(kid) for kid, _ in kids]
        if len(widths) < len(node.row) and None not in widths:
            widths[-1:] = [None] if widths else []
        full = len(widths) == len(node.row)
        align = node.align if full or node.align != "stretch" else "top"
        return Side(blocks, tuple(widths), node.gap, align, self.setting.rtl, self.setting.layout.name)

    def _show(self, node: Show, _ground: str) -> Block:
        setting = replace(self.setting, styles=dict(node.styles))
        items: list[Stacked] = []
        for element, half in self.parts(node.show):
            if element.role is Role.SECT:
                block: Block = setting.section(element, heading=half != "body", body=half != "heading")
                items.append(Stacked(block, node.section_gap, 2.0, rule=node.rule))
            else:
                items.append(setting.under(element))
        return Stack(tuple(items))

    def _repeat(self, node: Repeat, _ground: str) -> Block:
        setting = replace(self.setting, styles=dict(node.styles), repeated=True)
        words = (setting.words(element) for name in node.repeat for element in self._before(name))
        return Stack(tuple(Stacked(block) for block in words))

    def _before(self, name: str) -> tuple[Element, ...]:
        """What was shown before: here, or by the first treatment of a bundle that shows it."""
        roots = (self.body, *treatments_of(self.body))
        found = (tuple(kid for kid in root.kids if isinstance(kid, Element) and kid.style == name) for root in roots)
        return next((elements for elements in found if elements), ())

    def _clinic(self, node: Clinic | Qr, ground: str) -> Block:
        for_booking = isinstance(node, Qr) or set(node.clinic) == {"booking-link"}
        return Kept(node, ground, self.treatment) if self.booking or not for_booking else _NOTHING

    def _picture(self, node: Picture, _ground: str) -> Block:
        figure = next((kid for kid in self.body.kids if isinstance(kid, Element) and kid.style == "picture"), None)
        if figure is None or figure.graphic is None:
            return Art(illustration("motif"), node.picture)
        return Art(illustration(figure.graphic.name), node.picture, figure.id)

    def _sign(self, node: Sign, _ground: str) -> Block:
        return Art(icon(node.sign, node.colour), node.size)

    def _folio(self, node: Folio, _ground: str) -> Block:
        style = self.setting.style(node.folio)
        return Numbered(node.folio, self.setting.face(style).cap_height * style.size)

    def _space(self, node: Space, _ground: str) -> Block:
        return Blank(node.space)

    def _goes_with(self, kid: Element, kind: str) -> bool:
        """Whether a part stands where another is asked for: other sections in a rest, a subtitle by a title."""
        layout = self.setting.layout
        if kind == "rest":
            return is_rest(kid, layout)
        return _WITH.get(kid.style) == kind and kid.style not in kinds_named(layout)

    def parts(self, names: tuple[str, ...]) -> Iterator[tuple[Element, str]]:
        """The elements that a *show* names, each with the half of it that is meant ("" for all of it)."""
        kids = [kid for kid in self.body.kids if isinstance(kid, Element)]
        for name in names:
            kind, _, half = name.partition("/")
            for kid in kids:
                if kid.style == kind or self._goes_with(kid, kind):
                    yield kid, half


#: What a box comes to in which nothing is shown.
_NOTHING = Stack(())


def has_booking(body: Element) -> bool:
    """Whether the body asks people to book: it does where the clinic says how, and the layout shows it."""
    return any(isinstance(kid, Element) and kid.style == "booking" for kid in body.kids)


def _is_nothing(block: Block) -> bool:
    return isinstance(block, Stack) and not block.items


#: What goes with another part where the layout keeps no place of its own for it.
_WITH = {"part": "title"}

#: The style of the element that holds one treatment of several.
TREATMENT = "treatment"


def treatments_of(body: Element) -> tuple[Element, ...]:
    """The treatments of a bundle; none where the body is a single one."""
    return tuple(kid for kid in body.kids if isinstance(kid, Element) and kid.style == TREATMENT)


def is_rest(element: Element, layout: Layout) -> bool:
    """Whether a section is of a kind that no slot of the layout names: it flows where the layout says ``rest``."""
    return element.role is Role.SECT and element.style not in {TREATMENT, *kinds_named(layout)}


def kinds_named(layout: Layout) -> frozenset[str]:
    """All names of parts in all slots of a layout, without their halves."""
    return frozenset(
        name.partition("/")[0] for node in nodes_in(layout) if isinstance(node, Show) for name in node.show
    )


def _inset(alone: Box, row: Row) -> Box:
    """A box of a row with the widest of the row's padding on its left and its right."""
    side = max(max(kid.padding[1], kid.padding[3]) for kid in row.row if isinstance(kid, Box))
    top, _, bottom, _ = alone.padding
    return alone.model_copy(update={"padding": (top, side, bottom, side)})


def _width(node: Node) -> float | None:
    if node.width is not None:
        return node.width
    if isinstance(node, Picture):
        return node.picture
    if isinstance(node, Qr):
        return node.qr
    return node.size if isinstance(node, Sign) else None


_FRAMES: dict[type, Callable[..., Block]] = {
    Box: Framing._box,  # noqa: SLF001 - a table of its own methods, by type
    Row: Framing._row,  # noqa: SLF001
    Show: Framing._show,  # noqa: SLF001
    Repeat: Framing._repeat,  # noqa: SLF001
    Clinic: Framing._clinic,  # noqa: SLF001
    Qr: Framing._clinic,  # noqa: SLF001
    Picture: Framing._picture,  # noqa: SLF001
    Sign: Framing._sign,  # noqa: SLF001
    Folio: Framing._folio,  # noqa: SLF001
    Space: Framing._space,  # noqa: SLF001
}
