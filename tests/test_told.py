"""What the pages tell clinics to do, and how much they say fits: done here, and measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.layouts import available
from handouts.press.batch import Batch
from handouts.press.plan import Choice
from running_docs import project

if TYPE_CHECKING:
    from pathlib import Path

#: The hours as the sample has them; every layout holds three lines like the first.
HOURS = {
    "alder": "      - Mon to Fri 9 am to 6 pm\n      - Sat 9 am to 1 pm\n",
    "bayview": "      - Mon to Thu 8 am to 5 pm\n      - Fri 8 am to noon\n",
}
LINE = "Mon to Fri 9 am to 6 pm"


def without(clinics: str, *names: str) -> str:
    """The clinics without some blocks: from a short name to the line before the next one."""
    for name in names:
        clinics = re.sub(rf"^  {name}:\n(    .*\n|\n)*", "", clinics, count=1, flags=re.MULTILINE)
    return clinics


@pytest.mark.parametrize("gone", [("bayview", "alder-st-catherine"), ("alder-st-catherine",), ("bayview",)])
def test_the_samples_clinics_can_be_deleted_block_by_block(gone: tuple[str, ...], tmp_path: Path) -> None:
    file = project(tmp_path) / "clinics.yaml"
    file.write_text(without(file.read_text(encoding="utf-8"), *gone), encoding="utf-8")
    content = handouts.load(tmp_path)
    assert set(content.clinics) == {"alder", "bayview", "alder-st-catherine"} - {*gone}
    assert [problem for problem in handouts.check(content) if problem.severity == "error"] == []


@pytest.mark.parametrize(("clinic", "paper"), [("alder", "a"), ("bayview", "")])
def test_as_many_hours_as_the_page_promises_fit_every_layout(
    clinic: str, paper: str, repository: Path, tmp_path: Path
) -> None:
    page = (repository / "docs" / "content.md").read_text(encoding="utf-8")
    assert f"Three lines such as `{LINE}` fit every layout" in page
    file = project(tmp_path) / "clinics.yaml"
    text = file.read_text(encoding="utf-8")
    assert HOURS[clinic] in text
    file.write_text(text.replace(HOURS[clinic], f"      - {LINE}\n" * 3), encoding="utf-8")
    layouts = tuple(name for name in available(tmp_path) if name.startswith("a") == bool(paper))
    batch = Batch.over(handouts.load(tmp_path), Choice(clinics=(clinic,), layouts=layouts))
    assert {proof.job.layout: proof.problems for proof in batch.prove() if proof.problems} == {}


def test_the_motif_may_be_named_as_the_page_says(tmp_path: Path) -> None:
    file = project(tmp_path) / "content.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    picture: needling\n", "    picture: motif\n"), encoding="utf-8")
    named = handouts.render(handouts.load(tmp_path), "microneedling")
    file.write_text(text.replace("    picture: needling\n", ""), encoding="utf-8")
    assert named.data == handouts.render(handouts.load(tmp_path), "microneedling").data
