from __future__ import annotations

import pytest

from handouts.boxes import TextStyle
from handouts.document.elements import Weight
from handouts.typeset.fonts import default_fonts
from handouts.typeset.galley import Area, Fit
from handouts.typeset.lines import Para
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
