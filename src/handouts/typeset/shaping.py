"""Shaping: words become glyphs on a line, by HarfBuzz, with kerning, fallback from face to face, and what each means.

In Latin, Greek and Cyrillic letters stay letters: ligatures and alternates are off, so that whatever a viewer copies
or reads aloud is the text. Scripts that need shaping to be right (Arabic, Devanagari, Hebrew, Thai ...) get all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize

import uharfbuzz as hb

from handouts.typeset.fonts import HYPHENS, NO_BREAK_HYPHEN, ignorable
from handouts.typeset.runs import Glyph, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.document.elements import Weight
    from handouts.typeset.fonts import Face, FontSet

#: Scripts (ISO 15924) in which letters stand side by side: ligatures are ornament there, and stay off.
_PLAIN_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl", "Armn", "Geor", "Hani", "Hira", "Kana", "Bopo", "Hang"})

#: Scripts of signs that all scripts share, or that take the script of the letter before them.
_SHARED = frozenset({"Zyyy", "Zinh", "Zzzz"})

_LETTERS_STAY = {
    "liga": False,
    "clig": False,
    "dlig": False,
    "calt": False,
    "rlig": False,
    "rclt": False,
    "hlig": False,
}

#: Words kept in a shaper: a language's words of a hundred leaflets, about 60 MB at the most.
_REMEMBERED = 1 << 16

_THOUSANDTHS = 1000.0


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of one face and one script."""

    face: Face
    script: str
    text: str


class Shaper:
    """Shapes words and remembers them, free of size: one entry serves every size and every trial of a layout.

    The least recently used words are forgotten first. ``hits`` and ``misses`` count, so that a run can say what
    remembering was worth.
    """

    __slots__ = ("_cached", "fonts")

    def __init__(self, fonts: FontSet, remembered: int = _REMEMBERED) -> None:
        self.fonts = fonts
        self._cached = lru_cache(remembered)(_Hand(fonts).runs)

    @property
    def hits(self) -> int:
        """How many times words were known already."""
        return self._cached.cache_info().hits

    @property
    def misses(self) -> int:
        """How many times words had to be shaped."""
        return self._cached.cache_info().misses

    def shape(self, text: str, style: str, weight: Weight, lang: str, level: int) -> tuple[Run, ...]:
        """Runs for words of one bidi ``level``, in the order of reading; more than one where a face must stand in.

        ``lang`` is a BCP 47 code, or empty; it chooses the forms of letters that languages draw differently. A
        character that no face has becomes glyph 0; ``coverage`` tells which before anything is set.
        """
        return self._cached(text, style, weight, lang, level % 2)

    def coverage(self, text: str, style: str, weight: Weight) -> tuple[str, ...]:
        """The characters that no face has, each once, in order."""
        chain = self.fonts.chain(style, weight)
        if chain[0].characters.issuperset(text):
            return ()
        missing: dict[str, None] = {}
        for cluster in _clusters(text):
            face = _face_for(cluster, chain)
            if not _shows(face, cluster):
                missing |= dict.fromkeys(character for character in cluster if not face.covers(character))
        return tuple(missing)


@dataclass(frozen=True, slots=True)
class _Hand:
    """What shapes. It does not know its shaper, so that this and all it remembers goes as soon as nobody needs it."""

    fonts: FontSet
    _letters: dict[str, _Letters] = field(default_factory=dict, init=False)

    def runs(self, text: str, style: str, weight: Weight, lang: str, direction: int) -> tuple[Run, ...]:
        """A word, shaped."""
        items = _items(text, self.fonts.chain(style, weight))
        return tuple(_run(item, lang, self._usual(item.face), rtl=bool(direction)) for item in items)

    def _usual(self, face: Face) -> _Letters:
        """The letters of a face."""
        found = self._letters.get(face.name)
        if found is None:
            found = self._letters[face.name] = _Letters(face)
        return found


