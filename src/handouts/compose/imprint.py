"""The clinic's own part of a leaflet: one element a slot, so that a body can be shared by all clinics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.compose.facts import emergency
from handouts.compose.voice import strong
from handouts.document.composer import paragraph
from handouts.document.elements import Element, Graphic, Imprint, Role, Text, numbered, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handouts.compose.voice import Voice
    from handouts.content.clinic import Clinic
    from handouts.document.elements import Node
    from handouts.errors import Place

#: Which facts hang in which slot. The numbers move to the contact where no section asks people to call.
MASTHEAD: Final = ("clinic.logo", "clinic.name")
CALL: Final = ("clinic.phone", "clinic.out_of_hours", "clinic.emergency")
BOOKING: Final = ("clinic.booking",)
CONTACT: Final = ("clinic.address", "clinic.hours", "clinic.email", "clinic.website", "clinic.small_print")


def compose_imprint(
    clinic: Clinic, known: Mapping[str, tuple[Node, ...]], voice: Voice, *, shows: Sequence[str], has_call: bool
) -> Imprint:
    """The clinic's parts for one layout. A slot with nothing in it is left out.

    Args:
        clinic: the clinic.
        known: its facts, see :func:`handouts.compose.facts.facts`.
        voice: how the clinic's words are read.
        shows: the fields that the layout shows, in reading order.
        has_call: a section of the body has a place for the clinic's numbers.
    """
    contact = CONTACT if has_call else CALL + CONTACT
    slots = {
        "masthead": _masthead(clinic, known, voice, shows),
        "call": _paragraphs(clinic, known, voice, [name for name in shows if name in CALL]) if has_call else (),
        "booking": _booking(known, voice) if "clinic.booking" in shows else (),
        "contact": _paragraphs(clinic, known, voice, [name for name in shows if name in contact]),
    }
    parts: list[tuple[str, Element]] = []
    start = 0
    for name, kids in slots.items():
        if kids:
            part = numbered(Element(Role.DIV, name, kids), start)
            start += sum(1 for _ in walk(part))
            parts.append((name, part))
    return Imprint(tuple(parts))


def rebooked(imprint: Imprint, known: Mapping[str, tuple[Node, ...]]) -> Imprint:
    """The same imprint for another treatment: all that differs is where the links to the booking page lead.

    What has no such link in it stays the very same value.
    """
    page = next((node for node in known.get("clinic.booking", ()) if isinstance(node, Element)), None)
    if page is None or page.target is None:
        return imprint
    target = page.target
    return Imprint(tuple((name, _led(part, target) if name == "booking" else part) for name, part in imprint.parts))


def _led(element: Element, target: str) -> Element:
    kids = tuple(_led(kid, target) if isinstance(kid, Element) else kid for kid in element.kids)
    graphic = element.graphic and replace(element.graphic, name=target)
    return replace(element, kids=kids, target=element.target and target, graphic=graphic)


def _masthead(
    clinic: Clinic, known: Mapping[str, tuple[Node, ...]], voice: Voice, shows: Sequence[str]
) -> tuple[Node, ...]:
    """Logo and name; without a logo, the name's first letter stands in its place as decoration."""
    logo = clinic.brand.logo if "clinic.logo" in shows else None
    initial = Graphic("initial", clinic.name.strip()[:1].upper()) if "clinic.logo" in shows and not logo else None
    kids: dict[str, Element] = {}
    if logo:
        dark = clinic.brand.logo_on_dark
        graphic = Graphic("logo", logo, dark, logo.place, dark.place if dark else None)
        alt = voice.said("logo", clinic=voice.text(clinic.name))
        kids["clinic.logo"] = Element(Role.FIGURE, "logo", alt=alt, graphic=graphic, place=logo.place)
    kids["clinic.name"] = Element(Role.P, "clinic-name", known["clinic.name"], graphic=initial, place=clinic.name.place)
    return tuple(kids[name] for name in shows if name in MASTHEAD and name in kids)


def _paragraphs(
    clinic: Clinic, known: Mapping[str, tuple[Node, ...]], voice: Voice, names: Iterable[str]
) -> tuple[Node, ...]:
    """One paragraph a fact, its style the fact's name."""
    found = []
    for name in names:
        if name in known:
            nodes = _said(clinic, name, known[name], voice)
            found.append(paragraph(name.removeprefix("clinic.").replace("_", "-"), nodes, _place(nodes)))
    return tuple(found)


def _said(clinic: Clinic, name: str, nodes: tuple[Node, ...], voice: Voice) -> tuple[Node, ...]:
    """The fact with the phrase that it stands in, where it has one."""
    if name == "clinic.out_of_hours":
        return voice.phrase("out_of_hours", phone=nodes)
    said = emergency(clinic, voice) if name == "clinic.emergency" else None
    if said is None:
        return nodes
    found, speaker = said
    return strong(voice.phrase("emergency", text=speaker.inline(found.text), phone=nodes))


def _booking(known: Mapping[str, tuple[Node, ...]], voice: Voice) -> tuple[Node, ...]:
    """The QR code and the address beside it: two links, as some people point and others type."""
    if "clinic.booking" not in known:
        return ()
    (shown,) = known["clinic.booking"]
    if not isinstance(shown, Element) or shown.target is None:
        return ()
    graphic = Graphic("qr", shown.target, place=shown.place)
    figure = Element(Role.FIGURE, "qr", alt=voice.said("qr", address=shown.text), graphic=graphic, place=shown.place)
    code = Element(Role.LINK, "qr-link", (figure,), alt=shown.alt, target=shown.target, place=shown.place)
    return (code, paragraph("booking-link", (shown,), shown.place))


def _place(nodes: tuple[Node, ...]) -> Place | None:
    places = (node.place for root in nodes for node in walk(root) if isinstance(node, (Element, Text)))
    return next((place for place in places if place is not None), None)
