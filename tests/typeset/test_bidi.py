from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.typeset.bidi import levels, visual_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.typeset.bidi import Direction

DIRECTIONS = st.sampled_from(["ltr", "rtl"])
MIXED = st.text(st.sampled_from("abאבגجد12 ٣٤.,-/()[]:%€ְ"), min_size=1, max_size=14)


def shown(text: str, direction: Direction, keep: Sequence[tuple[int, int]] = ()) -> str:
    """The text as it stands on one line from left to right, spaces at the end at their place (UAX 9 L1)."""
    found = list(levels(text, direction, keep))
    for index in range(len(text.rstrip(" ")), len(text)):
        found[index] = int(direction == "rtl")
    return "".join(text[index] for index in visual_order(found))


@given(MIXED, DIRECTIONS)
@example("\u062c1(2:]12)\u05b7]", "ltr")
def test_the_order_is_that_of_another_implementation(text: str, direction: Direction) -> None:
    # The compiled half of python-bidi (the unicode-bidi crate) shares no code with the steps used here.
    assert shown(text, direction) == get_display(text, base_dir="R" if direction == "rtl" else "L")


@given(MIXED, DIRECTIONS)
def test_every_character_has_a_level(text: str, direction: Direction) -> None:
    assert len(levels(text, direction)) == len(text)


@given(st.lists(st.integers(0, 4), max_size=12))
def test_the_visual_order_loses_nothing(line: list[int]) -> None:
    assert sorted(visual_order(line)) == list(range(len(line)))


def test_left_to_right_text_stays_as_it_is() -> None:
    assert levels("Ring 020 7946 0000.", "ltr") == (0,) * 19
    assert levels("Déjà vu", "ltr") == (0,) * 7


def test_hebrew_runs_right_to_left_with_its_numbers_left_to_right() -> None:
    assert shown("אב 12 גד", "rtl") == "דג 12 בא"


def test_a_phone_number_in_hebrew_turns_round_unless_it_is_kept() -> None:
    text = "אב 020 7946 0000 גד"
    assert "0000 7946 020" in shown(text, "rtl")
    assert shown(text, "rtl", [(3, 16)]) == "דג 020 7946 0000 בא"


def test_a_kept_number_at_either_end_keeps_its_order() -> None:
    assert shown("020 7946 0000 אב", "rtl", [(0, 13)]) == "בא 020 7946 0000"
    assert shown("אב +44 20", "rtl", [(3, 9)]) == "+44 20 בא"
    assert shown("+44 20", "rtl", [(0, 6)]) == "+44 20"


def test_two_kept_numbers_stand_in_the_order_of_reading() -> None:
    assert shown("א 1-2 ב 3-4 ג", "rtl", [(2, 5), (8, 11)]) == "ג 3-4 ב 1-2 א"


def test_an_address_on_the_web_keeps_its_order_among_arabic() -> None:
    text = "زر https://a.example/b-1/ الآن"
    assert "https://a.example/b-1/" in shown(text, "rtl", [(3, 25)])


def test_a_kept_number_between_hebrew_words_in_english_follows_the_hebrew() -> None:
    assert shown("x אב 1-2 גד", "ltr", [(5, 8)]) == "x דג 1-2 בא"


@pytest.mark.parametrize(
    ("text", "direction", "order"),
    [
        ("a \u2067אב 12\u2069 b", "ltr", "a \u206712 בא\u2069 b"),
        ("אב \u2066a-1 b\u2069 גד", "rtl", "דג \u2069a-1 b\u2066 בא"),
        ("אב \u2068a 1-2\u2069 גד", "rtl", "דג \u2069a 1-2\u2066 בא"),
        ("a \u2068אב x\u2069 b", "ltr", "a x בא b"),
        ("אב \u20661-2", "rtl", "1-2\u2066 בא"),
    ],
)
def test_isolates_are_resolved_on_their_own(text: str, direction: Direction, order: str) -> None:
    plain = str.maketrans(dict.fromkeys("\u2066\u2067\u2068\u2069"))
    assert shown(text, direction).translate(plain) == order.translate(plain)


def test_a_stray_end_of_an_isolate_does_no_harm() -> None:
    assert len(levels("אב\u2069גד", "rtl")) == 5


def test_brackets_that_belong_together_point_the_same_way() -> None:
    found = levels("עברית FiraGO (2019) עברית", "rtl")
    assert found[13] == found[18] == 2


def test_joiners_take_the_level_of_the_letter_before() -> None:
    assert levels("می\u200cخ", "rtl") == (1, 1, 1, 1)
    assert levels("xא\u200dב", "ltr") == (0, 1, 1, 1)
    assert levels("\u200dא", "ltr") == (0, 1)
