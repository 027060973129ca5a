"""One brand colour in, every colour of a leaflet out, in any edition."""

from __future__ import annotations

from handouts.colour.roles import BLACK_ONLY, EDITIONS, ROLES, SHAPE_PAIRS, TEXT_PAIRS, Palette, is_dark, palette
from handouts.colour.spaces import RGB, contrast, from_oklch, grey, grey_at, oklch, parse, tone

__all__ = [
    "BLACK_ONLY",
    "EDITIONS",
    "RGB",
    "ROLES",
    "SHAPE_PAIRS",
    "TEXT_PAIRS",
    "Palette",
    "contrast",
    "from_oklch",
    "grey",
    "grey_at",
    "is_dark",
    "oklch",
    "palette",
    "parse",
    "tone",
]
