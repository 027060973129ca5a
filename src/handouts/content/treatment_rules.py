"""What must hold inside a treatment, beyond the form of each single line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from handouts.content import placeholders
from handouts.content.pairing import HEADS
from handouts.content.treatment import CLINIC_POLICY
from handouts.document.fields import FIELDS
from handouts.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from handouts.content.treatment import ContentFile, TreatmentEntry, Value
    from handouts.errors import Problem
    from handouts.source.reader import Source
    from handouts.source.words import Words


def problems(
    file: ContentFile, source: Source, icons: Collection[str] | None, pictures: Collection[str] | None
) -> Iterator[Problem]:
    """Everything that is wrong between the lines of the treatments.

    Args:
        file: the file as it was read.
        source: where it was read from.
        icons: the names of all icons; None leaves them unchecked.
        pictures: the names of all illustrations; None leaves them unchecked.
    """
    for slug, treatment in file.treatments.items():
        path = ("treatments", str(slug))
        yield from _sections(treatment, path, source)
        yield from _same(treatment, path, source)
        yield from _sources(treatment, path, source)
        yield from _values(treatment, path, source)
        yield from _dates(treatment, path, source)
        yield from placeholders.of_treatment(treatment, source)
        yield from _drawings(treatment, source, icons, pictures)


def _sections(treatment: TreatmentEntry, path: tuple[str, ...], source: Source) -> Iterator[Problem]:
    first: dict[str, int] = {}
    known = {read.id for read in treatment.about.sources}
    for number, section in enumerate(treatment.sections):
        here: tuple[str | int, ...] = (*path, "sections", number)
        if section.name in first:
            line = source.place((*path, "sections", first[section.name])).line
            message = (
                f'Two sections are called "{section.name}", this one and the one in line {line}. Give one of them a'
                ' name of its own, such as "id: aftercare".'
            )
            yield source.problem((*here, "id"), message)
        first.setdefault(section.name, number)
        if section.source is not None and section.source not in known:
            message = f'No source has the id "{section.source}".{_near(section.source, known)}'
            yield source.problem((*here, "source"), message)


def _same(treatment: TreatmentEntry, path: tuple[str, ...], source: Source) -> Iterator[Problem]:
    known = (*HEADS, *(section.name for section in treatment.sections))
    for number, name in enumerate(treatment.same_in_every_language):
        if name not in known:
            message = f'No line and no section is called "{name}".{did_you_mean(name, known)}'
            yield source.problem((*path, "same_in_every_language", number), message)


def _near(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, sorted(known)) or ' List it in this treatment under "about", "sources".'


def _sources(treatment: TreatmentEntry, path: tuple[str, ...], source: Source) -> Iterator[Problem]:
    first: dict[str, Words] = {}
    for number, read in enumerate(treatment.about.sources):
        if read.id in first:
            line = source.place((*path, "about", "sources", list(first).index(read.id), "id")).line
            message = f'Two sources have the id "{read.id}", this one and the one in line {line}.'
            yield source.problem((*path, "about", "sources", number, "id"), message)
        first.setdefault(str(read.id), read.id)


def _values(treatment: TreatmentEntry, path: tuple[str, ...], source: Source) -> Iterator[Problem]:
    known = {*(read.id for read in treatment.about.sources), CLINIC_POLICY}
    for name, value in treatment.values.items():
        here = (*path, "values", str(name))
        if not has_bounds(value):
            yield source.problem((*here, "range"), "The first number of a range is the least, the second the most.")
        elif not within(value, value.default):
            yield source.problem((*here, "default"), f"{value.default} is not within the range of {_bounds(value)}.")
        if value.source not in known:
            message = f'No source has the id "{value.source}".{_near(value.source, known)}'
            yield source.problem((*here, "source"), message)
        if name in treatment.fields or name in FIELDS:
            yield source.problem(here, f'Something else is called "{name}" here too. Give it another name.', key=True)


def has_bounds(value: Value) -> bool:
    """Whether the range is one: its least is not more than its most."""
    return Decimal(value.range[0]) <= Decimal(value.range[1])


def within(value: Value, number: str) -> bool:
    """Whether a clinic may print this number."""
    return Decimal(value.range[0]) <= Decimal(number) <= Decimal(value.range[1])


def _bounds(value: Value) -> str:
    unit = f" {value.unit}" if value.unit else ""
    return f"{value.range[0]} to {value.range[1]}{unit}"


def outside(value: Value, number: str) -> str:
    """The sentence for a clinic's number that is out of bounds."""
    return f"{number} is not within the bounds that the words give: {_bounds(value)}."


def _dates(treatment: TreatmentEntry, path: tuple[str, ...], source: Source) -> Iterator[Problem]:
    about = treatment.about
    if about.review_due <= about.reviewed:
        message = f"The next review must be after the last, which was on {about.reviewed.isoformat()}."
        yield source.problem((*path, "about", "review_due"), message)


def _drawings(
    treatment: TreatmentEntry, source: Source, icons: Collection[str] | None, pictures: Collection[str] | None
) -> Iterator[Problem]:
    picture = treatment.picture
    if pictures is not None and picture is not None and picture not in pictures and picture.place:
        message = f'There is no picture "{picture}".{did_you_mean(picture, sorted(pictures))}'
        yield source.at(picture.place, message, len(picture))
    if icons is None:
        return
    for icon in _icons(treatment):
        if icon not in icons and icon.place:
            near = did_you_mean(icon, sorted(icons))
            hint = near if near.startswith(" Did") else ' "handouts list icons" names them all.'
            yield source.at(icon.place, f'There is no icon "{icon}".{hint}', len(icon))


def _icons(treatment: TreatmentEntry) -> Iterator[Words]:
    for section in treatment.sections:
        for item in getattr(section, section.kind, None) or ():
            icon = getattr(item, "icon", None)
            if icon is not None:
                yield icon
