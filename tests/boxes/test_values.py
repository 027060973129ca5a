from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from handouts.boxes.values import ColourRole, Count, Length, Number, Share, Sides, SomeLength

MM = 72 / 25.4


@pytest.mark.parametrize(("text", "points"), [("9mm", 9 * MM), ("1.2cm", 12 * MM), ("8.5in", 612.0), ("12pt", 12.0)])
def test_a_length_is_points_inside(text: str, points: float) -> None:
    assert TypeAdapter(Length).validate_python(text) == pytest.approx(points)


def test_one_side_stands_for_four() -> None:
    assert TypeAdapter(Sides).validate_python("10pt") == (10.0, 10.0, 10.0, 10.0)
    assert TypeAdapter(Sides).validate_python(["1pt", "2pt", "3pt", "4pt"]) == (1.0, 2.0, 3.0, 4.0)


@pytest.mark.parametrize(
    ("form", "text", "says"),
    [
        (Length, "9", "not a length"),
        (Length, "-1mm", "less than nothing"),
        (SomeLength, "0mm", "more than 0mm"),
        (Number, "nan", "not a number"),
        (Number, "1e3", "not a number"),
        (Share, "1.01", "not a share"),
        (Count, "0", "whole number"),
        (ColourRole, "herro", 'Did you mean "hero"'),
    ],
)
def test_what_is_no_value_says_what_one_looks_like(form: object, text: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        TypeAdapter(form).validate_python(text)
