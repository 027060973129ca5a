from __future__ import annotations

from handouts.document.elements import Document, Element, Imprint, Metadata, Role, Text, numbered, walk
from handouts.document.unlinked import unlinked

METADATA = Metadata("Title", "Author", "Subject", "code", "2026-03-01", "")


def link(words: str) -> Element:
    return Element(Role.LINK, "link", (Text(words),), alt="Open it", target="https://alder.example")


def test_no_link_is_left_and_every_word_stays_where_it_was() -> None:
    body = numbered(Element(Role.DOCUMENT, "document", (Element(Role.P, "text", (Text("See "), link("this"))),)))
    part = numbered(Element(Role.DIV, "contact", (link("alder.example"),)))
    before = Document("en", "ltr", body, Imprint((("contact", part),)), METADATA)
    after = unlinked(before)
    for old, new in ((before.body, after.body), (before.imprint.part("contact"), after.imprint.part("contact"))):
        assert [node.id for node in walk(old)] == [node.id for node in walk(new)]
        assert old.text == new.text
        assert not [node for node in walk(new) if isinstance(node, Element) and (node.target or node.role is Role.LINK)]
        assert [node for node in walk(new) if isinstance(node, Element) and node.role is Role.SPAN]
