from __future__ import annotations

import math

import pytest

from handouts.colour import ROLES
from handouts.errors import UnknownName
from handouts.graphics.drawing import Clip, Drawing, Shape
from handouts.graphics.illustrations import NAMES, SIDE, illustration


def shapes(drawing: Drawing) -> list[Shape]:
    return [shape for item in drawing.items for shape in (item.shapes if isinstance(item, Clip) else (item,))]


@pytest.mark.parametrize("name", NAMES)
def test_an_illustration_is_drawn_in_its_own_tones_and_nothing_else(name: str) -> None:
    roles = {role for shape in shapes(illustration(name)) for role in (shape.fill, shape.stroke) if role}
    assert roles <= {role for role in ROLES if role.startswith("art-")}
    assert "art-line" in roles, "the contours of an ink-saving edition"
    assert len(roles) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_what_is_seen_lies_within_the_round_view(name: str) -> None:
    drawing = illustration(name)
    outside = [item for item in drawing.items if not isinstance(item, Clip)]
    points = [pair for item in outside for step in item.steps for pair in zip(step[1::2], step[2::2], strict=True)]
    assert max(math.dist(point, (SIDE / 2, SIDE / 2)) for point in points) <= SIDE / 2 * math.sqrt(2)
    assert all(0 <= x <= SIDE and 0 <= y <= SIDE for x, y in points)
    assert sum(isinstance(item, Clip) for item in drawing.items) == 1


def test_the_needles_reach_into_the_skin_and_stay_in_it() -> None:
    needles = [shape for shape in shapes(illustration("needling")) if shape.fill == "art-ink" and len(shape.steps) == 6]
    tips = [min(step[2] for step in shape.steps if step[0] != "Z") for shape in needles]
    assert len(needles) == 5
    assert all(20 < tip < 52 for tip in tips)


def test_an_unknown_illustration_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match='Did you mean "needling"'):
        illustration("needlin")
