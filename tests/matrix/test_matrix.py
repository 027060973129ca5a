"""Every layout in every edition, brand and length of words: a leaflet that holds all promises, or overset and named.

Usually a choice of the cases is made, in which each two properties meet; ``--whole-matrix`` makes them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reading
from matrix.cases import Case, bundled, parts_of
from matrix.projects import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from matrix.proofs import Proofs
    from verapdf.driver import Verdict


def test_a_case_is_a_leaflet_without_a_fault_or_overset_at_the_right_place(case: Case, proofs: Proofs) -> None:
    outcome = proofs.outcome(case)
    if isinstance(outcome, Path):
        assert proofs.faults(case, outcome) == []
    else:
        assert proofs.place_faults(case, outcome) == []


def test_vera_pdf_passes_every_file_for_both_standards(
    cases: list[Case],
    proofs: Proofs,
    verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]],
) -> None:
    files = [outcome for outcome in map(proofs.outcome, cases) if isinstance(outcome, Path)]
    verdicts = verapdf(files)
    assert [
        (path.name, verdict.failures) for path, by in verdicts.items() for verdict in by.values() if not verdict.passed
    ] == []


@pytest.mark.parametrize(
    ("layout", "part"), [(name, part) for name, parts in parts_of(bundled()).items() for part in parts]
)
def test_long_words_are_all_that_a_layout_holds(layout: str, part: str, proofs: Proofs) -> None:
    """One sentence more is overset, and named with sections that are worth shortening. A part may never be too long."""
    count = int(proofs.capacity(layout, part))
    if part == "all" or count < MOST:
        more = str(count + 1)
        problems = proofs.overset(more, layout, part)
        assert problems
        assert proofs.remedy_faults(more, layout, part, problems) == []


def ink(layout: str, edition: str, proofs: Proofs) -> float:
    """The mean grey of a layout's pages with the sample's words in the dark brand."""
    outcome = proofs.outcome(Case(layout, edition, "dark", "sample", "usual"))
    assert isinstance(outcome, Path)
    pages = [reading.mean_grey(page) for page in reading.rendered(outcome, 150)]
    return sum(pages) / len(pages)


#: The share of black on the sheets of the ink saver, at most: all layouts keep to what the one-page sheet promises.
_SAVED = 0.08
#: But posters: letters that are read from afar, and a code that is scanned from afar, are ink that cannot be saved.
_SAVED_POSTER = 0.1


@pytest.mark.parametrize("layout", bundled())
def test_the_ink_saver_saves_ink(layout: str, proofs: Proofs) -> None:
    """Large print has no grounds, which is all that there is to save; its outlines may even be a little stronger."""
    saver, standard = (ink(layout, edition, proofs) for edition in ("ink-saver", "standard"))
    most = _SAVED_POSTER if layout.endswith("-poster") else _SAVED
    assert saver <= most
    assert saver < standard or standard < most
