"""Small leaflets for tests of finished PDFs: documents, and their words placed line under line by a few lines here.

Nothing of ``handouts.typeset`` but shaping sets these pages, so that a fault there cannot hide one in ``handouts.pdf``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.document.elements import (
    Document,
    Element,
    Graphic,
    Imprint,
    Metadata,
    Node,
    Role,
    Slot,
    Text,
    Weight,
    numbered,
    walk,
)
from handouts.graphics.drawing import Clip, Shape, circle, rounded
from handouts.graphics.qr import symbol
from handouts.typeset.pages import Bookmark, Layer, Page, Pages, PlacedArt, PlacedLink, PlacedPicture, PlacedRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.graphics.images import Picture
    from handouts.typeset.pages import Placed
    from handouts.typeset.shaping import Shaper

WIDTH, HEIGHT = 595.276, 841.89
BOOKING = "https://book.alder.example/new?treatment=needling&clinic=alder"

METADATA = Metadata(
    title="Skin needling (gently) & <you>",
    author="The handouts project",
    subject="What happens, and how to look after your skin",
    code="NEEDLE-1.0-en-A4",
    date="2025-05-01",
    notice="Sample text, not clinically reviewed",
)

HEADINGS = frozenset({Role.H1, Role.H2, Role.H3})

#: Letters of a line before it is broken.
_MEASURE = 44
_SIZE, _LEADING = 9.0, 12.0


def p(*kids: Node | str, style: str = "text", lang: str | None = None) -> Element:
    """A paragraph."""
    return Element(Role.P, style, texts(kids), lang=lang)


def texts(kids: Iterable[Node | str]) -> tuple[Node, ...]:
    """Bare words as Texts."""
    return tuple(Text(kid) if isinstance(kid, str) else kid for kid in kids)


def heading(level: int, words: str) -> Element:
    """A heading of level 1 to 3."""
    return Element(Role(f"H{level}"), "heading", (Text(words, Weight.STRONG),))


def link(words: str, target: str) -> Element:
    """Words that lead somewhere."""
    return Element(Role.LINK, "link", (Text(words, keep=True),), target=target, alt=f"Go to {words}")


def items(*words: str, numbering: str = "None") -> Element:
    """A list; with numbering its labels are words."""
    kids = []
    for number, text in enumerate(words, start=1):
        label = (Element(Role.LBL, "label", (Text(f"{number}"),)),) if numbering == "Decimal" else ()
        kids.append(Element(Role.LI, "item", (*label, Element(Role.LBODY, "body", (p(text),)))))
    return Element(Role.L, "steps", tuple(kids), numbering="Decimal" if numbering == "Decimal" else "None")


def figure(alt: str, kind: str = "illustration") -> Element:
    """A picture that means something."""
    return Element(Role.FIGURE, "picture", alt=alt, graphic=Graphic("qr" if kind == "qr" else "illustration", kind))


def body(*kids: Element | Slot) -> Element:
    """A body's tree."""
    return numbered(Element(Role.DOCUMENT, "document", kids))


def imprint(**parts: tuple[Element, ...]) -> Imprint:
    """An imprint with one Div a part; ids run on from part to part."""
    done, start = [], 0
    for name, kids in parts.items():
        part = numbered(Element(Role.DIV, name, kids), start)
        done.append((name, part))
        start = 1 + max(node.id for node in walk(part))
    return Imprint(tuple(done))


def sample(clinic: str = "Alder Skin", phone: str = "020 7946 0018") -> Document:
    """A leaflet that has one of everything."""
    tree = body(
        Slot("masthead"),
        heading(1, "Microneedling & you"),
        p("A treatment with very fine needles. It is also called ", Text("collagen", Weight.STRONG), " therapy."),
        figure("Fine needles make tiny channels in the skin."),
        Element(
            Role.SECT,
            "steps",
            (
                heading(2, "What happens"),
                items(
                    "We numb your skin.",
                    "Then we begin; it takes half an hour, and you can stop at any time.",
                    numbering="Decimal",
                ),
            ),
        ),
        Element(
            Role.SECT,
            "points",
            (
                heading(2, "Good to know"),
                items("Your skin is warm.", "It is red for a day."),
                heading(3, "A word from abroad 🄯"),
                p("We say ", Text("crème fraîche", lang="fr"), " in French, and naïve here."),
                p(Text("Guten Tag, wie geht es?"), lang="de"),
                p("Read ", link("our source", "https://journal.example/a(b)?q=1&r=ü"), ", then ask."),
            ),
        ),
        Slot("call"),
        Slot("booking"),
    )
    code = Element(Role.LINK, "qr-link", (figure("QR code that leads to booking", "qr"),), target=BOOKING, alt="Book")
    clinic_parts = imprint(
        masthead=(figure(f"Logo of {clinic}", "logo"), p(clinic, style="clinic-name")),
        call=(
            p("Call ", link(phone, "tel:+442079460018"), " by day."),
            p("In an emergency call ", link("999", "tel:999"), "."),
        ),
        booking=(code, p(link("book.alder.example", BOOKING))),
    )
    return Document("en-GB", "ltr", tree, clinic_parts, METADATA)


