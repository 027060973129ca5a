from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document.elements import Weight
from handouts.typeset.fonts import default_fonts
from handouts.typeset.paragraph import Paragraph, Span
from handouts.typeset.shaping import Shaper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.typeset.bidi import Direction
    from handouts.typeset.paragraph import Line, LineRun

SHAPER = Shaper(default_fonts())
SENTENCE = (
    "Your skin may feel warm, tight and a little sore after the treatment, much like mild sunburn; this settles within"
    " one to three days. Keep it clean and cool, drink water, and do not put make-up on it until the next morning."
)

WORDS = st.lists(
    st.sampled_from(
        ["a", "skin", "needling", "treatment", "5\u00a0mm", "Öl", "post-treatment", "אור", "12", "(רך)", "."]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)
MEASURE = st.floats(20, 300)
DIRECTION = st.sampled_from(["ltr", "rtl"])


def span(text: str, node: int = 1, *, keep: bool = False, weight: Weight = Weight.REGULAR, style: str = "text") -> Span:
    return Span(text, style, weight, node, "en", keep)


def paragraph(*spans: Span | str, direction: Direction = "ltr") -> Paragraph:
    return Paragraph(tuple(span(one) if isinstance(one, str) else one for one in spans), SHAPER, direction)


def text(line: Line) -> str:
    return "".join(run.run.text for run in line.runs)


def right(run: LineRun, size: float) -> float:
    return run.x + run.run.advance * size / 1000


def seen(line: Line) -> Iterable[str]:
    """The runs' texts from left to right, as they are seen."""
    return [run.run.text for run in sorted(line.runs, key=lambda run: run.x)]


@settings(deadline=None)  # the first example reads the fonts
@given(WORDS, MEASURE, DIRECTION, st.booleans())
def test_words_come_out_as_they_went_in(
    words: str,
    measure: float,
    direction: Direction,
    balance: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    lines = paragraph(words, direction=direction).lines(10, measure, balance=balance)
    assert "".join(map(text, lines)) == words


@settings(deadline=None)  # the first example reads the fonts
@given(WORDS, MEASURE, DIRECTION)
def test_counting_lines_is_making_them(words: str, measure: float, direction: Direction) -> None:
    made = paragraph(words, direction=direction)
    assert made.count(10, measure) == len(made.lines(10, measure)) == len(made.lines(10, measure, balance=True))


@settings(deadline=None)  # the first example reads the fonts
@given(WORDS, MEASURE, DIRECTION, st.floats(-20, 20))
def test_no_line_is_wider_than_the_measure_unless_it_is_one_word(
    words: str, measure: float, direction: Direction, tracking: float
) -> None:
    for line in paragraph(words, direction=direction).lines(10, measure, tracking=tracking):
        assert line.width <= measure + 0.001 or " " not in text(line).strip()


@settings(deadline=None)  # the first example reads the fonts
@given(WORDS, MEASURE, DIRECTION)
def test_every_line_but_the_last_ends_with_its_space(words: str, measure: float, direction: Direction) -> None:
    for line in paragraph(words, direction=direction).lines(10, measure)[:-1]:
        assert text(line)[-1] in " -"


@settings(deadline=None)  # the first example reads the fonts
@given(WORDS, MEASURE, DIRECTION, st.floats(-20, 20))
def test_runs_stand_side_by_side_from_the_lines_left_to_its_right(
    words: str, measure: float, direction: Direction, tracking: float
) -> None:
    size = 10.0
    for line in paragraph(words, direction=direction).lines(size, measure, tracking=tracking):
        track = {run: tracking * len([g for g in run.run.glyphs if g.advance]) * size / 1000 for run in line.runs}
        order = sorted(line.runs, key=lambda run: run.x)
        assert [run.x for run in order[1:]] == pytest.approx([right(run, size) + track[run] for run in order[:-1]])
        hanging = text(line)[-1:] == " " and SHAPER.shape(" ", "text", Weight.REGULAR, "en", 0)[0].advance + tracking
        space = (hanging or 0) * size / 1000
        assert order[0].x == pytest.approx(-space if direction == "rtl" else 0, abs=1e-6)
        end = right(order[-1], size) + track[order[-1]]
        seen_end = end - (space if direction == "ltr" else 0) - tracking * size / 1000
        assert seen_end == pytest.approx(line.width, abs=1e-6)


def test_a_paragraph_of_no_words_has_no_lines() -> None:
    for empty in (paragraph(), paragraph("")):
        assert (empty.lines(10, 100), empty.count(10, 100), empty.width(10)) == ((), 0, 0.0)


def test_the_width_of_all_words_is_that_of_one_long_line() -> None:
    made = paragraph(SENTENCE)
    (line,) = made.lines(10, 10_000)
    assert made.width(10) == pytest.approx(line.width)
    assert made.width(20) == pytest.approx(2 * line.width)
    assert made.width(10, tracking=-10) == pytest.approx(line.width - 0.1 * (len(SENTENCE) - 1))


def test_width_leaves_out_the_space_at_the_end() -> None:
    assert paragraph("skin ").width(10) == paragraph("skin").width(10)


def test_larger_type_makes_more_lines() -> None:
    made = paragraph(SENTENCE)
    counts = [made.count(size, 258) for size in (8, 10, 12, 14, 18)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_neighbouring_words_of_one_face_are_one_run() -> None:
    lines = paragraph(SENTENCE).lines(10.8, 258)
    assert len(lines) > 2
    assert all(len(line.runs) == 1 for line in lines)


def test_each_run_names_the_node_it_shows() -> None:
    made = paragraph(span("Keep it "), span("cool", 2, weight=Weight.STRONG), span(".", 3))
    (line,) = made.lines(10, 300)
    assert [(run.node, run.run.text, run.run.face) for run in line.runs] == [
        (1, "Keep it ", "text"),
        (2, "cool", "text-strong"),
        (3, ".", "text"),
    ]


def test_a_word_of_two_spans_is_not_parted() -> None:
    made = paragraph(span("un"), span("believ", 2, weight=Weight.STRONG), span("able", 3))
    assert made.count(10, 1) == 1


def test_lines_are_broken_between_spans_as_within_one() -> None:
    parted = paragraph(span("Keep it", 1), span(" cool and", 2), span(" clean", 3))
    whole = paragraph("Keep it cool and clean")
    for measure in range(20, 120, 5):
        assert [text(line) for line in parted.lines(10, measure)] == [text(line) for line in whole.lines(10, measure)]


def test_line_ends_and_tabs_of_the_file_are_spaces() -> None:
    made = paragraph("Keep\nit\tcool")
    assert [text(line) for line in made.lines(10, 1)] == ["Keep ", "it ", "cool"]


def test_a_no_break_space_holds() -> None:
    assert [text(line) for line in paragraph("use 5\u00a0mm now").lines(10, 1)] == ["use ", "5\u00a0mm ", "now"]


def test_a_word_wider_than_the_measure_stays_whole_and_says_so() -> None:
    line = paragraph("a microneedling b").lines(10, 30)[1]
    assert text(line) == "microneedling "
    assert line.width == pytest.approx(paragraph("microneedling").width(10))
    assert line.width > 30


def test_a_heading_is_balanced() -> None:
    made = paragraph(span("Before and after each of your treatments", style="heading"))
    measures = [made.width(20) * share for share in (0.65, 0.75, 0.85, 0.95)]
    ragged = [made.lines(20, measure) for measure in measures]
    even = [made.lines(20, measure, balance=True) for measure in measures]
    assert {len(lines) for lines in ragged + even} == {2}
    assert {text(lines[0]) for lines in even} == {"Before and after each "}
    assert text(ragged[-1][0]) == "Before and after each of "


def test_phrases_stay_whole_where_that_makes_no_more_lines() -> None:
    words = "4 Orchard Row, Marlow Green, MG1 2AB"
    plain, whole = (Paragraph((span(words),), SHAPER, "ltr", phrases) for phrases in (False, True))
    measure = plain.width(12) * 0.62
    assert [text(line) for line in plain.lines(12, measure)] == ["4 Orchard Row, Marlow ", "Green, MG1 2AB"]
    assert [text(line) for line in whole.lines(12, measure)] == ["4 Orchard Row, ", "Marlow Green, MG1 2AB"]
    narrow = [text(line) for line in whole.lines(12, plain.width(12) * 0.3)]
    assert len(narrow) == whole.count(12, plain.width(12) * 0.3) == plain.count(12, plain.width(12) * 0.3)
    assert "".join(narrow) == words


def test_the_widest_word_is_measured_without_the_space_after_it() -> None:
    both = paragraph("a needling day")
    assert both.widest(10) == pytest.approx(paragraph("needling").width(10))
    assert both.widest(20, tracking=-12) == pytest.approx(paragraph("needling").width(20, tracking=-12))
    assert paragraph("").widest(10) == 0


def test_a_phone_number_inside_hebrew_stays_in_order() -> None:
    made = paragraph(span("אור "), span("020 7946 0000", 2, keep=True), span(" רך", 3), direction="rtl")
    (line,) = made.lines(10, 300)
    assert seen(line) == [" רך", "020 7946 0000", "אור "]
    number = next(run.run for run in line.runs if run.node == 2)
    assert not number.rtl
    assert list(number.places) == sorted(number.places)


def test_a_phone_number_is_not_broken_and_an_address_only_after_a_slash() -> None:
    made = paragraph("Ring ", span("020 7946 0000", 2, keep=True), " or ", span("alder.example/book/now", 3, keep=True))
    assert [text(line) for line in made.lines(10, 1)] == [
        "Ring ",
        "020 7946 0000 ",
        "or ",
        "alder.example/",
        "book/",
        "now",
    ]


def test_a_right_to_left_line_begins_at_the_right() -> None:
    made = paragraph("אור English רך", direction="rtl")
    (line,) = made.lines(10, 300)
    assert seen(line) == [" רך", "English", "אור "]


def test_hebrew_in_an_english_line_leaves_its_last_space_at_the_end() -> None:
    first, _ = paragraph("see אור רך לב end").lines(10, paragraph("see אור רך").width(10) + 0.01)
    assert text(first) == "see אור רך "
    assert [run.run.text for run in first.runs] == ["see ", "אור רך", " "]
    assert first.runs[-1].x == pytest.approx(first.width)
    assert not first.runs[-1].run.rtl


def test_words_that_need_their_text_told_are_told_one_by_one() -> None:
    made = Paragraph((Span("किताब किताब बस बस", "text", Weight.REGULAR, 1, "hi"),), SHAPER, "ltr")
    (line,) = made.lines(10, 300)
    assert [(run.run.text, run.run.actual_text) for run in line.runs] == [
        ("किताब", True),
        (" ", False),
        ("किताब", True),
        (" बस बस", False),
    ]


def test_tracking_narrows_a_line_by_each_glyph_but_the_last() -> None:
    plain, tight = (paragraph("Skin").lines(10, 300, tracking=tracking)[0].width for tracking in (0, -10))
    assert plain - tight == pytest.approx(3 * 0.1)


def test_tracking_follows_no_mark() -> None:
    plain, loose = (paragraph("q\u0302q\u0302").lines(10, 300, tracking=tracking)[0].width for tracking in (0, 10))
    assert loose - plain == pytest.approx(0.1)


def test_a_second_paragraph_of_the_same_words_shapes_nothing() -> None:
    shaper = Shaper(default_fonts())
    Paragraph((span(SENTENCE),), shaper, "ltr").lines(10, 258)
    misses = shaper.misses
    for size in (8, 10, 12):
        Paragraph((span(SENTENCE),), shaper, "ltr").lines(size, 258)
    assert shaper.misses == misses
    assert shaper.hits > 3 * misses


def test_even_lines_of_a_real_paragraph_have_no_lost_word_at_the_end() -> None:
    for measure in range(150, 400, 7):
        lines = paragraph(SENTENCE).lines(10.8, measure)
        assert len(text(lines[-1]).split()) > 1
        assert all(text(one).rstrip() == text(one)[:-1] or text(one)[-1] == "-" for one, _ in pairwise(lines))
