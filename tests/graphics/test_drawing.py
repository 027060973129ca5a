from __future__ import annotations

from handouts.graphics.drawing import CORNERS, Clip, Drawing, Shape, rounded

BOX = rounded(0, 0, 9, 6, 0)


def test_a_drawing_is_scaled_with_its_pens_and_clips() -> None:
    shape = Shape(BOX, stroke="line", width=1, dash=(2.0, 1.0), dash_start=0.5)
    (outer,) = Drawing(9, 6, (Clip(BOX, (Clip(BOX, (shape,), even_odd=True),)),)).at(10, 20, 18)
    assert isinstance(outer, Clip)
    (inner,) = outer.shapes
    assert isinstance(inner, Clip)
    assert (outer.even_odd, inner.even_odd) == (False, True)
    assert (inner.steps[0], inner.steps[2]) == (("M", 10, 20), ("L", 28, 32))
    assert inner.shapes == (Shape(inner.steps, stroke="line", width=2, dash=(4.0, 2.0), dash_start=1.0),)


def test_corners_of_a_rectangle_are_round_or_square() -> None:
    turns = [step[5:] for step in rounded(0, 0, 100, 50, 10) if step[0] == "C"]
    assert turns == [(100, 10), (90, 50), (0, 40), (10, 0)]
    top = rounded(0, 0, 100, 50, 10, square=[("top", "left"), ("top", "right")])
    assert [step[5:] for step in top if step[0] == "C"] == [(100, 10), (10, 0)]
    assert {("L", 100, 50), ("L", 0, 50)} < set(top)
    assert rounded(0, 0, 100, 50, 10, square=CORNERS) == rounded(0, 0, 100, 50, 0)
