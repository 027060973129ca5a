"""The typesetter at work: fonts and what is remembered of them, and the two halves of a document put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handouts.document.elements import Element, Text, walk
from handouts.errors import GlyphsMissing, Place, Problem
from handouts.graphics.qr import symbol
from handouts.memo import Memo
from handouts.typeset.body import typeset_body
from handouts.typeset.imprint import typeset_imprint
from handouts.typeset.pages import Page, Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from handouts.document.elements import Document
    from handouts.graphics.drawing import Drawing
    from handouts.graphics.images import Picture
    from handouts.graphics.logos import AnyLogo
    from handouts.layouts import Layout
    from handouts.typeset.body import Body, Leaf
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.galley import Thing
    from handouts.typeset.imprint import Filled
    from handouts.typeset.paragraph import Paragraph
    from handouts.typeset.shaping import Shaper

_DUPLEX: Mapping[str, Literal["DuplexFlipLongEdge", "DuplexFlipShortEdge"] | None] = {
    "none": None,
    "long-edge": "DuplexFlipLongEdge",
    "short-edge": "DuplexFlipShortEdge",
}


@dataclass(frozen=True, slots=True)
class Typesetter:
    """What typesetting needs beside its input: fonts, shaped runs remembered, a reader of logos, a maker of codes."""

    fonts: FontSet
    shaper: Shaper
    picture: Callable[[str, Place], AnyLogo]
    #: The QR code of a link.
    code: Callable[[str], Drawing] = symbol
    #: Places of imprints that were filled, by all that they are filled from.
    filled: Memo[Filled] = field(default_factory=partial(Memo, 160))
    #: The details of clinics as they were set for places of one size, and whether it holds them.
    details: Memo[tuple[tuple[Thing, ...], bool]] = field(default_factory=partial(Memo, 160))
    #: What of the parts of imprints must be placed, logos in the sizes that they are shown in, and icons.
    leaves: Memo[tuple[Leaf, ...]] = field(default_factory=partial(Memo, 160))
    shrunk: Memo[Picture] = field(default_factory=partial(Memo, 32))
    icons: Memo[Drawing] = field(default_factory=partial(Memo, 64))
    #: Paragraphs of the clinics' places, by their words, in this typesetter's fonts.
    paragraphs: Memo[Paragraph] = field(default_factory=partial(Memo, 160))

    def check_glyphs(self, root: Element) -> None:
        """Every letter and sign of the words has a glyph in some font.

        Raises:
            GlyphsMissing: with a problem for each run of words that holds one that has none.
        """
        problems = []
        for node in walk(root):
            if isinstance(node, Text):
                missing = self.shaper.coverage(node.words, "text", node.weight)
                problems += [_no_glyph(node, character) for character in missing]
        if problems:
            raise GlyphsMissing(problems)


def _no_glyph(text: Text, character: str) -> Problem:
    return Problem(
        text.place or Place("locales"),
        f"no font can show {character!r} (U+{ord(character):04X}). Write it in words, or use another sign.",
    )


def typeset(document: Document, layout: Layout, typesetter: Typesetter, *, dark: bool) -> Pages:
    """A document on the pages of a layout. ``dark`` says whether the brand's hero is dark: it chooses the logo.

    Raises:
        ContentInvalid: the layout has no place for something; a glyph or a picture is missing.
        Overset: words do not fit.
    """
    body = typeset_body(document.body, document.lang, document.direction, layout, typesetter)
    return with_imprint(body, document, layout, typesetter, dark=dark)


def with_imprint(body: Body, document: Document, layout: Layout, typesetter: Typesetter, *, dark: bool) -> Pages:
    """A body that is set already, with a clinic's imprint on it.

    Raises:
        ContentInvalid: a glyph or a picture of the clinic's is missing.
        Overset: the clinic's words do not fit their places.
    """
    layers = typeset_imprint(body, document, layout, typesetter, dark=dark)
    pages = tuple(
        Page(page.width, page.height, page.layer, layer, bleed=page.bleed, slug=page.slug)
        for page, layer in zip(body.pages, layers, strict=True)
    )
    duplex = None if body.press else _DUPLEX[layout.duplex]  # a print shop imposes pages as its press needs them
    return Pages(pages, body.bookmarks, duplex, body.scale)
