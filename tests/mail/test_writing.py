from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from handouts.colour.roles import TEXT_PAIRS
from handouts.colour.spaces import contrast
from handouts.content.load import load
from handouts.content.mail_words import MailWords
from handouts.errors import ContentInvalid
from handouts.locales import available, locale
from handouts.mail.twins import GROUNDS, html_twin, plain_text
from handouts.mail.writing import worded

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.clinic import Clinic

ENGLISH = locale("en")


@pytest.fixture(scope="module")
def clinic(repository: Path) -> Clinic:
    return load(repository).clinics["alder"]


class _Words(HTMLParser):
    """The words of a page, a blank line between what stands apart; and all that it would load or open."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"href", "src", "background"} or "url(" in (value or ""):
                self.targets.append(value or "")
            if name == "style":
                self.styles.append(value or "")

    def handle_data(self, data: str) -> None:
        if data.strip() and self.tags[-1] != "title":
            self.words.append(data)


def page(text: str) -> _Words:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return reader


def test_a_mail_says_who_writes_and_how_they_are_reached(clinic: Clinic) -> None:
    assert plain_text(worded(clinic, ENGLISH, name="Anna")) == (
        "Hello Anna,\n\n"
        "The information we promised you is attached to this mail, as a PDF.\n\n"
        "Please read it, and keep it where you can find it again. If you cannot open it, tell us, and we will give it"
        " to you on paper.\n\n"
        "With best wishes,\nAlder Skin Clinic\n\n"
        "Contact us or manage your appointment\n"
        "Phone: 01632 960 123\nOut of hours: 01632 960 999\nIn an emergency, call 999.\n"
        "Appointments: alder.example/book\nMail: hello@alder.example\nWebsite: alder.example\n\n"
        "4 Orchard Row, Marlow Green, MG1 2AB\nA made-up clinic for this sample.\n"
        "If this mail was not meant for you, please tell us and delete it.\n"
    )


@pytest.mark.parametrize("code", available())
@pytest.mark.parametrize("name", [None, "Zoë O'Brien-Łuk"])
def test_both_faces_say_the_same_words(code: str, name: str | None, clinic: Clinic) -> None:
    wording = worded(clinic, locale(code), name=name)
    plain = re.sub(r"\s+", "", plain_text(wording))
    words = re.sub(r"\s+", "", "".join(page(html_twin(wording, "#1f5c57")).words))
    assert words == re.sub(r"\s+", "", wording.clinic) + plain


def test_a_name_is_greeted_as_it_is_and_nobody_without_one(clinic: Clinic) -> None:
    name = 'O\'Brien "Nan" *b* {clinic} <i>&amp; ...'
    assert plain_text(worded(clinic, ENGLISH, name=name)).startswith(f"Hello {name},\n")
    assert name in "".join(page(html_twin(worded(clinic, ENGLISH, name=name), "#1f5c57")).words)
    assert plain_text(worded(clinic, ENGLISH)).startswith("Hello,\n")
    assert plain_text(worded(clinic, ENGLISH, name="")).startswith("Hello,\n")


@pytest.mark.parametrize("code", available())
def test_neither_subject_nor_file_nor_words_name_the_treatment_or_the_client(code: str, repository: Path) -> None:
    content = load(repository)
    for clinic in content.clinics.values():
        wording = worded(clinic, locale(code), name="Anna")
        assert "Anna" not in wording.subject + wording.attachment
        text = (plain_text(wording) + html_twin(wording, clinic.brand.colour) + wording.subject).lower()
        for slug, treatment in content.treatments.items():
            assert slug not in text
            assert str(treatment.title).lower() not in text


def test_nothing_is_loaded_from_anywhere(clinic: Clinic) -> None:
    read = page(html_twin(worded(clinic, ENGLISH, name="Anna"), "#1f5c57"))
    assert not {"img", "link", "script", "style", "iframe", "object", "video", "form"} & set(read.tags)
    assert read.targets == [
        *(
            "tel:+44-1632-960123",
            "tel:+44-1632-960999",
            "tel:999",
            "mailto:hello@alder.example",
            "https://alder.example",
        )
    ]


@pytest.mark.parametrize("brand", ["#1f5c57", "#e9b7b3", "#c8102e", "#4a78a8", "#111111", "#ffff00"])
def test_words_can_be_read_on_every_brand(brand: str, clinic: Clinic) -> None:
    assert set(GROUNDS.values()) <= set(TEXT_PAIRS)
    found = 0
    for style in page(html_twin(worded(clinic, ENGLISH), brand)).styles:
        colours = dict(re.findall(r"(?<![\w-])(color|background):#([0-9a-f]{6})", style))
        if "color" in colours:
            ink, ground = (tuple(bytes.fromhex(colours[each])) for each in ("color", "background"))
            assert contrast(ink, ground) >= 4.5  # type: ignore[arg-type] # three bytes
            found += 1
    assert found > 10


def test_a_booking_link_that_names_no_treatment_is_a_link(clinic: Clinic) -> None:
    booking = clinic.booking
    assert booking is not None
    same = clinic.model_copy(update={"booking": booking.model_copy(update={"link": "https://alder.example/book"})})
    read = page(html_twin(worded(same, ENGLISH), "#1f5c57"))
    assert "https://alder.example/book" in read.targets


def test_what_a_clinic_does_not_give_is_left_out(clinic: Clinic) -> None:
    nothing = dict.fromkeys(("out_of_hours", "emergency", "booking", "email", "website", "small_print"))
    wording = worded(clinic.model_copy(update=nothing), ENGLISH)
    assert len(wording.ways) == 1
    assert len(wording.foot) == 2


def test_a_clinic_without_an_address_cannot_write(clinic: Clinic) -> None:
    with pytest.raises(ContentInvalid, match='"alder" has no address, and a mail has to carry it') as caught:
        worded(clinic.model_copy(update={"address": None}), ENGLISH)
    assert caught.value.problems[0].place == clinic.name.place


def test_a_clinic_may_use_its_own_words(clinic: Clinic) -> None:
    own = MailWords.model_validate(
        {
            "subject": "A note from {clinic}",
            "greeting": "Dear {name},",
            "body": ["Here it is.", "See [our page](https://alder.example/after) - it is **short**."],
            "closing": "Warmly,",
            "attachment": "your-note.pdf",
        }
    )
    wording = worded(clinic, ENGLISH, name="Anna", words=own)
    assert (wording.subject, wording.attachment) == ("A note from Alder Skin Clinic", "your-note.pdf")
    assert plain_text(wording).startswith(
        "Dear Anna,\n\nHere it is.\n\n"
        "See our page (https://alder.example/after)\u00a0\u2013 it is short.\n\nWarmly,\nAlder Skin"
    )
    assert "<strong>short</strong>" in html_twin(wording, "#1f5c57")
    assert "Contact us or manage your appointment" in plain_text(wording), "what the clinic leaves out stays"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"subject": "Your {treatment}"}, r'Nothing is called "{treatment}" here. Known here: clinic'),
        ({"subject": "For {name}"}, r'Nothing is called "{name}" here'),
        ({"subject": "x" * 151}, "at most 150 characters"),
        ({"subject": "=?utf-8?q?x?="}, 'The signs "=\\?" mean something else'),
        ({"subject": " "}, "There are no words here"),
        ({"greeting": "Hello,"}, r"has to hold {name}, once"),
        ({"greeting": "{name}, {name}"}, r"has to hold {name}, once"),
        ({"body": []}, "This list is empty"),
        ({"body": ["See [this](javascript:x)"]}, "javascript"),
        ({"attachment": "Microneedling Anna.pdf"}, "small letters, digits and -"),
        ({"attachment": "../x.pdf"}, "small letters"),
        ({"sender": "x"}, "Extra inputs"),
    ],
)
def test_words_that_cannot_stand_in_a_mail_are_refused(words: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        MailWords.model_validate(words)


def test_details_in_another_language_say_so(clinic: Clinic) -> None:
    text = html_twin(worded(clinic, locale("de"), written_in="en"), "#1f5c57")
    assert '<html lang="de" dir="ltr">' in text
    assert '<span lang="en">A made-up clinic for this sample.</span>' in text
    assert "<span lang" not in html_twin(worded(clinic, ENGLISH, written_in="en"), "#1f5c57")