class _Letters(dict[str, Glyph | None]):
    """The usual glyph of each letter in a face, standing for it; None for one that has none or shows nothing."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._font, self._thousandths = face.hb_font, _THOUSANDTHS / face.upem

    def __missing__(self, letter: str) -> Glyph | None:
        gid = None if ignorable(letter) else self._font.get_nominal_glyph(ord(letter))
        advance = self._font.get_glyph_h_advance(gid) * self._thousandths if gid else 0.0
        found = self[letter] = Glyph(gid, 0.0, advance, letter) if gid else None
        return found


def _items(text: str, chain: tuple[Face, ...]) -> list[_Item]:
    """The text cut where the face or the script changes."""
    if text.isascii() and chain[0].characters.issuperset(text):
        return [_Item(chain[0], "Latn", text)] if text else []
    items: list[_Item] = []
    for cluster in _clusters(text):
        face, script = _face_for(cluster, chain), _script(cluster)
        last = items[-1] if items else None
        if last and last.face is face and (script in _SHARED or last.script in {script, *_SHARED}):
            items[-1] = _Item(face, last.script if script in _SHARED else script, last.text + cluster)
        else:
            items.append(_Item(face, script, cluster))
    return items


def _clusters(text: str) -> Iterator[str]:
    """Letters with their marks, joiners and selectors: what must not be cut between faces (after UAX 29)."""
    cluster = ""
    for character in text:
        if cluster and not (category(character).startswith("M") or ignorable(character)):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _face_for(cluster: str, chain: tuple[Face, ...]) -> Face:
    """The first face that shows all of it; else the first that has the letter; else the first of all."""
    whole = next((face for face in chain if _shows(face, cluster)), None)
    return whole or next((face for face in chain if face.covers(cluster[0])), chain[0])


def _shows(face: Face, cluster: str) -> bool:
    """Whether the face has each character, as it is, composed or decomposed: HarfBuzz takes whichever there is."""
    forms = (cluster,) if len(cluster) == 1 and cluster.isascii() else _forms(cluster)
    return any(all(map(face.covers, form)) for form in forms)


def _forms(cluster: str) -> tuple[str, ...]:
    return (cluster, normalize("NFC", cluster), normalize("NFD", cluster))


def _script(cluster: str) -> str:
    """The script of the first character that has one of its own (Unicode Script property)."""
    if cluster.isascii():
        return "Latn" if cluster.isalpha() else "Zyyy"
    buffer = hb.Buffer()
    buffer.add_str(cluster)
    buffer.guess_segment_properties()
    return buffer.script or "Zyyy"


def _run(item: _Item, lang: str, usual: _Letters, *, rtl: bool) -> Run:
    """One stretch, shaped. ``usual`` are the letters of its face."""
    buffer = _shaped(item, lang, rtl=rtl)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    pen, places = 0, []
    for position in positions:
        places.append(pen + position.x_offset)
        pen += position.x_advance
    thousandths = _THOUSANDTHS / item.face.upem
    gids, rises = [info.codepoint for info in infos], [position.y_offset for position in positions]
    glyphs = [glyph for letter in item.text if (glyph := usual[letter])]
    told = False
    if rtl or any(rises) or [glyph.gid for glyph in glyphs] != gids or len(gids) != len(item.text):
        placed = list(zip(gids, [info.cluster for info in infos], places, rises, strict=True))
        kept, texts = _meanings(placed[::-1] if rtl else placed, item)
        own = item.face.hb_font.get_glyph_h_advance
        rows = zip(kept, texts, strict=True)
        glyphs = [Glyph(gid, y * thousandths, own(gid) * thousandths, text) for (gid, _, _, y), text in rows]
        places = [x for _, _, x, _ in kept]
        told = "".join(texts) != item.text
    x = tuple([place * thousandths for place in places])
    return Run(item.face.name, item.text, tuple(glyphs), x, pen * thousandths, rtl, told)


def _shaped(item: _Item, lang: str, *, rtl: bool) -> hb.Buffer:
    """What HarfBuzz makes of a stretch, from left to right."""
    script = "Latn" if item.script in _SHARED else item.script
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(_drawable(item.text, item.face))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    if lang:
        buffer.language = lang
    hb.shape(item.face.hb_font, buffer, _LETTERS_STAY if script in _PLAIN_SCRIPTS else {})
    return buffer


def _drawable(text: str, face: Face) -> str:
    """The text with a hyphen for a no-break hyphen where the face has neither that nor U+2010 (HarfBuzz's own)."""
    if NO_BREAK_HYPHEN in text and not face.characters & {NO_BREAK_HYPHEN, HYPHENS[0]}:
        return text.replace(NO_BREAK_HYPHEN, HYPHENS[1])
    return text


_Placed = tuple[int, int, int, int]


def _meanings(placed: list[_Placed], item: _Item) -> tuple[list[_Placed], list[str]]:
    """The glyphs (id, cluster, x, y) that are to be painted, in the order of reading, and what each stands for.

    A glyph alone in its cluster stands for all of it. Among several, one that is a letter's usual glyph stands for
    that letter, and the first other for what is left. A sign that shows nothing keeps a glyph if the face has an
    empty one for it, so that joiners, which are spelling, come back when text is copied; else it is left out.
    """
    starts = sorted({cluster for _, cluster, _, _ in placed})
    ends = dict(zip(starts, [*starts[1:], len(item.text)], strict=True))
    left = {start: item.text[start:end] for start, end in ends.items()}
    members: dict[int, int] = {}
    for _, cluster, _, _ in placed:
        members[cluster] = members.get(cluster, 0) + 1
    usual = item.face.hb_font.get_nominal_glyph
    own = [_taken(gid, cluster, left, usual) if members[cluster] > 1 else None for gid, cluster, _, _ in placed]
    kept: list[_Placed] = []
    texts: list[str] = []
    for (gid, cluster, x, y), letter in zip(placed, own, strict=True):
        text = letter
        if text is None:
            text, left[cluster] = left[cluster], ""
        shown = _empty_glyph(text, item.face) if text and all(map(ignorable, text)) else gid
        if shown is not None:
            kept.append((shown, cluster, x, y))
            texts.append(text)
    return kept, texts


def _taken(gid: int, cluster: int, left: dict[int, str], usual: Callable[[int], int | None]) -> str | None:
    """The letter of this cluster, of those not yet spoken for, whose usual glyph this is."""
    for letter in left[cluster]:
        if usual(ord(letter)) == gid:
            left[cluster] = left[cluster].replace(letter, "", 1)
            return letter
    return None


def _empty_glyph(text: str, face: Face) -> int | None:
    """The face's own glyph for a sign that shows nothing, if it has one and that is empty."""
    gid = face.hb_font.get_nominal_glyph(ord(text)) if len(text) == 1 else None
    extents = face.hb_font.get_glyph_extents(gid) if gid else None
    return gid if extents and not extents.width and not extents.height else None