@dataclass(slots=True)
class Setter:
    """Sets a document: body on the left, imprint on the right, down the page and on to the next."""

    shaper: Shaper
    logo: Picture | None = None
    page_count: int = 1
    _side: int = field(default=0, init=False)
    _y: float = field(default=0.0, init=False)

    def pages(self, document: Document, *, bookmarks: bool = True) -> Pages:
        """The document on its pages."""
        left = self._column(document.body, document, 40.0)
        root = Element(Role.DIV, "imprint", tuple(part for _, part in document.imprint.parts))
        right = self._column(root, document, 330.0)
        sides = tuple(Page(WIDTH, HEIGHT, _layer(left, side), _layer(right, side)) for side in range(self.page_count))
        return Pages(sides, tuple(_bookmarks(document.body, left)) if bookmarks else ())

    def _column(self, root: Element, document: Document, x: float) -> list[tuple[int, Placed | PlacedLink]]:
        self._side, self._y = 0, HEIGHT - 60
        ground = rounded(x - 12, 40, 270, HEIGHT - 80, 8)
        things: list[tuple[int, Placed | PlacedLink]] = [
            (side, PlacedArt((Shape(ground, fill="tint", stroke="line", width=0.7),)))
            for side in range(self.page_count)
        ]
        things += self._element(root, document, x, None)
        return things

    def _element(
        self, element: Element, document: Document, x: float, inside: Element | None
    ) -> Iterator[tuple[int, Placed | PlacedLink]]:
        inside = element if element.role is Role.LINK else inside
        if element.role is Role.FIGURE:
            yield from self._figure(element, x, inside)
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from self._element(kid, document, x, inside)
            elif isinstance(kid, Text):
                style = "heading" if element.role in HEADINGS else "text"
                yield from self._text(kid, style, document, x, inside)

    def _down(self, height: float) -> float:
        self._y -= height
        if self._y < 60 and self._side + 1 < self.page_count:
            self._side, self._y = self._side + 1, HEIGHT - 60 - height
        return self._y

    def _figure(self, element: Element, x: float, inside: Element | None) -> Iterator[tuple[int, Placed | PlacedLink]]:
        y = self._down(86)
        box = (x, y, 80.0, 80.0)
        kind = element.graphic.name if element.graphic else ""
        if kind == "logo" and self.logo is not None:
            yield self._side, PlacedPicture(self.logo, *box, node=element.id)
        elif kind == "qr":
            yield self._side, PlacedArt((Shape(rounded(*box, 3), fill="qr-ground"),))
            yield self._side, PlacedArt(symbol(BOOKING).at(x, y, 80), element.id, box)
        else:
            middle = circle(x + 40, y + 40, 30)
            art = (
                Shape(rounded(*box, 6), fill="art-ground"),
                Clip(middle, (Shape(middle, fill="art-1"), Shape(rounded(x, y, 40, 80, 0), fill="art-2"))),
                Shape(middle, stroke="art-ink", width=1.5, ends="round", joins="round", dash=(3.0, 2.0)),
            )
            yield self._side, PlacedArt(art, element.id, box)
        if inside is not None and inside.target is not None:
            yield self._side, PlacedLink(*box, inside.id)

    def _text(
        self, text: Text, style: str, document: Document, x: float, inside: Element | None
    ) -> Iterator[tuple[int, Placed | PlacedLink]]:
        rtl = document.direction == "rtl" and not text.words.isascii()
        for line in _lines(text.words):
            y = self._down(_LEADING)
            runs = self.shaper.shape(line, style, text.weight, text.lang or document.lang, int(rtl))
            width = sum(run.advance for run in runs) * _SIZE / 1000
            pen = x + width if rtl else x
            for run in runs:
                step = run.advance * _SIZE / 1000
                pen -= step if rtl else 0
                yield self._side, PlacedRun(pen, y, _SIZE, run, "strong" if inside else "ink", text.id)
                pen += 0 if rtl else step
            if inside is not None and inside.target is not None:
                yield self._side, PlacedLink(x, y - 2, width, _LEADING, inside.id)


def _lines(words: str) -> Iterator[str]:
    """The words in lines; each but the last ends with its space."""
    line = ""
    for word in words.replace(" ", " \n").split("\n"):
        if line and len(line) + len(word) > _MEASURE:
            yield line
            line = ""
        line += word
    yield line


def _layer(things: Iterable[tuple[int, Placed | PlacedLink]], side: int) -> Layer:
    here = [thing for at, thing in things if at == side]
    items_ = tuple(thing for thing in here if not isinstance(thing, PlacedLink))
    return Layer(items_, tuple(thing for thing in here if isinstance(thing, PlacedLink)))


def _bookmarks(root: Element, things: Iterable[tuple[int, Placed | PlacedLink]]) -> Iterator[Bookmark]:
    first = {thing.node: (side, thing) for side, thing in reversed(list(things)) if isinstance(thing, PlacedRun)}
    for node in walk(root):
        if isinstance(node, Element) and node.role in HEADINGS:
            text = next(kid for kid in walk(node) if isinstance(kid, Text))
            side, thing = first[text.id]
            yield Bookmark(node.text, int(node.role.value[1]), side, thing.y + 10, node.id)


def without(layer: Layer, node: int) -> Layer:
    """The layer without what shows a node."""
    return replace(layer, items=tuple(item for item in layer.items if item.node != node))


def words_meant(document: Document, *, alts: bool = False) -> list[str]:
    """The words of a document in reading order, the imprint's parts at their slots, counted from the values alone."""
    return " ".join(_meant(document.body, document, alts=alts)).split()


def _meant(element: Element, document: Document, *, alts: bool) -> Iterator[str]:
    line: list[str] = [element.alt] if alts and element.role is Role.FIGURE and element.alt else []
    for kid in element.kids:
        if isinstance(kid, Text):
            line.append(kid.words)
        elif (
            isinstance(kid, Element)
            and kid.role is Role.LINK
            and not any(isinstance(below, Element) and below.role is Role.FIGURE for below in walk(kid))
        ):
            line.append(kid.text)
        else:
            yield "".join(line)
            line.clear()
            if isinstance(kid, Element):
                yield from _meant(kid, document, alts=alts)
            else:
                parts = dict(document.imprint.parts)
                if kid.name in parts:
                    yield from _meant(parts[kid.name], document, alts=alts)
    yield "".join(line)
