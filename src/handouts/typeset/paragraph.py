"""Paragraphs: words broken into lines, all lines of a paragraph at once, and every run in its place on its line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from handouts.typeset.bidi import levels, visual_order
from handouts.typeset.breaks import segments
from handouts.typeset.linebreak import Measures, best, greedy
from handouts.typeset.runs import Run, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.document.elements import Weight
    from handouts.typeset.bidi import Direction
    from handouts.typeset.shaping import Shaper

#: Line ends of the file, and tabs: one space each.
_BLANKS = str.maketrans(dict.fromkeys("\t\n\r\v\f\x85\u2028\u2029", " "))

_THOUSANDTHS = 1000.0

#: What parts two phrases: commas and semicolons, Arabic and ideographic ones too.
_COMMAS = (",", ";", "\u060c", "\u061b", "\u3001", "\uff0c", "\uff1b")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one face and one language. ``node`` is the id of the Text they show.

    ``keep`` marks words that stay in left-to-right order and whole: phone numbers, addresses on the web.
    """

    text: str
    style: str
    weight: Weight
    node: int
    lang: str
    keep: bool = False


@dataclass(frozen=True, slots=True)
class LineRun:
    """A run on its line; ``x`` is in points from where the visible line begins at the left."""

    x: float
    run: Run
    node: int


@dataclass(frozen=True, slots=True)
class Line:
    """Runs in the order of reading. ``width`` is in points and leaves out the space that the line was broken at."""

    runs: tuple[LineRun, ...]
    width: float


class _Piece(NamedTuple):
    """A shaped run of a segment, with the level and the node it belongs to. A tuple, as a page has thousands."""

    run: Run
    level: int
    node: int


class _Segment(NamedTuple):
    """What stays together: shaped letters, then the shaped spaces a line may end with."""

    letters: tuple[_Piece, ...]
    spaces: tuple[_Piece, ...]


