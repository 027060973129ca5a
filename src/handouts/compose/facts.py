"""A clinic's facts as nodes: the same whether they stand in the imprint or a placeholder asks for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.compose import links
from handouts.compose.voice import Voice, link
from handouts.document.composer import joined
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.content.clinic import Clinic, ClinicWords, Emergency
    from handouts.document.elements import Node


def facts(
    clinic: Clinic, treatment: str | None, voice: Voice, alike: Mapping[str, tuple[Node, ...]] | None = None
) -> dict[str, tuple[Node, ...]]:
    """What the clinic says of itself, by the names of ``document.fields``; what it leaves out is not there.

    Args:
        clinic: the clinic.
        treatment: the slug that the booking link is filled with; None for several treatments at once.
        voice: how the clinic's words are read; its ``lang`` is set when they are in another language than the leaflet.
            Words that the clinic gives in the leaflet's own language are taken first.
        alike: its :func:`details`, if they were made already.

    Raises:
        ContentInvalid: a number that cannot be dialled.
    """
    booking = _booking(clinic, treatment, voice)
    return {**(details(clinic, voice) if alike is None else alike), **({"clinic.booking": booking} if booking else {})}


def details(clinic: Clinic, voice: Voice) -> dict[str, tuple[Node, ...]]:
    """The same but for the booking page: what is said alike with every treatment.

    Raises:
        ContentInvalid: a number that cannot be dialled.
    """
    makers: dict[str, Callable[[Clinic, Voice], tuple[Node, ...]]] = {
        "clinic.name": lambda clinic, voice: voice.inline(clinic.name),
        "clinic.phone": _phone,
        "clinic.out_of_hours": _out_of_hours,
        "clinic.emergency": _emergency,
        "clinic.address": lambda clinic, voice: lines(clinic.address, voice),
        "clinic.hours": _hours,
        "clinic.email": _email,
        "clinic.website": _website,
        "clinic.small_print": _small_print,
    }
    made = {name: make(clinic, voice) for name, make in makers.items()}
    return {name: nodes for name, nodes in made.items() if nodes}


def _local(clinic: Clinic, voice: Voice) -> ClinicWords | None:
    """The clinic's words in the leaflet's own language, where it gives any."""
    return clinic.words.get(Words(voice.locale.code))


def own(voice: Voice) -> Voice:
    """The voice for words that are in the leaflet's own language."""
    return replace(voice, lang=None)


def lines(words: tuple[Words, ...] | None, voice: Voice) -> tuple[Node, ...]:
    """Lines that follow one another on one: an address, opening hours."""
    return joined((voice.inline(line) for line in words or ()), voice.locale.phrases.list_separator)


def number(words: Words | None, country: str, voice: Voice) -> tuple[Node, ...]:
    """A telephone number as a link that dials it."""
    if words is None:
        return ()
    return (link(words, links.telephone(words, country), voice.said("call", phone=words)),)


def _phone(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    return number(clinic.phone, clinic.country, voice)


def _out_of_hours(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    return number(clinic.out_of_hours, clinic.country, voice)


def emergency(clinic: Clinic, voice: Voice) -> tuple[Emergency, Voice] | None:
    """Whom to call in an emergency, and how its words are read: the leaflet's language goes first."""
    local = _local(clinic, voice)
    if local and local.emergency:
        return local.emergency, own(voice)
    return (clinic.emergency, voice) if clinic.emergency else None


def _emergency(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    found = emergency(clinic, voice)
    return number(found[0].phone, clinic.country, voice) if found else ()


def _hours(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    local = _local(clinic, voice)
    if local and local.hours:
        return lines(local.hours, own(voice))
    return lines(clinic.hours, voice)


def _small_print(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    local = _local(clinic, voice)
    if local and local.small_print:
        return own(voice).inline(local.small_print)
    return voice.inline(clinic.small_print) if clinic.small_print else ()


def _email(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    if clinic.email is None:
        return ()
    return (link(clinic.email, links.mail(clinic.email), voice.said("write", address=clinic.email)),)


def _website(clinic: Clinic, voice: Voice) -> tuple[Node, ...]:
    if clinic.website is None:
        return ()
    return (link(clinic.website, links.web(clinic.website), voice.said("open", address=clinic.website)),)


def _booking(clinic: Clinic, treatment: str | None, voice: Voice) -> tuple[Node, ...]:
    if clinic.booking is None:
        return ()
    target = links.booking(clinic.booking.link, treatment=treatment, clinic=clinic.slug)
    return (link(clinic.booking.show, target, voice.said("open", address=clinic.booking.show)),)
