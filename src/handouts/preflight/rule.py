"""What a rule is, what it looks at and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from handouts.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from handouts.content.content import Content
    from handouts.content.treatment import Treatment
    from handouts.preflight.lists import Lists
    from handouts.preflight.prose import Prose


class OfTreatment(Protocol):
    """What rules look at: the words, or a page with them."""

    @property
    def treatment(self) -> Treatment:
        """Whose words they are."""


S = TypeVar("S", bound=OfTreatment)


@dataclass(frozen=True, slots=True)
class Subject:
    """A treatment's words as one or more clinics print them: with their changes, and their numbers filled in."""

    treatment: Treatment
    language: str
    prose: Prose
    lists: Lists
    #: The day for which is asked; handed in, so that no rule looks at a clock.
    today: date


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands, and how many letters it has; ``section`` is the name of its section, if it is in one."""

    place: Place
    length: int = 1
    section: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a rule says of one spot: what is wrong, and how to mend it.

    ``severity`` is set where it is another than the rule's own; ``why`` where this one has a reason of its own.
    """

    spot: Spot
    what: str
    mend: str
    severity: Severity | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """One thing that is looked for, under the name that settings and waivers call it by.

    ``looks_for`` ends the sentence "It looks for"; ``why`` says what harm it keeps away, ``source`` who says so.
    """

    name: str
    severity: Severity
    looks_for: str
    why: str
    source: str
    look: Callable[[S], Iterable[Note]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and how much it counts here."""

    rule: str
    severity: Severity
    spot: Spot
    treatment: str
    what: str
    mend: str
    why: str
    source: str

    @property
    def message(self) -> str:
        """What is wrong, how to mend it, and the rule that says so."""
        return f"{self.what} {self.mend} [{self.rule}]"

    def problem(self, content: Content) -> Problem:
        """The finding as a problem of a file, with the line it is about."""
        bare = content.problem(self.spot.place, self.message, self.spot.length)
        return replace(bare, severity=self.severity)

    @property
    def where(self) -> str:
        """The treatment, and the section where it is in one: a name for waivers that does not move with the lines."""
        return f"{self.treatment}/{self.spot.section}" if self.spot.section else self.treatment


def place_of(words: object) -> Place:
    """Where words stand; those from nowhere belong to the content file."""
    return getattr(words, "place", None) or Place("content.yaml")
