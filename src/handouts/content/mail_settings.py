"""How a clinic's mail goes out: the server it is handed in to, the account, how fast. Never a password."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from handouts.blocks.base import SOME, Line
from handouts.content.forms import Email, Language
from handouts.content.mail_words import MailWords
from handouts.source.frozen import FrozenMap
from handouts.source.words import Model, Switch, Words

Security = Literal["implicit", "starttls", "none"]

#: Ports on which mail is handed in (RFC 8314 3.3, RFC 6409 3.1), and the one for a server on this machine.
_PORTS: Final[dict[Security, int]] = {"implicit": 465, "starttls": 587, "none": 25}

#: Where sent mail is looked up, encrypted from the first byte (RFC 8314 3.2).
_IMAP_PORT: Final = 993

_MOST_PORT: Final = 65_535
_MOST_A_MINUTE: Final = 600
_MOST_A_DAY: Final = 10_000

_NO_SECRETS: Final = (
    "A password does not belong into a file. Take this line out, and change that password if others have seen it."
    " handouts asks for it, or finds it in the system's keyring or in the variable HANDOUTS_MAIL_PASSWORD."
)


def _whole(least: int, most: int, what: str) -> tuple[BeforeValidator, WithJsonSchema]:
    """A whole number within bounds."""

    def check(value: object) -> object:
        if isinstance(value, str):
            if not (value.isascii() and value.isdigit()) or not least <= int(value[:9]) <= most:
                raise PydanticCustomError("whole", f"{what} is a whole number from {least} to {most}.")
            return int(value)
        return value

    return BeforeValidator(check), WithJsonSchema({"type": "integer", "minimum": least, "maximum": most})


def _host(words: Words) -> Words:
    """A name that a certificate can be for; with a scheme, a port or a space in it no server could be found."""
    try:
        whole = words.encode("idna").decode().rstrip(".")
    except UnicodeError:
        whole = ""
    labels = whole.split(".")
    if whole and all(label and label.replace("-", "x").isalnum() for label in labels) and len(words) <= _MOST_HOST:
        return words
    if _is_loopback(words):
        return words
    raise PydanticCustomError(
        "host", f'"{words}" is not the name of a server. Write its name alone, such as smtp.alder.example.'
    )


#: The longest name of a host, in characters (RFC 1035 2.3.4).
_MOST_HOST: Final = 253


def _is_loopback(host: str) -> bool:
    """Whether a server is on this very machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refused(_value: object) -> None:
    raise PydanticCustomError("secret", _NO_SECRETS)


NoSecret = Annotated[SkipJsonSchema[None], BeforeValidator(_refused)]
Host = Annotated[
    Words, AfterValidator(_host), WithJsonSchema({"type": "string", "description": "A server: smtp.alder.example"})
]
Port = Annotated[int, *_whole(1, _MOST_PORT, "A port")]
AMinute = Annotated[int, *_whole(1, _MOST_A_MINUTE, "The number of mails a minute")]
ADay = Annotated[int, *_whole(1, _MOST_A_DAY, "The number of mails a day")]


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider's servers. ``keeps_sent``: it puts all that it takes into the folder of sent mail by itself."""

    host: str
    port: int
    security: Security
    imap: str
    keeps_sent: bool


#: From the providers' own pages: support.google.com/mail/answer/7126229, learn.microsoft.com/exchange "POP, IMAP, and
#: SMTP settings", fastmail.help "Server names and ports".
PRESETS: Final = {
    "gmail": Preset("smtp.gmail.com", 465, "implicit", "imap.gmail.com", keeps_sent=True),
    "microsoft365": Preset("smtp.office365.com", 587, "starttls", "outlook.office365.com", keeps_sent=True),
    "fastmail": Preset("smtp.fastmail.com", 465, "implicit", "imap.fastmail.com", keeps_sent=False),
}


class SentMail(Model):
    """Where sent mail is looked up when nobody knows whether one went out."""

    host: Host
    port: Port = Field(_IMAP_PORT, description="Left out, 993")
    folder: Line | None = Field(None, description="The folder of sent mail; left out, the one that the server names")
    keeps_sent: Switch = Field(
        default=False, description="The server itself puts a copy of every mail that it takes into that folder"
    )


class MailSettings(Model):
    """The account that a clinic mails from."""

    preset: Literal["gmail", "microsoft365", "fastmail"] | None = Field(None, description="A provider that is known")
    host: Host | None = Field(None, description="The server for outgoing mail")
    port: Port | None = Field(None, description="Left out, the usual one: 465, 587 with starttls")
    security: Security | None = Field(None, description="implicit (usual), starttls, or none on this machine alone")
    user: Email = Field(description="The address that the account logs in with; mail comes from it")
    reply_to: Email | None = Field(None, description="Where answers go; left out, the clinic's email")
    token_command: Annotated[tuple[Line, ...], *SOME] | None = Field(
        None, description="A program and its arguments that prints a token for OAuth (XOAUTH2)"
    )
    a_minute: AMinute = Field(20, description="The most mails a minute; left out, 20")
    a_day: ADay = Field(200, description="The most mails a day, over all clinics; left out, 200")
    imap: SentMail | None = Field(None, description="Where sent mail is looked up")
    words: FrozenMap[Language, MailWords] = Field(
        default_factory=FrozenMap, description="What the clinic's mails say, by language"
    )
    #: Only there to be refused, with the reason.
    password: NoSecret = Field(None, exclude=True)
    token: NoSecret = Field(None, exclude=True)

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.preset is None and self.host is None:
            known = ", ".join(PRESETS)
            raise PydanticCustomError(
                "no_server", f"Which server takes this mail? Add a line preset: ({known}), or host: with its name."
            )
        if self.security == "none" and not _is_loopback(self.server_host):
            raise PydanticCustomError(
                "unencrypted", "Mail goes unencrypted only to a server on this machine. Write implicit or starttls."
            )
        return self

    @property
    def _usual(self) -> Preset | None:
        return PRESETS[self.preset] if self.preset else None

    @property
    def server_host(self) -> str:
        """The server that mail is handed in to."""
        return str(self.host or (self._usual.host if self._usual else ""))

    @property
    def server_security(self) -> Security:
        """How the line to it is encrypted."""
        if self.security:
            return self.security
        if self._usual and not self.host:
            return self._usual.security
        return "starttls" if self.port == _PORTS["starttls"] else "implicit"

    @property
    def server_port(self) -> int:
        """Its port."""
        if self.port:
            return self.port
        if self._usual and not self.host and not self.security:
            return self._usual.port
        return _PORTS[self.server_security]

    @property
    def sent_mail(self) -> SentMail | None:
        """Where sent mail is looked up, if anywhere."""
        if self.imap or not self._usual or self.host:
            return self.imap
        return SentMail(host=Words(self._usual.imap), keeps_sent=self._usual.keeps_sent)
