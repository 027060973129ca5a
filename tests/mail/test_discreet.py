from __future__ import annotations

import pytest

from handouts.mail.discreet import discreet


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<Anna.Smith@Example.org>: no such user", "<[address]>: no such user"),
        ("user anna.smith is unknown", "user [name] is unknown"),
        ("ANNA.SMITH has moved to anna@other.example", "[name] has moved to [address]"),
        ("Host example.org not found", "Host [domain] not found"),
        ("sub.example.org-box annabel", "sub.[domain]-box annabel"),
        ("line one\r\nline two\x1b[2J\x07", "line one line two [2J"),
        ("to=anna.smith@example.org,anna.smith+x@example.org;", "to=[address],[address];"),
        ("2.0.0 queued as 4F3A", "2.0.0 queued as 4F3A"),
    ],
)
def test_nobody_is_named(words: str, shown: str) -> None:
    assert discreet(words, "anna.smith@example.org") == shown


def test_a_name_of_a_letter_or_two_does_not_spoil_words() -> None:
    assert discreet("in a box of a@b.example", "a@b.example") == "in a box of [address]"
    assert discreet("user anna", None) == "user anna"
