"""A treatment's words as a reader meets them: passages, their sentences, and the words of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.content.words_of import NAMES, words_of
from handouts.document import inline
from handouts.preflight.rule import Spot, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.content.content import Content
    from handouts.content.treatment import Treatment
    from handouts.source.words import Words

#: A run of letters or digits; an apostrophe or a hyphen within is part of it. No underscore, as of a placeholder.
WORD: Final = re.compile(r"[^\W_]+(?:['\u2019\u2010\u2011-][^\W_]+)*")

#: A stop with space behind it; one after a short form ends nothing.
_STOP = re.compile(r"[.!?\u3002]+[\"'\u201d\u2019)]*(?=\s|$)|\n+")
_SHORT = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|approx|dr|mr|mrs|ms|no|st|vs|[a-z])\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and where it starts in its passage."""

    text: str
    start: int

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, as they are written."""
        return tuple(WORD.findall(self.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one field. ``text`` is without marks and with numbers in the place of their names.

    ``kind`` and ``section`` are those of the section it is in, empty for the title and the lines below it; ``field``
    is the field's name.
    """

    words: Words
    text: str
    kind: str = ""
    section: str = ""
    field: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences; an item or a heading without a stop is one too."""
        return tuple(_sentences(self.text))


@dataclass(frozen=True, slots=True)
class Prose:
    """All passages of a treatment, in the order of the file; ``content`` knows where each letter stands."""

    passages: tuple[Passage, ...]
    content: Content

    @property
    def text(self) -> str:
        """All of it, to look whether something is in it at all."""
        return "\n\n".join(passage.text for passage in self.passages)

    def spot(self, passage: Passage, start: int, text: str) -> Spot:
        """Where ``text``, which starts so far into a passage, stands in its file.

        Words may run over several lines of the file, so the same word is counted up to there.
        """
        place = place_of(passage.words)
        found = WORD.search(text)
        source = next((each for each in self.content.sources if each.name == place.file), None)
        if found is None or source is None:
            return Spot(place, max(1, len(text)), passage.section)
        word = re.compile(rf"(?<![^\W_]){re.escape(found[0])}(?![^\W_])")
        nth = sum(1 for _ in word.finditer(passage.text, 0, start + found.start()))
        for number in range(place.line - 1, len(source.lines.lines)):
            line = source.lines.line(number)
            first = place.column - 1 if number == place.line - 1 else 0
            for hit in word.finditer(line, first):
                if not nth:
                    on_line = text if line.startswith(text, hit.start() - found.start()) else found[0]
                    column = hit.start() - (found.start() if on_line is text else 0)
                    return Spot(source.lines.place(number, column), len(on_line), passage.section)
                nth -= 1
        return Spot(place, max(1, len(passage.words)), passage.section)

    def whole(self, passage: Passage) -> Spot:
        """Where a passage starts."""
        first = passage.text.split("\n", 1)[0]
        return self.spot(passage, 0, WORD.findall(first)[0] if WORD.search(first) else "")


def prose(treatment: Treatment, content: Content, numbers: Mapping[str, str] | None = None) -> Prose:
    """The passages of a treatment.

    Args:
        treatment: the words, with a clinic's changes in them if it has any.
        content: the files that they come from.
        numbers: the numbers that the clinic says, by their names; the others are the treatment's own.
    """
    filled = {str(name): str(value.default) for name, value in treatment.values.items()} | dict(numbers or {})
    return Prose(tuple(_passages(treatment, filled)), content)


def _passages(treatment: Treatment, numbers: Mapping[str, str]) -> Iterator[Passage]:
    heads = {"title": treatment.title, "also_called": treatment.also_called, "summary": treatment.summary}
    for field, words in heads.items():
        if words is not None:
            yield Passage(words, _plain(words, numbers), field=field)
    for section in treatment.sections:
        for name in ("title", *(each for each in type(section).model_fields if each not in {"title", "note"}), "note"):
            if name not in NAMES:
                for words in words_of(getattr(section, name), without=NAMES):
                    yield Passage(words, _plain(words, numbers), section.kind, str(section.name), name)


def _plain(words: Words, numbers: Mapping[str, str]) -> str:
    text = "\n".join(inline.plain(part) for part in inline.paragraphs(words))
    return re.sub(r"\{([^{}]*)\}", lambda found: numbers.get(found[1], found[0]), text)


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for stop in _STOP.finditer(text):
        piece = text[start : stop.end()]
        if _SHORT.search(piece) and stop.end() < len(text) and "\n" not in stop[0]:
            continue
        yield from _sentence(piece, start)
        start = stop.end()
    yield from _sentence(text[start:], start)


def _sentence(piece: str, start: int) -> Iterator[Sentence]:
    text = piece.strip()
    if WORD.search(text):
        yield Sentence(text, start + piece.index(text))
