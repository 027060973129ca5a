"""What becomes of mails when a server goes wrong: every step at which it can, in every way of which we know.

The table says how a run over three mails ends, the second of which is hit (or the first, where a step comes once a
line): all are taken; the one that was hit is left *unknown* or has *failed*; or the run is paused or stopped and
nobody failed. Afterwards the server is well again, what is unknown is looked up in what it took, and the batch is run
once more: then everybody has one mail, and who failed has none.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fault_server import Fault, FaultServer
from posting import Clock, Post, letters, opened

from handouts.mail.account import Login
from handouts.mail.sender import Ended
from handouts.mail.settling import settle
from handouts.mail.states import State

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

LOGIN: Final = Login("desk", "a password of this test")

#: The columns: ways to go wrong, and answers.
WAYS: Final = {
    "drop": "drop",
    "reset": "reset",
    "stall": "stall",
    "junk": "junk",
    "long": "long",
    "endless": "endless",
    "half": "half",
    "unfinished": "unfinished",
    "extra": "extra",
    "252": "252 2.0.0 perhaps",
    "421": "421 4.3.2 closing",
    "451": "451 4.7.1 greylisted",
    "552": "552 5.2.2 box full",
    "554": "554 5.7.1 not liked",
    "535": "535 5.7.8 who are you",
}

#: How it ends: ``S`` all were sent, ``U`` the one hit is unknown, ``F`` it failed, ``P`` the run is paused, ``X`` it is
#: stopped; two letters: either, as it depends on which of two packets comes first. ``-`` stands for what lies outside
#: of any promise: a server that says no to a mail that it has taken.
TABLE: Final = """
          drop reset stall junk long endless half unfinished extra 252 421 451 552 554 535
greeting  S    S     S     S    S    S       S    S          S     S   S   S   P   P   X
ehlo      S    S     S     S    S    S       S    S          S     S   S   S   P   P   X
starttls  S    S     S     S    S    S       S    S          S     S   S   S   X   X   X
auth      S    S     S     S    S    S       S    S          S     S   S   P   X   X   X
mail      S    S     S     S    S    S       S    S          S     S   S   S   P   P   X
rcpt      S    S     S     S    S    S       S    S          S     S   S   S   F   F   X
data      S    S     S     S    S    S       S    S          S     S   S   S   P   P   X
body      SU   SU    SU    SU   SU   SU      SU   SU         SU    SU  SU  S   SP  SP  SX
dot       U    U     U     U    U    U       U    U          U     U   U   S   P   P   X
reply     U    U     U     U    U    U       U    U          U     U   U   -   -   -   -
rset      F    F     F     F    F    F       F    F          F     F   F   F   F   F   F
quit      S    S     S     S    S    S       S    S          S     S   S   S   S   S   S
"""

#: What the letters mean: how the run ended, and the state of the mail that was hit.
_MEANS: Final = {
    "S": (Ended.DONE, State.SENT),
    "U": (Ended.DONE, State.UNKNOWN),
    "F": (Ended.DONE, State.FAILED),
    "P": (Ended.PAUSED, State.QUEUED),
    "X": (Ended.STOPPED, State.QUEUED),
}

#: Steps that come once a line, and not once a mail.
_ONCE: Final = ("greeting", "ehlo", "starttls", "auth", "rset", "quit")

#: Seconds after which the sender gives up a server that says nothing; on a busy machine a right answer takes a while.
_PATIENCE = 0.6


@dataclass(frozen=True)
class Case:
    """One fault, and the ways in which it may end."""

    step: str
    way: str
    ends: str
    #: Which mail is hit, from 1, of three.
    hit: int = 2

    def __str__(self) -> str:
        return f"{self.step}-{self.way}-{self.hit}"


def cases(hits: tuple[int, ...] = (2,)) -> Iterator[Case]:
    """All faults of the table, at some mails."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert head == list(WAYS)
    for step, *ends in rows:
        for way, end in zip(head, ends, strict=True):
            for hit in (1,) if step in _ONCE else hits:
                if end != "-":
                    yield Case(step, way, end, hit)


def trial(case: Case, folder: Path, tls: ssl.SSLContext) -> str:
    """Try a case in an empty folder; what is wrong about how it ended, empty when nothing is.

    ``tls`` is a context for a server called localhost whose signer is trusted here.
    """
    faults = [Fault(case.step, WAYS[case.way], case.hit)]
    if case.step == "rset":  # only said after a no
        faults.append(Fault("rcpt", "550 5.1.1 no such user"))
    secured = case.step in {"starttls", "auth"}
    clock = Clock()
    ledger = opened(folder / "mail.sqlite", clock)
    ledger.add("b1", "alder", letters(ledger, 3))
    server = FaultServer(faults, tls=tls if secured else None, login=(LOGIN.user, LOGIN.secret) if secured else None)
    with contextlib.closing(ledger.database), server:
        post = Post(ledger, clock, server, "starttls" if secured else "none", LOGIN if secured else None)
        post.timeout = _PATIENCE if case.way == "stall" else 10.0
        outcome = post.run()
        if server.reached.get(case.step, 0) < case.hit:
            return "the server never came to that step"
        wrong = _ended(case, post, outcome.ended) or _truth(post)
        if wrong:
            return wrong
        server.faults = ()
        for entry in list(ledger.entries("b1", State.UNKNOWN)):
            settle(ledger, entry.key, sent=_is_taken(server, entry.message_id), why="looked up")
        again = post.run()
        if again.ended is not Ended.DONE:
            return f"the run after it ended as {again}"
        left = {entry.state for entry in ledger.entries("b1")} - {State.SENT, State.FAILED}
        return f"some are left {left}" if left else _truth(post, whole=True)


def _ended(case: Case, post: Post, ended: Ended) -> str:
    """Whether the run, the mail that was hit and the others ended as the table has it."""
    states = [entry.state for entry in post.ledger.entries("b1")]
    hit = states.pop(case.hit - 1)
    others = {State.SENT} if ended is Ended.DONE else {State.SENT, State.QUEUED}
    if (ended, hit) not in [_MEANS[end] for end in case.ends] or not set(states) <= others:
        return f"ended as {ended}, the mail as {hit}, the others as {states}"
    return ""


def _truth(post: Post, *, whole: bool = False) -> str:
    """Whether the ledger is right about what the server took; ``whole``: and nothing is open any more."""
    taken = [mail.message_id for mail in post.server.taken]
    if len(set(taken)) < len(taken):
        return "somebody got two mails"
    for entry in post.ledger.entries("b1"):
        there = entry.message_id in taken
        if there and entry.state not in {State.SENT, State.UNKNOWN}:
            return f"row {entry.line} was taken and is {entry.state}"
        if entry.state is State.SENT and not there:
            return f"row {entry.line} is said to be sent, and was not taken"
        if whole and not there and entry.state is not State.FAILED:
            return f"row {entry.line} was lost"
    return ""


def _is_taken(server: FaultServer, message_id: str) -> bool:
    return any(mail.message_id == message_id for mail in server.taken)
