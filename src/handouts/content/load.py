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
from handouts.source import check, gather
from handouts.source.frozen import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from handouts.content.clinic import Clinic
    from handouts.source import Source

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
    problems = [*reading.problems]
    words, clinics = reading.words, reading.clinics
    if words is not None:
        problems.extend(treatment_rules.problems(words, reading.words_source, icons, pictures))
    whole: FrozenMap[str, Clinic] = FrozenMap()
    if clinics is not None:
        whole, wrong = whole_clinics(clinics, reading.clinics_source, str(words.language) if words else "en")
        treatments = words.treatments if words is not None and words.treatments else None
        languages = (words.language,) if words else ()
        rules = clinic_rules.problems(whole, treatments, languages, reading.clinics_source, reading.folder)
        problems.extend((*wrong, *rules))
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
    words: ContentFile | None
    clinics: ClinicsFile | None
    settings: Settings
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]


def _read(path: Path) -> _Reading:
    is_folder = path.is_dir() or not path.suffix
    folder = path if is_folder else path.parent
    if is_folder and not path.is_dir():
        raise ContentInvalid([Problem(Place(str(path)), "There is no such folder. To start one, run: handouts init")])
    settings, settings_sources, problems = _settings(folder)
    words_name = str(settings.content or CONTENT) if is_folder else path.name
    words_source = gather(folder / words_name, name=words_name, sentences=SENTENCES)
    words, wrong = check(words_source, ContentFile)
    clinics_name = str(settings.clinics or CLINICS)
    clinics_source = gather(folder / clinics_name, name=clinics_name)
    clinics, also_wrong = check(clinics_source, ClinicsFile)
    return _Reading(
        folder,
        words_source,
        clinics_source,
        words,
        clinics,
        settings,
        (*problems, *wrong, *also_wrong, *_translations(folder, words_name)),
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
