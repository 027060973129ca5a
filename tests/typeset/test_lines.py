from __future__ import annotations

import pytest

from handouts.boxes import TextStyle
from handouts.document.elements import Weight
from handouts.graphics.drawing import Drawing, Shape, circle
from handouts.typeset.fonts import default_fonts
from handouts.typeset.galley import Area, Fit
from handouts.typeset.lines import Item, Label, Para
from handouts.typeset.pages import PlacedArt, PlacedRun
from handouts.typeset.paragraph import Paragraph, Span
from handouts.typeset.place import TooWide
from handouts.typeset.shaping import Shaper

FONTS = default_fonts()
SHAPER = Shaper(FONTS)
STYLE = TextStyle(size=30, leading=34, smallest=20, tracking=-12)


def para(words: str, style: TextStyle = STYLE) -> Para:
    paragraph = Paragraph((Span(words, "text", Weight.REGULAR, 1, "en"),), SHAPER, "ltr")
    return Para(paragraph, style, FONTS.chain("text", Weight.REGULAR)[0], {})


def widths(words: str, width: float) -> list[float]:
    """By how much words stick out of a column."""
    placed = para(words).place(Area(0, 0, width, 100), Fit())
    return [thing.over for thing in placed if isinstance(thing, TooWide)]


@pytest.mark.parametrize("words", ["Microneedling", "Microneedling for scars"])
def test_a_title_shrinks_until_its_widest_word_stays_within_the_column(words: str) -> None:
    whole = para("Microneedling").paragraph.width(30, STYLE.tracking)
    title = para(words, STYLE.model_copy(update={"lines": 2}))
    assert title.size(whole + 1, Fit()) == 30
    assert title.size(whole * 0.9, Fit()) == pytest.approx(27, abs=0.5)
    assert widths("Microneedling", whole * 0.9) == []


def test_no_title_shrinks_below_its_smallest_size() -> None:
    whole = para("Microneedling").paragraph.width(30, STYLE.tracking)
    assert para("Microneedling").size(whole * 0.5, Fit()) == 20
    assert len(widths("Microneedling", whole * 0.5)) == 1


def hung(label: float, words: str, *, at_top: bool) -> tuple[float, float, float, float]:
    """An item's height, the top and bottom of its round label, and its last baseline, all down from its top."""
    text = para(words, TextStyle(size=10, leading=14))
    disc = Drawing(2, 2, (Shape(circle(1, 1, 1), fill="strong"),))
    item = Item(Label(label, disc), text, label + 5, text, at_top=at_top)
    width = label + 5 + 60
    height = item.height(width, Fit())
    things = list(item.place(Area(0, 0, width, height), Fit()))
    (art,) = [thing for thing in things if isinstance(thing, PlacedArt)]
    ups = [up for shape in art.items for step in shape.steps for up in step[2::2]]
    runs = [thing for thing in things if isinstance(thing, PlacedRun)]
    assert min(run.x for run in runs) == pytest.approx(label + 5)
    return height, -max(ups), -min(ups), -min(run.y for run in runs)


CAP = FONTS.chain("text", Weight.REGULAR)[0].cap_height * 10
LONG = "Words that take several lines in a column as narrow as this one is."


def test_a_label_on_the_line_has_its_middle_at_the_middle_of_the_first_line() -> None:
    height, top, bottom, last = hung(30, LONG, at_top=False)
    assert (top + bottom) / 2 == pytest.approx(CAP / 2)
    assert height == pytest.approx(last)
    assert hung(30, "Word", at_top=False)[0] == pytest.approx(CAP), "a label may stand out"


def test_a_large_label_begins_where_the_words_begin() -> None:
    height, top, bottom, last = hung(30, LONG, at_top=True)
    assert (top, bottom) == pytest.approx((0, 30))
    assert height == pytest.approx(last)
    assert last > 30


def test_words_lower_than_a_large_label_stand_beside_its_middle() -> None:
    height, top, bottom, last = hung(30, "Word", at_top=True)
    assert (top, bottom, height) == pytest.approx((0, 30, 30))
    assert last - CAP / 2 == pytest.approx(15)
