"""The output intent: what the numbers of a colour mean (ISO 32000-1 14.11.5; PDF/A asks for one, ISO 19005-2 6.2.3)."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.pdf.objects import array, deflated, dictionary, ref, text_string

if TYPE_CHECKING:
    from handouts.pdf.assembler import Objects

#: Number of components by the profile's colour space, bytes 16 to 19 of its header (ICC.1:2010 7.2.6).
_COMPONENTS = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}


#: What Little CMS 2.19 makes for sRGB ("No copyright, use freely"), but for its date: 588 bytes, in Base64.
_SRGB: Final = (
    "AAACTGxjbXMEQAAAbW50clJHQiBYWVogB9AAAQABAAAAAAAAYWNzcEFQUEwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPbWAAEA"
    "AAAA0y1sY21zAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALZGVzYwAAAQgAAAA2Y3BydAAA"
    "AUAAAABMd3RwdAAAAYwAAAAUY2hhZAAAAaAAAAAsclhZWgAAAcwAAAAUYlhZWgAAAeAAAAAUZ1hZWgAAAfQAAAAUclRSQwAAAggA"
    "AAAgZ1RSQwAAAggAAAAgYlRSQwAAAggAAAAgY2hybQAAAigAAAAkbWx1YwAAAAAAAAABAAAADGVuVVMAAAAaAAAAHABzAFIARwBC"
    "ACAAYgB1AGkAbAB0AC0AaQBuAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAADAAAAAcAE4AbwAgAGMAbwBwAHkAcgBpAGcAaAB0ACwA"
    "IAB1AHMAZQAgAGYAcgBlAGUAbAB5WFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDEIAAAXe///zJQAAB5MAAP2Q///7of//"
    "/aIAAAPcAADAblhZWiAAAAAAAABvoAAAOPUAAAOQWFlaIAAAAAAAACSfAAAPhAAAtsNYWVogAAAAAAAAYpcAALeHAAAY2XBhcmEA"
    "AAAAAAMAAAACZmYAAPKnAAANWQAAE9AAAApbY2hybQAAAAAAAwAAAACj1wAAVHsAAEzNAACZmgAAJmYAAA9c"
)


@dataclass(frozen=True, slots=True)
class Intent:
    """A printing condition: its ICC profile and its name."""

    profile: bytes
    condition: str
    #: The file is for an exchange with a print shop: PDF/X-4 (ISO 15930-7) beside the others.
    exchange: bool = False


def srgb() -> Intent:
    """The intent of sRGB (IEC 61966-2.1), what screens and office printers take plain RGB to be.

    It is kept here as it is, so that no version of Little CMS changes a byte of a leaflet. Its date (ICC.1:2010 7.2.8)
    is the first day of 2000.
    """
    return Intent(b64decode(_SRGB), "sRGB IEC61966-2.1")


def pack(intent: Intent) -> bytes:
    """The profile as its stream holds it."""
    return deflated(intent.profile)


def write(intent: Intent, packed: bytes, objects: Objects) -> str:
    """The profile's stream, ``packed`` before, and the array of the dictionaries that name it.

    Where a print shop's intent is declared too, both have to name one and the same profile (ISO 19005-2 6.2.3).
    """
    profile = objects.add_stream({"N": str(_COMPONENTS[intent.profile[16:20]])}, packed, packed=True)
    condition = text_string(intent.condition)
    kinds = ("/GTS_PDFX", "/GTS_PDFA1") if intent.exchange else ("/GTS_PDFA1",)
    return array(
        dictionary(
            {
                "Type": "/OutputIntent",
                "S": kind,
                "OutputConditionIdentifier": condition,
                "Info": condition,
                "DestOutputProfile": ref(profile),
            }
        )
        for kind in kinds
    )
