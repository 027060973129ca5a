"""Setting: elements of a document become blocks of set type, in the styles of a layout."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Role, Text, Weight, walk
from handouts.graphics.drawing import Drawing, Shape, circle
from handouts.graphics.icons import GRID, icon
from handouts.memo import Memo
from handouts.typeset.galley import Fit, Grid, Joined, Part, Stack, Stacked
from handouts.typeset.lines import Item, Label, Para, WriteIn, first_of
from handouts.typeset.paragraph import Paragraph, Span
from handouts.typeset.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handouts.boxes import ListStyle, TextStyle
    from handouts.layouts import Layout
    from handouts.typeset.bidi import Direction
    from handouts.typeset.fonts import Face, FontSet
    from handouts.typeset.galley import Block
    from handouts.typeset.shaping import Shaper

#: Styles that are set like another one where a layout has none for them.
_LIKE = {"part": "also-called"}

#: The levels of headings in the outline, which viewers show as bookmarks.
_LEVELS: Mapping[Role, int] = {Role.H1: 1, Role.H2: 2}
_STRONGER = {Weight.REGULAR: Weight.STRONG, Weight.EMPHASIS: Weight.STRONG_EMPHASIS}
_UPRIGHT = {Weight.EMPHASIS: Weight.STRONG, Weight.STRONG_EMPHASIS: Weight.STRONG}

#: How much of the spare white goes between a heading and the list below it, to one share between two items.
_HEADING_SHARE = 0.5

#: The icon beside a note that closes a grid.
_NOTE_ICON = "info"


def links_of(root: Element) -> dict[int, Element]:
    """For each Text that lies in a Link, by its id, that Link."""
    links: dict[int, Element] = {}
    for node in walk(root):
        if isinstance(node, Element) and node.role is Role.LINK:
            links |= {text.id: node for text in walk(node) if isinstance(text, Text)}
    return links


@dataclass(frozen=True, slots=True)
class Setting:
    """How elements are set: a layout's styles, the fonts, and what must be known of the document."""

    layout: Layout
    fonts: FontSet
    shaper: Shaper
    lang: str
    rtl: bool
    links: Mapping[int, Element] = field(default_factory=dict)
    #: In this frame, one style stands for another.
    styles: Mapping[str, str] = field(default_factory=dict)
    repeated: bool = False
    #: Every style follows the scale: in the clinic's places.
    all_scale: bool = False
    #: Icons in front of lines, and paragraphs by their words: both are the same in many clinics' places.
    icons: Memo[Drawing] = field(default_factory=partial(Memo, 64))
    paragraphs: Memo[Paragraph] | None = None
    #: The level of each heading in the outline.
    levels: Mapping[Role, int] = field(default_factory=lambda: _LEVELS)

    def with_styles(self, styles: Mapping[str, str]) -> Setting:
        """The same, with styles that stand for others in one frame."""
        return replace(self, styles=styles)

    def gap(self, element: Element, gap: float) -> float:
        """The gap above an element in a stack: its style's own, or the one given."""
        return self.style(element.style).before or gap

    def style(self, name: str, context: str = "") -> TextStyle:
        """The style for ``name`` within ``context``: the most particular one that the layout has."""
        for candidate in (f"{context}.{name}", name):
            found = self.layout.styles.get(self.styles.get(candidate, candidate))
            if found:
                return found
        return self.layout.styles.get(_LIKE.get(name, "text")) or self.layout.styles["text"]

    def list_style(self, name: str) -> ListStyle:
        """The style of a list, or of lists in general."""
        lists = self.layout.lists
        return lists.get(self.styles.get(f"list.{name}", name)) or lists["default"]

    def face(self, style: TextStyle) -> Face:
        """The face that a style begins with, for its metrics."""
        return self.fonts.chain(style.face, style.weight)[0]

    def para(self, element: Element, context: str = "") -> Para:
        """A paragraph, heading or label."""
        style = self._own_style(element, context)
        return self._para(element, style, self._spans(element, style))

    def _own_style(self, element: Element, context: str) -> TextStyle:
        style = self.style(_style_name(element), context)
        return style.model_copy(update={"scales": True}) if self.all_scale else style

    def _para(self, element: Element, style: TextStyle, spans: tuple[Span, ...]) -> Para:
        level = None if self.repeated else self.levels.get(element.role)
        return Para(
            paragraph=self._paragraph(spans, phrases=style.phrases),
            style=style,
            face=self.face(style),
            links=self.links,
            rtl=self.rtl,
            repeated=self.repeated,
            heading=(level, element.text, element.id) if level else None,
        )

    def _paragraph(self, spans: tuple[Span, ...], *, phrases: bool) -> Paragraph:
        direction: Direction = "rtl" if self.rtl else "ltr"
        make = partial(Paragraph, spans, self.shaper, direction, phrases)
        if self.paragraphs is None:
            return make()
        return self.paragraphs.get((spans, direction, phrases), make)

    def _spans(self, element: Element, style: TextStyle) -> tuple[Span, ...]:
        return tuple(self._span(text, style) for text in walk(element) if isinstance(text, Text))

    def _span(self, text: Text, style: TextStyle) -> Span:
        weight = text.weight if self.layout.italics else _UPRIGHT.get(text.weight, text.weight)
        if style.weight is Weight.STRONG:
            weight = _STRONGER.get(weight, weight)
        return Span(text.words, style.face, weight, text.id, text.lang or self.lang, text.keep)

    def words(self, element: Element, context: str = "") -> Block:
        """A paragraph, with what its style puts around it: an icon in front, lines to write on below."""
        style = self._own_style(element, context)
        spans = self._spans(element, style)
        split = sentences(spans) if style.sentence_gap else (spans,)
        paras = tuple(self._para(element, style, part) for part in split)
        if style.write_in:
            return WriteIn(paras[0], style.write_in, style.write_gap)
        block = (
            paras[0] if len(paras) == 1 else Stack(tuple(Stacked(para, style.sentence_gap or 0.0) for para in paras))
        )
        if not style.icon and not style.hang:
            return block
        drawing = self._icon(style) if style.icon else None
        label = Label((style.icon_size or style.size * _ICON_SIZE) if drawing else 0.0, drawing)
        return Item(label, block, style.hang, paras[0], self.rtl, style.icon_at == "top")

    def _icon(self, style: TextStyle) -> Drawing:
        key = str(style.icon), style.icon_colour
        return self.icons.get(key, partial(icon, *key))

    def section(self, element: Element, *, heading: bool = True, body: bool = True) -> Part:
        """A section: its heading, its body, or both."""
        return Part(Stack(tuple(self._stacked(self._kids(element, heading, body), element.style))), element)

    def _kids(self, element: Element, heading: bool, body: bool) -> Iterator[Element]:  # noqa: FBT001 - two halves of one thing
        for kid in element.kids:
            if isinstance(kid, Element) and (heading if kid.role is Role.H2 else body):
                yield kid

    def _stacked(self, elements: Iterable[Element], context: str) -> Iterator[Stacked]:
        kids = list(elements)
        note = self._note_for_grid(kids)
        above: Element | None = None
        for kid in kids:
            if kid is note:
                continue
            if kid.role is Role.L:
                yield Stacked(
                    self._list(kid, note), self.list_style(kid.style).before, _HEADING_SHARE, firm=True, tied=True
                )
            else:
                firm = above is not None and above.role is Role.H2
                tied = kid.style == "note" or (above is not None and above.role in {Role.H2, Role.H3})
                yield replace(self.under(kid, context), firm=firm, tied=tied)
            above = kid

    def under(self, element: Element, context: str = "") -> Stacked:
        """A paragraph under another: by its style's own gap, or as the next line would stand."""
        block, style = self.words(element, context), self.style(_style_name(element), context)
        if style.before:
            share = {Role.H3: 2.0, Role.H2: 2.0}.get(element.role, 1.0 if element.style == "note" else 0.0)
            return Stacked(block, style.before, share)
        leading = style.leading - self.face(style).cap_height * style.size
        return Stacked(block, leading, scales=style.scales)

    def _note_for_grid(self, kids: list[Element]) -> Element | None:
        """The closing note, if the list before it is a grid with an empty place at its end that the note may take."""
        lists = [kid for kid in kids if kid.role is Role.L]
        note = kids[-1] if kids and kids[-1].style == "note" else None
        if note is None or len(lists) != 1:
            return None
        style = self.list_style(lists[0].style)
        return note if style.note_in_grid and len(lists[0].kids) % style.columns else None

    def _list(self, element: Element, note: Element | None) -> Block:
        style = self.list_style(element.style)
        mark = _mark(style)
        cells = [self._item(item, style, element.style, mark) for item in element.kids if isinstance(item, Element)]
        if note is not None:
            para = self.para(note, f"{element.style}.grid")
            label = Label(style.size, icon(_NOTE_ICON, style.colour))
            cells.append(Item(label, para, style.hang, para, self.rtl))
        if style.columns > 1:
            return Grid(tuple(cells), style.columns, style.gap, style.column_gap, self.rtl)
        if style.connector and cells:
            drop = (style.size if style.label_at == "top" else cells[0].first.cap(0, Fit())) / 2
            return Joined(tuple(cells), style.gap, style.size / 2, drop, style.size / 2, "line", self.rtl)
        inset = (0.0, style.hang) if self.rtl else (style.hang, 0.0)
        last = len(cells) - 1  # which never stands alone at the top of a page
        return Stack(
            tuple(
                Stacked(cell, style.gap, 1.0, rule=style.rule, rule_inset=inset, tied=nth == last)
                for nth, cell in enumerate(cells)
            )
        )

    def _item(self, item: Element, style: ListStyle, context: str, mark: Drawing | None) -> Item:
        label = next((kid for kid in item.kids if isinstance(kid, Element) and kid.role is Role.LBL), None)
        body = next(kid for kid in item.kids if isinstance(kid, Element) and kid.role is Role.LBODY)
        stack = Stack(tuple(self.under(kid, context) for kid in body.kids if isinstance(kid, Element)))
        hung = self._label(label, style) if label else Label(style.size, _drawing(item, style) or mark)
        return Item(hung, stack, style.hang, first_of(stack), self.rtl, style.label_at == "top")

    def _label(self, label: Element, style: ListStyle) -> Label:
        ring = (style.ground, style.ground_line) if style.label == "number" else None
        para = self.para(label)
        centred = para.style.model_copy(update={"align": "centre"})
        return Label(style.size, para=replace(para, style=centred), circle=ring)


#: An icon in front of a line, as a share of the line's size.
_ICON_SIZE = 1.15


def _style_name(element: Element) -> str:
    return "label" if element.role is Role.LBL else element.style


def _drawing(item: Element, style: ListStyle) -> Drawing | None:
    """An item's own icon, where the layout asks for icons."""
    return icon(item.graphic.name, style.colour) if style.label == "icon" and item.graphic is not None else None


def _mark(style: ListStyle) -> Drawing | None:
    """The mark beside each item that has no icon of its own."""
    if style.label in {"icon", "dot"}:
        return _dot(style.colour)
    return None if style.label in {"none", "number"} else icon(style.label, style.colour)


def _dot(role: str) -> Drawing:
    """A plain dot on the icons' grid, for lists without icons and for items that name none."""
    return Drawing(GRID, GRID, (Shape(circle(GRID / 2, GRID / 2, GRID / 8), fill=role),))
