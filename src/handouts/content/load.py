"""Reading a folder of words, clinics and settings: everything that is wrong with any of them, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.content import clinic_rules, treatment_rules
from handouts.content.clinic import ClinicsFile
from handouts.content.content import Content
from handouts.content.inherit import clinics as whole_clinics
from handouts.content.settings import Settings
from handouts.content.treatment import ContentFile, Treatment
from handouts.errors import ContentInvalid, Place, Problem
from handouts.source import check, check_entries, gather
from handouts.source.frozen import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from handouts.content.clinic import Clinic
    from handouts.source import Sound, Source

CONTENT: Final = "content.yaml"
CLINICS: Final = "clinics.yaml"
SETTINGS: Final = "handouts.yaml"

#: Lists that hold whole sentences, in which a comma is a comma.
SENTENCES: Final = frozenset({"do", "avoid", "points"})


def load(
    path: Path | str = CONTENT, *, icons: Collection[str] | None = None, pictures: Collection[str] | None = None
) -> Content:
    """Read the words, the clinics and the settings.

    Args:
        path: the file of the words, or the folder that it lies in.
        icons: the names of all icons; None leaves them unchecked.
        pictures: the names of all illustrations; None leaves them unchecked.

    Raises:
        ContentInvalid: with every problem of every file, in the order of the files. Places are named from the
            folder on, as somebody would type them who works there.
    """
    reading = _read(Path(path))
    words, clinics = reading.words.value, reading.clinics.value
    found: list[Problem] = []
    given = None
    if words is not None:
        found.extend(treatment_rules.problems(words, reading.words_source, icons, pictures))
        given = clinic_rules.Given(words.treatments, (words.language,), reading.words.broken)
    whole: FrozenMap[str, Clinic] = FrozenMap()
    if clinics is not None:
        source, language = reading.clinics_source, str(words.language) if words else "en"
        whole, wrong = whole_clinics(clinics, source, language, reading.clinics.broken)
        found.extend((*wrong, *clinic_rules.problems(whole, given, source, reading.folder)))
    problems = [*reading.problems, *reading.words_source.without_echoes(reading.clinics_source.without_echoes(found))]
    if words is None or problems:
        raise ContentInvalid(problems)
    named = {
        str(slug): Treatment.model_construct(slug=str(slug), **dict(entry)) for slug, entry in words.treatments.items()
    }
    return Content(words.language, FrozenMap(named), whole, reading.settings, reading.folder, reading.sources)


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
    sources: tuple[Source, ...]

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


def _read(path: Path) -> _Reading:
    is_folder = path.is_dir() or not path.suffix
    folder = path if is_folder else path.parent
    if is_folder and not path.is_dir():
        raise ContentInvalid([Problem(Place(str(path)), "There is no such folder. To start one, run: handouts init")])
    settings, settings_sources, problems = _settings(folder)
    words_name = str(settings.content or CONTENT) if is_folder else path.name
    words_source = gather(folder / words_name, name=words_name, sentences=SENTENCES)
    clinics_name = str(settings.clinics or CLINICS)
    clinics_source = gather(folder / clinics_name, name=clinics_name)
    return _Reading(
        folder,
        words_source,
        clinics_source,
        check_entries(words_source, ContentFile, "treatments"),
        check_entries(clinics_source, ClinicsFile, "clinics"),
        settings,
        (*problems, *_translations(folder, words_name)),
        (words_source, clinics_source, *settings_sources),
    )


def _settings(folder: Path) -> tuple[Settings, tuple[Source, ...], tuple[Problem, ...]]:
    file = folder / SETTINGS
    if not file.exists():
        return Settings(), (), ()
    source = gather(file, name=SETTINGS)
    settings, problems = check(source, Settings)
    return settings or Settings(), (source,), problems


def _translations(folder: Path, words_name: str) -> Iterator[Problem]:
    """A file that looks like a translation of the words is not passed over without a word."""
    stem, suffix = Path(words_name).stem, Path(words_name).suffix
    for file in sorted(folder.glob(f"{stem}.*{suffix}")):
        if file.name != words_name:
            message = "Translations are not read yet, so this file would change nothing. Move it to another folder."
            yield Problem(Place(file.name), message)
