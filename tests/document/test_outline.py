from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.elements import (
    Document,
    Element,
    Graphic,
    Imprint,
    Metadata,
    Role,
    Slot,
    Text,
    Weight,
    numbered,
)
from handouts.document.outline import outline

if TYPE_CHECKING:
    from collections.abc import Callable

LINK = Element(Role.LINK, "link", (Text("01632 960 123", keep=True),), target="tel:+44", alt="Call")


def document(*kids: Element | Slot, notice: str = "Sample") -> Document:
    call = Element(Role.DIV, "call", (Element(Role.P, "phone", (LINK,)),))
    return Document(
        lang="en",
        direction="ltr",
        body=numbered(Element(Role.DOCUMENT, "document", kids)),
        imprint=Imprint((("call", numbered(call)),)),
        metadata=Metadata("Needling at Alder", "someone", "About", "a 1.0 en a4", "2026-03-01", notice),
    )


def test_an_outline_shows_types_styles_words_and_where_links_lead(golden: Callable[[str], None]) -> None:
    marked = (
        Text("Plain "),
        Text("strong ", Weight.STRONG),
        Text("leaning", Weight.EMPHASIS),
        Text(" both", Weight.STRONG_EMPHASIS),
        Text(" 9\u00a0am "),
        Text("après", lang="fr"),
    )
    item = Element(
        Role.LI,
        "item",
        (Element(Role.LBL, "number", (Text("1"),)), Element(Role.LBODY, "body", (Element(Role.P, "text", marked),))),
        graphic=Graphic("icon", "sun"),
    )
    figure = Element(Role.FIGURE, "picture", alt="Needles", graphic=Graphic("illustration", "needling"))
    code = Element(Role.LINK, "qr-link", (figure,), target="https://x.example", alt="Open")
    steps = Element(Role.L, "steps", (item,), numbering="Decimal")
    heading = Element(Role.H2, "heading", (Text("What happens"),))
    section = Element(Role.SECT, "steps", (heading, steps, Slot("call")), name="process")
    golden(outline(document(Element(Role.H1, "title", (Text("Title"),)), figure, section, code)))


def test_a_reviewed_leaflet_has_no_notice_in_its_outline() -> None:
    assert outline(document(notice="")).splitlines()[1] == "a 1.0 en a4, en, ltr, 2026-03-01"
