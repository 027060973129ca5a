"""Shaped words as values: glyphs, and runs of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Glyph(NamedTuple):
    """One glyph, wherever it stands: the same value for each time that a letter is set in a face.

    Lengths are thousandths of an em. ``y`` is how far its origin stands above the baseline; ``advance`` is the font's
    own, which a viewer moves on by. ``text`` is what it stands for: empty where an earlier glyph stands for the letters
    of both.
    """

    gid: int
    y: float
    advance: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face and one direction, in the order of reading, right-to-left runs too.

    ``places`` are where the origins of the glyphs stand, in thousandths of an em from the run's left edge, kerning
    included. ``actual_text`` says that the glyphs' texts, joined, are not the text: a viewer must be told it (ISO
    32000-1 14.9.4), as with a vowel sign that is drawn before the letter it follows.
    """

    face: str
    text: str
    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    advance: float
    rtl: bool
    actual_text: bool


def joined(runs: Sequence[Run]) -> Run:
    """Runs of one face and direction that follow one another, as one run.

    Raises:
        ValueError: they differ in face or direction.
    """
    first = runs[0]
    if len(runs) == 1:
        return first
    if any(run.face != first.face or run.rtl != first.rtl for run in runs):
        raise ValueError("runs of different faces or directions cannot be joined")
    advance = sum(run.advance for run in runs)
    glyphs: list[Glyph] = []
    places: list[float] = []
    left = advance if first.rtl else 0.0
    for run in runs:
        left -= run.advance if first.rtl else 0.0
        glyphs += run.glyphs
        places += [left + place for place in run.places]
        left += 0.0 if first.rtl else run.advance
    text = "".join([run.text for run in runs])
    actual = any(run.actual_text for run in runs)
    return Run(first.face, text, tuple(glyphs), tuple(places), advance, first.rtl, actual)
