"""Who may ask the page for something: the browser that opened it, on this machine, and nobody else.

Any site that is open in the same browser can send requests to this machine. So a request must name this very address
(which a name that was bound anew does not), bear a cookie that only the opened page was given, and come from the page
itself; and what changes something must also repeat a word that stands in its form.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Ways of asking that the page uses.
METHODS: Final = frozenset({"GET", "HEAD", "POST"})

#: Said with every answer. Scripts, styles and pictures come from the page's own address alone (CSP level 3); the
#: referrer stays on, as browsers without it send no origin with a form.
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What of a request tells who sent it."""

    method: str
    host: str
    #: The cookie of the page, the address that a form was sent from, and what a browser says of where it comes from
    #: (Fetch Metadata, ``Sec-Fetch-Site``); empty where there is none.
    cookie: str = ""
    origin: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """What the requests of one run must bear. All words are as hard to guess as keys, and new in every run."""

    #: The addresses of the page, as ``Host`` names them: ``127.0.0.1:49152``.
    hosts: frozenset[str]
    #: In the address that is opened; it is good for one visit.
    ticket: str
    #: In the cookie that it is changed for.
    pass_: str
    #: In every form.
    word: str
    #: For a page that other machines may open.
    password: str = ""

    def stranger(self, asking: Asking) -> str | None:
        """Why a request is refused whatever it bears: it is not for this page, or another site sent it."""
        if asking.host not in self.hosts:
            return "This is not the address of the page."
        if asking.method not in METHODS:
            return "The page does not know this way of asking."
        if asking.site not in {"", "none", "same-origin"}:
            return "Another site has asked for this."
        if asking.origin and asking.origin != f"http://{asking.host}":
            return "Another site has asked for this."
        if asking.method == "POST" and not asking.origin:
            return "The browser does not say where this was sent from."
        return None

    def outsider(self, asking: Asking) -> str | None:
        """Why a request is refused that does not come from the opened page."""
        return None if self.admits(asking.cookie) else "Open the page anew, from where you opened it first."

    def admits(self, cookie: str) -> bool:
        """Whether a cookie is that of the opened page."""
        return _same(cookie, self.pass_)

    def takes(self, ticket: str) -> bool:
        """Whether the ticket in an address is that of this run."""
        return _same(ticket, self.ticket)

    def knows(self, password: str) -> bool:
        """Whether somebody has typed the password."""
        return _same(password, self.password)

    def unsaid(self, word: str) -> str | None:
        """Why what would change something is refused: its form does not bear the word."""
        return None if _same(word, self.word) else "This form is of an earlier run. Load the page again."


def _same(one: str, other: str) -> bool:
    """Whether two secrets are the same; the time it takes tells nothing of them."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
