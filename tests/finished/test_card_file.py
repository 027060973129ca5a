"""The score card's page holds to the same standards as a leaflet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handouts.press.batch import Batch
from handouts.press.cards import write_cards
from handouts.press.choice import Choice
from handouts.press.destination import destination
from handouts.press.equipment import Equipment

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content
    from verapdf.plugin import Judge


def test_a_score_card_is_accessible_and_archivable(content: Content, tmp_path: Path, verapdf: Judge) -> None:
    jobs = Batch.over(content, Choice()).jobs
    names = write_cards(jobs, content, date(2026, 11, 23), Equipment(), destination(tmp_path))
    page = tmp_path / names[0]
    assert all(verdict.passed for verdict in verapdf([page])[page].values())
