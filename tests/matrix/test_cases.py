"""The choice of cases: few, all pairs, and always the same."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.colour import EDITIONS
from matrix.cases import BRANDS, NAMES, Trait, axes, bundled, every_case, few_cases, pairwise

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.layouts import Layout

AXES = st.dictionaries(
    st.sampled_from("abcde"),
    st.lists(st.sampled_from(["1", "2", "3", "4"]), min_size=1, unique=True),
    min_size=2,
)


def pairs(row: dict[str, str]) -> set[frozenset[Trait]]:
    return {frozenset(pair) for pair in combinations(row.items(), 2)}


def every_pair(axes: dict[str, list[str]]) -> set[frozenset[Trait]]:
    traits = [(axis, value) for axis, values in axes.items() for value in values]
    return {frozenset(pair) for pair in combinations(traits, 2) if pair[0][0] != pair[1][0]}


@given(AXES)
def test_every_two_values_meet_and_each_row_is_whole(axes: dict[str, list[str]]) -> None:
    rows = list(pairwise(axes, lambda *_: True))
    assert set().union(*map(pairs, rows)) == every_pair(axes)
    assert all(row[axis] in axes[axis] and row.keys() == axes.keys() for row in rows for axis in row)
    assert rows == list(pairwise(axes, lambda *_: True))


@given(AXES, st.data())
def test_what_does_not_go_together_never_meets_and_all_else_does(
    axes: dict[str, list[str]], draw: st.DataObject
) -> None:
    """The first value of each axis goes with everything, so that each row can be finished."""
    first = {(axis, values[0]) for axis, values in axes.items()}
    apart = {pair for pair in every_pair(axes) if not pair & first}
    apart = draw.draw(st.sets(st.sampled_from(sorted(apart, key=sorted)))) if apart else set()
    rows = list(pairwise(axes, lambda *pair: frozenset(pair) not in apart))
    assert set().union(*map(pairs, rows)) == every_pair(axes) - apart


def test_values_that_nothing_goes_with_are_said() -> None:
    axes = {"a": ["1"], "b": ["1"], "c": ["1"]}
    with pytest.raises(ValueError, match="no c goes with"):
        list(pairwise(axes, lambda one, other: "c" not in (one[0], other[0])))


@pytest.fixture(scope="module")
def layouts() -> dict[str, Layout]:
    return bundled()


def test_the_choice_is_small(layouts: dict[str, Layout]) -> None:
    """The two longest axes need a row for each pair; few more than that will do."""
    longest = sorted(map(len, axes(layouts).values()))[-2:]
    assert len(few_cases(layouts)) <= 1.3 * longest[0] * longest[1]


def test_the_whole_matrix_has_every_layout_in_every_colour_length_and_name(layouts: dict[str, Layout]) -> None:
    every = every_case(layouts)
    whole = [case for case in every if (case.use, case.part) == ("office", "all")]
    assert len(whole) == len(layouts) * len(EDITIONS) * len(BRANDS) * 3 * len(NAMES)
    assert set(few_cases(layouts)) <= set(every)
    assert len({str(case) for case in every}) == len(every)


def test_every_layout_of_the_folder_is_in_the_choice_and_imposed_where_it_asks_for_it(
    layouts: dict[str, Layout], repository: Path
) -> None:
    few = few_cases(layouts)
    assert {case.layout for case in few} == {path.stem for path in (repository / "layouts").iterdir()}
    imposed = {case.layout for case in few if case.use == "imposed"}
    assert imposed == {name for name, layout in layouts.items() if layout.impose}


def test_a_long_name_has_sixty_letters() -> None:
    assert len(NAMES["sixty"]) == 60
