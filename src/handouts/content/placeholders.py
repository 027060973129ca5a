"""Words with marks in them: links that lead somewhere, placeholders that somebody fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.content.words_of import NAMES, words_of
from handouts.document import inline
from handouts.document.fields import CLINIC_FIELDS
from handouts.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handouts.content.clinic import Clinic
    from handouts.content.treatment import TreatmentEntry
    from handouts.errors import Problem
    from handouts.source.reader import Source
    from handouts.source.words import Words

#: What words may ask of a clinic. Its logo is a picture.
CLINIC_NAMES: Final = tuple(name for name in CLINIC_FIELDS if name != "clinic.logo")


def known(treatment: TreatmentEntry) -> tuple[str, ...]:
    """The placeholders that this treatment's words may hold."""
    return (*treatment.values, *treatment.fields, *CLINIC_NAMES)


def spoken(treatment: TreatmentEntry) -> Iterator[Words]:
    """The words of a treatment in which placeholders are filled."""
    yield from words_of((treatment.title, treatment.also_called, treatment.summary))
    yield from words_of(treatment.sections, without=NAMES)


def of_treatment(treatment: TreatmentEntry, source: Source) -> Iterator[Problem]:
    """What is wrong in the marks of a treatment's words."""
    yield from _problems(spoken(treatment), known(treatment), source)
    about = treatment.about
    yield from _problems((about.author, about.reviewed_by, *(read.title for read in about.sources)), (), source)


def of_clinic(clinic: Clinic, treatments: Mapping[Words, TreatmentEntry], source: Source) -> Iterator[Problem]:
    """What is wrong in the marks of a clinic's own words. In its ``changes`` the treatment's placeholders may stand."""
    printed = (clinic.name, clinic.address, clinic.hours, clinic.small_print, clinic.emergency, clinic.words)
    yield from _problems(words_of(printed, without=("phone",)), (), source)
    for slug, changed in clinic.changes.items():
        if slug in treatments:
            yield from _problems(words_of(changed), known(treatments[slug]), source)


def lacking(clinic: Clinic, treatment: TreatmentEntry, slug: str, source: Source) -> Iterator[Problem]:
    """Facts that the words print and this clinic does not give."""
    asked: dict[str, Words] = {}
    for words in spoken(treatment):
        for name in inline.placeholders(words):
            asked.setdefault(name, words)
    for name, words in asked.items():
        field = name.removeprefix("clinic.")
        if name in CLINIC_NAMES and getattr(clinic, field) is None:
            message = (
                f'"{slug}" prints "{{{name}}}" ({words.place}), and this clinic has no {field}. Add a line for it.'
            )
            yield source.problem(("clinics", clinic.slug), message, key=True)


def _problems(words: Iterable[Words], names: tuple[str, ...], source: Source) -> Iterator[Problem]:
    for each in words:
        for problem in inline.problems(each):
            yield source.at(problem.place, problem.message, len(each)) if each.place else problem
        for name in inline.placeholders(inline.plain(each)):
            spot = source.find(each, f"{{{name}}}") if name not in names else None
            if spot is not None:
                near = did_you_mean(name, names) or " No placeholder can stand in these words."
                yield source.at(spot.place, f'Nothing is called "{{{name}}}" here.{near}', spot.length)
