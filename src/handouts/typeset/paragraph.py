"""Paragraphs: words broken into lines, all lines of a paragraph at once, and every run in its place on its line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from handouts.typeset.bidi import levels, visual_order
from handouts.typeset.breaks import segments
from handouts.typeset.linebreak import Measures, best, greedy
from handouts.typeset.runs import Run, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    """A shaped word, or spaces, with the level and the node they belong to. A tuple, as a page has thousands."""

    run: Run
    level: int
    node: int


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
    #: All that was shaped, in order; and where in it the letters and the spaces of each segment begin. A segment is
    #: what stays together, most often a word, and the spaces that a line may end with.
    _pieces: tuple[_Piece, ...] = field(init=False, repr=False)
    _letters: tuple[int, ...] = field(init=False, repr=False)
    _spaces: tuple[int, ...] = field(init=False, repr=False)
    #: Widths by tracking: those without any, and others once they were asked for.
    _measures: dict[float, Measures] = field(init=False, repr=False)
    #: Numbers of lines that were counted before, by size, measure and tracking.
    _counted: dict[tuple[float, float, float], int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Shape the words and add up their widths, once."""
        pieces: list[_Piece] = []
        letters, spaces = [0], list[int]()
        for words, blanks in self._shaped():
            pieces += words
            spaces.append(len(pieces))
            pieces += blanks
            letters.append(len(pieces))
        object.__setattr__(self, "_pieces", tuple(pieces))
        object.__setattr__(self, "_letters", tuple(letters))
        object.__setattr__(self, "_spaces", tuple(spaces))
        at_phrase = tuple(map(self._ends_phrase, spaces)) if self.phrases else ()
        at_space = tuple(map(int.__lt__, spaces, letters[1:]))
        widths = tuple(self._sums([piece.run.advance for piece in pieces]))
        object.__setattr__(self, "_measures", {0.0: Measures(widths, at_space, at_phrase=at_phrase)})

    def _sums(self, values: Sequence[float]) -> Iterator[tuple[float, float]]:
        """What the pieces' values come to in each segment: in its letters, and in its spaces."""
        for start, middle, end in zip(self._letters, self._spaces, self._letters[1:], strict=False):
            yield sum(values[start:middle]), sum(values[middle:end])

    def _ends_phrase(self, end: int) -> bool:
        return end > 0 and self._pieces[end - 1].run.text.endswith(_COMMAS)

    def _tracked(self, tracking: float) -> Measures:
        """The widths with extra space after each glyph, in thousandths of an em."""
        if tracking not in self._measures:
            spacing = [_spacing(piece.run) for piece in self._pieces]
            extra = tuple((tracking * letters, tracking * spaces) for letters, spaces in self._sums(spacing))
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
        return measures.between(0, len(measures)) * size / _THOUSANDTHS if len(measures) else 0.0

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

    def _shaped(self) -> Iterator[tuple[Iterable[_Piece], Iterable[_Piece]]]:
        """The letters and the spaces of each segment, shaped piece by piece: a piece has one span and one level."""
        text = "".join(span.text for span in self.spans).translate(_BLANKS)
        bounds = pairwise(accumulate((len(span.text) for span in self.spans), initial=0))
        keep = [bound for bound, span in zip(bounds, self.spans, strict=True) if span.keep]
        stretches = tuple(self._stretches(levels(text, self.direction, keep)))
        for start, letters, end in segments(text, keep, hard=self.hard):
            yield self._cut(text, start, letters, stretches), self._cut(text, letters, end, stretches)

    def _stretches(self, found: tuple[int, ...]) -> Iterator[_Stretch]:
        """The words cut where the span or the level changes."""
        start = 0
        for span in self.spans:
            for level, alike in groupby(found[start : start + len(span.text)]):
                end = start + len(tuple(alike))
                yield _Stretch(start, end, span, level)
                start = end

    def _cut(self, text: str, start: int, end: int, stretches: tuple[_Stretch, ...]) -> Iterator[_Piece]:
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
        first, stop, last = self._letters[start], self._spaces[end - 1], self._letters[end]
        hanging = [_hanging(piece, base) for piece in self._pieces[stop:last]]
        merged = list(_merged([*self._pieces[first:stop], *hanging]))
        scale = size / _THOUSANDTHS
        x = -(_advance(hanging) + tracking * _count(hanging)) * scale if base else 0.0
        places = [0.0] * len(merged)
        for index in visual_order([piece.level for piece in merged]):
            places[index] = x
            run = merged[index].run
            x += (run.advance + (tracking * _spacing(run) if tracking else 0.0)) * scale
        for place, piece in zip(places, merged, strict=True):
            yield LineRun(place, piece.run, piece.node)


def _hanging(piece: _Piece, base: int) -> _Piece:
    """A space at the end of a line, which takes the level of the paragraph (UAX 9 L1); its glyph looks the same."""
    run, level, node = piece
    if level == base and run.rtl == bool(base):
        return piece
    return _Piece(replace(run, rtl=bool(base)), base, node)


def _merged(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Neighbours of one face, level and node as one run; what needs its text told stays alone, to be told briefly."""
    group: list[Run] = []
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and not _alike(last, piece):
            yield _Piece(joined(group), last.level, last.node)
            group = []
        group.append(piece.run)
        last = piece
    if last is not None:
        yield _Piece(joined(group), last.level, last.node)


def _alike(one: _Piece, other: _Piece) -> bool:
    (run, level, node), (next_run, *rest) = one, other
    return [level, node] == rest and run.face == next_run.face and not (run.actual_text or next_run.actual_text)


_start = attrgetter("start")


def _advance(pieces: Iterable[_Piece]) -> float:
    return sum([piece.run.advance for piece in pieces])


def _count(pieces: Iterable[_Piece]) -> int:
    return sum(_spacing(piece.run) for piece in pieces)


def _spacing(run: Run) -> int:
    """The glyphs that move on: tracking follows each of them, and no mark."""
    return sum([glyph.advance > 0 for glyph in run.glyphs])
