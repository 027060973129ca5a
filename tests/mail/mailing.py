"""What tests of messages begin with: a wording, a message of it, and a way to read it that shares no code with ours."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from handouts.mail.addresses import Address
from handouts.mail.message import Message
from handouts.mail.wording import Run, Wording

if TYPE_CHECKING:
    from email.message import Message as Parsed

KEY: Final = "0123456789abcdef" * 2
PDF: Final = b"%PDF-1.7\n\x00\xff\r\n.\r\n" * 400

WORDING: Final = Wording(
    language="en",
    direction="ltr",
    subject="Information from Alder Skin Clinic",
    clinic="Alder Skin Clinic",
    greeting=(Run("Hello "), Run("Anna"), Run(",")),
    body=((Run("The information is attached."),), (Run("Read "), Run("it", strong=True), Run("."))),
    closing=((Run("With best wishes,"),), (Run("Alder Skin Clinic"),)),
    contact=(Run("Contact us or manage your appointment"),),
    ways=((Run("Phone: "), Run("01632 960 123", "tel:+44-1632-960123")),),
    foot=((Run("4 Orchard Row, Marlow Green, MG1 2AB"),),),
    attachment="information.pdf",
)


def message(wording: Wording = WORDING, **changes: Any) -> Message:  # noqa: ANN401 - passed on
    whole = Message(
        key=KEY,
        sender=Address("desk", "alder.example"),
        reply_to=None,
        to=Address("anna", "example.org"),
        wording=wording,
        brand="#1f5c57",
        date=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        pdf=PDF,
    )
    return replace(whole, **changes)


def parsed(content: bytes) -> Parsed:
    """The mail as the oldest reader of the standard library has it, which decodes and mends nothing."""
    return email.message_from_bytes(content)
