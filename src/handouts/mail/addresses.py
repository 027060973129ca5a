"""One mail address from one cell: exactly one, and plain enough that no server on the way can read it in two ways.

The grammar is the addr-spec of RFC 5322 3.4.1 without quoted parts, comments or address literals, and of ASCII before
the ``@``. A domain may be in any script; it goes out in its ASCII form (RFC 5891), and is shown to people in both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

import idna

#: The longest part before the ``@`` and whole address, in ASCII (RFC 5321 4.5.3.1, less the angle brackets).
LOCAL_LIMIT: Final = 64
ADDRESS_LIMIT: Final = 254

#: What may stand between the dots before the ``@``: the atext of RFC 5322 3.2.3 without ``%`` and ``!``, by which old
#: servers were asked to pass a mail on to another address, and without ``|``, which some take for a program's name.
_ATOM: Final = re.compile(r"[A-Za-z0-9#$&'*+/=?^_`{}~-]+")

#: A label of a host's name in ASCII (RFC 1123 2.1).
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")

#: Full stops of other scripts, which IDNA once took for dots (RFC 3490 3.1) and others never did.
_OTHER_DOTS: Final = re.compile("[\u3002\uff0e\uff61]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something is not one address, in a sentence that does not repeat it."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox. ``domain`` is in ASCII and small letters; ``local`` is as it was typed, as its case may matter.

    Its ``repr`` keeps it to itself, as those of all values about a client do: they may end up in a log.
    """

    local: str = field(repr=False)
    domain: str = field(repr=False)

    @property
    def spec(self) -> str:
        """What a mail server is told."""
        return f"{self.local}@{self.domain}"

    @property
    def folded(self) -> str:
        """The same for every way to type this address: no server in use tells ``Anna@`` from ``anna@``."""
        return self.spec.casefold()

    @property
    def readable(self) -> str:
        """The address with the domain in its own letters."""
        return f"{self.local}@{_readable(self.domain)}"

    @property
    def shown(self) -> str:
        """The address as a person checks it: both ways where they differ, as letters of two scripts can look alike."""
        return self.spec if self.readable == self.spec else f"{self.readable} ({self.spec})"


def read_address(text: str) -> Address | Fault:
    """The one address that a text is, or why it is not one. Nothing is trimmed, guessed or taken away."""
    fault = _fault_of_signs(text)
    if fault is not None:
        return Fault(fault)
    local, _, domain = text.partition("@")
    fault = _fault_of_local(local)
    if fault is not None:
        return Fault(fault)
    ascii_domain = _domain(domain)
    if isinstance(ascii_domain, Fault):
        return ascii_domain
    address = Address(local, ascii_domain)
    if len(address.spec) > ADDRESS_LIMIT:
        return Fault(f"An address has at most {ADDRESS_LIMIT} characters; this one has more.")
    return address


def _fault_of_signs(text: str) -> str | None:
    """What keeps a text from being one address at first sight."""
    if not text:
        return "There is no address here."
    for sign in text:
        if unicodedata.category(sign) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}:
            return f"An invisible sign (U+{ord(sign):04X}) is in this address, perhaps from copying. Type it anew."
    return next((sentence for pattern, sentence in _AT_FIRST_SIGHT if pattern.search(text)), None)


#: In this order: the first that is found says best what happened.
_AT_FIRST_SIGHT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        ("^mailto:", 'Write the address alone, without "mailto:" before it.'),
        (
            "[,;]|@.*@",
            "There is more than one address here. Each client has a row of their own, so that nobody sees another's.",
        ),
        ("[<>]", "Write the address alone, without a name or angle brackets around it."),
        ('["()\\\\]', "Quotes, brackets and backslashes cannot be used in an address here."),
        (r"\[|\]", "An address ends with a domain such as clinic.example, not with a number in brackets."),
        (r"\s", "There is a space in this address."),
        ("^[^@]*$", "There is no @ in this address."),
        ("^@", "There is nothing before the @."),
        ("@$", "There is nothing after the @."),
        # An encoded word (RFC 2047) would mean something else to who reads the header.
        (r"=\?", 'The signs "=?" cannot stand in an address here.'),
    )
)


def _fault_of_local(local: str) -> str | None:
    """What is wrong before the ``@``."""
    if not local.isascii():
        return "Before the @ only letters from a to z without accents can be used: few mail servers take others."
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return "A dot before the @ stands between two other signs, never first, last or beside another dot."
    if local.startswith(("-", "/", "'")):
        return "An address starts with a letter or a digit. Look at its first sign."
    if not all(_ATOM.fullmatch(atom) for atom in local.split(".")):
        return "Before the @ stands a sign that cannot be used in an address here, such as %, !, : or |."
    if len(local) > LOCAL_LIMIT:
        return f"Before the @ stand at most {LOCAL_LIMIT} characters; here are more."
    return None


def _domain(typed: str) -> str | Fault:
    """The domain in ASCII (RFC 5891 4), by the rules of 2008: by those of 2003 names with ß lead elsewhere."""
    if typed.startswith(".") or typed.endswith(".") or ".." in typed or _OTHER_DOTS.search(typed):
        return Fault("A dot after the @ stands between two names, never first, last or beside another dot.")
    if "." not in typed:
        return Fault("The domain after the @ has no dot. It ends with a country or kind, such as .com or .co.uk.")
    if typed.isascii():
        domain = typed.lower()
    else:
        try:
            domain = idna.encode(unicodedata.normalize("NFC", typed.lower())).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return Fault("The domain after the @ has a letter that no domain can have. Type it anew.")
    return _checked(domain)


def _checked(domain: str) -> str | Fault:
    """A domain in ASCII whose labels can all be looked up."""
    labels = domain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return Fault("The domain after the @ has a sign that no domain can have, or a part of more than 63 characters.")
    if labels[-1].isdigit():
        return Fault("An address ends with a domain such as clinic.example, not with a number.")
    try:
        _readable(domain)
    except (idna.IDNAError, UnicodeError):
        return Fault('The domain after the @ has a part that starts with "xn--" and stands for no letters.')
    return domain


def _readable(domain: str) -> str:
    """A domain in its own letters."""
    return ".".join(idna.ulabel(label) if label.startswith("xn--") else label for label in domain.split("."))


#: Where most people have their mail, by the names that are long enough for a slip to be told from another name.
_COMMON: Final = frozenset(
    {
        *("gmail.com", "googlemail.com", "icloud.com", "protonmail.com", "proton.me", "btinternet.com", "comcast.net"),
        *("hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de", "hotmail.it", "hotmail.es"),
        *("outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it"),
        *("yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.it", "yahoo.es", "yahoo.ca", "yahoo.com.au"),
        *("web.de", "t-online.de", "orange.fr", "wanadoo.fr", "libero.it", "verizon.net", "sky.com"),
    }
)
#: Names that look like a slip of another, and are in use.
_IN_USE: Final = frozenset({"mail.com", "ymail.com", "email.com", "gmail.co", "hotmail.ch", "outlook.at", "outlook.pt"})
_LONG_ENOUGH: Final = 9


def near_miss(domain: str) -> str | None:
    """The well-known domain that this one is a single slip away from: a letter left out, doubled, swapped or missed."""
    if domain in _COMMON or domain in _IN_USE:
        return None
    return next((name for name in sorted(_COMMON) if len(name) >= _LONG_ENOUGH and _one_slip(domain, name)), None)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one slip leads from one name to the other (a Damerau-Levenshtein distance of 1)."""
    start = next((at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    if start is None:
        return abs(len(typed) - len(meant)) == 1
    a, b = typed[start:], meant[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])
