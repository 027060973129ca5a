"""Text of both directions: embedding levels by the Unicode bidirectional algorithm (UAX 9), and the order on a line.

python-bidi resolves the levels. It knows no isolates and no bracket pairs; both are done here around it: an isolate
is resolved on its own and stands in the text around it as one neutral sign (UAX 9 BD9, X5a to X6a), which is also how
a phone number keeps its order in Hebrew (HL3: an application may treat words as isolates).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import bidirectional, category

from bidi import algorithm
from bidi.mirror import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Classes without which nothing ever moves in left-to-right text (UAX 9 table 4).
_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRE", "LRO", "LRI"})

_ISOLATES = {"\u2066": 0, "\u2067": 1, "\u2068": None}
_END = "\u2069"

#: Stands for a whole isolate in the text around it: OBJECT REPLACEMENT CHARACTER, a neutral.
_NEUTRAL = "\ufffc"

Direction = Literal["ltr", "rtl"]


def levels(text: str, direction: Direction, keep: Sequence[tuple[int, int]] = ()) -> tuple[int, ...]:
    """The embedding level of each character; odd is right-to-left.

    ``keep`` are (start, end) of words that stay in left-to-right order whatever stands around them: phone numbers,
    addresses on the web. By UAX 9 alone "020 7946 0000" would turn into "0000 7946 020" in Hebrew.
    """
    base = 1 if direction == "rtl" else 0
    if not base and (text.isascii() or not any(bidirectional(character) in _TURNING for character in text)):
        return (0,) * len(text)
    return tuple(_resolved(text, base, sorted(keep)))


def visual_order(line: Sequence[int]) -> list[int]:
    """The order from left to right, as indexes, of pieces with these levels on one line (UAX 9 L2)."""
    order = list(range(len(line)))
    odd = [level for level in line if level % 2]
    if not odd:
        return order
    for level in range(max(line), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _resolved(text: str, base: int, keep: Sequence[tuple[int, int]]) -> list[int]:
    """Levels of a text whose isolates and kept words are resolved on their own, from level ``base``."""
    inner = _isolates(text, keep)
    outer, position = "", 0
    for start, end, _ in inner:
        outer += text[position:start] + _NEUTRAL
        position = end
    outer += text[position:]
    around = iter(_levels(outer, base))
    done: list[int] = []
    for start, end, direction in inner:
        done += [next(around) for _ in range(start - len(done))]
        level = next(around)
        within = [(a - start, b - start) for a, b in keep if start <= a and b <= end and (a, b) != (start, end)]
        done += _inside(text[start:end], level, direction, within)
    return done + list(around)


def _inside(text: str, level: int, direction: int | None, keep: Sequence[tuple[int, int]]) -> list[int]:
    """Levels within an isolate that stands at ``level``: the next one of its own direction."""
    opened = text[0] in _ISOLATES
    closed = opened and text[-1] == _END
    body = text[opened : len(text) - closed]
    if direction is None:
        direction = _first_strong(body)
    shift = level + (level + direction) % 2
    found = _resolved(body, direction, [(start - opened, end - opened) for start, end in keep])
    return [level] * opened + [shift - direction + one for one in found] + [level] * closed


def _isolates(text: str, keep: Sequence[tuple[int, int]]) -> list[tuple[int, int, int | None]]:
    """The outermost isolates and kept words: start, end and direction (None: by the first strong letter within)."""
    kept = dict(keep)
    found: list[tuple[int, int, int | None]] = []
    start = 0
    while start < len(text):
        end = start + 1
        if start in kept and kept[start] > start:
            end = kept[start]
            found.append((start, end, 0))
        elif text[start] in _ISOLATES:
            end = _matching(text, start)
            found.append((start, end, _ISOLATES[text[start]]))
        start = end
    return found


def _matching(text: str, start: int) -> int:
    """Where the isolate that begins at ``start`` ends: after its U+2069, or with the text (UAX 9 BD9)."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] in _ISOLATES) - (text[index] == _END)
        if not depth:
            return index + 1
    return len(text)


def _first_strong(text: str) -> int:
    """1 if the first letter with a direction runs right to left, isolates passed over (UAX 9 P2, P3)."""
    index = 0
    while index < len(text):
        if text[index] in _ISOLATES:
            index = _matching(text, index)
            continue
        kind = bidirectional(text[index])
        if kind in {"L", "R", "AL"}:
            return int(kind != "L")
        index += 1
    return 0


def _levels(text: str, base: int) -> list[int]:
    """Levels of a text without isolates, by python-bidi's own steps. A stray U+2069 counts as neutral."""
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text.replace(_END, _NEUTRAL), storage)
    characters = list(storage["chars"])
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        _pair_brackets(storage["chars"][run["start"] : run["start"] + run["length"]], run["sor"])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    resolved = {id(character) for character in storage["chars"]}
    level, found = base, []
    for character in characters:
        # What X9 takes out (joiners, embeddings) gets the level before it (UAX 9 5.2).
        level = character["level"] if id(character) in resolved else level
        found.append(level)
    return found


def _pair_brackets(run: list[dict[str, Any]], before: str) -> None:
    """Both brackets of a pair get one direction: that of the text if any such word stands between them (UAX 9 N0)."""
    for start, end in _pairs(run):
        own = "LR"[run[start]["level"] % 2]
        between = {_strong(character) for character in run[start + 1 : end]} - {""}
        if not between:
            continue
        direction = own
        if own not in between:
            context = next((kind for one in reversed(run[:start]) if (kind := _strong(one))), before)
            direction = context
        for bracket in (start, end):
            run[bracket]["type"] = direction
            for mark in takewhile(lambda one: one["orig"] == "NSM", run[bracket + 1 :]):
                mark["type"] = direction


def _strong(character: dict[str, Any]) -> str:
    """L or R for a character that has a direction, numbers being R; nothing for others."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(character["type"], "")


def _pairs(run: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Bracket pairs of a run, as indexes, in the order of the opening ones (UAX 9 BD16)."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for index, character in enumerate(run):
        sign = character["ch"]
        if character["type"] != "ON" or sign not in MIRRORED:
            continue
        if category(sign) == "Ps":
            opened.append((MIRRORED[sign], index))
        elif category(sign) == "Pe":
            depth = next((d for d in range(len(opened) - 1, -1, -1) if opened[d][0] == sign), None)
            if depth is not None:
                pairs.append((opened[depth][1], index))
                del opened[depth:]
    return sorted(pairs)
