from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from handouts.typeset.flow import pages
from handouts.typeset.galley import Fit, Stack, Stacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.typeset.galley import Area, Part, Thing

FIT = Fit()


@dataclass(frozen=True)
class Bar:
    """A block of a height and a name."""

    tall: float
    name: int = 0

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        return self.tall

    def stretch(self) -> float:
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:  # noqa: ARG002 - the protocol's signature
        yield from ()

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:  # noqa: ARG002 - the protocol's signature
        yield from ()


def names(stacks: tuple[Stack, ...]) -> list[list[int]]:
    return [[item.block.name for item in stack.items if isinstance(item.block, Bar)] for stack in stacks]


def bars(*tall: float, gap: float = 0.0, tied: tuple[int, ...] = ()) -> Stack:
    return Stack(tuple(Stacked(Bar(height, nth), gap, tied=nth in tied) for nth, height in enumerate(tall)))


def cut(stack: Stack, first: float, later: float) -> list[list[int]]:
    return names(pages(stack, 100, lambda page: later if page else first, FIT))


def test_what_fits_one_page_stays_on_it() -> None:
    assert cut(bars(40, 60), 100, 100) == [[0, 1]]


def test_what_does_not_fit_goes_to_the_next_page_whole() -> None:
    assert cut(bars(40, 61, 30), 100, 100) == [[0], [1, 2]]


def test_the_gap_at_the_top_of_a_page_is_dropped() -> None:
    assert cut(bars(50, 100, gap=20), 100, 100) == [[0], [1]]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert cut(bars(60, 20, 40, tied=(2,)), 100, 100) == [[0], [1, 2]]


def test_what_is_tied_together_but_higher_than_a_page_falls_apart() -> None:
    assert cut(bars(20, 30, 90, tied=(2,)), 100, 100) == [[0, 1], [2]]


def test_later_pages_may_hold_less_than_the_first() -> None:
    assert cut(bars(30, 30, 30, 30, 30), 100, 60) == [[0, 1, 2], [3, 4]]


def test_stacks_within_stacks_are_cut_too_and_keep_their_gaps() -> None:
    inner = bars(40, 40, gap=5)
    outer = Stack((Stacked(Bar(10, 9)), Stacked(inner, 30)))
    first, second = pages(outer, 100, lambda _: 90, FIT)
    assert names((first, second)) == [[9, 0], [1]]
    assert first.height(100, FIT) == 10 + 30 + 40


@given(st.lists(st.floats(1, 90), min_size=1, max_size=40), st.floats(0, 9), st.sets(st.integers(1, 39)))
def test_nothing_is_lost_nothing_is_doubled_and_no_page_is_too_full(
    tall: list[float], gap: float, tied: set[int]
) -> None:
    stack = bars(*tall, gap=gap, tied=tuple(tied))
    done = pages(stack, 100, lambda _: 100, FIT)
    assert [name for page in names(done) for name in page] == list(range(len(tall)))
    assert all(page.height(100, FIT) <= 100.05 for page in done)
