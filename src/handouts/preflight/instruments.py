"""Two ways of scoring leaflets that reviewers use, and what a program can answer of each.

The questions are in short words of ours, under the numbers that the instruments give them; a reviewer who is in doubt
opens the instrument. An answer that needs judgement is left open: a program that guessed it would be believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from handouts.preflight.reading import AIM, ENOUGH, JARGON, MOST, SMOG_MORE, grades_of, is_english, passive_share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handouts.preflight.rule import Subject

Verdict = Literal["yes", "no", "not applicable", "open"]

#: An answer, and what it rests on.
Answer = tuple[Verdict, str]

#: PEMAT counts an item as met where it is so in four fifths of the material (user's guide, how to rate).
_FEW: Final = 0.2

#: Words in a section that still is a short one. PEMAT names no number; this is ours.
_SHORT: Final = 150


@dataclass(frozen=True, slots=True)
class Item:
    """One question; without ``answer``, people alone can tell."""

    number: int
    words: str
    answer: Callable[[Subject], Answer] | None = None
    #: Whether the instrument lets a reviewer leave it out as not applicable.
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """Questions that give one score, from 0 to 100, and the score from which a leaflet passes."""

    name: str
    title: str
    passes: int
    items: tuple[Item, ...]


#: Kinds of section that are lists.
_LISTS: Final = frozenset({"steps", "points", "benefits", "do_avoid"})

_OPEN: Final[Answer] = ("open", "")
_NO_TABLES: Final[Answer] = ("not applicable", "leaflets have no tables, charts or graphs")


def _said(*, holds: bool, because: str) -> Answer:
    return ("yes" if holds else "no", because)


def _kinds(subject: Subject) -> set[str]:
    return {section.kind for section in subject.treatment.sections}


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(kind.replace("_", " ") for kind in kinds)


def _common(subject: Subject) -> Answer:
    found = grades_of(subject) if is_english(subject) else None
    if found is None or found.sentences < ENOUGH:
        return _OPEN
    told = f"grade {found.flesch_kincaid:.1f} by Flesch-Kincaid, {found.smog:.1f} by SMOG; the aims are {AIM:.0f} and"
    easy = max(found.flesch_kincaid, found.smog - SMOG_MORE) <= MOST
    return _said(holds=easy, because=f"{told} {AIM + SMOG_MORE:.0f}")


def _defined(subject: Subject) -> Answer:
    if not is_english(subject):
        return _OPEN
    unexplained = [note.what.split('"')[1] for note in JARGON.look(subject)]
    told = f"not explained: {', '.join(unexplained)}" if unexplained else "no word on our list is left unexplained"
    return _said(holds=not unexplained, because=told)


def _active(subject: Subject) -> Answer:
    if not is_english(subject):
        return _OPEN
    share = passive_share(subject)
    return _said(holds=share <= _FEW, because=f"{share:.0%} of sentences are passive")


def _chunks(subject: Subject) -> Answer:
    lengths: dict[str, int] = {}
    for passage in subject.prose.passages:
        if passage.section:
            words = sum(len(sentence.words) for sentence in passage.sentences)
            lengths[passage.section] = lengths.get(passage.section, 0) + words
    longest = max(lengths.values(), default=0)
    short = len(lengths) > 1 and longest <= _SHORT
    return _said(holds=short, because=f"{len(lengths)} sections under headings, the longest of {longest} words")


def _cues(subject: Subject) -> Answer:
    found = sorted(_kinds(subject) & {*_LISTS, "call_us_if"})
    return _said(holds=bool(found), because=f"lists and boxes: {_listed(found)}" if found else "running words only")


def _lists(subject: Subject) -> Answer:
    found = sorted(_kinds(subject) & _LISTS)
    return _said(holds=bool(found), because=f"lists: {_listed(found)}" if found else "no lists")


def _action(subject: Subject) -> Answer:
    found = sorted(_kinds(subject) & {"do_avoid", "call_us_if"})
    return _said(holds=bool(found), because=f"sections: {_listed(found)}" if found else "no section says what to do")


def _advice(subject: Subject) -> Answer:
    found = "do_avoid" in _kinds(subject)
    return ("yes", "a section with do and avoid") if found else _OPEN


def _both(subject: Subject) -> Answer:
    missing = [kind for kind in ("benefits", "points") if kind not in _kinds(subject)]
    told = f"no section with {' or '.join(missing)}" if missing else "sections with benefits and with points"
    return _said(holds=not missing, because=told)


def _tables(_: Subject) -> Answer:
    return _NO_TABLES


UNDERSTANDABILITY: Final = Instrument(
    "pemat-p-understandability",
    "PEMAT-P, understandability",
    70,
    (
        Item(1, "Its purpose is plain at a glance"),
        Item(2, "Nothing leads away from its purpose"),
        Item(3, "Common, everyday words", _common),
        Item(4, "Medical terms are explained", _defined),
        Item(5, "The active voice", _active),
        Item(6, "Numbers are clear", optional=True),
        Item(7, "Nothing has to be calculated"),
        Item(8, "Short sections", _chunks, optional=True),
        Item(9, "Headings that inform", optional=True),
        Item(10, "A logical order"),
        Item(11, "A summary", optional=True),
        Item(12, "Visual cues lead to key points", _cues),
        Item(15, "Pictures wherever they would help"),
        Item(16, "Pictures that support the words", optional=True),
        Item(17, "Pictures with clear titles or captions", optional=True),
        Item(18, "Pictures that are clear and uncluttered", optional=True),
        Item(19, "Simple tables with short headings", _tables, optional=True),
    ),
)

ACTIONABILITY: Final = Instrument(
    "pemat-p-actionability",
    "PEMAT-P, actionability",
    70,
    (
        Item(20, "At least one action is clearly named", _action),
        Item(21, "Actions speak to the reader directly"),
        Item(22, "Actions are broken into plain steps"),
        Item(23, "A tool to act with, such as a checklist"),
        Item(24, "Simple help with any calculation", optional=True),
        Item(25, "Charts and tables say how to use them", _tables, optional=True),
        Item(26, "Pictures wherever they make acting easier"),
    ),
)

CLEAR: Final = Instrument(
    "cdc-clear-communication-index",
    "CDC Clear Communication Index",
    90,
    (
        Item(1, "One main message"),
        Item(2, "The main message comes first"),
        Item(3, "Visual cues set it off"),
        Item(4, "A picture supports it"),
        Item(5, "A call to action", _action),
        Item(6, "Message and call in the active voice"),
        Item(7, "Always words that readers use", _defined),
        Item(8, "Lists with bullets or numbers", _lists),
        Item(9, "Chunks with headings", _chunks),
        Item(10, "What matters most is in the first section"),
        Item(11, "What experts know, and do not know"),
        Item(12, "Recommends what to do", _advice, optional=True),
        Item(13, "Says why that matters", optional=True),
        Item(14, "Says exactly how to do it", optional=True),
        Item(15, "Always numbers that readers use", optional=True),
        Item(16, "Says what the numbers mean", optional=True),
        Item(17, "Nothing to calculate (yes: nothing)", optional=True),
        Item(18, "Says what the risk is", optional=True),
        Item(19, "Both risks and benefits", _both, optional=True),
        Item(20, "Chances also in words or a picture", optional=True),
    ),
)

INSTRUMENTS: Final = (UNDERSTANDABILITY, ACTIONABILITY, CLEAR)
