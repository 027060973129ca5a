"""What a person needs to decide, and to look after themselves: the parts that no leaflet may lack."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.compose.about import is_reviewed
from handouts.errors import Severity
from handouts.preflight.rule import Note, Rule, Spot, Subject, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A kind of section for each part, what it is for, and what to write.
_PARTS: Final = {
    "text": ("what the treatment is", "a section with text"),
    "steps": ("what happens, step by step", "a section with steps"),
    "benefits": ("why people choose it", "a section with benefits"),
    "points": ("what to weigh against it: risks, and who should not have it", "a section with points"),
    "do_avoid": ("how to look after oneself afterwards", "a section with do and avoid"),
    "call_us_if": ("when to call", "a section with call_us_if"),
}

#: How words speak of other ways than this treatment, in English.
_ALTERNATIVES: Final = re.compile(
    r"\b(?:alternatives?|other (?:treatments?|options?|choices?|ways)|instead of (?:this|having)|do(?:ing)? nothing"
    r"|no treatment|without treatment|not (?:to )?hav(?:e|ing) (?:it|(?:this|the|any) treatment))\b",
    re.IGNORECASE,
)


def _look(subject: Subject) -> Iterator[Note]:
    treatment = subject.treatment
    spot = Spot(place_of(treatment.title), len(treatment.title))
    kinds = {section.kind for section in treatment.sections}
    for kind, (part, write) in _PARTS.items():
        if kind not in kinds:
            harms = kind == "call_us_if" or (kind == "points" and "benefits" in kinds)
            severity = Severity.ERROR if harms else Severity.WARNING
            yield Note(spot, f'"{treatment.slug}" does not say {part}.', f"Add {write}.", severity)
    if not treatment.about.sources:
        version = treatment.about.version
        what = f'"{treatment.slug}" names no source.'
        yield Note(Spot(place_of(version), len(version)), what, 'Add "sources" here, with a title each.')


def _look_for_alternatives(subject: Subject) -> Iterator[Note]:
    treatment = subject.treatment
    if subject.language.split("-")[0] != "en" or not is_reviewed(treatment):
        return
    if not any(_ALTERNATIVES.search(passage.text) for passage in subject.prose.passages):
        what = f'"{treatment.slug}" names no other way, such as doing nothing.'
        spot = Spot(place_of(treatment.title), len(treatment.title))
        yield Note(spot, what, "Say in a section what else there is, and that no treatment is a choice too.")


_MONTGOMERY: Final = (
    "After Montgomery: procedure, why, benefits, risks, alternatives, doing nothing among them (NHS Ayrshire & Arran)"
)

RULE: Final[Rule[Subject]] = Rule(
    "required-parts",
    Severity.ERROR,
    "parts that are missing: when to call, sources, and what to weigh beside benefits (errors); what it is, what"
    " happens, why people choose it, aftercare (warnings)",
    "Who reads only what is good about a treatment cannot decide; who does not know when to call may call too late.",
    _MONTGOMERY,
    _look,
)

ALTERNATIVES: Final[Rule[Subject]] = Rule(
    "alternatives",
    Severity.WARNING,
    "words on what else could be done, doing nothing among it (in English, and once a reviewer is named: before that,"
    " the leaflet says on every page that it is a sample)",
    "A choice needs something to choose from.",
    _MONTGOMERY,
    _look_for_alternatives,
)
