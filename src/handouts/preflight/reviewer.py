"""Whether a clinician stands by the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.compose.about import is_reviewed
from handouts.errors import Severity
from handouts.preflight.rule import Note, Rule, Spot, Subject, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def _look(subject: Subject) -> Iterator[Note]:
    if not is_reviewed(subject.treatment):
        by = subject.treatment.about.reviewed_by
        what = f'no clinician has reviewed "{subject.treatment.slug}", and its leaflets say so.'
        yield Note(Spot(place_of(by), len(by)), what, "Name the reviewer here.")


RULE: Final[Rule[Subject]] = Rule(
    "reviewer",
    Severity.WARNING,
    "a reviewer who is named",
    "Only somebody who knows the treatment can say that nothing in the words is wrong. Until one has, every page says"
    ' "Sample text, not clinically reviewed".',
    "PIF TICK: systems, training and evidence behind what is written",
    _look,
)
