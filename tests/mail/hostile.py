"""Servers that are not to be trusted, on the port of TLS from the first byte and on the one of STARTTLS.

None of them may hear a byte of the password, take a mail, or make a client look failed. Afterwards the right server
takes everybody's mail.
"""

from __future__ import annotations

import base64
import contextlib
import ssl
import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import trustme
from certificates import server_context
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fault_server import Fault, FaultServer
from posting import Clock, Post, letters, opened

from handouts.mail.account import Login
from handouts.mail.sender import Ended, Outcome
from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECURITIES: Final = ("implicit", "starttls")

_LOGIN: Final = Login("desk", "hunter2 of the clinic")
_TOKEN: Final = Login("desk", "hunter2-token-of-the-clinic", bearer=True)

_STOPPED: Final = frozenset({Ended.STOPPED})
_ANY: Final = frozenset({Ended.STOPPED, Ended.PAUSED})


@dataclass(frozen=True)
class Setup:
    """A server that is not to be trusted: what it shows, given who is trusted, and how it behaves."""

    name: str
    shown: Callable[[trustme.CA, Path], ssl.SSLContext] | None
    settings: dict[str, Any] = field(default_factory=dict)
    #: How a run may end: stopped, or paused where it looks like a line that breaks again and again.
    ends: frozenset[Ended] = _STOPPED
    securities: tuple[str, ...] = SECURITIES

    def __str__(self) -> str:
        return self.name


def _right(signer: trustme.CA, _: Path) -> ssl.SSLContext:
    return server_context(signer.issue_cert("localhost"))


def _expired(signer: trustme.CA, _: Path) -> ssl.SSLContext:
    return server_context(signer.issue_cert("localhost", not_after=datetime(2020, 1, 1, tzinfo=UTC)))


def _other_name(signer: trustme.CA, _: Path) -> ssl.SSLContext:
    return server_context(signer.issue_cert("mail.example", "*.localhost", "local", "127.0.0.1"))


def _unknown_signer(_: trustme.CA, __: Path) -> ssl.SSLContext:
    return server_context(trustme.CA().issue_cert("localhost"))


def _signed_by_itself(_: trustme.CA, folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = folder / "itself.pem"
    file.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(encoding)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _old(signer: trustme.CA, folder: Path) -> ssl.SSLContext:
    context = _right(signer, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that is what this is about
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


def _nameless(signer: trustme.CA, folder: Path) -> ssl.SSLContext:
    """Encryption with whoever is there: no certificate at all."""
    context = _right(signer, folder)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("aNULL@SECLEVEL=0")
    return context


#: A server that goes on without encryption after it said yes, one that says no, and words slipped in on the way.
_IN_THE_CLEAR: Final = (Fault("starttls", "220 go ahead", always=True),)
_REFUSED: Final = (Fault("starttls", "502 5.5.1 no", always=True),)
_OFFERS: Final = b"250-localhost\r\n250 AUTH PLAIN LOGIN XOAUTH2\r\n"

SETUPS: Final = (
    Setup("expired", _expired),
    Setup("other name", _other_name),
    Setup("unknown signer", _unknown_signer),
    Setup("signed by itself", _signed_by_itself),
    Setup("old TLS only", _old),
    Setup("no certificate", _nameless),
    Setup("encryption stripped", None, ends=_ANY),
    Setup("other logins only", _right, {"mechanisms": "CRAM-MD5 NTLM SCRAM-SHA-1"}),
    Setup("no login", _right, {"login": None}),
    Setup("says yes and stays in the clear", _right, {"faults": _IN_THE_CLEAR}, _ANY, ("starttls",)),
    Setup("STARTTLS refused", _right, {"faults": _REFUSED}, _STOPPED, ("starttls",)),
    Setup("offers slipped in", _right, {"slipped_in": _OFFERS}, _ANY, ("starttls",)),
    Setup("answer slipped in", _right, {"slipped_in": b"235 2.7.0 welcome\r\n"}, _ANY, ("starttls",)),
)


def attempts() -> list[tuple[Setup, str, Login]]:
    """Each set-up on each port, with a password and with a token."""
    return [(setup, security, login) for setup in SETUPS for security in setup.securities for login in (_LOGIN, _TOKEN)]


def attempt(setup: Setup, security: str, login: Login, signer: trustme.CA, folder: Path) -> str:
    """Try to send through a hostile server, then through the right one; what is wrong, empty when nothing is.

    ``signer`` is who is trusted here, and nobody else.
    """
    clock = Clock()
    ledger = opened(folder / "mail.sqlite", clock)
    ledger.add("b1", "alder", letters(ledger, 3))
    tls = setup.shown(signer, folder) if setup.shown else None
    settings = {"login": (login.user, login.secret), "implicit": security == "implicit" and tls is not None}
    with contextlib.closing(ledger.database):
        with FaultServer(tls=tls, **settings | setup.settings) as server:
            outcome = Post(ledger, clock, server, security, login).run()
        wrong = _harm(server, login) or _states(outcome, setup, [entry.state for entry in ledger.entries("b1")])
        if wrong:
            return wrong
        settings["implicit"] = security == "implicit"
        with FaultServer(tls=_right(signer, folder), **settings) as server:
            outcome = Post(ledger, clock, server, security, login).run()
        return "" if outcome.ended is Ended.DONE and len(server.taken) == 3 else f"the right one: {outcome}"


def _harm(server: FaultServer, login: Login) -> str:
    forms = [base64.b64encode(form.encode()) for form in (login.plain, login.bearing, login.secret)]
    if any(form in server.heard for form in (*forms, login.secret.encode())):
        return "it heard the password"
    if b"AUTH" in server.heard.upper().split():
        return "it was asked to let us in"
    return "it took a mail" if server.taken or b"RCPT" in server.heard else ""


def _states(outcome: Outcome, setup: Setup, states: list[State]) -> str:
    if outcome.ended not in setup.ends or not outcome.why:
        return f"the run ended as {outcome}"
    return "" if set(states) == {State.QUEUED} else f"the mails are {states}"
