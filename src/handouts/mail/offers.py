"""Words that would turn a mail about somebody's care into marketing.

A mail that helps with a treatment somebody has is a service message and may be sent without consent to marketing; one
that also offers something is marketing as a whole. UK: PECR regulation 22, and the ICO's guidance on electronic mail
marketing, which asks a service message to be neutral in its words. US: CAN-SPAM, 15 U.S.C. 7702(17), and the primary
purpose of a mail, 16 CFR 316.3. EU: directive 2002/58/EC article 13. A clinic may print offers on its leaflets for the
rack; it may not mail those by handouts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.compose.values import changed, changes_of
from handouts.content.placeholders import spoken
from handouts.content.words_of import words_of
from handouts.document.inline import plain, spaced
from handouts.errors import Place, Problem
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.content.clinic import Clinic
    from handouts.content.mail_words import MailWords
    from handouts.content.treatment import Treatment
    from handouts.locales import Locale
    from handouts.source.reader import Source

#: What each kind of words is, in the sentence about it. The first that fits is told: half a price is no price.
KINDS: Final = {
    "discount": "offers something cheaper",
    "free": "gives something away",
    "pressure": "presses people to book",
    "selling": "offers something else",
    "price": "names a price",
}

_REASON: Final = (
    "In a mail that is an offer, and a mail with an offer is marketing, which needs consent and a way out (UK: PECR"
    " regulation 22; US: CAN-SPAM, 16 CFR 316.3). Leave it out of what is mailed."
)

_NUMBER: Final = r"[0-9]+(?:[.,'\u00a0\u202f ]?[0-9]+)*"
#: An amount of money, by the signs of currencies (Unicode category Sc) and their codes (ISO 4217).
_MONEY: Final = re.compile(
    rf"[$£€¥₹₽₺₩]\s?{_NUMBER}|{_NUMBER}\s?(?:[$£€¥₹₽₺₩]|(?:GBP|USD|EUR|CHF|AUD|CAD|NZD|PLN|SEK|NOK|DKK|CZK)\b)"
    rf"|\b(?:GBP|USD|EUR|CHF|AUD|CAD|NZD|PLN|SEK|NOK|DKK|CZK)\s?{_NUMBER}"
)


def offer_in(text: str, locale: Locale) -> str | None:
    """What kind of offer a text holds, such as a clinician's note, in a sentence that does not repeat it."""
    found = next(_offers(text, locale), None)
    return None if found is None else f"This {KINDS[found[0]]}. {_REASON}"


def offers(
    treatment: Treatment,
    clinic: Clinic,
    locale: Locale,
    *,
    part: str = "all",
    words: MailWords | None = None,
    sources: Iterable[Source] = (),
) -> tuple[Problem, ...]:
    """All offers in what would be mailed, each with its place and the reason.

    Args:
        treatment: the leaflet.
        clinic: who mails it, with its changes to the words.
        locale: the language of the leaflet.
        part: which sections: ``before``, ``after`` or ``all``.
        words: what the clinic says in its mails in this language.
        sources: the files, for the very place of a word.
    """
    mailed = changed(treatment, changes_of(treatment, clinic, locale.code))
    sections = tuple(section for section in mailed.sections if part in {"all", section.part} or section.part == "both")
    local = clinic.words.get(Words(locale.code))
    every = (*spoken(mailed.model_copy(update={"sections": sections})), *words_of((clinic.small_print, local, words)))
    files = {source.name: source for source in sources}
    return tuple(problem for each in every for problem in _problems(each, locale, files))


def _problems(words: Words, locale: Locale, files: dict[str, Source]) -> Iterator[Problem]:
    place = words.place or Place("(words)")
    for kind, said in _offers(words, locale):
        message = f'"{said}" {KINDS[kind]}. {_REASON}'
        source = files.get(place.file)
        spot = None if source is None else source.find(words, said)
        if spot is None:
            yield Problem(place, message)
        else:
            yield Problem(spot.place, message, spot.excerpt, spot.length)


def _offers(text: str, locale: Locale) -> Iterator[tuple[str, str]]:
    """The kind of each offer and its words, each stretch of the text once."""
    bare = spaced(plain(text))
    taken = [("price", found.span()) for found in _MONEY.finditer(bare)]
    for kind, pattern in _patterns(locale):
        for found in pattern.finditer(bare):
            if all(found.end() <= start or end <= found.start() for _, (start, end) in taken):
                taken.append((kind, found.span()))
    for kind, (start, end) in sorted(taken, key=lambda each: each[1]):
        yield kind, bare[start:end]


def _patterns(locale: Locale) -> Iterator[tuple[str, re.Pattern[str]]]:
    """One pattern a kind: whole words, in any case, however far apart and with any apostrophe."""
    known = locale.mail.offers
    for kind in KINDS:
        said = sorted(getattr(known, kind), key=len, reverse=True)
        yield kind, re.compile(rf"(?<![\w-])(?:{'|'.join(map(_pattern, said))})(?![\w-])", re.IGNORECASE)


def _pattern(said: str) -> str:
    escaped = re.escape(said).replace(r"\ ", r"\s+").replace("'", "['\u2019]")
    return escaped.replace(r"\*", r"\w*").replace(r"\#", _NUMBER)
