"""A translation says what the words say now, and says it in its own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.content.translation import TOP, marks
from handouts.errors import Severity
from handouts.preflight.prose import WORD, prose
from handouts.preflight.rule import Note, Rule, Spot, Subject, place_of
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.treatment import Translation, Treatment

#: The fewest words in a row that no two languages share by chance; fewer may be a name.
_FEWEST: Final = 4


def _look_for_changes(subject: Subject) -> Iterator[Note]:
    translation = subject.treatment.translation
    if translation is None:
        return
    original = subject.prose.content.treatments[subject.treatment.slug]
    known, now = translation.translated_words, marks(original)
    changed = [name for name, mark in now.items() if known and known.get(Words(name)) != mark]
    spots = {section.name: _spot(section.title, section.name) for section in subject.treatment.sections}
    mend = f"Correct the translation, then run: handouts translate {subject.language} --mark"
    for name in changed:
        what = f'the words of "{name}" have changed since they were translated.'
        if name == TOP:
            what = "the title or a line below it has changed since it was translated."
        yield Note(spots.get(name, _spot(subject.treatment.title)), what, mend)
    yield from _versions(translation, original, mend, severity=None if changed or not known else Severity.WARNING)


def _versions(translation: Translation, original: Treatment, mend: str, *, severity: Severity | None) -> Iterator[Note]:
    was, version = translation.translated_from, original.about.version
    if was != version:
        what = f"these words were translated from version {was}, and the version is {version} now."
        yield Note(_spot(was), what, mend, severity)
    elif not translation.translated_words:
        what = "nothing tells which words were translated, so only their version is looked at."
        yield Note(_spot(was), what, mend, Severity.WARNING)


def _look_for_remains(subject: Subject) -> Iterator[Note]:
    if subject.treatment.translation is None:
        return
    content = subject.prose.content
    original = content.treatments[subject.treatment.slug]
    same = original.same_in_every_language
    passages = prose(original, content).passages
    sentences = {sentence.text.casefold() for passage in passages for sentence in passage.sentences}
    for passage in subject.prose.passages:
        if passage.section in same or (not passage.section and passage.field in same):
            continue
        for sentence in passage.sentences:
            if sentence.text.casefold() in sentences and WORD.search(sentence.text):
                few = len(sentence.words) < _FEWEST
                yield Note(
                    subject.prose.spot(passage, sentence.start, sentence.text),
                    f'"{sentence.text}" is in "{content.language}" still, or a name.'
                    if few
                    else f'this sentence is in "{content.language}" still.',
                    "Translate it.",
                    Severity.WARNING if few else None,
                )


def _spot(words: str, section: str = "") -> Spot:
    return Spot(place_of(words), len(words), section)


STALE: Final[Rule[Subject]] = Rule(
    "stale-translation",
    Severity.ERROR,
    "words that have changed since they were translated (by a mark of each section that the translation keeps)",
    "Who reads another language gets the advice of yesterday, and nobody at the clinic may be able to tell.",
    "PIF TICK: systems that keep what is written up to date",
    _look_for_changes,
)

UNTRANSLATED: Final[Rule[Subject]] = Rule(
    "untranslated",
    Severity.ERROR,
    "sentences of a translation that are still those of the content file; of fewer than 4 words they may be names"
    " (warnings)",
    "Who needs a translation cannot read the rest, and does not know whether it matters.",
    "PIF TICK: need, and inequalities",
    _look_for_remains,
)
