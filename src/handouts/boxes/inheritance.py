"""A layout that is the same as another but for some lines: the two put together before they are looked at."""

from __future__ import annotations

import re

from handouts.source.words import Words

#: A length as a layout writes it: a number and its unit.
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(\s*(?:mm|cm|in|pt))")


def merged(base: object, own: object) -> object:
    """What ``own`` says, and where it says nothing, what ``base`` says: blocks line by line, everything else whole."""
    if isinstance(base, dict) and isinstance(own, dict):
        both = dict.fromkeys((*base, *own))
        return {key: merged(base.get(key), own[key]) if key in own else base[key] for key in both}
    return own


def enlarged(value: object, scale: float) -> object:
    """The same lines with every length ``scale`` times as long, each still at its place in its file."""
    if isinstance(value, dict):
        return {key: enlarged(inner, scale) for key, inner in value.items()}
    if isinstance(value, list):
        return [enlarged(inner, scale) for inner in value]
    length = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    if length is None:
        return value
    return Words(f"{float(length[1]) * scale:.4f}{length[2]}", getattr(value, "place", None))
