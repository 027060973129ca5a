from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml
from pydantic import ValidationError

from handouts.errors import UnknownName
from handouts.locales import Locale, Phrases, available, locale

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = locale("en")


@pytest.mark.parametrize("code", available())
def test_every_language_has_every_phrase_and_is_named_by_its_file(code: str) -> None:
    language = locale(code)
    assert language.code == code
    assert all(getattr(language.phrases, name).strip(" ·,;") or "separator" in name for name in Phrases.model_fields)
    assert set(language.pictures) == set(ENGLISH.pictures)


def raw(path: Path) -> dict[str, object]:
    loaded: dict[str, object] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    return loaded


@pytest.mark.parametrize("phrase", Phrases.model_fields)
def test_a_language_without_a_phrase_is_refused(phrase: str, repository: Path) -> None:
    data = raw(repository / "src/handouts/locales/en.yaml")
    phrases = data["phrases"]
    assert isinstance(phrases, dict)
    del phrases[phrase]
    with pytest.raises(ValidationError, match=phrase):
        Locale.model_validate(data)


def test_a_phrase_has_to_hold_what_is_filled_in_and_nothing_else(repository: Path) -> None:
    data = raw(repository / "src/handouts/locales/en.yaml")
    phrases = data["phrases"]
    assert isinstance(phrases, dict)
    with pytest.raises(ValidationError, match=r"has to hold \{phone\}"):
        Locale.model_validate(data | {"phrases": phrases | {"call": "Call us"}})
    with pytest.raises(ValidationError, match=r"has to hold \{phone\}"):
        Locale.model_validate(data | {"phrases": phrases | {"call": "Call {phone} or {mail}"}})


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(UnknownName, match=r'There is no language "xx".*en'):
        locale("xx")


@pytest.mark.parametrize("code", ["../en", "en.yaml", "", "EN"])
def test_a_code_is_never_a_path(code: str) -> None:
    with pytest.raises(UnknownName):
        locale(code)


def test_months_are_written_out() -> None:
    assert ENGLISH.month(date(2026, 3, 1)) == "March 2026"
    assert locale("de").month(date(2026, 3, 1)) == "März 2026"


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("3", "days", "3\u00a0days"),
        ("1", "days", "1\u00a0day"),
        ("24", "hour", "24\u00a0hours"),
        ("2", "drops", "2\u00a0drops"),
        ("50", None, "50"),
    ],
)
def test_a_number_agrees_with_its_unit_and_stays_with_it(number: str, unit: str | None, said: str) -> None:
    assert ENGLISH.quantity(number, unit) == said


def test_units_are_said_in_the_language_of_the_leaflet() -> None:
    assert locale("de").quantity("3", "days") == "3\u00a0Tage"
    assert locale("de").quantity("1", "weeks") == "1\u00a0Woche"


def test_a_locale_can_be_part_of_a_key() -> None:
    assert hash(locale("en")) == hash(ENGLISH)
    assert locale("en") == ENGLISH
