"""Where lines end: greedily, for counting, and at best for the whole paragraph (after Knuth and Plass, 1981).

Widths are in thousandths of an em. Segments are what is never parted; a segment's trailing spaces do not count at the
end of a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

#: The last line is free if it fills this share of the measure; a shorter one looks lost.
_LAST_LINE = 0.45

#: How much a short last line costs against slack elsewhere, and a last line of one word, and a break in a compound.
_SHORT_LAST = 3.0
_ONE_WORD = 1000.0
_NOT_AT_SPACE = 0.05

#: And, where phrases are kept whole, a break within one: more than any slack.
_IN_PHRASE = 10.0

#: A share of the measure that rounding may add to a line.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Measures:
    """Widths of the segments, each as (letters, trailing spaces); ``at_space`` says whether it ends with a space.

    ``after`` is what the last glyph that is seen on a line adds after it, where letters are tracked. ``at_phrase``
    says whether a phrase ends with it, at a comma; empty where that does not matter.
    """

    widths: tuple[tuple[float, float], ...]
    at_space: tuple[bool, ...]
    after: float = 0.0
    at_phrase: tuple[bool, ...] = ()
    #: The width of the widest segment.
    widest: float = field(init=False, repr=False)
    _totals: tuple[float, ...] = field(init=False, repr=False)
    _hanging: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Add up, so that the width between any two breaks is one subtraction."""
        object.__setattr__(self, "widest", max((letters - self.after for letters, _ in self.widths), default=0.0))
        object.__setattr__(self, "_totals", tuple(accumulate(map(sum, self.widths), initial=0.0)))
        object.__setattr__(self, "_hanging", tuple(spaces + self.after for _, spaces in self.widths))

    def __len__(self) -> int:
        return len(self.widths)

    def tracked(self, extra: tuple[tuple[float, float], ...], after: float) -> Measures:
        """The same, wider by ``extra`` for each segment; ``after`` of it stands after each glyph."""
        widths = tuple((a + b, c + d) for (a, c), (b, d) in zip(self.widths, extra, strict=True))
        return Measures(widths, self.at_space, after, self.at_phrase)

    def between(self, start: int, end: int) -> float:
        """The width of the segments from ``start`` to before ``end`` on one line."""
        return self._totals[end] - self._totals[start] - self._hanging[end - 1]


def greedy(measures: Measures, measure: float) -> list[int]:
    """The ends of lines that each take as much as they hold: no way of breaking makes fewer."""
    totals, hanging = measures._totals, measures._hanging  # noqa: SLF001 - the innermost loop of copyfitting
    limit = measure * (1 + _ROUNDING)
    ends, start = [], 0
    for end in range(2, len(measures) + 1):
        if totals[end] - totals[start] - hanging[end - 1] > limit:
            start = end - 1
            ends.append(start)
    return [*ends, len(measures)] if len(measures) else []


def best(measures: Measures, measure: float, *, balance: bool = False) -> list[int]:
    """The ends of as few lines as ``greedy`` makes, with the least sum of squared slack.

    A last line of one word is taken only where there is no other way; ``balance`` counts the slack of the last line
    like any other's.
    """
    first = greedy(measures, measure)
    if len(first) < 2:  # noqa: PLR2004 - one line has no choice
        return first
    allowed = _allowed(measures, measure, first)
    limit = measure * (1 + _ROUNDING)
    # For each end, by number of lines: the least cost to get there, and where the last of these lines starts.
    table: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    totals, hanging = measures._totals, measures._hanging  # noqa: SLF001 - the innermost loop of all
    for end in range(1, len(measures) + 1):
        found: dict[int, tuple[float, int]] = {}
        least, most = allowed[end]
        for start in range(end - 1, -1, -1):
            width = totals[end] - totals[start] - hanging[end - 1]
            if width > limit and start < end - 1:
                break
            ways = table[start]
            cost = _cost(measures, start, end, width / measure, balance) if ways else 0.0
            for lines, (before, _) in ways.items():
                total, number = before + cost, lines + 1
                if least <= number <= most and (number not in found or total < found[number][0]):
                    found[number] = (total, start)
        table.append(found)
    return _traced(table, len(first))


def _cost(measures: Measures, start: int, end: int, filled: float, balance: bool) -> float:  # noqa: FBT001 - innermost loop
    """What one line costs that fills this share of the measure."""
    if end < len(measures):
        cut = _IN_PHRASE if measures.at_phrase and not measures.at_phrase[end - 1] else 0.0
        return max(0.0, 1.0 - filled) ** 2 + (0.0 if measures.at_space[end - 1] else _NOT_AT_SPACE) + cut
    alone = 0.0 if any(measures.at_space[start : end - 1]) else _ONE_WORD
    slack = max(0.0, 1.0 - filled) if balance else _SHORT_LAST * max(0.0, _LAST_LINE - filled)
    return alone + slack**2


def _allowed(measures: Measures, measure: float, first: list[int]) -> list[tuple[int, int]]:
    """For each end, the least and most lines that may come before it if the whole is to have no more than ``first``."""
    limit = measure * (1 + _ROUNDING)
    size = len(measures)
    least_before = [0] * (size + 1)
    start = 0
    for number, end in enumerate(first, start=1):
        least_before[start + 1 : end + 1] = [number] * (end - start)
        start = end
    least_after = [0] * (size + 1)
    stop, number = size, 1
    for begin in range(size - 1, -1, -1):
        if begin < stop - 1 and measures.between(begin, stop) > limit:
            stop, number = begin + 1, number + 1
        least_after[begin] = number
    return [(least, len(first) - after) for least, after in zip(least_before, least_after, strict=True)]


def _traced(table: list[dict[int, tuple[float, int]]], lines: int) -> list[int]:
    """The ends of the best way, walked from the last line to the first."""
    ends, end = [], len(table) - 1
    for number in range(lines, 0, -1):
        ends.append(end)
        end = table[end][number][1]
    return ends[::-1]
