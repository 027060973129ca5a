from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from handouts.boxes import Copyfit
from handouts.typeset.fit import Column, best, count
from handouts.typeset.galley import Fit, Stack, Stacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.typeset.galley import Area, Part, Thing

COPYFIT = Copyfit(floor=0.9, ceiling=1.2, tightest=0.5, loosest=5.0)


@dataclass(frozen=True)
class Type:
    """Words whose height follows the scale, as type's does."""

    tall: float

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        return self.tall * fit.scale

    def stretch(self) -> float:
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:  # noqa: ARG002 - the protocol's signature
        yield from ()

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:  # noqa: ARG002 - the protocol's signature
        yield from ()


def column(height: float) -> Column:
    """Two blocks of type of 100 pt each and a gap of 20 pt that may shrink."""
    return Column(Stack((Stacked(Type(100)), Stacked(Type(100), gap=20, share=1))), 50, height)


def fitted(height: float) -> tuple[float, float]:
    fits = best((column(height),), COPYFIT)
    assert fits is not None
    return round(fits[0].scale, 3), round(fits[0].gap, 3)


def test_with_room_to_spare_type_grows_to_the_ceiling() -> None:
    assert fitted(400) == (1.2, 1.0)


def test_type_grows_as_far_as_it_fits() -> None:
    assert fitted(242) == (1.11, 1.0)


def test_white_gives_way_before_type_does() -> None:
    assert fitted(215) == (1.0, 0.75)


def test_type_gives_way_only_when_white_cannot_give_more() -> None:
    assert fitted(200) == (0.95, 0.5)


def test_below_the_floor_nothing_fits() -> None:
    assert best((column(189),), COPYFIT) is None


def test_type_is_of_one_size_on_all_pages_and_white_is_each_pages_own() -> None:
    fits = best((column(400), column(200)), COPYFIT)
    assert fits is not None
    assert [(round(fit.scale, 3), round(fit.gap, 3)) for fit in fits] == [(0.95, 1.0), (0.95, 0.5)]


@given(st.floats(150, 500))
def test_what_is_said_to_fit_does_fit(height: float) -> None:
    fits = best((column(height),), COPYFIT)
    if fits is not None:
        assert column(height).over(fits[0]) <= 0.05
    else:
        assert column(height).over(Fit(COPYFIT.floor, COPYFIT.tightest)) > 0.05


def test_one_line_is_not_called_lines() -> None:
    assert (count(1, "line"), count(3, "line")) == ("1 line", "3 lines")
