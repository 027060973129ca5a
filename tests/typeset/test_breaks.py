from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.typeset.breaks import segments


def parts(text: str, *keep: tuple[int, int]) -> list[str]:
    return [text[start:end] for start, _, end in segments(text, keep)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Keep it cool.", ["Keep ", "it ", "cool."]),
        ("one  two", ["one  ", "two"]),
        ("5\u00a0mm needle", ["5\u00a0mm ", "needle"]),
        ("5\u202fmm", ["5\u202fmm"]),
        ("no\u2011break", ["no\u2011break"]),
        ("post-treatment", ["post-", "treatment"]),
        ("self-care", ["self-care"]),
        ("make-up", ["make-up"]),
        ("anti-inflammatory drugs", ["anti-", "inflammatory ", "drugs"]),
        ("24-48 hours", ["24-48 ", "hours"]),
        ("2024\u20132025\u20132026", ["2024\u20132025\u20132026"]),
        ("redness\u2014swelling", ["redness\u2014", "swelling"]),
        ("redness \u2013 or swelling", ["redness \u2013 ", "or ", "swelling"]),
        ("and/or", ["and/or"]),
        ("https://a.example/skin/care", ["https://a.example/", "skin/", "care"]),
        ("https://a.example/skin/", ["https://a.example/", "skin/"]),
        ("so\u00adft", ["so\u00adft"]),
        ("ab\u200bcd", ["ab\u200b", "cd"]),
        ("a \u2060b", ["a \u2060b"]),
        ("皮膚を冷やす。", ["皮", "膚", "を", "冷", "や", "す。"]),
        ("「皮膚」", ["「皮", "膚」"]),
        ("クリームを", ["ク", "リー", "ム", "を"]),
        ("SPF皮", ["SPF", "皮"]),
        ("皮\u00a0膚", ["皮\u00a0膚"]),
        ("น้ำผึ้ง สวย", ["น้ำผึ้ง ", "สวย"]),
        ("", []),
        (" a", [" ", "a"]),
    ],
)
def test_lines_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_kept_number_holds_together() -> None:
    assert parts("Ring 020 7946 0000 now", (5, 18)) == ["Ring ", "020 7946 0000 ", "now"]


def test_a_kept_address_parts_after_a_slash_only() -> None:
    address = "book.alder.example/very-long-name/visit"
    assert parts(address, (0, len(address))) == ["book.alder.example/", "very-long-name/", "visit"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("desk-2@alder.street.example", ["desk", "-2", "@alder", ".street", ".example"]),
        ("alder.example/a?b=c_d", ["alder", ".example/", "a", "?b", "=c", "_d"]),
        ("020\u00a07946\u00a00000", ["020\u00a07946\u00a00000"]),
        ("020.7946.0000", ["020.7946.0000"]),
        ("17 March 2027, 10.30 a.m.", ["17 March 2027, 10.30 a.m."]),
    ],
)
def test_an_address_parts_before_its_marks_where_it_must(address: str, expected: list[str]) -> None:
    found = [address[start:end] for start, _, end in segments(address, [(0, len(address))], hard=True)]
    assert found == expected


def test_the_slashes_of_a_scheme_hold() -> None:
    address = "https://alder.example"
    assert parts(address, (0, len(address))) == [address]


def test_letters_and_spaces_of_a_segment_are_told_apart() -> None:
    assert list(segments("ab  c")) == [(0, 2, 4), (4, 5, 5)]


@given(st.text(st.sampled_from("ab1 -\u2013\u2014/:.\u00a0\u200b\u2060皮、ー"), max_size=20))
def test_nothing_is_lost_between_segments(text: str) -> None:
    found = list(segments(text))
    assert "".join(text[start:end] for start, _, end in found) == text
    assert all(start <= letters <= end and start < end for start, letters, end in found)
