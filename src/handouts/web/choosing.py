"""What is chosen on the page: in its address, so that a bookmark is a shortcut."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from handouts.colour import EDITIONS
from handouts.layouts import available
from handouts.locales import available as languages_available
from handouts.press.job import USUAL, Job
from handouts.press.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.content.clinic import Clinic
    from handouts.content.content import Content

#: What can be chosen, in the order of the page.
FIELDS: Final = ("treatment", "clinic", "language", "layout", "edition", "part")

#: Layouts for several treatments at once, which the page does not make.
_BUNDLES: Final = "-bundle"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One leaflet, by its names."""

    treatment: str
    clinic: str
    language: str
    layout: str
    edition: str = USUAL["edition"]
    part: str = USUAL["part"]

    @property
    def job(self) -> Job:
        """What is to be made."""
        return Job(self.treatment, self.clinic, self.language, self.layout, self.edition, self.part)

    def query(self, **other: str) -> str:
        """The part of an address that names it; ``other`` names stand in place of its own."""
        said = asdict(replace(self, **other)) if other else asdict(self)
        return urlencode({name: value for name, value in said.items() if value != USUAL.get(name)})


def chosen(content: Content, asked: Mapping[str, str]) -> Chosen | None:
    """What an address asks for; where it says nothing, or names what is no longer there, the first that is.

    None where there is nothing to choose from.
    """
    if not content.treatments or not content.clinics:
        return None
    clinic = content.clinics[_among(asked.get("clinic"), content.clinics)]
    treatment = _among(asked.get("treatment"), content.treatments)
    language = _among(asked.get("language"), languages(content, clinic, treatment))
    layout = _among(asked.get("layout"), (*map(str, clinic.layouts), *layouts(content)))
    edition = _among(asked.get("edition"), EDITIONS)
    part = asked.get("part", "")
    return Chosen(str(treatment), clinic.slug, language, layout, edition, part if part in PARTS else USUAL["part"])


def _among(wanted: str | None, known: Mapping[str, object] | tuple[str, ...]) -> str:
    return wanted if wanted is not None and wanted in known else str(next(iter(known)))


def lost(asked: Mapping[str, str], found: Chosen) -> tuple[str, ...]:
    """The names in an address that are not there, and were replaced."""
    return tuple(value for name, value in asked.items() if name in FIELDS and value and value != getattr(found, name))


def languages(content: Content, clinic: Clinic, treatment: str) -> tuple[str, ...]:
    """The languages that a clinic gives a treatment in; that of the words where it lists none that there is."""
    listed = (str(code) for code in clinic.languages)
    found = tuple(code for code in listed if content.has(treatment, code) and code in languages_available())
    return found or (str(content.language),)


def layouts(content: Content) -> tuple[str, ...]:
    """All layouts for one treatment."""
    return tuple(name for name in available(content.folder) if not name.endswith(_BUNDLES))
