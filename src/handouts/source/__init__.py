"""Files: YAML text becomes plain values that remember their places, and a model's complaints become problems."""

from __future__ import annotations

from handouts.source.reader import Source, from_bytes, gather, read
from handouts.source.validation import Sound, check, check_entries, validate
from handouts.source.words import Model, Words

__all__ = ["Model", "Sound", "Source", "Words", "check", "check_entries", "from_bytes", "gather", "read", "validate"]
