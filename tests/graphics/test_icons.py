from __future__ import annotations

import pytest

from handouts.errors import UnknownName
from handouts.graphics import icons
from handouts.graphics.drawing import Drawing, Shape

NEEDED = [
    "tick",
    "cross",
    "phone",
    "pin",
    "clock",
    "mail",
    "globe",
    "sparkles",
    "plaster",
    "sun",
    "face",
    "drops",
    "heart",
    "shield",
    "needle",
    "calendar",
    "info",
    "hand",
    "leaf",
    "moon",
    "syringe",
    "question",
    "book",
    "star",
    "check-circle",
    "home",
    "user",
    "scissors",
    "thermometer",
    "water",
    "warning",
]


def shapes(drawing: Drawing) -> list[Shape]:
    assert all(isinstance(item, Shape) for item in drawing.items)
    return [item for item in drawing.items if isinstance(item, Shape)]


def corners(drawing: Drawing) -> list[float]:
    """Every coordinate, the handles of curves too: no ink can lie outside them."""
    return [number for shape in shapes(drawing) for step in shape.steps for number in step[1:]]


def test_there_are_more_than_forty_and_all_that_the_layouts_need() -> None:
    assert len(icons.NAMES) >= 40
    assert set(NEEDED) <= set(icons.NAMES)


def test_names_say_what_is_meant_in_plain_letters_and_stand_in_order() -> None:
    assert list(icons.NAMES) == sorted(icons.NAMES)
    assert all(name.replace("-", "").isalpha() and name.islower() and name.isascii() for name in icons.NAMES)


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_keeps_the_rules_of_the_set(name: str) -> None:
    drawing = icons.icon(name)
    assert (drawing.width, drawing.height) == (24, 24)
    outline, *dots = shapes(drawing)
    assert (outline.stroke, outline.fill, outline.width) == ("strong", None, 1.75)
    assert (outline.ends, outline.joins) == ("round", "round")
    assert outline.steps[0][0] == "M"
    assert all((dot.stroke, dot.fill) == (None, "strong") for dot in dots)
    half = outline.width / 2
    assert half <= min(corners(drawing))
    assert max(corners(drawing)) <= 24 - half


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_fills_its_grid_and_sits_in_the_middle(name: str) -> None:
    ends = [step[-2:] for shape in shapes(icons.icon(name)) for step in shape.steps if len(step) > 1]
    xs, ys = [x for x, _ in ends], [y for _, y in ends]
    assert max(max(xs) - min(xs), max(ys) - min(ys)) >= 11.9
    assert (max(xs) + min(xs)) / 2 == pytest.approx(12, abs=1.1)
    assert (max(ys) + min(ys)) / 2 == pytest.approx(12, abs=1.1)


def test_no_two_icons_are_alike() -> None:
    assert len({icons.icon(name).items for name in icons.NAMES}) == len(icons.NAMES)


def test_an_icon_takes_any_role() -> None:
    assert {shape.stroke or shape.fill for shape in shapes(icons.icon("face", "warn"))} == {"warn"}


def test_an_unknown_icon_is_named_with_the_nearest_known_one() -> None:
    with pytest.raises(UnknownName, match=r'no icon "sparkle"\. Did you mean "sparkles"'):
        icons.icon("sparkle")
