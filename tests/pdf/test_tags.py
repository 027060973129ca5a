from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

import reading
from handouts.document.elements import Document, Element, Role, Slot, Text
from handouts.pdf import paint
from leaflets import METADATA, Setter, body, figure, heading, imprint, items, link, p

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.graphics.images import Picture
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper

    Maker = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path, fonts: FontSet, shaper: Shaper, logo: Picture, brand: Palette) -> Maker:
    def make(
        *kids: Element | Slot, pages: int = 1, lang: str = "en", parts: dict[str, tuple[Element, ...]] | None = None
    ) -> Path:
        document = Document(lang, "ltr", body(*kids), imprint(**(parts or {})), METADATA)
        path = tmp_path / "made.pdf"
        path.write_bytes(paint(Setter(shaper, logo, pages).pages(document), document, brand, fonts))
        return path

    return make


def only(path: Path, role: str) -> list[reading.TreeElement]:
    return [element for element in reading.tree(path).walk() if element.role == role]


def test_the_tree_follows_the_document_and_not_the_painting(made: Maker) -> None:
    path = made(heading(1, "One"), Slot("middle"), p("Three"), parts={"middle": (p("Two"),)})
    assert reading.tree_words(path) == ["One", "Two", "Three"]
    assert [piece.text for piece in reading.pieces(path) if piece.mcid is not None] == ["One", "Three", "Two"]


def test_words_in_another_language_name_it(made: Maker) -> None:
    path = made(p("We say ", Text("bonjour", lang="fr"), " here ", Text("and there", lang="en"), "."))
    assert [(span.lang, len(span.kids)) for span in only(path, "Span")] == [("fr", 1)]
    assert reading.tree_blocks(path) == [("P", "We say bonjour here and there.")]


def test_an_element_in_another_language_names_it_once(made: Maker) -> None:
    path = made(p("Guten ", Text("Tag", lang="de"), lang="de"))
    assert [element.lang for element in only(path, "P")] == ["de"]
    assert only(path, "Span") == []


def test_a_figure_says_what_it_shows_and_where_it_lies(made: Maker) -> None:
    path = made(heading(1, "One"), figure("A needle."))
    with pikepdf.open(path) as pdf:
        (picture,) = [kid for kid in pdf.Root.StructTreeRoot.K.K if kid.S == "/Figure"]
        assert str(picture.Alt) == "A needle."
        assert (picture.A.O, picture.A.Placement) == ("/Layout", "/Block")
        assert [float(value) for value in picture.A.BBox] == pytest.approx([40, 683.89, 120, 763.89])


def test_lists_say_how_they_are_numbered(made: Maker) -> None:
    path = made(items("Wash.", numbering="Decimal"), items("Dry."))
    with pikepdf.open(path) as pdf:
        assert [kid.A.ListNumbering for kid in pdf.Root.StructTreeRoot.K.K] == ["/Decimal", "/None"]
    assert [[kid.role for kid in item.kids] for item in only(path, "LI")] == [["Lbl", "LBody"], ["LBody"]]


def test_a_link_over_lines_is_one_element_with_an_annotation_a_line(made: Maker) -> None:
    path = made(p(link("many words in one link " * 6, "https://a.example/")))
    (element,) = only(path, "Link")
    assert len(element.annotations) == 4
    assert {found.says for found in reading.links(path)} == {"Go to " + "many words in one link " * 6}


def test_a_paragraph_that_runs_over_pages_stays_one_element(made: Maker) -> None:
    path = made(p("Many short words make one long paragraph. " * 120), pages=2)
    (paragraph,) = only(path, "P")
    assert sorted({page for page, _ in paragraph.kids}) == [0, 1]


def test_what_holds_no_words_and_shows_nothing_is_left_out(made: Maker) -> None:
    path = made(Element(Role.SECT, "empty", (Element(Role.P, "text", ()),)), heading(1, "One"))
    assert [kid.role for kid in reading.tree(path).kids] == ["H1"]


def test_notes_have_names_of_their_own(made: Maker) -> None:
    note = Element(Role.NOTE, "note", (Text("Note."),))
    path = made(heading(1, "One"), note, note, Slot("foot"), parts={"foot": (note,)})
    with pikepdf.open(path) as pdf:
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        assert len(names) == 3
        assert {names[name].S for name in names} == {"/Note"}
        assert all(str(names[name].ID) == name for name in names)


def test_ids_of_nodes_may_be_the_same_in_body_and_imprint(made: Maker) -> None:
    path = made(p("Body"), Slot("one"), parts={"one": (p("Imprint"),)})
    assert reading.tree_blocks(path) == [("P", "Body"), ("P", "Imprint")]
