"""Where mail is handed in, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from handouts.mail.octets import base64_of

if TYPE_CHECKING:
    from handouts.mail.replies import Reply


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in.

    ``security`` is TLS from the first byte (usually port 465) or asked for (usually 587); ``none`` is for a server on
    this very machine only. ``timeout`` is in seconds; an answer to the final dot may take ten minutes (4.5.3.2.6).
    """

    host: str
    port: int
    security: Literal["implicit", "starttls", "none"] = "implicit"
    timeout: float = 30.0
    dot_timeout: float = 600.0


@dataclass(frozen=True, slots=True)
class Login:
    """Who hands mail in. ``secret`` is a password, or a token where ``bearer`` says so; neither is ever shown."""

    user: str
    secret: str = field(repr=False)
    bearer: bool = False

    @property
    def plain(self) -> str:
        """What PLAIN says (RFC 4616)."""
        return f"\0{self.user}\0{self.secret}"

    @property
    def bearing(self) -> str:
        """What XOAUTH2 says."""
        return f"user={self.user}\1auth=Bearer {self.secret}\1\1"

    def hushed(self, reply: Reply) -> Reply:
        """An answer without the secret, which some servers repeat in it as they heard it."""
        text = reply.text
        for form in (*map(base64_of, (self.plain, self.bearing, self.secret)), self.secret):
            text = text.replace(form, "[secret]") if form else text
        return replace(reply, text=text)
