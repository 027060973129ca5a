"""What a copy for one client says of them: read from a list or from the command line, printed where blanks would be."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from handouts.content.placeholders import spoken
from handouts.content.words_of import words_of
from handouts.document import inline
from handouts.document.elements import Text
from handouts.errors import Place, Problem
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handouts.content.treatment import PersonalField, Treatment
    from handouts.document.elements import Node
    from handouts.locales import Locale

#: What is said of a client, by the names of fields: pairs, so that they can be part of a key.
Said = tuple[tuple[str, str], ...]

#: The field that also stands in the place for the next appointment.
APPOINTMENT: Final = "appointment"

#: ISO 8601 4.3.2, with a space as people type it. A day with slashes means two days, one on each side of the sea.
_FORMS: Final = {
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d", "Write a day as year-month-day, such as 2026-12-01."),
    "datetime": (
        re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}"),
        "%Y-%m-%d %H:%M",
        "Write a day and a time as year-month-day hour:minute, such as 2026-12-01 14:30.",
    ),
}


def fault_of(declared: PersonalField, value: str) -> str | None:
    """What is wrong with a field's value, in a sentence that does not repeat it."""
    if declared.kind == "text":
        return None
    pattern, form, sentence = _FORMS[declared.kind]
    if not pattern.fullmatch(value):
        return sentence
    try:
        datetime.strptime(value.replace("T", " "), form)  # noqa: DTZ007 - the clinic's own wall clock
    except ValueError:
        return "This is in no calendar. Look at the month, the day and the time."
    return None


def printed(said: Said, fields: Mapping[Words, PersonalField], locale: Locale, country: str) -> Said:
    """Values as the leaflet says them: text as it is, days and times as people of the language and country write them.

    Raises:
        ValueError: a day or a time is none; :func:`fault_of` finds that first.
    """
    return tuple((name, _printed(fields[Words(name)], value, locale, country)) for name, value in said)


def _printed(declared: PersonalField, value: str, locale: Locale, country: str) -> str:
    if declared.kind == "text":
        return value
    _, form, _ = _FORMS[declared.kind]
    when = datetime.strptime(value.replace("T", " "), form)  # noqa: DTZ007 - same
    return locale.day(when, country) if declared.kind == "date" else locale.moment(when, country)


def nodes_of(said: Said, fields: Iterable[Words], locale: Locale) -> dict[str, tuple[Node, ...]]:
    """What stands for each field: what is said of the client, or a line to write on."""
    known = dict(said)
    return {str(name): (Text(known.get(name, locale.phrases.blank), keep=True),) for name in fields}


def unplaced(treatment: Treatment, names: tuple[str, ...], shows: tuple[str, ...]) -> tuple[str, ...]:
    """Those fields that a leaflet has no place for: no words name them, and they are no appointment that it shows."""
    named = {name for words in spoken(treatment) for name in inline.placeholders(words)}
    places = {APPOINTMENT} if APPOINTMENT in shows else set()
    return tuple(name for name in names if name not in named | places)


def in_headings(treatment: Treatment) -> Iterator[Problem]:
    """Headings that name a client: they would stand in the file's bookmarks and title, which others see."""
    titles = (treatment.title, treatment.also_called, treatment.summary, *(one.title for one in treatment.sections))
    asks = (question.ask for one in treatment.sections for question in getattr(one, "questions", ()))
    for words in words_of((*titles, *asks)):
        for name in inline.placeholders(words):
            if name in treatment.fields:
                message = (
                    f'A heading or summary cannot hold "{{{name}}}" in a copy for one client: it would stand in the'
                    " file's bookmarks. Move it into the words below."
                )
                yield Problem(words.place or Place("content.yaml"), message)
