from __future__ import annotations

import pytest
from pydantic import ValidationError

from handouts.boxes.paper import PageLayout

STACK = [{"show": ["title"]}]
PANEL = {"width": "100mm", "inset": "8mm", "stack": STACK}


def page(**keys: object) -> PageLayout:
    return PageLayout.model_validate(keys)


def test_a_fold_lies_between_each_two_panels() -> None:
    folded = page(panels=[PANEL | {"width": "90pt"}, PANEL | {"width": "100pt"}, PANEL | {"width": "110pt"}])
    assert folded.folds == (90, 190)
    assert folded.fills(300)
    assert not folded.fills(301)


def test_a_plain_page_has_no_fold_and_fills_any_sheet() -> None:
    plain = page(inset="8mm", stack=STACK)
    assert plain.folds == ()
    assert plain.fills(300)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"panels": [PANEL], "stack": STACK}, "either panels or a stack"),
        ({"panels": [PANEL], "runs_on": "yes"}, "either panels or a stack"),
        ({"stack": STACK}, "needs an inset and a stack"),
        ({"inset": "8mm"}, "needs an inset and a stack"),
        ({"inset": "8mm", "stack": STACK, "foot": STACK}, "only a page that runs on"),
    ],
)
def test_a_page_is_of_one_shape(keys: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        page(**keys)


def test_a_stack_asks_for_parts_or_does_not() -> None:
    asking = page(inset="8mm", stack=[{"box": [{"row": [{"show": ["title"]}]}]}])
    assert PageLayout.asks(asking.stack)
    assert not PageLayout.asks(page(inset="8mm", stack=[{"repeat": ["title"]}]).stack)
