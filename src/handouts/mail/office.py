"""Where the mail of this machine is kept and from where it goes out: what the command line and the staff page share."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING, Final

from platformdirs import user_data_path, user_state_path

from handouts.errors import ContentInvalid, LedgerInUse, MailUnready, Place, Problem, UnknownName
from handouts.mail.addresses import Address, read_address
from handouts.mail.diagnosis import plain
from handouts.mail.dial import dial
from handouts.mail.erasing import KEPT, purge
from handouts.mail.faults import Distrusted, LineLost, Refused
from handouts.mail.home import Machine, kind_of, prepare_home
from handouts.mail.lock import sole_sender
from handouts.mail.message import as_test
from handouts.mail.opening import open_ledger
from handouts.mail.secrets import server_of
from handouts.mail.sender import Pace, Sender
from handouts.source.words import Words

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
    from handouts.content.mail_settings import MailSettings
    from handouts.mail.account import Login
    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Batch, Entry

#: The ledger's file in the user's own data folder.
_FILE: Final = "mail.sqlite"


@dataclass(frozen=True, slots=True)
class Office:
    """The mail of this machine. ``place`` is the ledger's file, if somebody chose one."""

    place: Path | None = None

    def path(self) -> Path:
        """The ledger's file, in a folder that may hold it.

        Raises:
            LedgerUnusable: the folder is copied to other machines, lies on one, or cannot be made.
        """
        place = self.place or user_data_path("handouts", appauthor=False) / _FILE
        return prepare_home(place, Machine(os.environ, kind_of))

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, closed at the end. What came to its end 90 days ago is wiped first, whatever it is opened for.

        Raises:
            LedgerUnusable: it cannot be opened.
        """
        machine = Machine(os.environ, kind_of)
        witnesses = prepare_home(user_state_path("handouts", appauthor=False) / "x", machine).parent
        run = f"{os.getpid()}-{secrets.token_hex(4)}"
        path = self.path()
        opened = open_ledger(path, now=time.time, run=run, random=secrets.token_bytes, witnesses=witnesses)
        try:
            with suppress(LedgerInUse), sole_sender(path):  # another run that holds the lock has wiped it
                purge(opened, opened.now() - KEPT)
            yield opened
        finally:
            opened.database.close()


def batch_of(ledger: Ledger, name: str) -> Batch:
    """A batch by its name; ``last`` is the newest.

    Raises:
        UnknownName: there is none.
    """
    known = {each.id: each for each in ledger.batches()}
    found = list(known.values())[-1:] if name == "last" else [known[name]] if name in known else []
    if not found:
        raise UnknownName("batch", name, tuple(known))
    return found[0]


def account_of(content: Content, slug: str) -> tuple[Clinic, MailSettings]:
    """A clinic and its mail account.

    Raises:
        UnknownName: there is no such clinic.
        ContentInvalid: it has no account.
    """
    clinic = content.clinics.get(Words(slug))
    if clinic is None:
        raise UnknownName("clinic", slug, tuple(map(str, content.clinics)))
    if clinic.mail is None:
        message = f'The clinic "{slug}" has no mail account. Add a block mail: (see docs/mail.md), or use drafts.'
        raise ContentInvalid([Problem(clinic.name.place or Place("clinics.yaml"), message)])
    return clinic, clinic.mail


def send_test(settings: MailSettings, login: Login | None, content: bytes | None, tester: str) -> str | None:
    """Send one mail to the clinic itself; the ledger does not know of it.

    Args:
        settings: the clinic's account.
        login: who hands it in.
        content: a mail that waits; None where none does.
        tester: the address of somebody of the clinic's own.

    Returns:
        Why it was not sent; None when it was.

    Raises:
        MailUnready: the address is none, or no mail waits.
    """
    to = read_address(tester)
    if not isinstance(to, Address):
        raise MailUnready(f"--test: {to.sentence}")
    if content is None:
        raise MailUnready("No mail waits in this batch, so there is none to test with.")
    try:
        line = dial(server_of(settings), login)
        try:
            line.deliver(str(settings.user), to.spec, as_test(content, to, secrets.token_hex(16)), lambda: None)
        finally:
            line.close()
    except (Distrusted, LineLost, Refused) as error:
        return plain(error)
    return None


def sender_of_batch(
    ledger: Ledger,
    batch: str,
    account: tuple[MailSettings, Login | None],
    halt: threading.Event,
    tell: Callable[[Entry], None],
) -> Sender:
    """Who sends a batch, at the pace of the clinic's account; the ledger's lock has to be held while it runs.

    Args:
        ledger: the ledger.
        batch: the batch.
        account: where the mail is handed in, and by whom.
        halt: set by somebody who wants it to end after the mail at hand.
        tell: hears of each mail after a try.
    """
    settings, login = account
    server = server_of(settings)
    return Sender(
        ledger,
        batch,
        str(settings.user),
        lambda: dial(server, login),
        partial(_wait, halt),
        SystemRandom().random,
        Pace(settings.a_minute, settings.a_day),
        halt.is_set,
        tell,
    )


def _wait(halt: threading.Event, seconds: float) -> None:
    halt.wait(seconds)
