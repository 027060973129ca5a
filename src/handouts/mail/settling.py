"""Steps that a look-up, a person or the next run takes: what a run that died left, unknown mails, failed mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Entry


def recover(ledger: Ledger) -> tuple[int, int]:
    """Settle what a run that died left behind. Only who holds the ledger's lock may call this.

    Returns:
        How many are queued again, as no server can have taken them, and how many are unknown.
    """
    if ledger.witness is not None:
        ledger.witness.mend(ledger.seen())
    begun = _keys(ledger, State.SENDING)
    for key in begun:
        ledger.release(key, why="the run ended before the final dot")
    in_doubt = _keys(ledger, State.COMMITTING)
    for key in in_doubt:
        ledger.move(key, State.UNKNOWN, why="the run ended when the final dot may have gone out")
    return len(begun), len(in_doubt)


def settle(ledger: Ledger, key: str, *, sent: bool, why: str) -> bool:
    """What a look-up or a person says became of an *unknown* mail: it was sent, or it is to be sent again.

    Args:
        ledger: the ledger.
        key: the mail.
        sent: whether it was sent.
        why: who says so, without naming the client: "found in the folder Sent".

    Returns:
        Whether it was unknown, and is settled now. One whose words were forgotten cannot be sent again, and has failed.
    """
    entry = ledger.entry(key)
    if entry.state is not State.UNKNOWN:
        return False
    if sent:
        ledger.move(key, State.SENT, why=why)
    elif entry.content is None:
        ledger.move(key, State.FAILED, why=f"{why}; its words were forgotten")
    else:
        ledger.move(key, State.QUEUED, why=why, not_before=0)
    return True


def retry(ledger: Ledger, key: str) -> bool:
    """Queue a *failed* mail again because a person asks for it; its tries are counted anew.

    Returns:
        Whether it is queued now: False when it had not failed, or its words were forgotten.
    """
    entry = ledger.entry(key)
    if entry.state is not State.FAILED or entry.content is None:
        return False
    with ledger.step() as write:
        ledger.pass_to(write, key, State.QUEUED, why="asked for again")
        write("UPDATE mail SET tries = 0, not_before = 0 WHERE key = ?", (key,))
    return True


def withdraw(ledger: Ledger, batch: str) -> int:
    """End what is still queued of a batch, because a person wants it not to be sent after all.

    Returns:
        How many mails failed by this, with the reason.
    """
    keys = [entry.key for entry in ledger.entries(batch, State.QUEUED)]
    for key in keys:
        ledger.move(key, State.FAILED, why="withdrawn before it was sent")
    return len(keys)


#: What the record says of a mail that a person was given to send.
_DRAFT: Final = "handed out as a draft"


def hand_out(ledger: Ledger, batch: str) -> Iterator[Entry]:
    """Give the waiting mails of a batch to a person who sends them; from then on they are *unknown* here.

    Only who holds the ledger's lock may call this. Mails that were handed out before are given again, as a file may
    have been lost.
    """
    for entry in ledger.entries(batch, State.QUEUED, State.UNKNOWN):
        if entry.state is State.QUEUED:
            ledger.move(entry.key, State.UNKNOWN, why=_DRAFT)
        elif entry.reply != _DRAFT:
            continue
        if entry.content is not None:
            yield ledger.entry(entry.key)


def _keys(ledger: Ledger, state: State) -> list[str]:
    return [str(key) for (key,) in ledger.read("SELECT key FROM mail WHERE state = ? ORDER BY at", state)]
