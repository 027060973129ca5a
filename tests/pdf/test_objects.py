from __future__ import annotations

import zlib

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.pdf.objects import array, dictionary, name, number, numbers, ref, stream, text_string


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.001, "0"),
        (1.0, "1"),
        (100.0, "100"),
        (0.5, ".5"),
        (-0.5, "-.5"),
        (10.5, "10.5"),
        (3, "3"),
        (-2.346, "-2.35"),
        (841.889, "841.89"),
    ],
)
def test_numbers_take_as_few_letters_as_they_can(value: float, text: str) -> None:
    assert number(value) == text


def test_numbers_without_places_keep_their_zeros() -> None:
    assert number(1200.4, 0) == "1200"
    assert numbers([1, 2.5, 0]) == "1 2.5 0"


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("a\rb\x18\x7f")
@example("(()\\")
def test_any_words_come_back_as_they_were(words: str) -> None:
    read = pikepdf.Object.parse(f"[{text_string(words)} /After]".encode("ascii"))
    assert str(read[0]) == words
    assert read[1] == "/After"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_name_comes_back_as_it_was(word: str) -> None:
    read = pikepdf.Object.parse(f"[{name(word)} 1]".encode("ascii"))
    assert str(read[0]) == f"/{word}"


def test_dictionaries_put_spaces_only_where_they_are_needed() -> None:
    entries = {"A": "/Name", "B": "12", "C": ref(3), "D": array(["1", "2"]), "E": "(x)", "F": "true"}
    assert dictionary(entries) == "<</A/Name/B 12/C 3 0 R/D[1 2]/E(x)/F true>>"


def test_a_stream_ends_with_an_end_of_line_that_is_not_part_of_its_data() -> None:
    written = stream({"Type": "/X"}, b"data\r", compress=False)
    assert written == b"<</Type/X/Length 5>>\nstream\ndata\r\r\nendstream"


def test_a_compressed_stream_says_so() -> None:
    written = stream({}, b"a" * 1000)
    head, _, rest = written.partition(b"\nstream\n")
    data = rest.removesuffix(b"\r\nendstream")
    assert head == b"<</Filter/FlateDecode/Length %d>>" % len(data)
    assert zlib.decompress(data) == b"a" * 1000
