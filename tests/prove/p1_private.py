"""P1: words of clients that must come out nowhere but in the mail itself."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tests.mail.fault_server import Fault, FaultServer
from tests.prove.office import Office

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "names, addresses, notes, treatments and secrets stand in no message, log or file's name, whatever goes wrong"

#: What must not be seen: parts of names and addresses, a note, the treatment, a password.
CANARIES = (
    *("zanzibara", "quixotine", "york-harding", "o'vermeer", "umlaut\u00e4nna", "xn--zanz"),
    *("zanzibar@", "quixote@", "yorkh@", "vermeer@", "@zebra", "zebra.example"),
    *("bring-your-canary", "microneedling", "hunter2canary", "2031-05-17"),
)

LISTED = (
    "email,name,note\n"
    "zanzibar@zebra.example,Zanzibara,bring-your-canary\n"
    "quixote@zebra.example,Quixotine,2031-05-17\n"
    "yorkh@zebra.example,York-Harding,\n"
    "vermeer@zebra.example,O'Vermeer,x\n"
)

#: What the server does in each run.
FAULTS = (
    (),
    (Fault("rcpt", "550 5.1.1 no such person zanzibar@zebra.example", always=True),),
    (Fault("rcpt", "451 4.7.1 later, quixote@zebra.example", always=True),),
    (Fault("dot", "554 5.7.1 <zanzibar@zebra.example> spam", nth=2),),
    (Fault("reply", "drop", nth=2),),
    (Fault("mail", "530 5.7.0 log in, desk@alder.example"),),
    (Fault("greeting", "554 go away", always=True),),
    (Fault("data", "junk"),),
)

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


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    said: list[str] = []
    for number, faults in enumerate(FAULTS):
        with FaultServer(faults) as server:
            office = Office.make(scratch / f"fault{number}", server.port, personal=True)
            said += _all_commands(office)
            said += [str(path.relative_to(scratch)) for path in office.folder.rglob("*")]
    with FaultServer() as server:
        office = Office.make(scratch / "lists", server.port, personal=True)
        for listed in BROKEN:
            (path := office.folder / "clients.csv").write_text(listed, encoding="utf-8")
            code, out, err = office.mail("prepare", "microneedling", "-c", "alder", "--from", str(path), *_LAYOUT)
            if not code:
                said.append("zanzibara: a broken list was taken")
            said += [out, err]
    logs = [path.read_text(encoding="utf-8", errors="replace") for path in scratch.rglob("*.log")]
    hits = [canary for text, canary in product((*said, *logs), CANARIES) if canary in text.lower()]
    return f"{len(CANARIES)} canaries in {len(said)} outputs and names: {len(hits)} hits", not hits


_LAYOUT = ("--layout", "a4-two-sided")


def _all_commands(office: Office) -> list[str]:
    """What every command says, but for preview, which is asked to show the mail."""
    (path := office.folder / "clients.csv").write_text(LISTED, encoding="utf-8")
    said = [*office.mail("prepare", "microneedling", "-c", "alder", "--from", str(path), *_LAYOUT)[1:]]
    batch = said[0].strip()
    said += office.mail("prepare", "microneedling", "-c", "alder", "--from", str(path), *_LAYOUT)[1:]
    for arguments in (
        ("send", batch),
        ("send", batch, "--test", "me@alder.example"),
        ("send", batch, "--yes-send", "4"),
        ("send", batch, "--yes-send", "9"),
        ("status",),
        ("status", batch),
        ("status", batch, "--json"),
        ("status", batch, "--failed", str(office.folder / "back.csv")),
        ("resolve", batch),
        ("resolve", batch, "--not-sent", "all"),
        ("retry", batch),
        ("send", batch, "--yes-send", "1"),
        ("drafts", batch, "--out", str(office.folder / "drafts")),
        ("doctor", "-c", "alder"),
        ("forget", "zanzibar@zebra.example"),
        ("forget", "zanzibar@@zebra.example"),
        ("preview", "none"),
    ):
        said += office.mail(*arguments)[1:]
    return said
