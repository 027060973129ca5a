"""The output intent: what the numbers of a colour mean (ISO 32000-1 14.11.5; PDF/A asks for one, ISO 19005-2 6.2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import ImageCms

from handouts.pdf.objects import array, deflated, dictionary, ref, text_string

if TYPE_CHECKING:
    from handouts.pdf.assembler import Objects

#: Number of components by the profile's colour space, bytes 16 to 19 of its header (ICC.1:2010 7.2.6).
_COMPONENTS = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}


@dataclass(frozen=True, slots=True)
class Intent:
    """A printing condition: its ICC profile and its name."""

    profile: bytes
    condition: str
    #: The file is for an exchange with a print shop: PDF/X-4 (ISO 15930-7) beside the others.
    exchange: bool = False


def srgb() -> Intent:
    """The intent of sRGB (IEC 61966-2.1), what screens and office printers take plain RGB to be.

    Little CMS writes the time into bytes 24 to 35 of the header (ICC.1:2010 7.2.8) and nothing else that varies; a
    fixed date keeps equal input at equal bytes.
    """
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    date = (2000, 1, 1, 0, 0, 0)
    profile[24:36] = b"".join(part.to_bytes(2, "big") for part in date)
    return Intent(bytes(profile), "sRGB IEC61966-2.1")


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
