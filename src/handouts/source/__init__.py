"""Files: YAML text becomes plain values that remember their places, and a model's complaints become problems."""

from __future__ import annotations

from handouts.source.reader import Source, from_bytes, gather, read
from handouts.source.validation import check, validate
from handouts.source.words import Model, Words

__all__ = ["Model", "Source", "Words", "check", "from_bytes", "gather", "read", "validate"]
