"""Translations: ``content.pl.yaml`` beside ``content.yaml``, of the same shape, with the words alone.

What is no word (pictures, icons, values, sources, the clinical review) stands in the content file for all languages.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from handouts.blocks import Section
from handouts.blocks.base import SOME, Line
from handouts.content import placeholders
from handouts.content.forms import Language, Slug
from handouts.content.pairing import paired
from handouts.content.treatment import Translation, Treatment
from handouts.content.words_of import NAMES, words_of
from handouts.errors import Problem, did_you_mean
from handouts.source import check_entries
from handouts.source.frozen import FrozenMap
from handouts.source.words import Model, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.treatment import ContentFile, TreatmentEntry
    from handouts.source import Sound, Source

#: What the lines above the sections are called among the blocks of a treatment; no section's id has a capital.
TOP: Final = "Top"

#: Digits of a block's digest: enough to tell that words have changed.
_DIGITS: Final = 12


class TranslatedEntry(Model):
    """A treatment's words in another language."""

    title: Line | None = None
    also_called: Line | None = None
    summary: Line | None = None
    sections: Annotated[tuple[Section, ...], *SOME] = Field(description="The same sections, paired by their ids")
    about: Translation


class TranslationFile(Model):
    """A translation: its language, and the treatments that are translated."""

    language: Language
    treatments: FrozenMap[Slug, TranslatedEntry]


def marks(treatment: TreatmentEntry) -> dict[str, str]:
    """A mark of the words of each block, by the section's id: other words, another mark."""
    top = (treatment.title, treatment.also_called, treatment.summary)
    return {TOP: _mark(top), **{str(section.name): _mark(section) for section in treatment.sections}}


def _mark(block: object) -> str:
    words = "\0".join(words_of(block, without=NAMES))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Translated:
    """One file of a translation, held against the content file."""

    language: str
    source: Source
    treatments: FrozenMap[str, Treatment]
    problems: tuple[Problem, ...]


def files(folder: Path, content: str) -> tuple[str, ...]:
    """The files of translations beside a content file, from the folder on, such as ``content.pt-BR.yaml``."""
    own = Path(content)
    beside = sorted((folder / own).parent.glob(f"{own.stem}.*{own.suffix}"))
    return tuple(own.with_name(file.name).as_posix() for file in beside if file.name != own.name)


def translated(source: Source, words: Sound[ContentFile], original: Source) -> Translated:
    """Hold a translation against the words.

    Args:
        source: the translation as it was read.
        words: the content file; nothing is said of translations of what has mistakes there.
        original: where that was read from.
    """
    sound = check_entries(source, TranslationFile, "treatments")
    if sound.value is None or words.value is None:
        return Translated("", source, FrozenMap(), sound.problems)
    found = [*_language(sound.value, words.value, source)]
    made: dict[str, Treatment] = {}
    for slug, entry in sound.value.treatments.items():
        ours = words.value.treatments.get(slug)
        if ours is not None:
            made[str(slug)], wrong = _treatment(slug, ours, entry, (source, original))
            found.extend(wrong)
        elif slug not in words.broken:
            known = (*words.value.treatments, *words.broken)
            message = f'There is no treatment "{slug}" in {original.name}.{did_you_mean(slug, known)}'
            found.append(source.problem(("treatments", slug), message, key=True))
    problems = (*sound.problems, *source.without_echoes(found), *_empty(sound, source))
    return Translated(str(sound.value.language), source, FrozenMap(made), problems)


def _empty(sound: Sound[TranslationFile], source: Source) -> Iterator[Problem]:
    if sound.value is not None and not sound.value.treatments and not sound.broken:
        yield source.problem(("treatments",), "There is no treatment here. Translate at least one.", key=True)


def _language(theirs: TranslationFile, words: ContentFile, source: Source) -> Iterator[Problem]:
    file = Path(source.name)
    named = file.stem.rpartition(".")[2]
    if theirs.language == words.language:
        message = f'The words in the content file are in "{words.language}" already.'
        yield source.problem(("language",), message)
    elif named != theirs.language:
        message = f'The file is called {file.name}, so its language would be "{named}". Correct one of them.'
        yield source.problem(("language",), message)


def _treatment(
    slug: Words, ours: TreatmentEntry, theirs: TranslatedEntry, sources: tuple[Source, Source]
) -> tuple[Treatment, list[Problem]]:
    pairs = paired(ours, theirs, ("treatments", str(slug)), sources)
    whole = ours.model_copy(update=pairs.words)
    made = Treatment.model_construct(slug=str(slug), translation=theirs.about, **dict(whole))
    return made, [*pairs.problems, *placeholders.of_treatment(whole, sources[0])]
