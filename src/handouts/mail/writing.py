"""A mail in a clinic's words: what comes with the program, what the clinic says instead, and how it is reached.

It speaks of the clinic and greets the client; what the leaflet is about stands in the leaflet alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.compose.facts import emergency, facts
from handouts.compose.voice import Voice
from handouts.document.elements import Element, Role, Text, Weight, walk
from handouts.document.inline import inline
from handouts.errors import ContentInvalid, Place, Problem
from handouts.mail.wording import Run, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.content.clinic import Clinic
    from handouts.content.mail_words import MailWords
    from handouts.document.elements import Node
    from handouts.locales import Locale
    from handouts.mail.wording import Line


def worded(
    clinic: Clinic,
    locale: Locale,
    *,
    name: str | None = None,
    words: MailWords | None = None,
    written_in: str | None = None,
) -> Wording:
    """The words of a mail to one client.

    Args:
        clinic: who writes.
        locale: the language.
        name: the client's name, where it is known; it is printed as it is.
        words: what the clinic says instead of the program's words in this language.
        written_in: the language of the clinic's details; None says the locale's.

    Raises:
        ContentInvalid: the clinic has no address; or words of it that cannot be set, which loading finds first.
    """
    if not clinic.address:
        place = clinic.name.place or Place("clinics.yaml")
        message = f'The clinic "{clinic.slug}" has no address, and a mail has to carry it. Add a line for it.'
        raise ContentInvalid([Problem(place, message)])
    foreign = written_in if written_in != locale.code else None
    return _Writer(clinic, Voice(locale, lang=foreign), words, name or "").wording()


@dataclass(frozen=True, slots=True)
class _Writer:
    clinic: Clinic
    voice: Voice
    words: MailWords | None
    name: str = field(repr=False)

    def wording(self) -> Wording:
        known = facts(self.clinic, "", self.voice)
        locale = self.voice.locale
        address = tuple(_runs(known["clinic.address"]))
        small_print = tuple(_runs(known.get("clinic.small_print", ())))
        greeting = self._said("greeting" if self.name else "greeting_nobody")
        return Wording(
            language=locale.code,
            direction=locale.direction,
            subject="".join(run.words for run in self._said("subject")),
            clinic=self.voice.text(self.clinic.name),
            greeting=greeting,
            body=tuple(self._line(sentence) for sentence in self._of("body")),
            closing=(self._said("closing"), self._line("{clinic}")),
            contact=self._said("contact"),
            ways=tuple(self._ways(known)),
            foot=tuple(line for line in (address, small_print, self._said("not_for_you")) if line),
            attachment=str(self._of("attachment")),
        )

    def _of(self, key: str) -> tuple[str, ...] | str:
        """The clinic's words, or the program's."""
        own = getattr(self.words, key, None)
        return own if own is not None else getattr(self.voice.locale.mail, key)  # type: ignore[no-any-return] # Words

    def _said(self, key: str, **nodes: tuple[Node, ...]) -> Line:
        said = self._of(key)
        return self._line(said if isinstance(said, str) else "", **nodes)

    def _line(self, words: str, **nodes: tuple[Node, ...]) -> Line:
        """Words with their braces filled in."""
        filled = {
            "clinic": self.voice.inline(self.clinic.name),
            "name": (Text(self.name, keep=True),),
            **nodes,
        }
        set_words = inline(words, filled, self.voice.locale.edits)
        return tuple(_runs(set_words))

    def _ways(self, known: Mapping[str, tuple[Node, ...]]) -> Iterator[Line]:
        """How the clinic can be reached; nothing for what it does not give."""
        yield self._said("phone", phone=known["clinic.phone"])
        if "clinic.out_of_hours" in known:
            yield tuple(_runs(self.voice.phrase("out_of_hours", phone=known["clinic.out_of_hours"])))
        found = emergency(self.clinic, self.voice)
        if found is not None:
            said, speaker = found
            words, number = speaker.inline(said.text), known["clinic.emergency"]
            yield tuple(_runs(self.voice.phrase("emergency", text=words, phone=number)))
        if "clinic.booking" in known:
            yield self._said("booking", address=self._booking(known["clinic.booking"]))
        if "clinic.email" in known:
            yield self._said("email", address=known["clinic.email"])
        if "clinic.website" in known:
            yield self._said("website", address=known["clinic.website"])

    def _booking(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """Where appointments are made. A link that would name the treatment stays out of the mail; its words do not."""
        booking = self.clinic.booking
        return (Text(booking.show, keep=True),) if booking and "{treatment}" in booking.link else nodes


def _runs(nodes: tuple[Node, ...]) -> Iterator[Run]:
    """The runs of nodes, each with the link that it is part of."""
    for node in nodes:
        target = node.target if isinstance(node, Element) and node.role is Role.LINK else None
        for text in walk(node):
            if isinstance(text, Text):
                strong = text.weight in {Weight.STRONG, Weight.STRONG_EMPHASIS}
                yield Run(text.words, target, strong=strong, lang=text.lang)
