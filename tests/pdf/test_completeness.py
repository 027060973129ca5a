from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handouts.document.elements import Document, Element, Role, Text, walk
from handouts.errors import ExitCode, PaintingIncomplete
from handouts.pdf.completeness import check
from handouts.typeset.pages import Layer, PlacedArt, PlacedLink, PlacedRun
from leaflets import METADATA, body, figure, imprint, link, p

if TYPE_CHECKING:
    from leaflets import Setter

TREE = body(p("Some words. ", link("a link", "https://a.example/")), figure("A picture."))


@pytest.fixture
def layer(setter: Setter) -> Layer:
    return setter.pages(Document("en", "ltr", TREE, imprint(), METADATA), bookmarks=False).pages[0].body


def the(role: Role) -> Element:
    return next(node for node in walk(TREE) if isinstance(node, Element) and node.role is role)


def words(text: str) -> int:
    return next(node.id for node in walk(TREE) if isinstance(node, Text) and node.words == text)


def test_a_whole_page_passes(layer: Layer) -> None:
    check(TREE, [layer])


def test_words_that_were_not_painted_are_named(layer: Layer) -> None:
    node = words("Some words. ")
    less = replace(layer, items=tuple(item for item in layer.items if item.node != node))
    with pytest.raises(PaintingIncomplete, match=re.escape('"Some words. " is on the page as ""')) as raised:
        check(TREE, [less])
    assert raised.value.exit_code is ExitCode.BUG


def test_words_painted_twice_are_named(layer: Layer) -> None:
    again = next(item for item in layer.items if isinstance(item, PlacedRun))
    with pytest.raises(PaintingIncomplete, match=re.escape('as "Some words. Some words. "')):
        check(TREE, [replace(layer, items=(*layer.items, again))])


def test_words_cut_short_are_named(layer: Layer) -> None:
    def cut(item: PlacedRun) -> PlacedRun:
        return replace(item, run=replace(item.run, text=item.run.text[:-3]))

    items = tuple(cut(item) if isinstance(item, PlacedRun) else item for item in layer.items)
    with pytest.raises(PaintingIncomplete, match='"a link" is on the page as "a l"'):
        check(TREE, [replace(layer, items=items)])


def test_white_space_is_the_typesetters(layer: Layer) -> None:
    def trimmed(item: PlacedRun) -> PlacedRun:
        return replace(item, run=replace(item.run, text=item.run.text.replace(" ", "\u00a0").strip()))

    items = tuple(trimmed(item) if isinstance(item, PlacedRun) else item for item in layer.items)
    check(TREE, [replace(layer, items=items)])


def test_a_figure_that_was_not_drawn_is_named(layer: Layer) -> None:
    node = the(Role.FIGURE).id
    less = replace(layer, items=tuple(item for item in layer.items if item.node != node))
    with pytest.raises(PaintingIncomplete, match='the figure "picture" is not on the page'):
        check(TREE, [less])


def test_a_figure_without_words_is_named() -> None:
    tree = body(replace(figure("x"), alt="  "))
    drawn = Layer((PlacedArt((), 1),))
    with pytest.raises(PaintingIncomplete, match="no alternative description"):
        check(tree, [drawn])


def test_a_link_that_cannot_be_clicked_is_named(layer: Layer) -> None:
    with pytest.raises(PaintingIncomplete, match=re.escape("the link to https://a.example/ cannot be clicked")):
        check(TREE, [replace(layer, links=())])


def test_a_link_that_leads_nowhere_is_named(layer: Layer) -> None:
    link = replace(the(Role.LINK), target=None)
    tree = Element(Role.DIV, "tree", (link,), id=TREE.id)
    nodes = {node.id for node in walk(tree)}
    items = tuple(item for item in layer.items if item.node in nodes)
    with pytest.raises(PaintingIncomplete, match="the link to None cannot be clicked"):
        check(tree, [replace(layer, items=items)])


def test_a_link_of_no_element_is_named(layer: Layer) -> None:
    stray = PlacedLink(0, 0, 1, 1, TREE.id)
    with pytest.raises(PaintingIncomplete, match="names the node 0, which is no Link"):
        check(TREE, [replace(layer, links=(*layer.links, stray))])


def test_something_of_another_document_is_named(layer: Layer) -> None:
    with pytest.raises(PaintingIncomplete, match="names the node 999"):
        check(TREE, [replace(layer, items=(*layer.items, PlacedArt((), 999)))])


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(PaintingIncomplete) as raised:
        check(TREE, [Layer()])
    assert str(raised.value).count(";") == 3
