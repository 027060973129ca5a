"""The forms that single values take: dates, names, addresses, numbers. All keep what was typed, and its place."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final
from urllib.parse import urlsplit

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.core import parse_locale
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from handouts.document.inline import address_problem
from handouts.source.words import Words

#: The longest link, in characters: a longer one makes a QR code that small printing cannot hold.
LINK_LIMIT: Final = 300

_SLUG = r"[a-z0-9][a-z0-9-]{0,60}"
_EMAIL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_COLOUR = r"#[0-9A-Fa-f]{6}"
_VERSION = r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}"
_NUMBER = r"-?[0-9]{1,9}(\.[0-9]{1,6})?"
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))+(:\d{1,5})?")
_PHONE = re.compile(r"\+?[\d\s()./-]+")

#: An address of a mailbox may have 254 characters (RFC 5321 4.5.3.1.3, less the angle brackets).
_EMAIL_LIMIT: Final = 254

#: Names of countries that people use and ISO 3166 does not.
_COUNTRIES: Final = {"UK": "GB", "EN": "GB", "EL": "GR"}


def _matching(pattern: str, kind: str, sentence: str) -> AfterValidator:
    """The value must match; the sentence may show it as ``<it>``."""
    compiled = re.compile(pattern)

    def check(words: Words) -> Words:
        if not compiled.fullmatch(words):
            raise PydanticCustomError(kind, sentence.replace("<it>", words))
        return words

    return AfterValidator(check)


def _text(pattern: str, description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "description": description})


def _any_text(description: str) -> WithJsonSchema:
    """Editors take 999 for a number and 1.0 for a fraction; here both are text."""
    return WithJsonSchema({"type": ["string", "number"], "description": description})


Slug = Annotated[
    Words,
    _matching(
        _SLUG,
        "slug",
        '"<it>" cannot be a short name. It is made of small letters, digits and -, such as alder-north, at most 61.',
    ),
    _text(_SLUG, "A short name: small letters, digits and -"),
]

Version = Annotated[
    Words,
    _matching(_VERSION, "version", '"<it>" is not a version. Write digits and points, such as "1.0".'),
    _any_text("The version of these words, such as 1.0"),
]

Number = Annotated[
    Words,
    _matching(_NUMBER, "number", '"<it>" is not a number. Write digits alone, such as 3 or 0.5.'),
    WithJsonSchema({"type": ["number", "string"], "pattern": f"^{_NUMBER}$", "description": "A number, such as 3"}),
]


def _day(value: object) -> object:
    """A calendar date (ISO 8601 5.2.2.1, extended format); pydantic alone would take seconds since 1970 too."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("day", f'"{value}" is not a date. Write year-month-day, such as 2026-03-01.')
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", f'"{value}" is in no calendar. Look at the month and the day.') from None


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A date: year-month-day, 2026-03-01"}
    ),
]


def _language(words: Words) -> Words:
    """A BCP 47 code that CLDR knows, in its usual spelling."""
    try:
        parts = parse_locale(words, sep="-")
        locale = Locale(*parts[:4])
    except (ValueError, UnknownLocaleError):
        names = {name.lower(): code for code, name in Locale("en").languages.items()}
        near = names.get(words.lower())
        hint = f' Did you mean "{near}"?' if near else " Write its code, such as en, pl or pt-BR."
        raise PydanticCustomError("language", f'"{words}" is not a language I know.{hint}') from None
    usual = str(locale).replace("_", "-")
    if usual != words:
        raise PydanticCustomError("language", f'Write this language as "{usual}".')
    return words


Language = Annotated[
    Words,
    AfterValidator(_language),
    _text(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "A language by its code: en, pl, pt-BR"),
]


def _country(words: Words) -> Words:
    """An ISO 3166 code of a country that has telephone numbers."""
    if words in phonenumbers.SUPPORTED_REGIONS:
        return words
    names = {name.lower(): code for code, name in Locale("en").territories.items()}
    near = _COUNTRIES.get(words.upper()) or names.get(words.lower()) or words.upper()
    known = near in phonenumbers.SUPPORTED_REGIONS
    hint = f' Did you mean "{near}"?' if known else " Write its two letters, such as GB or US."
    raise PydanticCustomError("country", f'"{words}" is not a country I know.{hint}')


Country = Annotated[
    Words, AfterValidator(_country), _text(r"[A-Z]{2}", "A country by its two letters (ISO 3166): GB, US")
]


def _phone(words: Words) -> Words:
    if not _PHONE.fullmatch(words) or not re.search(r"\d", words):
        raise PydanticCustomError(
            "phone", f'"{words}" is not a telephone number. Write digits, with spaces where people pause.'
        )
    return words


#: Digits as people write them; whether the country has such a number is asked when the country is known.
Phone = Annotated[Words, AfterValidator(_phone), _any_text("A telephone number as it should be printed")]


