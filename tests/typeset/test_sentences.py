from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.elements import Weight
from handouts.typeset.paragraph import Span
from handouts.typeset.sentences import sentences


def span(text: str, node: int = 0, *, keep: bool = False) -> Span:
    return Span(text, "text", Weight.REGULAR, node, "en", keep)


def cut(*spans: Span) -> list[list[str]]:
    return [[one.text for one in sentence] for sentence in sentences(spans)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It heals. It shows.", ["It heals. ", "It shows."]),
        ("Does it hurt? A little!", ["Does it hurt? ", "A little!"]),
        ("See Dr. Smith. Ask her.", ["See Dr. Smith. ", "Ask her."]),
        ("Ask Mrs. Lee or J. Lee first.", ["Ask Mrs. Lee or J. Lee first."]),
        ("Wait 1.5 hours, e.g. at home.", ["Wait 1.5 hours, e.g. at home."]),
        ("She said “Come back.” Then she left.", ["She said “Come back.” ", "Then she left."]),
        ("One sentence without an end", ["One sentence without an end"]),
        ("Frage? Ältere fragen.", ["Frage? ", "Ältere fragen."]),
    ],
)
def test_where_a_sentence_ends(text: str, parts: list[str]) -> None:
    assert cut(span(text)) == [[part] for part in parts]


def test_bold_words_stay_in_their_sentence() -> None:
    assert cut(span("Use "), span("sunscreen", 1), span(" daily. Stay cool.")) == [
        ["Use ", "sunscreen", " daily. "],
        ["Stay cool."],
    ]


def test_a_sentence_may_end_with_bold_words() -> None:
    assert cut(span("We numb your skin.", 1), span(" "), span("A cream helps.")) == [
        ["We numb your skin.", " "],
        ["A cream helps."],
    ]


def test_a_mark_of_a_note_stays_with_its_sentence() -> None:
    assert cut(span("It heals."), span("2", 1), span(" It shows.", 2)) == [["It heals.", "2", " It shows."]]


def test_a_telephone_number_or_an_address_is_never_cut() -> None:
    assert cut(span("Call 0. 1 2. 3", keep=True)) == [["Call 0. 1 2. 3"]]
    assert cut(span("Call us. "), span("0. 1 2. 3", 1, keep=True), span(" now.")) == [
        ["Call us. "],
        ["0. 1 2. 3", " now."],
    ]


@given(st.text(alphabet="aA. !?\u201d\u00e4", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(part for sentence in cut(span(text)) for part in sentence) == text
