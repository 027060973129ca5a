from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handouts.graphics.paths import path

if TYPE_CHECKING:
    from handouts.graphics.drawing import Step

NUMBERS = st.floats(-50, 50).map(lambda n: round(n, 2))


def points(steps: tuple[Step, ...], per_curve: int = 8) -> list[tuple[float, float]]:
    """Points along the path, ends and insides of curves."""
    found: list[tuple[float, float]] = []
    for step in steps:
        if step[0] in "ML":
            found.append((step[1], step[2]))
        elif step[0] == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = found[-1], step[1:]
            for i in range(1, per_curve + 1):
                t = i / per_curve
                a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
                found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def test_y_is_turned_up() -> None:
    assert path("M1 2L3 4", 24) == (("M", 1, 22), ("L", 3, 20))


def test_horizontal_and_vertical_lines_keep_the_other_coordinate() -> None:
    assert path("M1 2H5V9", 10) == (("M", 1, 8), ("L", 5, 8), ("L", 5, 1))


def test_curves_and_closing_are_kept() -> None:
    assert path("M0 0C1 2 3 4 5 6Z", 0) == (("M", 0, 0), ("C", 1, -2, 3, -4, 5, -6), ("Z",))


def test_no_path_is_no_steps() -> None:
    assert path("", 24) == ()


def test_two_half_arcs_are_a_circle() -> None:
    steps = path("M2 0A2 2 0 0 1 -2 0A2 2 0 0 1 2 0", 0)
    assert len(steps) == 5
    assert all(math.hypot(x, y) == pytest.approx(2, abs=1e-3) for x, y in points(steps))


def test_after_closing_the_pen_is_back_where_the_shape_began() -> None:
    assert path("M1 2L3 4ZH9", 0)[-1] == ("L", 9, -2)


@pytest.mark.parametrize(
    ("large", "sweep", "centre", "length"),
    [  # from (0, 2) to (2, 0), y up, there are two circles of radius 2, and two ways around each
        (0, 1, (0, 0), math.pi),
        (0, 0, (2, 2), math.pi),
        (1, 1, (2, 2), 3 * math.pi),
        (1, 0, (0, 0), 3 * math.pi),
    ],
)
def test_the_flags_choose_among_the_four_arcs(
    large: int, sweep: int, centre: tuple[float, float], length: float
) -> None:
    found = points(path(f"M0 -2A2 2 0 {large} {sweep} 2 0", 0), per_curve=64)
    assert all(math.dist(point, centre) == pytest.approx(2, abs=1e-3) for point in found)
    assert sum(math.dist(a, b) for a, b in itertools.pairwise(found)) == pytest.approx(length, abs=0.01)


ENDS = st.tuples(NUMBERS, NUMBERS)
FLAGS = st.tuples(st.sampled_from("01"), st.sampled_from("01")).map(" ".join)
RADIUS = st.floats(0.1, 60).map(lambda n: round(n, 2))


@given(ENDS, ENDS, RADIUS, RADIUS, FLAGS)
def test_an_arc_ends_where_it_should_and_stays_on_its_ellipse(
    start: tuple[float, float], end: tuple[float, float], rx: float, ry: float, flags: str
) -> None:
    (x1, y1), (x2, y2) = start, end
    assume(math.hypot(x2 - x1, y2 - y1) > 0.1)
    steps = path(f"M{x1:.2f} {y1:.2f}A{rx:.2f} {ry:.2f} 0 {flags} {x2:.2f} {y2:.2f}", 0)
    assert steps[-1][-2:] == pytest.approx((x2, -y2), abs=1e-6)
    assert 2 <= len(steps) <= 5
    scale = max(1.0, math.hypot((x2 - x1) / rx, (y2 - y1) / ry) / 2)
    xs = [x for x, _ in points(steps, 32)]
    ys = [y for _, y in points(steps, 32)]
    assert max(xs) - min(xs) <= 2 * rx * scale * 1.001
    assert max(ys) - min(ys) <= 2 * ry * scale * 1.001


@pytest.mark.parametrize(
    "written",
    ["M1", "M1 2 3", "L", "M1 2Q1 2 3 4", "m1 2", "M1 2l3 4", "1 2", "M1 2,3", "Z1", "M1 2 #", "A1 1 0 0 1 2"],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"known here|not path data|does not begin"):
        path(written, 24)
