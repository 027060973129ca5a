"""What must hold of a clinic, beyond the form of each single line: with its country, its files and the treatments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.content import placeholders
from handouts.content.clinic import ClinicWords
from handouts.content.forms import LINK_LIMIT, possible_phone
from handouts.content.treatment_rules import has_bounds, outside, within
from handouts.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from handouts.content.clinic import Clinic
    from handouts.content.treatment import TreatmentEntry
    from handouts.errors import Problem
    from handouts.source.reader import Source
    from handouts.source.words import Words


@dataclass(frozen=True, slots=True)
class Given:
    """What the words give that a clinic may refer to: treatments and languages.

    ``broken`` are names of treatments that have mistakes of their own: nothing is said of what refers to them.
    """

    treatments: Mapping[Words, TreatmentEntry]
    languages: tuple[str, ...]
    broken: frozenset[str] = frozenset()


def problems(clinics: Mapping[str, Clinic], given: Given | None, source: Source, folder: Path) -> Iterator[Problem]:
    """Everything that is wrong between the lines of the clinics and those of the words.

    Args:
        clinics: the clinics, whole.
        given: the words; None when they could not be read, and nothing is said of what refers to them.
        source: where the clinics were read from.
        folder: where their files lie.
    """
    for clinic in clinics.values():
        yield from _phones(clinic, source)
        yield from _files(clinic, source, folder)
        if given is not None:
            yield from placeholders.of_clinic(clinic, given.treatments, source)
            yield from _booking(clinic, given.treatments, source)
            yield from _values(clinic, given, source)
            yield from _changes(clinic, given, source)
            yield from _words(clinic, given, source)
            for slug, treatment in given.treatments.items():
                yield from placeholders.lacking(clinic, treatment, slug, source)


def _at(words: Words, message: str, source: Source) -> Problem:
    if words.place is None:
        return source.problem((), message)
    return source.at(words.place, message, len(words))


def _phones(clinic: Clinic, source: Source) -> Iterator[Problem]:
    emergencies = (clinic.emergency, *(words.emergency for words in clinic.words.values()))
    numbers = (clinic.phone, clinic.out_of_hours, *(each.phone for each in emergencies if each is not None))
    for number in numbers:
        if number is not None and not possible_phone(number, clinic.country):
            message = (
                f'"{number}" cannot be dialled in {clinic.country}: it has too few or too many digits. Write it'
                " with its area code."
            )
            yield _at(number, message, source)


def _files(clinic: Clinic, source: Source, folder: Path) -> Iterator[Problem]:
    fonts = clinic.brand.fonts.values() if clinic.brand.fonts else ()
    profile = clinic.press.profile if clinic.press else None
    for name in (clinic.brand.logo, clinic.brand.logo_on_dark, *fonts, profile):
        if name is None or _is_file(folder / name):
            continue
        bare = name.rpartition("/")[2]
        others = (path for path in sorted(folder.glob("*/*")) if path.name == bare and _is_file(path))
        elsewhere = [path.relative_to(folder).as_posix() for path in others]
        there = _names((folder / name).parent)
        near = f' Did you mean "{elsewhere[0]}"?' if elsewhere else did_you_mean(bare, there)
        hint = near if near.startswith(" Did") else " Put it there, or correct the name."
        yield _at(name, f'There is no file "{name}" in this folder.{hint}', source)


def _names(folder: Path) -> list[str]:
    """The names of the files in a folder; none where no folder can have such a name."""
    try:
        return sorted(path.name for path in folder.glob("*") if _is_file(path))
    except OSError:
        return []


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _booking(clinic: Clinic, treatments: Collection[str], source: Source) -> Iterator[Problem]:
    if clinic.booking is None:
        return
    link = clinic.booking.link
    filled = (link.replace("{treatment}", slug).replace("{clinic}", clinic.slug) for slug in treatments)
    longest = max(filled, key=len, default="")
    if len(longest) > LINK_LIMIT:
        message = f"Filled in, this link has {len(longest)} characters; {LINK_LIMIT} are the most."
        yield _at(link, message, source)


def _no_treatment(slug: Words, given: Given, source: Source) -> Iterator[Problem]:
    if slug not in given.broken:
        near = did_you_mean(slug, (*given.treatments, *given.broken))
        yield _at(slug, f'There is no treatment "{slug}".{near}', source)


def _values(clinic: Clinic, given: Given, source: Source) -> Iterator[Problem]:
    for slug, numbers in clinic.values.items():
        treatment = given.treatments.get(slug)
        if treatment is None:
            yield from _no_treatment(slug, given, source)
            continue
        for name, number in numbers.items():
            value = treatment.values.get(name)
            if value is None:
                near = did_you_mean(name, treatment.values) or " This treatment has no values."
                yield _at(name, f'"{slug}" has no value "{name}".{near}', source)
            elif has_bounds(value) and not within(value, number):
                yield _at(number, outside(value, number), source)


def _changes(clinic: Clinic, given: Given, source: Source) -> Iterator[Problem]:
    for slug, by_language in clinic.changes.items():
        treatment = given.treatments.get(slug)
        if treatment is None:
            yield from _no_treatment(slug, given, source)
            continue
        sections: dict[Words, None] = {}
        for language, changed in by_language.items():
            sections.update(dict.fromkeys(changed))
            if language not in given.languages:
                hint = did_you_mean(language, given.languages)
                yield _at(language, f'There are no words in the language "{language}".{hint}', source)
            for section in changed:
                yield from _section(section, treatment, source)
        if all(language in given.languages for language in by_language):
            yield from _one_language_only(clinic, slug, sections, source)


def _words(clinic: Clinic, given: Given, source: Source) -> Iterator[Problem]:
    """What a clinic says in words, it says in each of its languages."""
    first, *others = given.languages
    for language in clinic.languages:
        own = clinic.words.get(language)
        said = [name for name in ClinicWords.model_fields if getattr(clinic, name) is not None]
        lacking = [f"{name}:" for name in said if getattr(own, name, None) is None]
        if lacking and language in others:
            message = (
                f'Leaflets of "{clinic.slug}" in "{language}" would have lines in "{first}". Under words, {language},'
                f" add {' and '.join(lacking)}"
            )
            yield _at(language, message, source)


def _section(name: Words, treatment: TreatmentEntry, source: Source) -> Iterator[Problem]:
    named = {section.name: section for section in treatment.sections}
    found = named.get(name)
    if found is None:
        yield _at(name, f'No section is called "{name}".{did_you_mean(name, named)}', source)
    elif not found.editable_by_clinic:
        may = ", ".join(section.name for section in treatment.sections if section.editable_by_clinic) or "none"
        message = (
            f'The section "{name}" is the same for every clinic. These may be changed: {may}. The words allow it with'
            ' "editable_by_clinic: yes".'
        )
        yield _at(name, message, source)
    elif found.changeable is None:
        message = f'The section "{name}" is a list, and only sections of running words can be changed.'
        yield _at(name, message, source)


def _one_language_only(clinic: Clinic, slug: Words, sections: Collection[Words], source: Source) -> Iterator[Problem]:
    """A change in one language never shows in another, so each language of the clinic needs it."""
    for language in clinic.languages:
        for section in sections:
            if section not in clinic.changes[slug].get(language, ()):
                message = (
                    f'"{clinic.slug}" gives leaflets in "{language}" too, and there this change is missing.'
                    f" Add it under {slug}, {language}."
                )
                yield _at(section, message, source)
