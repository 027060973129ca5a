"""Everything that was loaded, ready to make leaflets from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.errors import Problem
from handouts.source.frozen import FrozenMap

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.clinic import Clinic
    from handouts.content.settings import Settings
    from handouts.content.treatment import Treatment
    from handouts.errors import Place
    from handouts.source.reader import Source
    from handouts.source.words import Words


@dataclass(frozen=True, slots=True)
class Content:
    """The words, who gives them, and the settings. Without mistakes: those that have any are not loaded."""

    language: Words
    treatments: FrozenMap[str, Treatment]
    clinics: FrozenMap[str, Clinic]
    settings: Settings
    #: The project's folder: paths in the files start here.
    folder: Path
    sources: tuple[Source, ...] = field(default=(), compare=False, repr=False)
    #: Treatments in other languages than that of the content file, by language and slug.
    translations: FrozenMap[str, FrozenMap[str, Treatment]] = field(default_factory=FrozenMap)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in; the content file's own first."""
        return (str(self.language), *self.translations)

    def has(self, treatment: str, language: str) -> bool:
        """Whether there are words of a treatment in a language."""
        if language == self.language:
            return treatment in self.treatments
        return treatment in self.translations.get(language, ())

    def treatment(self, treatment: str, language: str) -> Treatment:
        """A treatment in a language.

        Raises:
            KeyError: it has no words in that language; :meth:`has` tells.
        """
        return (self.treatments if language == self.language else self.translations[language])[treatment]

    def problem(self, place: Place, message: str, length: int = 1) -> Problem:
        """A problem at a place in one of the files, with the line it is about."""
        for source in self.sources:
            if source.name == place.file:
                return source.at(place, message, length)
        return Problem(place, message, length=length)
