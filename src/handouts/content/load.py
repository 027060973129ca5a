"""Reading a folder of words, clinics and settings: everything that is wrong with any of them, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.content import clinic_rules, translation, treatment_rules
from handouts.content.clinic import ClinicsFile
from handouts.content.content import Content
from handouts.content.inherit import clinics as whole_clinics
from handouts.content.settings import Settings
from handouts.content.translation import Translated, translated
from handouts.content.treatment import SENTENCES, ContentFile, Treatment
from handouts.errors import ContentInvalid, Place, Problem
from handouts.source import check, check_entries, from_bytes, gather
from handouts.source.frozen import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from handouts.content.clinic import Clinic
    from handouts.source import Sound, Source

CONTENT: Final = "content.yaml"
CLINICS: Final = "clinics.yaml"
SETTINGS: Final = "handouts.yaml"


def load(
    path: Path | str = CONTENT,
    *,
    icons: Collection[str] | None = None,
    pictures: Collection[str] | None = None,
    held: Mapping[str, bytes] | None = None,
) -> Content:
    """Read the words, the clinics and the settings.

    Args:
        path: the file of the words, or the folder that it lies in.
        icons: the names of all icons; None leaves them unchecked.
        pictures: the names of all illustrations; None leaves them unchecked.
        held: what somebody is about to write into files, by their names: it is read in the place of what is there.

    Raises:
        ContentInvalid: with every problem of every file, in the order of the files. Places are named from the
            folder on, as somebody would type them who works there.
    """
    reading = _read(Path(path), held or {})
    words, clinics = reading.words.value, reading.clinics.value
    found: list[Problem] = []
    given = None
    others: tuple[Translated, ...] = ()
    if words is not None:
        found.extend(treatment_rules.problems(words, reading.words_source, icons, pictures))
        others = reading.translations()
        languages = (words.language, *(each.language for each in others if each.language))
        given = clinic_rules.Given(words.treatments, languages, reading.words.broken)
    whole: FrozenMap[str, Clinic] = FrozenMap()
    if clinics is not None:
        source, language = reading.clinics_source, str(words.language) if words else "en"
        whole, wrong = whole_clinics(clinics, source, language, reading.clinics.broken)
        found.extend((*wrong, *clinic_rules.problems(whole, given, source, reading.folder)))
    found = list(reading.words_source.without_echoes(reading.clinics_source.without_echoes(found)))
    problems = [*reading.problems, *(problem for each in others for problem in each.problems), *found]
    if words is None or problems:
        raise ContentInvalid(problems)
    return _content(reading, words, whole, others)


def _content(
    reading: _Reading, words: ContentFile, clinics: FrozenMap[str, Clinic], others: tuple[Translated, ...]
) -> Content:
    named = {
        str(slug): Treatment.model_construct(slug=str(slug), **dict(entry)) for slug, entry in words.treatments.items()
    }
    sources = tuple(
        replace(each, data=None) if each is reading.words_source else each.told() for each in reading.sources
    )
    sources += tuple(replace(each.source, data=None) for each in others)
    translations = FrozenMap({each.language: each.treatments for each in others})
    return Content(words.language, FrozenMap(named), clinics, reading.settings, reading.folder, sources, translations)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The files as they were read, each one's form checked on its own."""

    folder: Path
    words_source: Source
    clinics_source: Source
    words: Sound[ContentFile]
    clinics: Sound[ClinicsFile]
    settings: Settings
    #: Of the settings and the folder; each file has its own beside these.
    others: tuple[Problem, ...]
    held: Mapping[str, bytes]
    sources: tuple[Source, ...]

    def translations(self) -> tuple[Translated, ...]:
        """The words in other languages, held against these."""
        names = translation.files(self.folder, self.words_source.name)
        sources = (_gathered(self.folder, name, self.held, SENTENCES) for name in names)
        return tuple(translated(source, self.words, self.words_source) for source in sources)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the form of a file."""
        return (*self.others, *self.words.problems, *self.clinics.problems, *self._nothing_in_it())

    def _nothing_in_it(self) -> Iterator[Problem]:
        words = self.words
        if words.value is not None and not words.value.treatments and not words.broken:
            yield self.words_source.problem(
                ("treatments",), "There is no treatment here. Write at least one.", key=True
            )


def _gathered(folder: Path, name: str, held: Mapping[str, bytes], sentences: Collection[str] = ()) -> Source:
    if name in held:
        return from_bytes(held[name], name, sentences=sentences)
    return gather(folder / name, name=name, sentences=sentences)


def _read(path: Path, held: Mapping[str, bytes]) -> _Reading:
    is_folder = path.is_dir() or not path.suffix
    folder = path if is_folder else path.parent
    if is_folder and not path.is_dir():
        raise ContentInvalid([Problem(Place(str(path)), "There is no such folder. To start one, run: handouts init")])
    settings, settings_sources, problems = _settings(folder)
    words_name = str(settings.content or CONTENT) if is_folder else path.name
    words_source = _gathered(folder, words_name, held, SENTENCES)
    clinics_name = str(settings.clinics or CLINICS)
    clinics_source = _gathered(folder, clinics_name, held)
    return _Reading(
        folder,
        words_source,
        clinics_source,
        check_entries(words_source, ContentFile, "treatments"),
        check_entries(clinics_source, ClinicsFile, "clinics"),
        settings,
        problems,
        held,
        (words_source, clinics_source, *settings_sources),
    )


def _settings(folder: Path) -> tuple[Settings, tuple[Source, ...], tuple[Problem, ...]]:
    file = folder / SETTINGS
    if not file.exists():
        return Settings(), (), ()
    source = gather(file, name=SETTINGS)
    settings, problems = check(source, Settings)
    return settings or Settings(), (source,), problems
