"""When which words are due for review, and who prints them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from handouts.preflight.review_dates import SOON

if TYPE_CHECKING:
    from datetime import date

    from handouts.content.content import Content


class State(StrEnum):
    """How a review stands on a day."""

    OVERDUE = "overdue"
    SOON = "soon"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a treatment's words in one language. ``days`` are those left until it is due, or less than none."""

    treatment: str
    language: str
    version: str
    reviewed: date
    reviewed_by: str
    due: date
    days: int
    clinics: tuple[str, ...]

    @property
    def state(self) -> State:
        """What somebody has to do about it."""
        if self.days < 0:
            return State.OVERDUE
        return State.SOON if self.days <= SOON else State.FINE


def reviews(content: Content, today: date) -> tuple[Review, ...]:
    """All reviews of a content as they stand on a day, the most urgent first."""
    languages = sorted({str(language) for clinic in content.clinics.values() for language in clinic.languages})
    found = []
    for slug, language in product(content.treatments, languages):
        if content.has(slug, language):
            about = content.treatment(slug, language).about
            clinics = tuple(str(name) for name, clinic in content.clinics.items() if language in clinic.languages)
            left = (about.review_due - today).days
            found.append(
                Review(
                    str(slug),
                    language,
                    str(about.version),
                    about.reviewed,
                    str(about.reviewed_by),
                    about.review_due,
                    left,
                    clinics,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.due, each.treatment, each.language)))
