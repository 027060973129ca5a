"""What a print shop has before the first words come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handouts.cache import Cache
from handouts.colour import palette
from handouts.locales import locale
from handouts.memo import Memo
from handouts.press.program import program
from handouts.typeset.fonts import default_fonts
from handouts.typeset.shaping import Shaper

if TYPE_CHECKING:
    from handouts.colour import Palette
    from handouts.locales import Locale
    from handouts.typeset.fonts import FontSet


def _shaper() -> Shaper:
    return Shaper(default_fonts())


@dataclass(frozen=True, slots=True)
class Equipment:
    """The program's own fonts with the words shaped in them, its languages, and the colours that brands gave.

    Nothing of it was read from a project's files. So one run may hand it on to the next when those have changed: a
    look at a page after an edit costs half the time.
    """

    shaper: Shaper = field(default_factory=_shaper, repr=False)
    locales: Memo[Locale] = field(default_factory=partial(Memo, 64))
    palettes: Memo[Palette] = field(default_factory=partial(Memo, 64))
    #: What this program has kept on disk; usually nothing.
    cache: Cache = field(default_factory=Cache)

    @classmethod
    def over(cls, cache: Cache) -> Equipment:
        """Equipment that takes from a cache what this program put there, and puts in what it makes."""
        own = cache.of(program()) if cache.folder else cache
        return cls(Shaper(default_fonts(own)), cache=own)

    @property
    def fonts(self) -> FontSet:
        """The program's own fonts: each face is read once."""
        return self.shaper.fonts

    def locale(self, code: str) -> Locale:
        """A language.

        Raises:
            UnknownName: the program does not have it.
            ContentInvalid: its file has mistakes.
        """
        return self.locales.get(code, lambda: locale(code))

    def palette(self, brand: str, edition: str) -> Palette:
        """The colours that a brand's one gives in an edition."""
        return self.palettes.get((brand, edition), lambda: palette(brand, edition))
