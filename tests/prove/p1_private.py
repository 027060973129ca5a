"""P1: words of clients, and secrets, that must come out nowhere but in the mail itself."""

from __future__ import annotations

import base64
import sys
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING
from unittest import mock

from tests.mail.fault_server import Fault, FaultServer
from tests.prove.office import USER, Office

from handouts.mail.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "names, addresses, notes, treatments and secrets stand in no message, log or file's name, whatever goes wrong"

PASSWORD, TOKEN = "hunter2canary", "tokencanary"

#: What must not be seen: names, addresses and parts of them, notes, the treatment, secrets and what they look like in a
#: login.
CANARIES = (
    *("zanzibara", "quixotine", "york-harding", "o'vermeer", "umlaut\u00e4nna"),
    *("zanzibar@", "quixote@", "yorkh@", "vermeer@", "zebra.example", "k\u00e4fig.example", "xn--kfig"),
    *("bring-your-canary", "2031-05-17", "microneedling"),
    *(PASSWORD, base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode().lower(), TOKEN),
)

LISTED = (
    "email,name,note\n"
    "zanzibar@zebra.example,Zanzibara,bring-your-canary\n"
    "quixote@zebra.example,Quixotine,2031-05-17\n"
    "yorkh@zebra.example,York-Harding,\n"
    "vermeer@zebra.example,O'Vermeer,x\n"
    "anna@k\u00e4fig.example,Umlaut\u00e4nna,\n"
)
_COUNT = LISTED.count("\n") - 1


@dataclass(frozen=True)
class Case:
    """What the server does in a run, and how one logs in to it: with a password, a token, or not at all."""

    faults: tuple[Fault, ...] = ()
    secret: str = ""
    more: dict[str, object] = field(default_factory=dict)
    damaged: bool = False
    broken: bool = False


_BY_TOKEN: dict[str, object] = {"token_command": [sys.executable, "-c", f"print('{TOKEN}')"]}
_NO_TOKEN: dict[str, object] = {
    "token_command": [sys.executable, "-c", f"import sys; print('{TOKEN}', file=sys.stderr); sys.exit(3)"]
}
_ECHO = "535 5.7.8 {} is wrong for " + USER

CASES = (
    Case(),
    Case((Fault("rcpt", "550 5.1.1 no such person zanzibar@zebra.example", always=True),)),
    Case((Fault("reply", "drop", nth=2),)),
    Case((Fault("auth", _ECHO.format(PASSWORD), always=True),), PASSWORD),
    Case((Fault("auth", _ECHO.format(TOKEN), always=True),), TOKEN, _BY_TOKEN),
    Case(secret=PASSWORD, damaged=True),
    Case(secret=PASSWORD, broken=True),
    Case((Fault("rcpt", "451 4.7.1 later, quixote@zebra.example", always=True),), PASSWORD),
    Case((Fault("dot", "554 5.7.1 <zanzibar@zebra.example> spam", nth=2),), TOKEN, _BY_TOKEN),
    Case((Fault("mail", f"530 5.7.0 log in, {USER} {PASSWORD}"),), PASSWORD),
    Case((Fault("greeting", "554 go away", always=True),), PASSWORD),
    Case((Fault("data", "junk"),)),
    Case(secret=TOKEN, more=_NO_TOKEN),
)

#: Of these, what the short set tries.
_SHORT = 7

#: Lists that are refused.
BROKEN = (
    "email,name\nzanzibar@zebra.example;quixote@zebra.example,Zanzibara\n",
    "email,name\nzanzibar@@zebra.example,Zanzibara\n",
    "zanzibar@zebra.example,Zanzibara\n",
    "email,name\nzanzibar@zebra.example,Zanzibara\nzanzibar@zebra.example,Quixotine\n",
    "email,name,note\nzanzibar@zebra.example,Zanzibara \U0001f996,bring-your-canary\n",
    f"email,name,note\nzanzibar@zebra.example,Zanzibara,{'bring-your-canary ' * 110}\n",
    'email,name\n"zanzibar@zebra.example,Zanzibara\n',
    "email,zanzibara\nzanzibar@zebra.example,x\n",
)

