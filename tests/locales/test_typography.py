# ruff: noqa: RUF001 - quotes and dashes that look alike are what is tested here
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.locales import Locale, available, locale

LOCALES: dict[str, Locale] = {code: locale(code) for code in available()}
ENGLISH = LOCALES["en"]
TEXT = st.text(st.sampled_from("ab9 '\"-.,()…–“” \u00a0é%5am"), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"x"', "“x”"),
        ("'x'", "‘x’"),
        ("\"the 'new' one\"", "“the ‘new’ one”"),
        ("('x')", "(‘x’)"),
        ("skin's surface", "skin’s surface"),
        ("the clients' rooms", "the clients’ rooms"),
        ("it's 'well' done", "it’s ‘well’ done"),
        ("'tis so", "’tis so"),
        ('say "it\'s fine".', "say “it’s fine”."),
        ("a - b", "a\u00a0– b"),
        ("a -- b", "a\u00a0– b"),
        ("a - b - c", "a\u00a0– b\u00a0– c"),
        ("well-known", "well-known"),
        ("- a", "- a"),
        ("wait...", "wait…"),
        ("wait....", "wait...."),
        ("9 am to 6 pm", "9\u00a0am to 6\u00a0pm"),
        ("5 days", "5\u00a0days"),
        ("5 daysy", "5 daysy"),
        ("9 amber", "9 amber"),
        ("50 %", "50\u00a0%"),
        ("SPF 50", "SPF\u00a050"),
        ("800-555-0199", "800-555-0199"),
    ],
)
def test_english_typography(typed: str, set_: str) -> None:
    assert ENGLISH.typographic(typed) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"x"', "„x“"),
        ("\"die 'neue' da\"", "„die ‚neue‘ da“"),
        ("wie geht's", "wie geht’s"),
        ("um 9 Uhr - pünktlich", "um 9\u00a0Uhr\u00a0– pünktlich"),
        ("LSF 50", "LSF\u00a050"),
        ("9 am", "9 am"),
    ],
)
def test_german_typography(typed: str, set_: str) -> None:
    assert LOCALES["de"].typographic(typed) == set_


@pytest.mark.parametrize("code", available())
@given(text=TEXT)
def test_doing_it_twice_changes_nothing(code: str, text: str) -> None:
    language = LOCALES[code]
    once = language.typographic(text)
    assert language.typographic(once) == once


@pytest.mark.parametrize("code", available())
@given(text=TEXT)
def test_letters_and_digits_are_never_touched(code: str, text: str) -> None:
    letters = re.compile(r"\W")
    assert letters.sub("", LOCALES[code].typographic(text)) == letters.sub("", text)


@given(text=TEXT)
def test_words_stay_words_when_no_break_spaces_are_spaces_again(text: str) -> None:
    spaced = ENGLISH.typographic(text).replace("\u00a0", " ").split()
    assert len(spaced) == len(text.replace("\u00a0", " ").split())
