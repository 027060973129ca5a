"""The score card: what a program answers, what it leaves open, and the page that a reviewer gets."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest

import handouts
from handouts.cli import run
from handouts.errors import ExitCode
from handouts.preflight import Subject, lists, prose
from handouts.preflight.instruments import ACTIONABILITY, CLEAR, INSTRUMENTS, UNDERSTANDABILITY, Item
from handouts.preflight.score import Rated, Score, score_card
from handouts.press.cards import card_page
from handouts.press.equipment import Equipment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.preflight.score import Card

TODAY = date(2026, 11, 23)

HARD = "Extraordinarily complicated terminology discourages individuals."

LISTS = ("steps", "points", "benefits", "do_avoid")

#: What a program answers, by instrument: the rest is for people.
ANSWERED = {
    "pemat-p-understandability": {3, 4, 5, 8, 12, 19},
    "pemat-p-actionability": {20, 25},
    "cdc-clear-communication-index": {5, 7, 8, 9, 12, 19},
}


@pytest.fixture
def card(project: Path) -> Callable[..., Card]:
    """The card of the sample's words after some edits, without some kinds of section."""

    def call(*edits: tuple[str, str], language: str = "en", without: tuple[str, ...] = ()) -> Card:
        file = project / "content.yaml"
        text = file.read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        content = handouts.load(project)
        whole = content.treatments["microneedling"]
        sections = tuple(section for section in whole.sections if section.kind not in without)
        treatment = whole.model_copy(update={"sections": sections})
        return score_card(Subject(treatment, language, prose(treatment, content), lists(), TODAY))

    return call


def verdicts(card: Card, instrument: str) -> dict[int, str]:
    score = next(each for each in card.scores if each.instrument.name == instrument)
    return {each.item.number: each.verdict for each in score.rated}


def test_the_instruments_have_the_items_and_the_marks_that_their_guides_give() -> None:
    numbers = [[item.number for item in each.items] for each in INSTRUMENTS]
    assert numbers == [[*range(1, 13), *range(15, 20)], [*range(20, 27)], [*range(1, 21)]]
    assert [each.passes for each in (UNDERSTANDABILITY, ACTIONABILITY, CLEAR)] == [70, 70, 90]


def test_what_needs_judgement_is_left_open_and_says_why_elsewhere(card: Callable[..., Card]) -> None:
    for score in card().scores:
        answered = {each.item.number for each in score.rated if each.verdict != "open"}
        assert answered == ANSWERED[score.instrument.name]
        assert all(bool(each.because) == (each.verdict != "open") for each in score.rated)


def test_the_sample_has_no_answer_with_no(card: Callable[..., Card]) -> None:
    assert "no" not in {each.verdict for score in card().scores for each in score.rated}


@pytest.mark.parametrize(
    ("words", "instrument", "number"),
    [
        ("It can cause erythema.", "pemat-p-understandability", 4),
        ("It can cause erythema.", "cdc-clear-communication-index", 7),
        (" ".join(["It was done and was given."] * 30), "pemat-p-understandability", 5),
        (" ".join(["This sentence has six short words."] * 40), "pemat-p-understandability", 8),
        (
            " ".join(["Extraordinarily complicated terminology discourages individuals."] * 20),
            "pemat-p-understandability",
            3,
        ),
    ],
)
def test_words_that_fail_an_item_are_answered_with_no(
    card: Callable[..., Card], words: str, instrument: str, number: int
) -> None:
    assert verdicts(card(("Your complexion can look smoother.", words)), instrument)[number] == "no"


@pytest.mark.parametrize(
    ("without", "instrument", "number", "verdict"),
    [
        (("do_avoid", "call_us_if"), "pemat-p-actionability", 20, "no"),
        (("do_avoid",), "pemat-p-actionability", 20, "yes"),
        (("do_avoid",), "cdc-clear-communication-index", 12, "open"),
        (("points",), "cdc-clear-communication-index", 19, "no"),
        ((*LISTS, "call_us_if"), "pemat-p-understandability", 12, "no"),
        (LISTS, "pemat-p-understandability", 12, "yes"),
        (LISTS, "cdc-clear-communication-index", 8, "no"),
        (LISTS[1:], "cdc-clear-communication-index", 8, "yes"),
    ],
)
def test_sections_that_are_missing_count(
    card: Callable[..., Card], without: tuple[str, ...], instrument: str, number: int, verdict: str
) -> None:
    assert verdicts(card(without=without), instrument)[number] == verdict


def test_what_has_no_word_list_in_a_language_is_left_to_people(card: Callable[..., Card]) -> None:
    found = verdicts(card(language="de"), "pemat-p-understandability")
    assert [found[number] for number in (3, 4, 5, 8)] == ["open", "open", "open", "yes"]


def test_a_score_is_a_range_until_all_is_answered_and_what_does_not_apply_is_not_counted() -> None:
    answers = ("yes", "yes", "no", "open", "not applicable")
    score = Score(CLEAR, tuple(Rated(Item(nth, "so"), each, "") for nth, each in enumerate(answers, 1)))
    assert (score.least, score.most, score.open) == (50, 75, 1)
    almost = replace(score, rated=score.rated[:1] * 179 + score.rated[2:3] * 21)
    assert almost.least == almost.most == 89  # 89.5: no leaflet passes by rounding


def test_the_page_is_one_and_holds_every_question_and_its_answer(card: Callable[..., Card]) -> None:
    made = card()
    pages = pypdfium2.PdfDocument(card_page(made, "Microneedling", TODAY, Equipment()))
    assert len(pages) == 1
    text = " ".join(pages[0].get_textpage().get_text_range().split())
    for score in made.scores:
        assert f"{score.least} to {score.most} of 100" in text
        for each in score.rated:
            assert f"{each.item.number}. {each.item.words}." in text
            assert each.because in text
    boxes = sum(2 + each.item.optional for score in made.scores for each in score.rated if each.verdict == "open")
    assert text.count("[") == boxes
    assert "Name and role" in text
    assert "Date and signature" in text


def test_a_long_title_in_other_letters_still_makes_one_page(card: Callable[..., Card]) -> None:
    page = card_page(card(), "Микронидлинг и уход за кожей после процедуры дома", TODAY, Equipment())
    assert len(pypdfium2.PdfDocument(page)) == 1


def test_check_writes_the_cards_and_nothing_else(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(project), "check", "--card", f"--today={TODAY}"]) == ExitCode.FINE
    output = project / "output"
    made = sorted(str(file.relative_to(output).as_posix()) for file in output.rglob("*.*"))
    assert made == ["score-cards/microneedling-en.json", "score-cards/microneedling-en.pdf"]
    assert [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines()] == [
        "microneedling-en.pdf",
        "microneedling-en.json",
    ]
    told = json.loads((output / made[0]).read_text(encoding="utf-8"))
    assert [each["instrument"] for each in told["scores"]] == list(ANSWERED)
    before = (output / made[1]).read_bytes()
    run(["-C", str(project), "check", "--card", "--today=2026-12-01"])
    assert (output / made[1]).read_bytes() == before  # the day does not count


def test_a_program_hears_where_the_cards_are(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["-C", str(project), "check", "--card", "--json", f"--today={TODAY}"])
    assert len(json.loads(capsys.readouterr().out)["cards"]) == 2
    run(["-C", str(project), "check", "--json", f"--today={TODAY}"])
    assert json.loads(capsys.readouterr().out)["cards"] == []
