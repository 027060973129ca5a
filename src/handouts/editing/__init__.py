"""Changing a clinic's words in place: one scalar of a YAML file, and nothing else of it."""

from __future__ import annotations

from handouts.editing.fields import Field, clinic_fields, treatment_fields
from handouts.editing.saving import Changed, Refused, Saved, digest_of, save
from handouts.editing.scalars import NotEditable, replaced

__all__ = [
    "Changed",
    "Field",
    "NotEditable",
    "Refused",
    "Saved",
    "clinic_fields",
    "digest_of",
    "replaced",
    "save",
    "treatment_fields",
]
