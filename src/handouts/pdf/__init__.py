"""Pages to PDF. The only room that knows PDF objects and ReportLab.

:func:`paint` makes a whole file. Its two halves can be called apart: a :class:`Plate` is the body's part, the same
bytes in every clinic's file, and depends on its :class:`Forme` and the fonts alone; :func:`imprint` adds a clinic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.device import GREY, RGB, Device, Inks
from handouts.pdf.imprints import imprint
from handouts.pdf.kept import Kept
from handouts.pdf.plates import Forme, Plate, Side, forme, plate

if TYPE_CHECKING:
    from handouts.colour import Palette
    from handouts.document.elements import Document
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Pages

__all__ = ["GREY", "RGB", "Device", "Forme", "Inks", "Kept", "Plate", "Side", "forme", "imprint", "paint", "plate"]


def paint(pages: Pages, document: Document, palette: Palette, fonts: FontSet, device: Device = RGB) -> bytes:
    """The PDF of a leaflet: PDF/UA-1 and PDF/A-2a in one file, the same bytes for the same input.

    Raises:
        PaintingIncomplete: something of the document is not on its pages. A fault of ours, never of the words.
    """
    body = plate(forme(pages, document, device.blending), fonts)
    return imprint(body, tuple(page.imprint for page in pages.pages), document, palette, fonts, device=device)
