"""What was set out to be reached, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.figures import Spread


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to reach: what is measured, what it must be, and what would be better still."""

    text: str
    must: float | None
    stretch: float | None
    unit: str = ""
    #: A ratio of a peer's figure to ours; other goals are not to be gone over.
    at_least: bool = False

    def reached(self, value: float) -> str:
        """How far a figure comes: the stretch, the must, or neither; nothing where none was set."""
        if self.must is None:
            return "-"
        if self._holds(value, self.stretch):
            return "met, stretch too"
        return "met" if self._holds(value, self.must) else "not met"

    def _holds(self, value: float, bound: float | None) -> bool:
        return bound is not None and (value >= bound if self.at_least else value <= bound)

    def bound(self, value: float | None) -> str:
        """A bound as tables show it."""
        return "-" if value is None else f"{'at least' if self.at_least else 'at most'} {value:g}{self.unit}"


def _times(text: str, must: float, stretch: float) -> Goal:
    return Goal(text, must, stretch, "x", at_least=True)


GOALS: Final = {
    "batch": _times("200 clinics x 10 leaflets, one new process, files written: Typst's CPU / ours", 8, 14),
    "batch, qrcode": _times("same, our codes by qrcode, as without any setting", 8, 14),
    "batch wall": _times("first row, wall clock, files synced on both sides", 4, 8),
    "unwritten": Goal("first row, nothing written (the file system's share is noise)", None, None, "x"),
    "first typst": _times("1,000 clinics x 1 leaflet, logos unseen: Typst's CPU / ours", 4, 7),
    "first reportlab_platypus": _times("same, ReportLab platypus", 12, 27),
    "first weasyprint": _times("same, WeasyPrint", 60, 140),
    "fresh": _times("One leaflet in a warm process, nothing kept: Typst's CPU / ours", 1.2, 1.7),
    "cold": Goal("One leaflet in a new process, no cache: our CPU / Typst's", 1.6, 1.2, "x"),
    "cold, cache": Goal("same, warm cache", 1.0, 0.6, "x"),
    "help": Goal("`handouts --help`, CPU", 120, 80, " ms"),
    "unchanged": Goal("An unchanged file in a rebuild, CPU", 0.1, 0.04, " ms"),
    "pixels": Goal("Key to pixels: a word edited, PNG of page 1, warm process, wall clock", 80, 50, " ms"),
    "page start": Goal("Staff page: from the start of the program to the first page, median", 800, None, " ms"),
    "page key": Goal("Staff page: from a key in a field to the leaflet set anew, nine in ten", 350, None, " ms"),
    "page again": Goal("Staff page: from a choice to a leaflet seen before, nine in ten", 60, None, " ms"),
    "page disk": Goal("Staff page: from a change on disk to the leaflet, nine in ten", 500, None, " ms"),
    "page thumbnails": Goal("Staff page: 40 small pictures never made before", 2000, None, " ms"),
    "rules": Goal("The rules' share of a build, CPU, every body looked over once", 15, None, " %"),
    "memory": Goal("Peak memory, 2,000 PDFs", 120, 80, " MB"),
    "memory, many": Goal("Peak memory, 20,000 PDFs", 120, 80, " MB"),
    "bytes": Goal("Bytes of a PDF (the sample's alder, a4-two-sided)", 32, 26, " kB"),
    "growth": Goal("CPU of one more file in the largest step / in the smallest", 1.0, 1.0, "x"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A goal with its figure, or with the reason why there is none."""

    goal: Goal
    figure: Spread | None
    #: What to know about the figure: smaller numbers than the goal's, why there is none, another verdict.
    note: str = ""
    verdict: str = ""

    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        goal = self.goal
        if self.figure is None:
            return goal.text, "-", goal.bound(goal.must), goal.bound(goal.stretch), f"not there: {self.note}"
        verdict = self.verdict or goal.reached(self.figure.middle)
        noted = f"{verdict} ({self.note})" if self.note else verdict
        return goal.text, f"{self.figure}{goal.unit}", goal.bound(goal.must), goal.bound(goal.stretch), noted


def goals_table(results: Iterable[Result]) -> str:
    """All goals that were looked at, with their figures and whether they are met."""
    return table(("Goal", "measured", "must", "stretch", "result"), (result.cells() for result in results))
