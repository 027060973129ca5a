"""The roles that are painted, and the palette that gives each its colour from one brand colour.

Each role keeps a fixed tone, so that the contrast between two roles holds by construction, whatever the brand. What is
painted never changes with the brand or the edition; only the palette does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from handouts.colour.spaces import RGB, at, oklch, parse, tone
from handouts.errors import UnknownName

#: Everything that is painted has one of these roles; their order is the order of the PDF's palette.
ROLES: Final[tuple[str, ...]] = (
    "hero",
    "hero-line",
    "on-hero",
    "on-hero-2",
    "ink",
    "ink-2",
    "strong",
    "accent",
    "tint",
    "tint-line",
    "tint-2",
    "tint-2-line",
    "line",
    "warn",
    "warn-tint",
    "warn-line",
    "paper",
    "qr",
    "qr-ground",
    "art-ground",
    "art-1",
    "art-2",
    "art-3",
    "art-4",
    "art-ink",
    "art-line",
)

EDITIONS: Final = ("standard", "ink-saver", "grey")
#: Those that are printed with black alone.
BLACK_ONLY: Final = frozenset({"ink-saver", "grey"})

_WORDS: Final = ("ink", "ink-2", "strong", "warn")

#: (words, ground) that a layout may set: contrast at least 4.5 in every palette (WCAG 2.2, 1.4.3).
TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *((words, ground) for ground in ("paper", "tint", "tint-2", "warn-tint", "qr-ground") for words in _WORDS),
    ("qr", "qr-ground"),
    ("on-hero", "hero"),
    ("on-hero-2", "hero"),
    ("hero", "on-hero"),
)

#: (shape, ground) that carry meaning without words: contrast at least 3 in every palette (WCAG 2.2, 1.4.11).
SHAPE_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    ("accent", "paper"),
    ("accent", "tint"),
    ("art-ink", "art-ground"),
    ("art-ink", "art-1"),
    ("art-ink", "art-2"),
)

_WHITE: Final[RGB] = (255, 255, 255)
_BLACK: Final[RGB] = (0, 0, 0)

#: The hue of a warning, and how near to it a brand's own hue must be to rob it of its meaning, in degrees.
_RED, _NEAR_RED = 27.0, 30.0
#: Below this OKLCH chroma a colour reads as grey and its hue means nothing.
_GREYISH = 0.02
#: From here on a red brand is so red that a warning in another red beside it looks like a slip of the printer.
_VIVID = 0.1


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour for each of :data:`ROLES`, in that order."""

    colours: tuple[RGB, ...]

    def rgb(self, role: str) -> RGB:
        """The colour of a role.

        Raises:
            KeyError: there is no such role.
        """
        if role not in ROLES:
            raise KeyError(role)
        return self.colours[ROLES.index(role)]


def is_dark(palette: Palette) -> bool:
    """Whether the hero is dark, so that what stands on it has to be light (a clinic's ``logo_on_dark``)."""
    return tone(palette.rgb("hero")) < tone(palette.rgb("on-hero"))


def palette(brand: str, edition: str = "standard") -> Palette:
    """All roles from one brand colour, written ``#rrggbb``.

    ``standard`` is full colour. ``ink-saver`` turns every fill into paper and shows the outlines, which uses about a
    third of the toner. ``grey`` keeps every tone and drops the colour, so that the contrast stays what it was.

    Raises:
        ValueError: the brand is not written ``#rrggbb``.
        UnknownName: there is no such edition.
    """
    if edition not in EDITIONS:
        raise UnknownName("edition", edition, EDITIONS)
    colour = _Brand.of(parse(brand))
    if edition == "ink-saver":
        return _palette(_ink_saver())
    if edition == "grey":
        return _palette({role: at(tone(rgb), 0, 0) for role, rgb in _standard(colour, warn_apart=True).items()})
    return _palette(_standard(colour, warn_apart=colour.is_red))


def _palette(roles: dict[str, RGB]) -> Palette:
    return Palette(tuple(roles[role] for role in ROLES))