_LAYOUT = ("--layout", "a4-two-sided")


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    said: list[str] = []
    met = LISTED.lower() + "microneedling" + "xn--kfig"  # as the servers' commands have it
    for number, case in enumerate(CASES if full else CASES[:_SHORT]):
        login = (USER, case.secret) if case.secret else None
        with FaultServer(case.faults, login=login) as server:
            office = Office.make(scratch / f"case{number}", server.port, personal=True)
            office.account(**case.more)
            office.variables["HANDOUTS_MAIL_PASSWORD"] = PASSWORD if case.secret == PASSWORD else ""
            said += _all_commands(office, case)
            said += [str(path.relative_to(scratch)) for path in office.folder.rglob("*")]
        met += _decoded(server.heard)
    with FaultServer() as server:
        office = Office.make(scratch / "lists", server.port, personal=True)
        for listed in BROKEN:
            said += _refused(office, listed)
    logs = [path.read_text(encoding="utf-8", errors="replace") for path in scratch.rglob("*.log")]
    hits = [canary for text, canary in product((*said, *logs), CANARIES) if canary in text.lower()]
    absent = [canary for canary in CANARIES if canary not in met]  # these would prove nothing
    measured = (
        f"{len(CANARIES)} canaries in {len(said)} outputs and names, {len(logs)} logs: {len(hits)} hits"
        + "".join(f"; never there: {canary}" for canary in absent)
        + "".join(f"; seen: {canary}" for canary in sorted(set(hits)))
    )
    return measured, not hits and not absent and bool(logs)


def _decoded(heard: bytes | bytearray) -> str:
    """What a server heard, and what that says in clear where it is a login."""
    text = heard.decode("ascii", "replace")
    logins = [line.split(" ")[2] for line in text.splitlines() if line.startswith("AUTH ") and line.count(" ") > 1]
    clear = (base64.b64decode(each + "==", validate=False).decode("utf-8", "replace") for each in logins)
    return " ".join((text.lower(), *clear))


def _refused(office: Office, listed: str) -> list[str]:
    """What is said of a list that has to be refused."""
    (path := office.folder / "clients.csv").write_text(listed, encoding="utf-8")
    code, out, err = office.mail("prepare", "microneedling", "-c", "alder", "--from", str(path), *_LAYOUT)
    return [out, err, "" if code else "zanzibara: a broken list was taken"]


def _all_commands(office: Office, case: Case) -> list[str]:
    """What every command says, but for preview and drafts, which are asked to show the mail."""
    (path := office.folder / "clients.csv").write_text(LISTED, encoding="utf-8")
    prepare = ("prepare", "microneedling", "-c", "alder", "--from", str(path), *_LAYOUT)
    said = [*office.mail(*prepare)[1:]]
    batch = said[0].strip()
    commands: tuple[tuple[str, ...], ...] = (
        prepare,
        ("send", batch),
        ("send", batch, "--test", "me@alder.example"),
        ("send", batch, "--yes-send", str(_COUNT)),
        ("send", batch, "--yes-send", "9"),
        ("status",),
        ("status", batch),
        ("status", batch, "--json"),
        ("status", batch, "--failed", str(office.folder / "back.csv")),
        ("resolve", batch),
        ("resolve", batch, "--not-sent", "all"),
        ("retry", batch),
        ("send", batch, "--yes-send", "1"),
        ("preview", batch, "--out", str(office.folder / "looks")),
        ("drafts", batch, "--out", str(office.folder / "drafts")),
        ("doctor", "-c", "alder"),
        ("forget", "zanzibar@zebra.example"),
        ("forget", "zanzibar@@zebra.example"),
        ("preview", "none"),
    )
    for number, arguments in enumerate(commands):
        if case.damaged and number == len(commands) // 2:
            _damage(office.ledger)
        with mock.patch.object(Ledger, "claim", _fault_of_ours) if case.broken else mock.MagicMock():
            said += office.mail(*arguments, before=("-v",) if number % 2 else ())[1:]
    return said


def _fault_of_ours(*_: object) -> None:
    raise LookupError(LISTED, PASSWORD, TOKEN)


def _damage(ledger: Path) -> None:
    """As a failing disk leaves it."""
    data = bytearray(ledger.read_bytes())
    data[100:-100:7] = b"\xa5" * len(data[100:-100:7])
    ledger.write_bytes(data)
