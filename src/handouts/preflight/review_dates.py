"""A leaflet is printed only while its words hold: somebody has looked at them, not in the future and not long ago."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from handouts.errors import Place, Severity
from handouts.preflight.rule import Note, Rule, Spot, Subject, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handouts.source.words import Words

#: Days before a review is due that somebody needs to find a clinician for it.
SOON: Final = 60

#: Months between reviews, at most.
MOST_MONTHS: Final = 36

_TODAY_IS_WRONG = "Look at the year, and at this computer's clock."


def _look(subject: Subject) -> Iterator[Note]:
    about, today = subject.treatment.about, subject.today
    due, reviewed = about.review_due, about.reviewed
    spot = _spot(subject, "review_due")
    if today <= due and due - today <= timedelta(SOON):
        what = f"the review of these words is due on {due.isoformat()}, in {_days((due - today).days)}."
        yield Note(spot, what, "Ask a clinician to read them now.", Severity.WARNING)
    elif due > _months_after(reviewed, MOST_MONTHS):
        what = f"from {reviewed.isoformat()} to {due.isoformat()} is more than {MOST_MONTHS} months."
        yield Note(spot, what, "Write an earlier day for the next review.", Severity.WARNING)
    if reviewed > today:
        what = f"the words were reviewed on {reviewed.isoformat()}, which is still to come."
        yield Note(_spot(subject, "reviewed"), what, _TODAY_IS_WRONG)
    translation = subject.treatment.translation
    if translation and translation.reviewed > today:
        what = f"the translation was reviewed on {translation.reviewed.isoformat()}, which is still to come."
        yield Note(_spot(subject, "reviewed", translation.translator), what, _TODAY_IS_WRONG)


def _look_for_overdue(subject: Subject) -> Iterator[Note]:
    due, today = subject.treatment.about.review_due, subject.today
    if due < today:
        what = f"the review of these words was due on {due.isoformat()}, {_days((today - due).days)} ago."
        yield Note(_spot(subject, "review_due"), what, "Have them reviewed, then write the new dates.")


def _spot(subject: Subject, key: str, beside: Words | None = None) -> Spot:
    """The value of a date in the file; dates are no words, so they are looked up by their way in.

    ``beside`` are words of the same file; without it, the content file's.
    """
    file = place_of(beside or subject.treatment.about.version).file
    for source in subject.prose.content.sources:
        path = ("treatments", str(subject.treatment.slug), "about", key)
        if source.name == file:
            return Spot(source.place(path), 10)
    return Spot(Place("content.yaml"), 10)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month + 1, day=last)
        except ValueError:  # a month that is shorter
            continue
    return day


_STANDARD: Final = "NHS Information Standard: clinical review at least every three years"

RULE: Final[Rule[Subject]] = Rule(
    "review-dates",
    Severity.ERROR,
    "a review that is dated in the future (an error), due within 60 days, or more than 36 months after the last"
    " (warnings)",
    "A review takes weeks to arrange, and a date that is wrong hides that one is due.",
    _STANDARD,
    _look,
)

OVERDUE: Final[Rule[Subject]] = Rule(
    "overdue",
    Severity.ERROR,
    "a review that is past. With --allow-overdue the leaflets are made, and say so on the page",
    "Advice changes. Readers trust a leaflet less once its review date has passed, and may act on words that no longer"
    " hold.",
    _STANDARD,
    _look_for_overdue,
)
