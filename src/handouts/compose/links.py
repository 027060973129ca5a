"""Where a clinic's phone number, mail address, site and booking page lead: URIs, from what the clinic typed."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

import phonenumbers

from handouts.errors import ContentInvalid, Place, Problem

#: Up to here a number is a short one (999, 911, 112, 111), dialled as it is from any phone in the country.
_SHORT: Final = 6

#: What may stand in a URI as it is (RFC 3986 2.2 and 2.3), and the sign of what is already percent-encoded.
_URI_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~-._"

#: What most addresses are: nothing in them is to be encoded or written otherwise.
_PLAIN: Final = re.compile(r"https?://[a-z0-9.-]+(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&-]+)?")


def telephone(number: str, country: str) -> str:
    """A number as a ``tel:`` URI (RFC 3966).

    Args:
        number: as the clinic typed it.
        country: ISO 3166 code of the country that it is dialled from.

    Raises:
        ContentInvalid: it is no telephone number of that country.
    """
    digits = re.sub(r"\D", "", number)
    if 0 < len(digits) <= _SHORT:
        return f"tel:{digits}"
    try:
        parsed = phonenumbers.parse(str(number), country)
    except phonenumbers.NumberParseException:
        place = getattr(number, "place", None) or Place("clinics.yaml")
        raise ContentInvalid([Problem(place, f'"{number}" is not a telephone number in {country}.')]) from None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.RFC3966)


def mail(address: str) -> str:
    """A mail address as a ``mailto:`` URI (RFC 6068)."""
    return f"mailto:{quote(address, safe='@+')}"


def web(address: str) -> str:
    """A site as people write it (``alder.example``) as a URI; letters beyond ASCII are encoded, the host as IDNA."""
    whole = address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"
    if _PLAIN.fullmatch(whole):
        return str(whole)
    parts = urlsplit(whole)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    rest = (quote(part, safe=_URI_SIGNS) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), host, *rest))


def booking(link: str, *, treatment: str | None, clinic: str) -> str:
    """The booking page: ``{treatment}`` and ``{clinic}`` filled in, all of it percent-encoded.

    For several treatments at once, ``None``, it asks for none of them: a booking page knows the names of single ones.
    """
    if treatment is None:
        link = _for_any(link)
    filled = link.replace("{treatment}", quote(treatment or "", safe="")).replace("{clinic}", quote(clinic, safe=""))
    return web(filled)


def _for_any(link: str) -> str:
    """A link without the parts that hold ``{treatment}``: the item of a query, the step of a path."""
    parts = urlsplit(link)

    def without(words: str, mark: str) -> str:
        return mark.join(item for item in words.split(mark) if "{treatment}" not in item)

    host, path = without(parts.netloc, "."), without(parts.path, "/")
    query, fragment = without(parts.query, "&"), without(parts.fragment, "&")
    return urlunsplit((parts.scheme, host, path, query, fragment))
