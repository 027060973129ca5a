"""A score card: what a program can answer of two instruments, and what it leaves to a reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.preflight.instruments import INSTRUMENTS

if TYPE_CHECKING:
    from handouts.preflight.instruments import Instrument, Item, Verdict
    from handouts.preflight.rule import Subject


@dataclass(frozen=True, slots=True)
class Rated:
    """A question with its answer, and what that rests on."""

    item: Item
    verdict: Verdict
    because: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one instrument comes to so far."""

    instrument: Instrument
    rated: tuple[Rated, ...]

    @property
    def least(self) -> int:
        """The score, from 0 to 100, if every open question is answered with no. What does not apply is not counted."""
        return self._share(self._count("yes"))

    @property
    def most(self) -> int:
        """The score if every open question is answered with yes."""
        return self._share(self._count("yes") + self.open)

    @property
    def open(self) -> int:
        """How many questions are left to people."""
        return self._count("open")

    def _count(self, verdict: Verdict) -> int:
        return sum(each.verdict == verdict for each in self.rated)

    def _share(self, points: int) -> int:
        """Rounded down: no leaflet passes by rounding."""
        return 100 * points // max(1, len(self.rated) - self._count("not applicable"))


@dataclass(frozen=True, slots=True)
class Card:
    """The scores of a treatment's words in a language, as they stand in the content file."""

    treatment: str
    version: str
    language: str
    scores: tuple[Score, ...]

    def members(self) -> dict[str, Any]:
        """The card for a program."""
        return {
            "treatment": self.treatment,
            "version": self.version,
            "language": self.language,
            "scores": [_score_members(score) for score in self.scores],
        }


def score_card(subject: Subject) -> Card:
    """The card of a treatment's words; what needs judgement is left open."""
    about = subject.treatment.about
    scores = tuple(Score(each, tuple(_rated(item, subject) for item in each.items)) for each in INSTRUMENTS)
    return Card(str(subject.treatment.slug), str(about.version), subject.language, scores)


def _rated(item: Item, subject: Subject) -> Rated:
    return Rated(item, *(item.answer(subject) if item.answer else ("open", "")))


def _score_members(score: Score) -> dict[str, Any]:
    return {
        "instrument": score.instrument.name,
        "passes": score.instrument.passes,
        "least": score.least,
        "most": score.most,
        "open": score.open,
        "items": [
            {"number": each.item.number, "item": each.item.words, "answer": each.verdict, "because": each.because}
            for each in score.rated
        ],
    }
