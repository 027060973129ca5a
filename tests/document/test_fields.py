from __future__ import annotations

from handouts.document.fields import CLINIC_PLACEHOLDERS, FIELDS


def test_every_field_is_named_once() -> None:
    assert len(FIELDS) == len(set(FIELDS)) == 24


def test_a_logo_is_the_only_fact_that_words_cannot_name() -> None:
    assert [name for name in FIELDS if name.startswith("clinic.") and name not in CLINIC_PLACEHOLDERS] == [
        "clinic.logo"
    ]
