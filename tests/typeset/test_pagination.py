from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.press.plan import one
from handouts.press.stages import Press
from handouts.typeset.body import typeset_body
from handouts.typeset.pages import PlacedArt, PlacedRun
from handouts.units import MM

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from handouts.typeset.body import Body, BodyPage


def folded(repository: Path, direction: Literal["ltr", "rtl"]) -> Body:
    """The folded leaflet's body, its words read from either side."""
    content = handouts.load(repository)
    press = Press(content)
    ticket = press.ticket(one(content, "microneedling", clinic="alder", layout="a4-folded"))
    document = press.compose(ticket)
    return typeset_body(document.body, document.lang, direction, ticket.layout, ticket.typesetter)


def middle(page: BodyPage, words: str) -> float:
    """Where some words stand across the page, in points."""
    runs = [item for item in page.layer.items if isinstance(item, PlacedRun) and words in item.run.text]
    return runs[0].x + runs[0].run.advance * runs[0].size / 2000


@pytest.mark.parametrize(("direction", "across"), [("ltr", (0, 1)), ("rtl", (1, 0))])
def test_a_leaflet_that_is_read_from_the_right_is_folded_the_other_way_round(
    direction: Literal["ltr", "rtl"], across: tuple[int, int], repository: Path
) -> None:
    outside, inside = folded(repository, direction).pages
    assert (middle(inside, "What") > 148.5 * MM) is bool(across[0])
    assert (middle(inside, "After") > 148.5 * MM) is bool(across[1])
    first = min(outside.folds) / MM
    assert first == pytest.approx(97 if direction == "ltr" else 100)


def test_the_ticks_stand_where_the_folds_are(repository: Path) -> None:
    for page in folded(repository, "rtl").pages:
        ticks = [item for item in page.layer.items[-2:] if isinstance(item, PlacedArt)]
        assert [tick.items[0].steps[0][1] for tick in ticks] == pytest.approx(list(page.folds))


def test_a_page_on_which_nothing_is_shown_is_left_out(repository: Path) -> None:
    content = handouts.load(repository)
    press = Press(content)
    job = one(content, "microneedling", clinic="alder", layout="a5-booklet")
    for part, pages in (("all", 8), ("before", 7), ("after", 5)):
        ticket = press.ticket(replace(job, part=part))
        assert len(press.pages(ticket).pages) == pages
