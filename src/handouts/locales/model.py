"""What the file of a language says. Every phrase is required: a leaflet never mixes languages."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final, Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import format_date, format_time
from babel.units import format_unit
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from handouts.document.inline import Edit, edited
from handouts.locales import typography
from handouts.locales.mail import MailPhrases
from handouts.source.words import Model, Words

if TYPE_CHECKING:
    from datetime import date, datetime

#: What clinics call the units of CLDR (Unicode TR 35 part 2, unit identifiers), in English, the language of the keys.
_UNITS: Final = {
    unit + plural: f"duration-{unit}"
    for unit in ("minute", "hour", "day", "week", "month", "year")
    for plural in ("", "s")
}


def _holds(*names: str) -> AfterValidator:
    """The phrase must hold each of these in braces once, and nothing else in braces."""
    wanted = " and ".join(f"{{{name}}}" for name in names)

    def check(phrase: Words) -> Words:
        if sorted(re.findall(r"\{(.*?)\}", phrase)) != sorted(names):
            raise PydanticCustomError("phrase", "This phrase has to hold {wanted}, once.", {"wanted": wanted})
        return phrase

    return AfterValidator(check)


class Phrases(Model):
    """The fixed words of a leaflet. What stands in braces is filled in."""

    also_called: Annotated[Words, _holds("name")]
    do: Words
    avoid: Words
    run_in: Annotated[Words, _holds("name")]
    out_of_hours: Annotated[Words, _holds("phone")]
    emergency: Annotated[Words, _holds("text", "phone")]
    booking: Words
    scan: Words
    call_us: Words
    #: The same in a leaflet that is mailed, which must not press anybody to book.
    manage: Words
    tap: Words
    #: Below the title of a leaflet that is only for before or after the treatment.
    part_before: Words
    part_after: Words
    #: Lines to write on: the heading, and what is asked for.
    appointment: Words
    appointment_when: Words
    appointment_with: Words
    appointment_ask: Words
    version: Annotated[Words, _holds("version")]
    #: In place of ``reviewed``, while nobody is named who has read the words for their truth.
    as_of: Annotated[Words, _holds("date")]
    reviewed: Annotated[Words, _holds("date")]
    reviewed_by: Annotated[Words, _holds("name")]
    review_due: Annotated[Words, _holds("date")]
    author: Annotated[Words, _holds("name")]
    translator: Annotated[Words, _holds("name")]
    sources: Annotated[Words, _holds("sources")]
    notice: Words
    overdue: Words
    #: A line to write on, where a personal copy would have words.
    blank: Words
    #: The title bar of the viewer.
    document_title: Annotated[Words, _holds("title", "clinic")]
    #: Between the parts of one line, the lines of an address or of opening hours, and the titles of sources.
    separator: Words
    list_separator: Words
    source_separator: Words
    #: What is read aloud for a picture or a link.
    logo: Annotated[Words, _holds("clinic")]
    qr: Annotated[Words, _holds("address")]
    call: Annotated[Words, _holds("phone")]
    write: Annotated[Words, _holds("address")]
    open: Annotated[Words, _holds("address")]


class Quotes(Model):
    """Opening and closing marks."""

    double: tuple[Words, Words]
    single: tuple[Words, Words]


class Locale(Model):
    """A language: its phrases, its direction and its typography."""

    #: The BCP 47 code; the name of the file gives it.
    code: str = ""
    name: Words
    direction: Literal["ltr", "rtl"]
    #: A CLDR date pattern (Unicode TR 35 part 4) for the month of a review.
    dates: Words
    quotes: Quotes
    #: What a hyphen between spaces becomes.
    dash: Words
    #: Words that stay on a line with the number before them, and with the number after them.
    units: tuple[Words, ...] = ()
    leaders: tuple[Words, ...] = ()
    phrases: Phrases
    mail: MailPhrases
    #: What is read aloud for each illustration.
    pictures: Annotated[dict[str, Words], Field(min_length=1)]

    def __hash__(self) -> int:
        """By code: there is one locale a language in a run."""
        return hash(self.code)

    @cached_property
    def _bond(self) -> re.Pattern[str]:
        """Asked of every sentence, and made once."""
        return typography.bonds(self.units, self.leaders)

    def edits(self, text: str) -> tuple[Edit, ...]:
        """What :meth:`typographic` would change, for text that is made of several runs."""
        found = (
            *typography.dots(text),
            *typography.dashes(text, self.dash),
            *typography.no_breaks(text, self._bond),
            *typography.quotes(text, self.quotes.double, self.quotes.single),
        )
        return tuple(sorted(found, key=lambda edit: edit.start))

    def typographic(self, text: str) -> str:
        """The text with the language's quotes, dashes, ellipses and no-break spaces. Doing it twice changes nothing."""
        return edited(text, self.edits(text))

    def month(self, day: date) -> str:
        """The month of a day, such as ``March 2026``."""
        return format_date(day, self.dates, locale=self._babel())

    def day(self, when: date, country: str) -> str:
        """A day with its weekday, as a country writes it: ``Tuesday, 1 December 2026`` (CLDR's full form)."""
        return format_date(when, "full", locale=self._of(country))

    def moment(self, when: datetime, country: str) -> str:
        """A day and the time of day: ``Tuesday, 1 December 2026, 14:30``."""
        return f"{self.day(when, country)}, {format_time(when, 'short', locale=self._of(country))}"

    def _of(self, country: str) -> BabelLocale:
        """The language as a country speaks it, or as it is spoken in general where CLDR does not tell."""
        whole = self._babel()
        try:
            return whole if whole.territory else BabelLocale(whole.language, country, whole.script)
        except UnknownLocaleError:
            return whole

    def quantity(self, number: str, unit: str | None) -> str:
        """A number with its unit in this language, never broken between: ``3 days``, ``1 day``.

        A unit that CLDR does not know stays as it was written.
        """
        if unit is None:
            return number
        known = _UNITS.get(unit)
        if known is None:
            return f"{number}{typography.NO_BREAK_SPACE}{unit}"
        said = format_unit(Decimal(number), known, length="long", locale=self._babel())
        return said.replace(" ", typography.NO_BREAK_SPACE)

    def _babel(self) -> BabelLocale:
        return BabelLocale.parse(self.code, sep="-")
