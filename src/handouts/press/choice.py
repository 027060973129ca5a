"""What was asked for. It knows nothing heavy, so that a run in which nothing has changed loads nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.press.job import USUAL


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for; an empty field means all. Without a clinic named, each clinic keeps to what it lists."""

    treatments: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    edition: str = USUAL["edition"]
    #: All treatments of a clinic in one leaflet.
    bundle: bool = False
    part: str = USUAL["part"]
    #: Who prints it.
    use: str = USUAL["use"]


EVERYTHING = Choice()
