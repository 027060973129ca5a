from __future__ import annotations

from handouts.graphics.drawing import Clip, Drawing, Shape, rounded

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