def possible_phone(number: str, country: str) -> bool:
    """Whether a number could be dialled from anywhere in a country: by its length alone, so that made-up ones pass.

    Short ones (999, 111) count too; one without its area code does not, as its link would dial another number.
    """
    try:
        parsed = phonenumbers.parse(str(number), country)
    except phonenumbers.NumberParseException:
        return False
    whole = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    return whole or phonenumbers.is_valid_short_number_for_region(parsed, country)


def _email(words: Words) -> Words:
    """One addr-spec (RFC 5322 3.4.1), without quoted parts or comments: what every mail system takes."""
    if not re.fullmatch(_EMAIL, words) or len(words) > _EMAIL_LIMIT:
        message = f'"{words}" is not one mail address. Write it as name@site.example, with nothing else in the line.'
        raise PydanticCustomError("email", message)
    return words


Email = Annotated[Words, AfterValidator(_email), _text(r"\S+@\S+\.\S+", "One mail address")]


def _website(words: Words) -> Words:
    """A site as people write it; the scheme may be left out."""
    rest = re.sub(r"^https?://", "", words, flags=re.IGNORECASE)
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if len(words) > LINK_LIMIT or re.search(r"\s", words) or not _HOST.fullmatch(host):
        raise PydanticCustomError("website", f'"{words}" is not a website. Write it as alder.example or its https://.')
    return words


Website = Annotated[Words, AfterValidator(_website), _text(r"\S+\.\S+", "A website, such as alder.example")]


def _fault_of_link(words: str) -> str | None:
    if re.search(r"\s", words):
        return "A link cannot have a space in it. Write %20 instead."
    if len(words) > LINK_LIMIT:
        return f"This link has {len(words)} characters; {LINK_LIMIT} are the most."
    return address_problem(words, ("https", "http")) or _fault_of_host(words)


def _fault_of_host(words: str) -> str | None:
    """What is wrong with the host or the port (RFC 3986 3.2, RFC 5891 4.4): no browser could go there."""
    try:
        parts = urlsplit(words)
        (parts.hostname or "").encode("idna")
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        return f'"{words}" has no host or port that can be reached. Copy the address from a browser.'
    return None


def _link(words: Words) -> Words:
    fault = _fault_of_link(words)
    if fault:
        raise PydanticCustomError("link", fault)
    return words


Link = Annotated[Words, AfterValidator(_link), _text(r"https?://\S+", "An address that starts with https://")]


def _booking_link(words: Words) -> Words:
    for name in re.findall(r"\{([^{}]*)\}", words):
        if name not in {"treatment", "clinic"}:
            message = f'A booking link cannot hold "{{{name}}}", only {{treatment}} and {{clinic}}.'
            raise PydanticCustomError("booking_link", message)
    bare = re.sub(r"\{(treatment|clinic)\}", "x", words)
    fault = _fault_of_link(words) if len(words) > LINK_LIMIT else _fault_of_link(bare)
    if not fault and re.search(r"[{}]", bare):
        fault = "A brace in this link has no partner. It takes {treatment} and {clinic}."
    if fault:
        raise PydanticCustomError("booking_link", fault)
    return words


BookingLink = Annotated[
    Words,
    AfterValidator(_booking_link),
    _text(r"https?://\S+", "Where people book; {treatment} and {clinic} are filled in with their short names"),
]


def _colour(words: Words) -> Words:
    if re.fullmatch(_COLOUR, words):
        return words
    digits = words.lstrip("#")
    if re.fullmatch(r"[0-9A-Fa-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    example = digits if re.fullmatch(r"[0-9A-Fa-f]{6}", digits) else "1f5c57"
    message = f'"{words}" is not a colour. Write # and six digits or letters a to f, in quotes: "#{example}"'
    raise PydanticCustomError("colour", message)


Colour = Annotated[Words, AfterValidator(_colour), _text(_COLOUR, 'The brand colour in quotes: "#1f5c57"')]


def _file(*suffixes: str) -> AfterValidator:
    """A file in the project's own folder, so that the folder can be moved or handed on as a whole."""
    wanted = " or ".join(suffixes)

    def check(words: Words) -> Words:
        if "\\" in words or words.startswith(("/", "~")) or ":" in words or ".." in words.split("/"):
            message = f'"{words}" must be a file below this folder. Write its path with /, such as logos/alder.png.'
            raise PydanticCustomError("file", message)
        if not words.lower().endswith(suffixes):
            raise PydanticCustomError("file", f'"{words}" cannot be used here. It must end with {wanted}.')
        return words

    return AfterValidator(check)


Picture = Annotated[
    Words, _file(".png", ".jpg", ".jpeg", ".svg"), _text(r".+", "A PNG, JPEG or SVG file in this folder")
]
Font = Annotated[Words, _file(".ttf", ".otf"), _text(r".+", "A TrueType or OpenType file in this folder")]
Profile = Annotated[Words, _file(".icc", ".icm"), _text(r".+", "An ICC profile in this folder")]
