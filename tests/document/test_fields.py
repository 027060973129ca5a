from __future__ import annotations

from handouts.document.fields import CLINIC_FIELDS, FIELDS, TREATMENT_FIELDS


def test_every_field_is_named_once() -> None:
    assert len(FIELDS) == len(set(FIELDS)) == 25


def test_a_clinic_s_fields_are_told_by_their_names() -> None:
    assert set(CLINIC_FIELDS) == {name for name in FIELDS if name.startswith("clinic.")}
    assert FIELDS == TREATMENT_FIELDS + CLINIC_FIELDS
