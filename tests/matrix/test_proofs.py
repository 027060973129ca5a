"""The judge of the matrix notices what it is there for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.errors import Overset, Place, Problem
from matrix.cases import NAMES, Case
from matrix.projects import MOST, grown, project, shortened

if TYPE_CHECKING:
    from matrix.proofs import Proofs

CASE = Case("a4", "standard", "dark", "sample", "usual")


def made(proofs: Proofs, case: Case) -> Path:
    outcome = proofs.outcome(case)
    assert isinstance(outcome, Path)
    return outcome


def problem(proofs: Proofs, words: str, file: str, text: str) -> Problem:
    """A problem at the line of a file that has this text."""
    folder = proofs.at(words)[0].folder
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    line = next(number for number, line in enumerate(lines, 1) if text in line)
    return Problem(Place(file, line, 9), "too long")


def test_the_file_of_another_case_is_not_taken_for_this_ones(proofs: Proofs) -> None:
    assert proofs.faults(CASE, made(proofs, CASE)) == []
    short = proofs.faults(CASE, made(proofs, replace(CASE, words="short")))
    assert "the words of the tree are not the words of the files" in short
    assert any("the codes say" in fault for fault in short)
    assert proofs.faults(replace(CASE, edition="grey"), made(proofs, CASE))[0] != []
    assert any("has colour" in fault for fault in proofs.faults(replace(CASE, edition="grey"), made(proofs, CASE)))


def test_a_fold_of_the_layout_is_looked_at(proofs: Proofs) -> None:
    folded = replace(CASE, layout="a4-folded")
    path = made(proofs, folded)
    front, inside = proofs.folds(folded, path).values()
    assert [round(fold * 25.4 / 72) for fold in (*front, *inside)] == [97, 197, 100, 200]
    assert any(
        "from the fold" in fault for fault in proofs.faults(folded, made(proofs, replace(CASE, layout="a4-two-sided")))
    )


def test_a_section_that_need_not_be_shorter_is_no_right_place(proofs: Proofs) -> None:
    more = str(int(proofs.capacity("a4-two-sided", "all")) + 1)
    (right,) = proofs.overset(more, "a4-two-sided", "all")
    wrong = problem(proofs, more, "content.yaml", "title: Call us if")
    assert proofs.remedy_faults(more, "a4-two-sided", "all", [right]) == []
    assert proofs.remedy_faults(more, "a4-two-sided", "all", [wrong]) == [
        "Call us if is named, and need not be shorter"
    ]
    nowhere = problem(proofs, more, "content.yaml", "summary:")
    assert "names no section" in proofs.remedy_faults(more, "a4-two-sided", "all", [nowhere])[0]


def test_only_a_long_name_may_be_overset_among_the_clinics_words(proofs: Proofs) -> None:
    long_name = replace(CASE, name="sixty")
    right = problem(proofs, "sample", "clinics.yaml", f"name: {NAMES['sixty']}")
    assert proofs.place_faults(long_name, Overset([right])) == []
    assert proofs.place_faults(CASE, Overset([right])) != []
    wrong = problem(proofs, "sample", "clinics.yaml", "phone:")
    assert proofs.place_faults(long_name, Overset([right, wrong])) == ["not the clinic's long name: phone: '999'"]


@pytest.mark.parametrize("words", ["sample", "short"])
def test_words_that_are_not_long_have_to_fit(words: str, proofs: Proofs) -> None:
    case = replace(CASE, words=words)
    overset = Overset([problem(proofs, words, "content.yaml", "title: What it is")])
    assert "words that are not long" in proofs.place_faults(case, overset)[0]


def test_words_grow_by_whole_sentences_of_their_own_in_every_section(tmp_path: Path) -> None:
    sample = project(tmp_path, "sample").content["treatments"]["words-sample"]
    assert grown(sample, 0) == sample
    every = len(sample["sections"])
    longer = grown(sample, every)
    assert all(new != old for new, old in zip(longer["sections"], sample["sections"], strict=True))
    sizes = [len(str(grown(sample, count)).split()) for count in range(MOST)]
    assert sizes == sorted(set(sizes))
    assert "Results differ" in str(sample)
    short = shortened(sample)
    assert [len(section.get("benefits", [0])) for section in short["sections"]] == [1] * every
    assert short["sections"][0]["text"].count(".") == 1
