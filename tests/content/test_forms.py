from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from handouts.blocks.base import Line
from handouts.content import forms
from handouts.source import Words


def taken(form: Any, value: str) -> bool:  # noqa: ANN401 - an annotated type
    try:
        TypeAdapter(form).validate_python(Words(value))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        (forms.Slug, ["a", "alder-north", "2nd", "a" * 61], ["", "A", "-a", "a_b", "a b", "a" * 62, "é", "a\n"]),
        (forms.Version, ["1", "1.0", "2026.1-b"], ["", "1 0", ".1", "1/2", "x" * 21]),
        (forms.Number, ["3", "0.5", "-2", "1.10"], ["", "3 days", "1e3", "٣", "1,5", "9" * 10]),
        (forms.Day, ["2026-02-28"], ["2026-2-8", "28.2.2026", "2026-02-30", "1700000000", "2026-02-28T00:00", ""]),
        (
            forms.Language,
            ["en", "pl", "pt-BR", "zh-Hant-TW", "ar"],
            ["", "EN", "en_GB", "en-", "xx", "english", "en-XX"],
        ),
        (forms.Country, ["GB", "US", "PL"], ["gb", "UK", "EU", "XX", "England", ""]),
        (
            forms.Phone,
            ["01632 960 123", "+44 (0)1632 960123", "999", "800-555-0199"],
            ["", "call us", "0800 FLOWERS", "+"],
        ),
        (
            forms.Email,
            ["hello@alder.example", "a.b+c@x-y.example.org"],
            [
                "",
                "a@b",
                "a b@c.example",
                ".a@c.example",
                "a..b@c.example",
                "a@c.example, d@c.example",
                "Ann <a@c.example>",
                "a@c.example\n",
            ],
        ),
        (
            forms.Website,
            ["alder.example", "www.alder.example/skin?a=b", "https://alder.example", "bücher.example"],
            [
                "",
                "alder",
                "alder .example",
                "https://me@alder.example",
                "javascript:alert(1)",
                "-a.example",
                "a..example",
                "x." * 160 + "example",
            ],
        ),
        (
            forms.Link,
            ["https://alder.example/a?b=c", "http://alder.example"],
            [
                "",
                "alder.example",
                "ftp://alder.example",
                "https://",
                "https://me:pw@alder.example",
                "https://a.example/b c",
                "https://a.example/" + "x" * 300,
                "javascript:alert(1)",
            ],
        ),
        (
            forms.BookingLink,
            ["https://alder.example/{clinic}?t={treatment}", "https://{clinic}.alder.example/"],
            [
                "https://alder.example/{patient}",
                "https://alder.example/{treatment",
                "https://me@alder.example/{clinic}",
                "{treatment}",
                "https://alder.example/{}",
            ],
        ),
        (forms.Colour, ["#1f5c57", "#FFFFFF"], ["", "1f5c57", "#fff", "#1f5c5", "teal", "#1f5c577"]),
        (
            forms.Picture,
            ["logos/a.png", "a.JPG", "b.jpeg", "c.svg"],
            ["", "a.gif", "/a.png", "../a.png", "logos\\a.png", "C:/a.png", "~/a.png", "a/../../b.png"],
        ),
        (forms.Font, ["fonts/Own.ttf", "Own.otf"], ["", "Own.woff2", "/Own.ttf"]),
        (forms.Profile, ["profiles/coated.icc", "Own.ICM"], ["", "coated.pdf", "/coated.icc", "../coated.icc"]),
        (Line, ["x", " x "], ["", "  ", "\n"]),
    ],
)
def test_a_form_takes_what_it_should_and_nothing_else(form: Any, good: list[str], bad: list[str]) -> None:  # noqa: ANN401 - an annotated type
    assert [value for value in good if not taken(form, value)] == []
    assert [value for value in bad if taken(form, value)] == []


def test_a_link_may_have_300_characters_and_not_one_more() -> None:
    link = "https://alder.example/"
    whole = link + "x" * (forms.LINK_LIMIT - len(link))
    assert taken(forms.BookingLink, whole)
    assert not taken(forms.BookingLink, whole + "x")


def test_a_day_is_a_date_and_words_stay_words() -> None:
    assert TypeAdapter(forms.Day).validate_python(Words("2026-03-01")) == date(2026, 3, 1)
    assert TypeAdapter(forms.Phone).validate_python(Words("01632 960 123")) == "01632 960 123"


@pytest.mark.parametrize(
    ("number", "country", "possible"),
    [
        ("01632 960 123", "GB", True),
        ("+44 1632 960123", "US", True),
        ("800-555-0199", "US", True),
        ("999", "GB", True),
        ("111", "GB", True),
        ("911", "US", True),
        ("112", "PL", True),
        ("555-0199", "US", False),
        ("960 123", "GB", False),
        ("01632 960 123 456", "GB", False),
        ("1", "GB", False),
        ("+999 1", "GB", False),
    ],
)
def test_a_number_is_possible_by_the_lengths_of_its_country(number: str, country: str, possible: bool) -> None:  # noqa: FBT001 - a table
    assert forms.possible_phone(number, country) is possible
