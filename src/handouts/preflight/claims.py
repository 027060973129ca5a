"""Promises, praise, offers and another treatment's words: what may not stand in a leaflet that is to be trusted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.errors import Severity
from handouts.preflight.lists import any_of
from handouts.preflight.rule import Note, Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.preflight.lists import Claim
    from handouts.preflight.prose import Passage, Sentence

#: A treatment of that kind may speak of it.
_RF: Final = re.compile(r"\bradio|\brf\b", re.IGNORECASE)

#: Sections in which something is said that speaks against a treatment.
_CONSIDERATIONS: Final = frozenset({"points", "call_us_if"})

_PRICE: Final = re.compile(
    r"[£$€¥]\s?\d+(?:[.,]\d+)*|\b\d+(?:[.,]\d\d)?\s?(?:pounds|dollars|euros?|GBP|USD|EUR)\b", re.IGNORECASE
)

#: Figures that claim something: shares, spans and counts of results; not the number of a step, a version or an SPF.
_FIGURE: Final = re.compile(
    r"\d+(?:[.,]\d+)?\s?%|\b\d+(?:[.,]\d+)?(?:\s?(?:to|-|\u2013)\s?\d+(?:[.,]\d+)?)?\s"
    r"(?:per cent|percent|in \d+|out of \d+|times|minutes?|hours?|days?|weeks?|months?|years?|sessions?|treatments?|mm"
    r"|millimetres?|people|patients)\b",
    re.IGNORECASE,
)


def _look(subject: Subject) -> Iterator[Note]:
    treatment = subject.treatment
    about_rf = bool(_RF.search(f"{treatment.slug} {treatment.title} {treatment.also_called or ''}"))
    weighed = any(section.kind in _CONSIDERATIONS for section in treatment.sections)
    claims = zip(subject.lists.claims, subject.lists.patterns, strict=True)
    made = [(claim, pattern) for claim, pattern in claims if pattern.search(subject.prose.text)]
    for passage in subject.prose.passages if made else ():
        for claim, pattern in made:
            if claim.group == "radiofrequency" and about_rf:
                continue
            for sentence in passage.sentences if pattern.search(passage.text) else ():
                yield from _in_sentence(subject, passage, sentence, claim, pattern, weighed=weighed)


def _in_sentence(
    subject: Subject, passage: Passage, sentence: Sentence, claim: Claim, pattern: re.Pattern[str], *, weighed: bool
) -> Iterator[Note]:
    found = pattern.search(sentence.text)
    if found is None:
        return
    fair = claim.unless and any_of(claim.unless).search(sentence.text)
    if fair and (claim.group != "safe" or weighed):
        return
    spot = subject.prose.spot(passage, sentence.start + found.start(), found[0])
    what = f'"{found[0]}" {_SAYS.get(str(claim.group), "promises too much")}.'
    yield Note(spot, what, str(claim.mend), Severity(claim.severity), f"{claim.why} ({claim.source})")


_SAYS: Final = {
    "safe": "says that nothing can go wrong",
    "wonder": "is praise, not information",
    "offers": "is an offer",
    "radiofrequency": "belongs to another treatment",
}


def _prices(subject: Subject) -> Iterator[Note]:
    for passage in subject.prose.passages:
        found = _PRICE.search(passage.text)
        if found:
            yield Note(
                subject.prose.spot(passage, found.start(), found[0]),
                f'"{found[0]}" is a price.',
                "Take it out: it can stand in a price list.",
            )


def _figures(subject: Subject) -> Iterator[Note]:
    """Figures in sections that name no source; a clinic's own numbers, in braces, have theirs."""
    sourced = {str(section.name) for section in subject.treatment.sections if section.source is not None}
    for passage in subject.prose.passages:
        if passage.section in sourced:
            continue
        found = _FIGURE.search(passage.text)
        if found and found[0] in passage.words:
            yield Note(
                subject.prose.spot(passage, found.start(), found[0]),
                f'"{found[0]}" is a figure without a source.',
                'Give its section a line such as "source: fda-consumer", make it one of the "values" with a source, or'
                " say it without a figure.",
            )


RULE: Final[Rule[Subject]] = Rule(
    "claims",
    Severity.ERROR,
    "words that promise (permanent, painless, safe, guaranteed, removes scars), praise, offer, or speak of"
    " radiofrequency in another treatment's leaflet",
    "A reader who believes a promise cannot weigh a treatment, and will not call when it goes otherwise.",
    "GMC, Guidance for doctors who offer cosmetic interventions; each group of words names its own",
    _look,
)

PRICES: Final[Rule[Subject]] = Rule(
    "prices",
    Severity.ERROR,
    "prices",
    "A price turns a mailed leaflet into marketing, which needs a consent that a care message does not have.",
    "ICO on PECR: any promotion in a service message makes it marketing",
    _prices,
)

FIGURES: Final[Rule[Subject]] = Rule(
    "figures",
    Severity.ERROR,
    "figures in a section that names no source",
    "A number looks like a fact. Without a source nobody can check it, and nobody will notice when it is out of date.",
    "PIF TICK: information is based on current evidence",
    _figures,
)
