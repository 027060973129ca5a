"""Whether people can read it: the grade of the whole, the length of sentences, words of the trade, who does what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.errors import Severity
from handouts.preflight.grades import grades
from handouts.preflight.prose import WORD
from handouts.preflight.rule import Note, Rule, Spot, Subject, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.preflight.grades import Grades
    from handouts.preflight.lists import Term
    from handouts.preflight.prose import Passage, Sentence

#: School years of the United States: what to aim at, and what many people cannot read any more.
AIM: Final = 6.0
MOST: Final = 8.0

#: How much more SMOG gives for the same words: it asks for full understanding, where the other asks for most of it.
SMOG_MORE: Final = 2.0

#: Words in a sentence: on average, and in any.
AVERAGE: Final = 15.0
LONGEST: Final = 25

#: Letters in a word, on average: where a language has no formula of ours.
LETTERS: Final = 7.5

#: Sentences that a grade can be told from. In fewer, one word changes it by a year.
ENOUGH: Final = 10

#: Passages that are no running words: names of things, which have no sentences.
_NAMES: Final = frozenset({"title", "also_called"})

_BE: Final = r"(?:am|is|are|was|were|be|been|being|gets?|got)"
_PARTICIPLE: Final = (
    r"(?:\w{2,}ed|given|taken|done|put|made|seen|shown|told|kept|left|held|sent|set|worn|drawn|begun|cut|chosen)"
)
_PASSIVE: Final = re.compile(rf"\b{_BE}\s+(?:\w+ly\s+|then\s+|also\s+|not\s+)?{_PARTICIPLE}\b", re.IGNORECASE)


def is_english(subject: Subject) -> bool:
    """Whether there are formulas and word lists for its language."""
    return subject.language.split("-")[0] == "en"


def running(subject: Subject) -> Iterator[tuple[Passage, Sentence]]:
    """The sentences that are read as such."""
    for passage in subject.prose.passages:
        if passage.field not in _NAMES:
            yield from ((passage, sentence) for sentence in passage.sentences)


def grades_of(subject: Subject) -> Grades | None:
    """The grades of a leaflet in English; terms that it explains, and the name of the treatment, count as easy."""
    treatment = subject.treatment
    easy = {word.lower() for name in (treatment.title, treatment.also_called) if name for word in WORD.findall(name)}
    easy.update(word.lower() for name in subject.lists.needed for word in WORD.findall(name))
    for term, found in _terms(subject):
        if _is_explained(subject, term):
            easy.update(word.lower() for _, _, hit in found for word in WORD.findall(hit))
    return grades((sentence.words for _, sentence in running(subject)), frozenset(easy))


def _grade(subject: Subject) -> Iterator[Note]:
    if not is_english(subject):
        return
    found = grades_of(subject)
    if found is None or found.sentences < ENOUGH:
        return
    worst = max(found.flesch_kincaid, found.smog - SMOG_MORE)
    if worst > AIM:
        what = (
            f"these words are of grade {found.flesch_kincaid:.1f} by Flesch-Kincaid and {found.smog:.1f} by SMOG; the"
            f" aims are {AIM:.0f} and {AIM + SMOG_MORE:.0f}, the most {MOST:.0f} and {MOST + SMOG_MORE:.0f}."
        )
        words = subject.treatment.title
        severity = Severity.ERROR if worst > MOST else Severity.WARNING
        yield Note(Spot(place_of(words), len(words)), what, "Use shorter words and shorter sentences.", severity)


def _length(subject: Subject) -> Iterator[Note]:
    lengths = []
    for passage, sentence in running(subject):
        words = sentence.words
        lengths.append(len(words))
        if len(words) > LONGEST:
            spot = subject.prose.spot(passage, sentence.start, words[0])
            what = f"this sentence has {len(words)} words; {LONGEST} are the most."
            yield Note(spot, what, "Make two of it.", Severity.ERROR)
    average = sum(lengths) / max(1, len(lengths))
    if average > AVERAGE:
        title = subject.treatment.title
        what = f"sentences have {average:.0f} words on average; the aim is {AVERAGE:.0f}."
        yield Note(Spot(place_of(title), len(title)), what, "Make two of the longest ones.", Severity.WARNING)
    if not is_english(subject):
        yield from _word_length(subject)


def _word_length(subject: Subject) -> Iterator[Note]:
    words = [word for _, sentence in running(subject) for word in sentence.words]
    average = sum(map(len, words)) / max(1, len(words))
    if average > LETTERS:
        title = subject.treatment.title
        what = (
            f"words have {average:.1f} letters on average; the aim is {LETTERS}. In this language only the length of"
            " words and sentences is looked at."
        )
        yield Note(Spot(place_of(title), len(title)), what, "Use shorter words.", Severity.WARNING)


def _terms(subject: Subject) -> Iterator[tuple[Term, tuple[tuple[Passage, int, str], ...]]]:
    """The terms of the trade in a leaflet, each with the passages, starts and forms that it stands in."""
    found: dict[str, list[tuple[Passage, int, str]]] = {}
    for passage in subject.prose.passages:
        for hit in subject.lists.jargon.finditer(passage.text):
            found.setdefault(hit[0].lower(), []).append((passage, hit.start(), hit[0]))
    for form, hits in found.items():
        term = next(each for each in subject.lists.terms if _is_form(form, str(each.word)))
        yield term, tuple(hits)


def _is_form(form: str, word: str) -> bool:
    plain = " ".join(form.split())
    return plain.startswith(word[:-1].lower()) if word.endswith("*") else plain == word.lower()


def _is_explained(subject: Subject, term: Term) -> bool:
    """Whether the leaflet says what a term means: in brackets beside it, after a comma, or as what it is called."""
    word = re.escape(str(term.word)).replace(r"\*", r"[^\W_]*")
    told = re.compile(
        rf"\b{word}(?:,? and [^\W_]+)? ?(?:\(|, (?:the|a|an|which|that is|also)\b| (?:is|are|means) (?:the|a|an)\b)"
        rf"|\([^()]*\b{word}[^()]*\)|\b(?:called|known as|or) {word}\b|\b[^\W_]+ and {word}, (?:the|a|an|which)\b",
        re.IGNORECASE,
    )
    return bool(told.search(subject.prose.text)) and any(told.search(each.text) for each in subject.prose.passages)


def _jargon(subject: Subject) -> Iterator[Note]:
    if not is_english(subject):
        return
    for term, found in _terms(subject):
        if not _is_explained(subject, term):
            passage, start, form = found[0]
            what = f'"{form}" is a word of the trade, and the leaflet does not explain it.'
            yield Note(subject.prose.spot(passage, start, form), what, f'Say "{term.say}", or put that in brackets.')


def _passive(subject: Subject) -> Iterator[Note]:
    """Steps that leave out who does what, where they are several and more than a quarter of all."""
    if not is_english(subject):
        return
    sentences = [each for each in running(subject) if each[0].field == "steps"]
    passive = [(*each, found) for each in sentences if (found := _PASSIVE.search(each[1].text))]
    if len(passive) > 1 and len(passive) * 4 > len(sentences):
        for passage, sentence, found in passive:
            spot = subject.prose.spot(passage, sentence.start + found.start(), found[0])
            yield Note(spot, f'"{found[0]}" does not say who does it.', 'Begin with who does what, such as "We ...".')


def passive_share(subject: Subject) -> float:
    """How many of all sentences leave out who does what, from 0 to 1; for English only."""
    found = [bool(_PASSIVE.search(sentence.text)) for _, sentence in running(subject)]
    return sum(found) / max(1, len(found))


GRADE: Final[Rule[Subject]] = Rule(
    "reading-grade",
    Severity.ERROR,
    "a reading grade above 6 (a warning) or above 8 (an error) by Flesch-Kincaid, or above 8 and 10 by SMOG, which"
    " gives about two grades more; in English only. Names, terms that are explained and roles by law count as easy",
    "Half of all adults read at grade 8 or below. What they cannot read they cannot follow.",
    "AHRQ Health Literacy Universal Precautions Toolkit, tool 11; NHS content guide: a reading age of 9 to 11",
    _grade,
)

LENGTH: Final[Rule[Subject]] = Rule(
    "sentence-length",
    Severity.ERROR,
    "sentences of more than 25 words (an error) and more than 15 on average (a warning); in languages other than"
    " English also long words, as there is no formula for them here",
    "The end of a long sentence is read without its beginning. Sentences of 15 words took leaflets from grade 9.8 to"
    " 6.4.",
    "Arthroscopy, Sports Medicine, and Rehabilitation 2022 (22 leaflets); GOV.UK content guide: 25 words at most",
    _length,
)

JARGON: Final[Rule[Subject]] = Rule(
    "jargon",
    Severity.WARNING,
    "words of the trade without an explanation beside them (the list is preflight/jargon.yaml)",
    "A word that is not known stops the reader, or is taken for another.",
    "CDC Clear Communication Index: words that the audience uses",
    _jargon,
)

PASSIVE: Final[Rule[Subject]] = Rule(
    "passive-steps",
    Severity.WARNING,
    "several steps, and more than a quarter of all, that leave out who does what; in English only",
    "In steps a reader has to know what they do themselves and what is done to them.",
    "PEMAT-P, item 5: the material uses the active voice",
    _passive,
)