@dataclass(frozen=True, slots=True)
class _Brand:
    """A brand colour in the terms of the recipes."""

    rgb: RGB
    tone: float
    chroma: float
    hue: float

    @classmethod
    def of(cls, rgb: RGB) -> _Brand:
        _, chroma, hue = oklch(rgb)
        return cls(rgb, tone(rgb), chroma, hue)

    @property
    def is_red(self) -> bool:
        """Whether the brand looks like a warning itself."""
        away = abs((self.hue - _RED + 180) % 360 - 180)
        return self.chroma >= _GREYISH and away <= _NEAR_RED

    def at(self, tone: float, most_chroma: float = 1.0) -> RGB:
        """The brand's hue at another tone, with no more chroma than its own."""
        return at(tone, min(self.chroma, most_chroma), self.hue)


def _standard(brand: _Brand, *, warn_apart: bool) -> dict[str, RGB]:
    """Full colour. ``warn_apart``: warmth says nothing here, so the warm box is white with a strong line."""
    hero = _hero(brand)
    tint, tint_2 = brand.at(96.5, 0.012), brand.at(91.5, 0.026)
    strong = brand.at(min(brand.tone, 34))
    red = brand.hue if warn_apart and brand.chroma >= _VIVID else _RED
    return {
        **hero,
        **_art(replace(brand, tone=tone(hero["hero"])), hero["on-hero"]),
        "hero-line": hero["hero"],
        "ink": brand.at(12, 0.012),
        "ink-2": brand.at(38, 0.012),
        "strong": strong,
        "accent": brand.at(57),
        "tint": tint,
        "tint-line": tint,
        "tint-2": tint_2,
        "tint-2-line": tint_2,
        "line": brand.at(80, 0.04),
        "warn": at(38, 0.15, red),
        "warn-tint": _WHITE if warn_apart else at(96.5, 0.014, 45),
        "warn-line": at(45, 0.15, red) if warn_apart else at(78, 0.07, 35),
        "paper": _WHITE,
        "qr": strong,
        "qr-ground": _WHITE,
    }


def _hero(brand: _Brand) -> dict[str, RGB]:
    """The title panel: the very brand colour where white words read well on it, else deeper; pale for pale brands."""
    if brand.tone > 64:  # noqa: PLR2004 - above, white words need a tone so deep that the brand is no longer itself
        return {"hero": brand.at(88, 0.08), "on-hero": brand.at(18), "on-hero-2": brand.at(26)}
    ground = brand.rgb if 20 <= brand.tone <= 44 else brand.at(20 if brand.tone < 20 else 42)  # noqa: PLR2004 - same
    return {"hero": ground, "on-hero": _WHITE, "on-hero-2": brand.at(96, 0.03)}


def _art(brand: _Brand, on_hero: RGB) -> dict[str, RGB]:
    """Tones for illustrations on the hero, stepping away from it: a ground, three layers, detail, ink and contour.

    Near the hero they keep its strength, or a vivid brand looks muddy beside itself; further away they grow calmer.
    """
    towards_ink = 1 if tone(on_hero) > brand.tone else -1
    ground, deep, middle, top, detail = (
        brand.at(brand.tone + towards_ink * step, most_chroma)
        for step, most_chroma in ((4, 0.19), (9, 0.17), (17, 0.14), (26, 0.12), (42, 0.09))
    )
    return {
        "art-ground": ground,
        "art-1": deep,
        "art-2": middle,
        "art-3": top,
        "art-4": detail,
        "art-ink": on_hero,
        "art-line": top,
    }


def _ink_saver() -> dict[str, RGB]:
    """Every fill is paper, every outline shows, all words are black; the brand does not matter any more."""
    fills = ("hero", "tint", "tint-2", "warn-tint", "paper", "qr-ground", "art-ground", "art-1", "art-2", "art-3")
    near_black = (17, 17, 17)
    return {
        **dict.fromkeys(ROLES, near_black),
        **dict.fromkeys(fills, _WHITE),
        "on-hero-2": (51, 51, 51),
        "ink-2": (68, 68, 68),
        "accent": (85, 85, 85),
        "line": (138, 138, 138),
        "art-4": (138, 138, 138),
        "qr": _BLACK,
    }
