from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.content.load import load
from handouts.content.mail_words import MailWords
from handouts.content.words_of import words_of
from handouts.errors import Place, Severity
from handouts.locales import available, locale
from handouts.locales.mail import Offers
from handouts.mail.offers import KINDS, offer_in, offers
from handouts.source.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content

ENGLISH, GERMAN = locale("en"), locale("de")

OFFERS = {
    "price": ["It is £50.", "From $1,200", "50 € a visit", "EUR 90", "120GBP", "Ask for our prices", "only 40 dollars"],
    "discount": [
        *("20% off today", "20 % off", "half price", "HALF  PRICE", "a Special Offer", "Discounted visits", "3 for 2"),
        *("2 for the price of 1", "your voucher", "save 20", "**discount**", "Black\nFriday"),
    ],
    "free": ["a free consultation", "It is free of charge", "complimentary cream"],
    "pressure": ["Book now", "Don't miss it", "Don\u2019t miss it", "limited time", "Book your next visit"],
    "selling": ["Shop now", "You might also like peels", "treat yourself"],
}

#: Words of care that look like an offer.
CARE = [
    "Use a fragrance-free, oil-free cream.",
    "A pain-free treatment is the aim.",
    "Do not lift more than 10 pounds.",
    "Wait 3 days, then 2 to 4 weeks.",
    "Take one tablet for 3 days.",
    "Before you book, think about it.",
    "Over the last few days",
    "Do not hurry. SPF 50, 20 minutes, 5% cream.",
    "The skin is free of make-up.",
    "Call us to change your appointment.",
    "This can save your skin.",
    "health promotion",
]


def kind_of(text: str) -> str | None:
    said = offer_in(text, ENGLISH)
    return None if said is None else next(kind for kind, words in KINDS.items() if said.startswith(f"This {words}."))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in OFFERS.items() for text in texts])
def test_offers_are_found_and_told_apart(kind: str, text: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("text", CARE)
def test_words_of_care_are_no_offers(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(
    "text", ["Jetzt buchen!", "20 % Rabatt", "Unsere Preise", "nur für kurze Zeit", "Gutscheine", "ab 90 €", "99 Euro"]
)
def test_offers_are_found_in_german(text: str) -> None:
    assert offer_in(text, GERMAN) is not None


def test_the_sentence_about_a_note_does_not_repeat_it() -> None:
    said = offer_in("Anna, come back for £55", ENGLISH)
    assert said is not None
    assert "55" not in said
    assert "PECR" in said
    assert "16 CFR 316.3" in said


def test_every_language_has_words_of_every_kind() -> None:
    assert set(KINDS) == set(Offers.model_fields)
    for code in available():
        for kind in KINDS:
            said = getattr(locale(code).mail.offers, kind)
            assert all(words == words.casefold() or "ß" in words for words in said)
            assert len(set(said)) == len(said)
            assert all(words.strip("*# ") for words in said), "a number alone is no offer"


@pytest.fixture(scope="module")
def sample(repository: Path) -> Content:
    return load(repository)


def test_the_sample_and_the_words_of_mails_offer_nothing(sample: Content) -> None:
    for clinic in sample.clinics.values():
        for treatment in sample.treatments.values():
            assert offers(treatment, clinic, ENGLISH, sources=sample.sources) == ()
    for code in available():
        language = locale(code)
        said = words_of(language.mail, without=("offers",))
        assert [words for words in said if offer_in(words, language)] == []


def test_an_offer_is_told_with_its_place_and_the_reason(repository: Path, tmp_path: Path) -> None:
    text = (repository / "content.yaml").read_text(encoding="utf-8")
    text = text.replace("more collagen and elastin", "more collagen. Now for £50: book now and")
    (tmp_path / "content.yaml").write_text(text, encoding="utf-8")
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    clinics = clinics.replace("A made-up clinic for this sample.", "Ask for our discount.")
    (tmp_path / "clinics.yaml").write_text(clinics, encoding="utf-8")
    (tmp_path / "logos").symlink_to(repository / "logos")
    changed = load(tmp_path)
    found = offers(changed.treatments["microneedling"], changed.clinics["alder"], ENGLISH, sources=changed.sources)
    lines = text.splitlines()
    assert [(each.place.file, each.message.split('"')[1]) for each in found] == [
        *(("content.yaml", "£50"), ("content.yaml", "book now"), ("clinics.yaml", "discount"))
    ]
    first = found[0].place
    assert lines[first.line - 1][first.column - 1 :].startswith("£50")
    assert all(each.severity is Severity.ERROR for each in found)
    assert "Leave it out of what is mailed." in found[0].message
    without = offers(changed.treatments["microneedling"], changed.clinics["alder"], ENGLISH)
    assert len(without) == 3, "without the files, the place of the words is told"


def test_only_what_is_mailed_is_looked_at(sample: Content) -> None:
    treatment, clinic = sample.treatments["microneedling"], sample.clinics["alder"]
    section = next(each for each in treatment.sections if each.part == "before")
    priced = section.model_copy(update={"title": Words("Prices", Place("content.yaml", 3, 5))})
    sections = (*(each for each in treatment.sections if each is not section), priced)
    changed = treatment.model_copy(update={"sections": sections})
    assert [each.place for each in offers(changed, clinic, ENGLISH)] == [Place("content.yaml", 3, 5)]
    assert offers(changed, clinic, ENGLISH, part="before") != ()
    assert offers(changed, clinic, ENGLISH, part="after") == ()


def test_the_clinics_words_in_mails_are_looked_at(sample: Content) -> None:
    words = MailWords.model_validate({"closing": "Book now,"})
    (found,) = offers(sample.treatments["microneedling"], sample.clinics["alder"], ENGLISH, words=words)
    assert found.message.startswith('"Book now" presses people to book.')
