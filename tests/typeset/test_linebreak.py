from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.typeset.linebreak import Measures, best, greedy

WORDS = st.lists(st.integers(1, 60), max_size=12)
MEASURE = st.integers(20, 90)


def words(widths: list[int], space: float = 3.0) -> Measures:
    """Words with a space after each but the last."""
    ends = [space] * (len(widths) - 1) + [0.0] if widths else []
    return Measures(tuple((float(width), end) for width, end in zip(widths, ends, strict=True)), tuple(map(bool, ends)))


def lines(ends: list[int]) -> list[tuple[int, int]]:
    return list(zip([0, *ends], ends, strict=False))


def fits(measures: Measures, ends: list[int], measure: float) -> bool:
    return all(measures.between(start, end) <= measure or end == start + 1 for start, end in lines(ends))


def every_way(measures: Measures, measure: float, number: int) -> list[list[int]]:
    """All ways of breaking into so many lines, tried one by one."""
    size = len(measures)
    ways = [[*inner, size] for inner in combinations(range(1, size), number - 1)]
    return [ways for ways in ways if fits(measures, ways, measure)]


def slack(measures: Measures, ends: list[int], measure: float) -> float:
    return sum(max(0.0, 1 - measures.between(start, end) / measure) ** 2 for start, end in lines(ends))


@given(WORDS, MEASURE)
def test_no_way_makes_fewer_lines_than_greedy(widths: list[int], measure: int) -> None:
    measures = words(widths)
    ends = greedy(measures, measure)
    assert fits(measures, ends, measure)
    assert not widths or not any(every_way(measures, measure, number) for number in range(1, len(ends)))


@given(WORDS, MEASURE, st.booleans())
def test_the_best_way_has_as_many_lines_as_greedy_and_each_fits(
    widths: list[int],
    measure: int,
    balance: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    measures = words(widths)
    ends = best(measures, measure, balance=balance)
    assert len(ends) == len(greedy(measures, measure))
    assert fits(measures, ends, measure)
    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(widths)] if widths else [])


@given(WORDS, MEASURE, st.booleans())
def test_the_last_line_is_one_word_only_where_there_is_no_other_way(
    widths: list[int],
    measure: int,
    balance: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    measures = words(widths)
    ends = best(measures, measure, balance=balance)
    if len(ends) > 1 and ends[-1] - ends[-2] == 1:
        others = every_way(measures, measure, len(ends))
        assert not any(other[-1] - other[-2] > 1 for other in others)


@given(WORDS.filter(bool), MEASURE)
def test_balanced_lines_are_the_most_even_there_are(widths: list[int], measure: int) -> None:
    measures = words(widths)
    ends = best(measures, measure, balance=True)
    ways = every_way(measures, measure, len(ends))
    ways = [way for way in ways if len(way) == 1 or way[-1] - way[-2] > 1] or ways
    assert slack(measures, ends, measure) == pytest.approx(min(slack(measures, way, measure) for way in ways))


def test_a_short_last_line_draws_a_word_from_the_line_above() -> None:
    measures = words([30, 30, 30, 10, 10])
    assert greedy(measures, 104) == [3, 5]
    assert best(measures, 104) == [2, 5]


def test_a_last_line_that_is_long_enough_leaves_the_others_full() -> None:
    measures = words([45, 45, 25, 25])
    assert best(measures, 100) == [2, 4]


def test_lines_are_even_where_greedy_would_leave_a_hole() -> None:
    measures = words([50, 40, 50, 70, 20, 70])
    assert greedy(measures, 100) == [2, 3, 5, 6]
    assert best(measures, 100) == [2, 3, 4, 6]


def test_a_break_after_a_hyphen_gives_way_to_one_at_a_space() -> None:
    measures = Measures(((50, 3), (47, 0), (50, 3), (48, 3), (46, 0)), (True, False, True, True, False))
    assert best(measures, 110) == [1, 3, 5]


def test_a_word_that_is_too_wide_stands_alone() -> None:
    measures = words([20, 200, 20])
    assert best(measures, 100) == greedy(measures, 100) == [1, 2, 3]


def test_nothing_makes_no_lines() -> None:
    assert greedy(words([]), 100) == best(words([]), 100) == []


def test_the_space_at_the_end_of_a_line_takes_no_room() -> None:
    measures = words([50, 47, 10])
    assert measures.between(0, 2) == 100
    assert greedy(measures, 100) == [2, 3]


def test_tracking_follows_every_glyph_but_the_last_that_is_seen() -> None:
    measures = words([50, 47]).tracked(((5.0, 1.0), (4.0, 0.0)), 1.0)
    assert measures.between(0, 2) == 50 + 3 + 47 + 10 - 1
    assert measures.between(0, 1) == 50 + 5 - 1
