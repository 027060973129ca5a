"""What every contender makes: made-up clinics, treatments, and the folder they lie in.

Kept to what starts quickly, as other programs are timed from the start of Python.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGE: Final = "en"
LAYOUT: Final = "a4-two-sided"

#: What other programs read: words of treatments and of clinics as JSON, and fonts.
WORDS: Final = "words.json"
CLINICS: Final = "clinics.json"
FONTS: Final = "fonts"

#: A treatment as ``content.yaml`` has it, as plain data.
Treatment = dict[str, Any]


class Clinic(NamedTuple):
    """A made-up clinic; ``logo`` is a path below the project's folder."""

    slug: str
    name: str
    address: list[str]
    phone: str
    website: str
    #: With ``{treatment}`` in it.
    booking: str
    show: str
    colour: str
    logo: str
    hours: list[str]

    def link(self, treatment: str) -> str:
        """Where its QR code leads."""
        return self.booking.replace("{treatment}", treatment)


class Workload(NamedTuple):
    """What is to be made: every treatment for every clinic, from the files of a folder."""

    folder: Path
    clinics: tuple[Clinic, ...]
    treatments: dict[str, Treatment]
    #: What ours prints of its own accord.
    phrases: dict[str, str]

    @property
    def leaflets(self) -> int:
        """How many leaflets there are."""
        return len(self.clinics) * len(self.treatments)


def read(folder: Path) -> Workload:
    """The workload that was written to a folder, as other programs read it."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    clinics = json.loads((folder / CLINICS).read_text(encoding="utf-8"))
    return Workload(folder, tuple(Clinic(**clinic) for clinic in clinics), words["treatments"], words["phrases"])


def file_name(treatment: str, clinic: str) -> str:
    """Where a leaflet lies below the output folder, as ours names it."""
    return f"{clinic}/{treatment}_{clinic}_{LANGUAGE}_{LAYOUT}.pdf"
