"""Link annotations (ISO 32000-1 12.5.6.5): where they lie, where they lead and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from handouts.pdf.objects import dictionary, numbers, text_string

if TYPE_CHECKING:
    from handouts.document.elements import Element
    from handouts.typeset.pages import PlacedLink

#: The annotation is printed as the page is (12.5.3); PDF/A asks for it (ISO 19005-2 6.3.2).
_PRINT = 1 << 2

#: Signs that stay as they are in an address (RFC 3986 2.2, 2.3) and the percent sign of those written already.
_URI = ":/?#[]@!$&'()*+,;=-._~%"


def annotation(link: PlacedLink, leads: Element, parent: int) -> str:
    """The annotation of a Link; ``parent`` is its key in the parent tree (ISO 32000-1 14.7.4.4).

    It says what the Link is described by, else its words. An address is 7-bit ASCII in a PDF (12.6.4.7): other letters
    go as percent-encoded UTF-8 (RFC 3987 3.1).
    """
    uri = quote(leads.target or "", safe=_URI)
    return dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": f"[{numbers((link.x, link.y, link.x + link.width, link.y + link.height))}]",
            "Border": "[0 0 0]",
            "F": str(_PRINT),
            "Contents": text_string(leads.alt or leads.text or uri),
            "StructParent": str(parent),
            "A": dictionary({"S": "/URI", "URI": text_string(uri)}),
        }
    )
