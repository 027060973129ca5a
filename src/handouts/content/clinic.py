"""A clinic as ``clinics.yaml`` has it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.blocks.base import SOME, Line, Lines
from handouts.content.forms import (
    BookingLink,
    Colour,
    Country,
    Email,
    Font,
    Language,
    Number,
    Phone,
    Picture,
    Profile,
    Slug,
    Website,
)
from handouts.content.mail_settings import MailSettings
from handouts.source.frozen import FrozenMap
from handouts.source.words import Model, Words

Paper = Literal["A4", "Letter"]
Languages = Annotated[tuple[Language, ...], *SOME]
LayoutNames = Annotated[tuple[Slug, ...], *SOME]

#: The faces a clinic may bring its own files for.
FontUse = Literal["text", "text-strong", "text-emphasis", "text-strong-emphasis", "heading", "heading-emphasis"]

#: treatment, value, number
Values = FrozenMap[Slug, FrozenMap[Words, Number]]

#: treatment, language, section, its new words
Changes = FrozenMap[Slug, FrozenMap[Language, FrozenMap[Words, Line]]]


class Emergency(Model):
    """What to do when it cannot wait: the words, and the number they lead to."""

    text: Line
    phone: Phone


class Booking(Model):
    """Where people book: the link of the QR code, and the address printed beside it."""

    link: BookingLink
    show: Line = Field(description="What is printed beside the code, for people who would rather type")


class Brand(Model):
    """How the clinic looks: one colour gives all others."""

    colour: Colour
    logo: Picture | None = None
    logo_on_dark: Picture | None = Field(None, description="The logo for dark grounds")
    fonts: FrozenMap[FontUse, Font] | None = Field(None, description="Font files of the clinic's own")


class PrintShop(Model):
    """Who prints in quantity: the ICC profile says what inks look like on that shop's press and paper."""

    profile: Profile


class ClinicWords(Model):
    """A clinic's words in another language."""

    hours: Lines | None = None
    emergency: Emergency | None = None
    small_print: Line | None = None


class Shared(Model):
    """What clinics may share: what stands under ``defaults`` holds for each that says nothing else."""

    address: Lines | None = None
    phone: Phone | None = None
    out_of_hours: Phone | None = None
    emergency: Emergency | None = None
    email: Email | None = None
    website: Website | None = None
    booking: Booking | None = None
    hours: Lines | None = None
    brand: Brand | None = None
    small_print: Line | None = None
    press: PrintShop | None = Field(None, description="The print shop; needed for files with --for press")
    mail: MailSettings | None = Field(None, description="The account that mails come from; needed for handouts mail")
    country: Country | None = None
    paper: Paper | None = None
    languages: Languages | None = None
    layouts: LayoutNames | None = None
    words: FrozenMap[Language, ClinicWords] = Field(
        default_factory=FrozenMap, description="The clinic's words in other languages"
    )
    values: Values = Field(default_factory=FrozenMap, description="Numbers of a treatment that this clinic changes")
    changes: Changes = Field(
        default_factory=FrozenMap, description="Words that this clinic prints differently: treatment, language, section"
    )


class ClinicEntry(Shared):
    """A clinic as it is written below its short name."""

    name: Line | None = None
    same_as: Slug | None = Field(None, description="Another clinic: everything as there, except what stands here")


class Clinic(Shared):
    """A clinic with everything that it shares with others in its place."""

    slug: str
    name: Words
    phone: Words
    country: Words
    brand: Brand
    paper: Paper
    languages: tuple[Words, ...]
    layouts: tuple[Words, ...]


class ClinicsFile(Model):
    """``clinics.yaml``: the clinics by their short names, and what they share."""

    defaults: Shared = Field(default_factory=Shared)
    clinics: FrozenMap[Slug, ClinicEntry]
