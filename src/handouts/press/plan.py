"""What is to be made: treatments by clinics by languages by layouts, narrowed to what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.colour import EDITIONS
from handouts.errors import ContentInvalid, NothingToMake, Place, UnknownName, did_you_mean
from handouts.layouts import available as layouts_available
from handouts.locales import available as languages_available
from handouts.press.choice import EVERYTHING, Choice
from handouts.press.job import BOUND, USES, Job
from handouts.press.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
from handouts.errors import Problem


def plan(content: Content, choice: Choice = EVERYTHING) -> tuple[Job, ...]:
    """Every leaflet to be made, in the order of the files, each once.

    Raises:
        UnknownName: a name that was asked for is not in the files.
        NothingToMake: the names are there, but no clinic has one of them, or has them together.
        ContentInvalid: a clinic lists a layout or a language that is not there.
    """
    known = _Known(tuple(content.treatments), tuple(content.clinics), layouts_available(content.folder))
    known.check(choice)
    clinics = {slug: content.clinics[slug] for slug in choice.clinics or content.clinics}
    problems = sorted({problem for clinic in clinics.values() for problem in _problems(clinic, known, content, choice)})
    if problems:
        raise ContentInvalid(problems)
    choice = replace(choice, treatments=tuple(dict.fromkeys(choice.treatments)))
    if choice.bundle and len(choice.treatments or content.treatments) < _LEAST:
        raise NothingToMake("Nothing to bundle: that takes two treatments or more.")
    jobs = tuple(dict.fromkeys(_jobs(content, clinics.values(), choice)))
    made = {job.layout for job in jobs} | {job.language for job in jobs}
    if left := [name for name in (*choice.layouts, *choice.languages) if name not in made]:
        raise NothingToMake(_nothing(left))
    if not jobs:
        raise NothingToMake("Nothing was made: no clinic gives leaflets in a language that these words are in.")
    return jobs


@dataclass(frozen=True, slots=True)
class _Known:
    treatments: tuple[str, ...]
    clinics: tuple[str, ...]
    layouts: tuple[str, ...]

    def check(self, choice: Choice) -> None:
        asked = (
            ("treatment", choice.treatments, self.treatments),
            ("clinic", choice.clinics, self.clinics),
            ("layout", choice.layouts, self.layouts),
            ("language", choice.languages, languages_available()),
            ("edition", (choice.edition,), EDITIONS),
            ("part", (choice.part,), PARTS),
            ("use", (choice.use,), USES),
        )
        for kind, names, known in asked:
            for name in names:
                if name not in known:
                    raise UnknownName(kind, name, known)


def _jobs(content: Content, clinics: Iterable[Clinic], choice: Choice) -> Iterator[Job]:
    named = bool(choice.clinics)
    treatments = choice.treatments or tuple(content.treatments)
    shared: dict[str, str] = {}  # each name once in memory, however many jobs have it
    for clinic in clinics:
        slug = str(clinic.slug)
        for treatment in (BOUND.join(treatments),) if choice.bundle else treatments:
            for language in _narrowed(clinic.languages, choice.languages, named=named):
                if not all(content.has(each, language) for each in treatment.split(BOUND)):
                    continue
                for layout in _layouts(clinic, choice):
                    yield Job(
                        shared.setdefault(treatment, str(treatment)),
                        slug,
                        shared.setdefault(language, str(language)),
                        shared.setdefault(layout, str(layout)),
                        choice.edition,
                        choice.part,
                        choice.use,
                    )


#: The fewest treatments that make a bundle.
_LEAST = 2


def _layouts(clinic: Clinic, choice: Choice) -> Sequence[str]:
    """The layouts for a clinic's leaflets; for bundles there is one for each paper, which no clinic has to list."""
    if choice.bundle:
        return choice.layouts or (f"{clinic.paper.lower()}-bundle",)
    return _narrowed(clinic.layouts, choice.layouts, named=bool(choice.clinics))


def _narrowed(own: Sequence[str], asked: Sequence[str], *, named: bool) -> Sequence[str]:
    """What a clinic lists, or of that what was asked for; whoever names the clinic gets what they ask for."""
    if not asked:
        return own
    return asked if named else [name for name in asked if name in own]


def _problems(clinic: Clinic, known: _Known, content: Content, choice: Choice) -> Iterator[Problem]:
    for layout in () if choice.layouts else clinic.layouts:
        if layout not in known.layouts:
            message = f'there is no layout "{layout}".{did_you_mean(layout, known.layouts)}'
            yield content.problem(place_of(layout), message, len(layout))
    for language in _narrowed(clinic.languages, choice.languages, named=bool(choice.clinics)):
        fault = _fault_of_language(language, content, choice)
        if fault:
            yield content.problem(place_of(language), fault, len(language))


def _fault_of_language(language: str, content: Content, choice: Choice) -> str | None:
    """Why leaflets in a language cannot be made: nothing is in it, or not what was asked for by name."""
    if language not in content.languages:
        there = '", "'.join(content.languages)
        return f'the words are not there in "{language}", only in "{there}".'
    if language not in languages_available():
        there = '", "'.join(languages_available())
        return f'leaflets in "{language}" cannot be made yet: the fixed phrases are only there in "{there}".'
    lacking = [name for name in choice.treatments if not content.has(name, language)]
    if lacking and choice.languages:
        return f'"{lacking[0]}" has no words in "{language}". Add it to {file_of(content, language)}.'
    return None


def file_of(content: Content, language: str) -> str:
    """The name of the file with the words in a language."""
    name = Path(content.settings.content or "content.yaml")
    return name.with_name(f"{name.stem}.{language}{name.suffix}").as_posix()


def place_of(words: str) -> Place:
    """Where words stand; those that were taken over from nowhere belong to the clinics."""
    return getattr(words, "place", None) or Place("clinics.yaml")


def _nothing(asked: Iterable[str]) -> str:
    names = " nor ".join(f'"{name}"' for name in asked)
    return f"Nothing was made: no clinic lists {names}. Name a clinic too, and it is made for that one all the same."


def one(
    content: Content,
    treatment: str,
    *,
    clinic: str | None = None,
    layout: str | None = None,
    language: str | None = None,
) -> Job:
    """One leaflet; what is not said is the first that the files name.

    Raises:
        UnknownName: a name is not in the files.
        ContentInvalid: the clinic lists a layout or a language that is not there.
    """
    who = clinic or next(iter(content.clinics))
    choice = Choice((treatment,), (who,), (layout,) if layout else (), (language,) if language else ())
    return plan(content, choice)[0]