class _Stretch(NamedTuple):
    """Words of one span and one level, from one place in the text to before another."""

    start: int
    end: int
    span: Span
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A paragraph, shaped once and free of size; lines are made for any size and measure.

    Lines are ragged and never hyphenated. Which side they are aligned to is the caller's; in a right-to-left
    paragraph the space that a line was broken at stands to the left of ``x`` 0. With ``phrases``, lines end after
    commas where that makes no more of them: an address, opening hours.
    """

    spans: tuple[Span, ...]
    shaper: Shaper
    direction: Direction
    phrases: bool = False
    #: Addresses are parted wherever that misleads nobody, as they are wider than their column.
    hard: bool = False
    _segments: tuple[_Segment, ...] = field(init=False, repr=False)
    #: Widths by tracking: those without any, and others once they were asked for.
    _measures: dict[float, Measures] = field(init=False, repr=False)
    #: Numbers of lines that were counted before, by size, measure and tracking.
    _counted: dict[tuple[float, float, float], int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Shape the words and add up their widths, once."""
        shaped = tuple(self._shaped())
        widths = tuple((_advance(one.letters), _advance(one.spaces)) for one in shaped)
        object.__setattr__(self, "_segments", shaped)
        at_phrase = tuple(map(_ends_phrase, shaped)) if self.phrases else ()
        at_space = tuple(bool(one.spaces) for one in shaped)
        object.__setattr__(self, "_measures", {0.0: Measures(widths, at_space, at_phrase=at_phrase)})

    def _tracked(self, tracking: float) -> Measures:
        """The widths with extra space after each glyph, in thousandths of an em."""
        if tracking not in self._measures:
            extra = tuple((tracking * _count(one.letters), tracking * _count(one.spaces)) for one in self._segments)
            self._measures[tracking] = self._measures[0.0].tracked(extra, tracking)
        return self._measures[tracking]

    def count(self, size: float, measure: float, tracking: float = 0.0) -> int:
        """The number of lines at this size in this measure (points): what ``lines`` makes, at a fraction of its cost.

        ``tracking`` is in thousandths of the size, after each glyph.
        """
        key = size, measure, tracking
        if key not in self._counted:
            self._counted[key] = len(greedy(self._tracked(tracking), measure * _THOUSANDTHS / size))
        return self._counted[key]

    def widest(self, size: float, tracking: float = 0.0) -> float:
        """The width of the widest of what stays together, most often a word, in points."""
        return self._tracked(tracking).widest * size / _THOUSANDTHS

    def within(self, size: float, measure: float, tracking: float = 0.0) -> Paragraph:
        """The same; where a word is wider than the measure (points), with its addresses parted."""
        if self.hard or self.widest(size, tracking) <= measure or not any(span.keep for span in self.spans):
            return self
        return Paragraph(self.spans, self.shaper, self.direction, self.phrases, hard=True)

    def width(self, size: float, tracking: float = 0.0) -> float:
        """The width of all words on one line, in points."""
        measures = self._tracked(tracking)
        return measures.between(0, len(self._segments)) * size / _THOUSANDTHS if self._segments else 0.0

    def lines(self, size: float, measure: float, *, balance: bool = False, tracking: float = 0.0) -> tuple[Line, ...]:
        """The lines at this size in this measure (points): as few as can be, as even as can be.

        Every line but the last ends with the glyph of the space it was broken at, so that words stay apart when text
        is copied. A word wider than the measure stays whole on a line of its own: that line's ``width`` says so.
        ``balance`` makes the last line as long as the others, for headings.
        """
        measures = self._tracked(tracking)
        ends = best(measures, measure * _THOUSANDTHS / size, balance=balance)
        done, start = [], 0
        for end in ends:
            width = measures.between(start, end) * size / _THOUSANDTHS
            done.append(Line(tuple(self._line(start, end, size, tracking)), width))
            start = end
        return tuple(done)

    def _shaped(self) -> Iterator[_Segment]:
        """The segments of the words, shaped piece by piece: a piece has one span and one level."""
        text = "".join(span.text for span in self.spans).translate(_BLANKS)
        bounds = pairwise(accumulate((len(span.text) for span in self.spans), initial=0))
        keep = [bound for bound, span in zip(bounds, self.spans, strict=True) if span.keep]
        stretches = tuple(self._stretches(levels(text, self.direction, keep)))
        for start, letters, end in segments(text, keep, hard=self.hard):
            yield _Segment(
                tuple(self._pieces(text, start, letters, stretches)),
                tuple(self._pieces(text, letters, end, stretches)),
            )

    def _stretches(self, found: tuple[int, ...]) -> Iterator[_Stretch]:
        """The words cut where the span or the level changes."""
        start = 0
        for span in self.spans:
            for level, alike in groupby(found[start : start + len(span.text)]):
                end = start + len(tuple(alike))
                yield _Stretch(start, end, span, level)
                start = end

    def _pieces(self, text: str, start: int, end: int, stretches: tuple[_Stretch, ...]) -> Iterator[_Piece]:
        at = bisect_right(stretches, start, key=_start) - 1 if len(stretches) > 1 else 0
        while start < end:
            _, stop, span, level = stretches[at]
            stop = min(stop, end)
            for run in self.shaper.shape(text[start:stop], span.style, span.weight, span.lang, level):
                yield _Piece(run, level, span.node)
            start, at = stop, at + 1

    def _line(self, start: int, end: int, size: float, tracking: float) -> Iterator[LineRun]:
        """The runs of the segments from ``start`` to before ``end``, neighbours joined, each in its place."""
        base = 1 if self.direction == "rtl" else 0
        pieces = [piece for one in self._segments[start : end - 1] for piece in (*one.letters, *one.spaces)]
        last = self._segments[end - 1]
        pieces += last.letters
        # Spaces at the end of a line take the level of the paragraph (UAX 9 L1).
        hanging = [_Piece(self._hanging(piece, base), base, piece.node) for piece in last.spaces]
        merged = list(_merged([*pieces, *hanging]))
        scale = size / _THOUSANDTHS
        x = -(_advance(hanging) + tracking * _count(hanging)) * scale if base else 0.0
        places = [0.0] * len(merged)
        for index in visual_order([piece.level for piece in merged]):
            places[index] = x
            run = merged[index].run
            x += (run.advance + (tracking * _spacing(run) if tracking else 0.0)) * scale
        for place, piece in zip(places, merged, strict=True):
            yield LineRun(place, piece.run, piece.node)

    def _hanging(self, piece: _Piece, base: int) -> Run:
        """A space in the direction of the paragraph; one glyph looks the same both ways."""
        run = piece.run
        return (
            run
            if run.rtl == bool(base)
            else Run(run.face, run.text, run.glyphs, run.places, run.advance, bool(base), run.actual_text)
        )


def _merged(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Neighbours of one face, level and node as one run; what needs its text told stays alone, to be told briefly."""

    def kind(piece: _Piece) -> object:
        return piece.run.face, piece.level, piece.node, id(piece) if piece.run.actual_text else 0

    for _, group in groupby(pieces, key=kind):
        alike = tuple(group)
        yield _Piece(joined(tuple(piece.run for piece in alike)), alike[0].level, alike[0].node)


def _ends_phrase(segment: _Segment) -> bool:
    return bool(segment.letters) and segment.letters[-1].run.text.endswith(_COMMAS)


_start = attrgetter("start")


def _advance(pieces: tuple[_Piece, ...] | list[_Piece]) -> float:
    return sum([piece.run.advance for piece in pieces])


def _count(pieces: tuple[_Piece, ...] | list[_Piece]) -> int:
    return sum(_spacing(piece.run) for piece in pieces)


def _spacing(run: Run) -> int:
    """The glyphs that move on: tracking follows each of them, and no mark."""
    return sum([glyph.advance > 0 for glyph in run.glyphs])
