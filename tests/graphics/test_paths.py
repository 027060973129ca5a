from __future__ import annotations

import contextlib
import itertools
import math
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handouts.graphics.paths import path, steps

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
    ("written", "absolute"),
    [
        ("m1 2l3 4", "M1 2L4 6"),
        ("M1 2 3 4 5 6", "M1 2L3 4L5 6"),
        ("m1 2 3 4 5 6", "M1 2L4 6L9 12"),
        ("M1 2h3v4h-3z", "M1 2H4V6H1Z"),
        ("M1,2L3,4", "M1 2L3 4"),
        ("M1-2L.5.25", "M1 -2L0.5 0.25"),
        ("M+1e1-2E-1l1.,5", "M10 -0.2L11 4.8"),
        (" M 1\n2\t L3 4 ", "M1 2L3 4"),
        ("M1 1l2 0 0 2zl5 5", "M1 1L3 1L3 3ZL6 6"),
        ("M1 1l2 0zm5 5l1 1", "M1 1L3 1ZM6 6L7 7"),
        ("M0 0c1 2 3 4 5 6c1 2 3 4 5 6", "M0 0C1 2 3 4 5 6C6 8 8 10 10 12"),
        ("M0 0C1 2 3 4 5 6S8 9 10 11", "M0 0C1 2 3 4 5 6C7 8 8 9 10 11"),
        ("M0 0C1 2 3 4 5 6s3 3 5 5", "M0 0C1 2 3 4 5 6C7 8 8 9 10 11"),
        ("M1 2S8 9 10 11", "M1 2C1 2 8 9 10 11"),
        ("M0 0Q3 6 6 0", "M0 0C2 4 4 4 6 0"),
        ("M0 0Q3 6 6 0T12 0", "M0 0C2 4 4 4 6 0C8 -4 10 -4 12 0"),
        ("M0 0q3 6 6 0t6 0t6 0", "M0 0C2 4 4 4 6 0C8 -4 10 -4 12 0C14 4 16 4 18 0"),
        ("M3 3T9 3", "M3 3C3 3 5 3 9 3"),
        ("M0 0C1 2 3 4 5 6T8 9", "M0 0C1 2 3 4 5 6C5 6 6 7 8 9"),
        ("M1 1A0 5 0 0 1 8 9", "M1 1L8 9"),
        ("M1 1A5 5 0 0 1 1 1L3 4", "M1 1L3 4"),
        ("M9 5a4 4 0 11-8 0", "M9 5A4 4 0 1 1 1 5"),
        ("M9 5a4-4 0 01-8 0", "M9 5A4 4 0 0 1 1 5"),
        ("M9 5A4 4 0 0 1 1 5 4 4 0 0 1 9 5", "M9 5A4 4 0 0 1 1 5A4 4 0 0 1 9 5"),
        ("M0 0A3 3 0 0 1 100 0", "M0 0A50 50 0 0 1 100 0"),
    ],
)
def test_all_ways_of_writing_a_path_are_read(written: str, absolute: str) -> None:
    found, wanted = path(written, 0), path(absolute, 0)
    assert [step[0] for step in found] == [step[0] for step in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=1e-9)


@given(ENDS, ENDS, RADIUS, RADIUS, FLAGS, st.floats(-360, 360).map(lambda n: round(n, 1)))
def test_a_turned_arc_is_the_arc_turned(
    start: tuple[float, float], end: tuple[float, float], rx: float, ry: float, flags: str, turn: float
) -> None:
    assume(math.dist(start, end) > 0.1)

    def turned(point: tuple[float, ...], by: float) -> tuple[float, float]:
        cos, sin = math.cos(math.radians(by)), math.sin(math.radians(by))
        return cos * point[0] - sin * point[1], sin * point[0] + cos * point[1]

    def arc(start: tuple[float, float], end: tuple[float, float], turn: float) -> list[Step]:
        return list(steps(f"M{start[0]:f} {start[1]:f}A{rx} {ry} {turn} {flags} {end[0]:f} {end[1]:f}"))

    straight = arc(turned(start, -turn), turned(end, -turn), 0)
    ends = [turned(step[-2:], turn) for step in straight]
    found = arc(start, end, turn)
    assume(len(found) == len(straight))
    reached = [step[-2:] for step in found]
    scale = 1 + rx + ry + rx / ry + ry / rx
    assert all(math.dist(one, other) < 0.01 * scale for one, other in zip(ends, reached, strict=True))
    assert reached[-1] == pytest.approx(end, abs=1e-5)


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n#", max_size=40))
def test_whatever_is_written_is_read_or_refused(written: str) -> None:
    try:
        found = path(written, 24)
    except ValueError:
        return
    assert all(math.isfinite(number) for step in found for number in step[1:])
    assert not found or found[0][0] == "M"


@pytest.mark.parametrize("filling", [" ", "1", ".", "-", ",", "M", "1e", "0 "])
def test_a_long_row_of_anything_takes_no_long_time(filling: str) -> None:
    """Half a million letters are read in well under a second; trying again what was read would take days."""
    with contextlib.suppress(ValueError):
        for _ in itertools.islice(steps("M0 0L" + filling * (500_000 // len(filling)) + "#"), 1000):
            pass


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("M1", '"M" in a path takes 2 numbers and has 1'),
        ("M1 2 3", '"M" in a path takes 2 numbers and has 1'),
        ("L1 2", 'a path begins with "L", not with "M"'),
        ("M1 2L", '"L" in a path takes 2 numbers and has 0'),
        ("M1 2Q1 2 3", '"Q" in a path takes 4 numbers and has 3'),
        ("1 2", '"1 2" is not path data'),
        ("M1 2,", '"," is not path data'),
        ("Z", 'a path begins with "Z"'),
        ("M1 2Z1", '"1" is not path data'),
        ("M1 2 #", '"#" is not path data'),
        ("M1 2X3", '"X" is not path data'),
        ("M1 2A1 1 0 2 0 1 2", '"A" in a path takes 7 numbers'),
        ("M1 2L1e999 3", "1e999 is too large a number"),
        ("M1 2L20000000 3", "20000000 is too large a number"),
        ("M1 2LNaN 3", '"L" in a path takes 2 numbers and has 0'),
    ],
)
def test_anything_else_is_refused(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        path(written, 24)
