from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mistakes import MISTAKES, Mistake

from handouts.content.load import load
from handouts.errors import ContentInvalid, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ICONS = ("plaster", "sparkles", "sun")
PICTURES = ("needling", "plain")


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentInvalid) as caught:
        load(folder, icons=ICONS, pictures=PICTURES)
    return caught.value.problems


def spoil(folder: Path, mistake: Mistake) -> None:
    file = folder / mistake.file
    text = file.read_text(encoding="utf-8")
    assert text.count(mistake.old) == 1, "a slip of the pen is made in one place"
    file.write_text(text.replace(mistake.old, mistake.new), encoding="utf-8")


def test_the_project_is_in_order_before_it_is_spoilt(folder: Path) -> None:
    content = load(folder, icons=ICONS, pictures=PICTURES)
    assert list(content.clinics) == ["alder", "alder-north", "bay"]


def test_there_are_more_than_forty_mistakes() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) > 40


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name.replace(" ", "-") for mistake in MISTAKES])
def test_a_mistake_is_one_problem_at_its_place(mistake: Mistake, folder: Path) -> None:
    spoil(folder, mistake)
    found = problems(folder)
    place = mistake.place if ":" in mistake.place.replace(":", "", 1) else f"{mistake.file}:{mistake.place}"
    assert [str(problem.place) for problem in found] == [place], "\n".join(map(str, found))
    for said in mistake.says:
        assert said in found[0].message
    assert "Input should" not in found[0].message
    assert "while parsing" not in found[0].message


def test_every_sentence_reads_well(folder: Path, golden: Callable[[str], None]) -> None:
    shown = []
    for mistake in MISTAKES:
        file = folder / mistake.file
        whole = file.read_bytes()
        spoil(folder, mistake)
        shown.append(f"# {mistake.name}\n" + "\n".join(map(str, problems(folder))))
        file.write_bytes(whole)
    golden("\n\n".join(shown) + "\n")
