"""What every mail command gets: the folder, the console, and the ledger."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.cli.console import Console
    from handouts.cli.session import Session
    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
    from handouts.content.mail_settings import MailSettings
    from handouts.mail.account import Login
    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Batch

#: The ledger's file in the user's own data folder.
_FILE = "mail.sqlite"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the mail of this machine is kept. ``place`` is the ledger's file, if somebody chose one."""

    session: Session
    place: Path | None

    @property
    def console(self) -> Console:
        """Where words go."""
        return self.session.console

    def path(self) -> Path:
        """The ledger's file, in a folder that may hold it.

        Raises:
            LedgerUnusable: the folder is copied to other machines, lies on one, or cannot be made.
        """
        from platformdirs import user_data_path

        from handouts.mail.home import Machine, kind_of, prepare_home

        place = self.place or user_data_path("handouts", appauthor=False) / _FILE
        return prepare_home(place, Machine(os.environ, kind_of))

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, closed at the end. What came to its end 90 days ago is wiped first, whatever the command.

        Raises:
            LedgerUnusable: it cannot be opened.
        """
        import secrets

        from platformdirs import user_state_path

        from handouts.errors import LedgerInUse
        from handouts.mail.erasing import KEPT, purge
        from handouts.mail.home import Machine, kind_of, prepare_home
        from handouts.mail.lock import sole_sender
        from handouts.mail.opening import open_ledger

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

    def batch(self, ledger: Ledger, name: str) -> Batch:
        """A batch by its name; ``last`` is the newest.

        Raises:
            UnknownName: there is none.
        """
        from handouts.errors import UnknownName

        known = {each.id: each for each in ledger.batches()}
        found = list(known.values())[-1:] if name == "last" else [known[name]] if name in known else []
        if not found:
            raise UnknownName("batch", name, tuple(known))
        return found[0]

    def content(self) -> Content:
        """The words and the clinics of the folder."""
        from handouts.press.public import load

        return load(self.session.folder)

    def clinic(self, slug: str) -> tuple[Clinic, MailSettings]:
        """A clinic and its mail account.

        Raises:
            UnknownName: there is no such clinic.
            ContentInvalid: the files have mistakes, or it has no account.
        """
        from handouts.errors import ContentInvalid, Place, Problem, UnknownName
        from handouts.source.words import Words

        content = self.content()
        clinic = content.clinics.get(Words(slug))
        if clinic is None:
            raise UnknownName("clinic", slug, tuple(map(str, content.clinics)))
        if clinic.mail is None:
            message = f'The clinic "{slug}" has no mail account. Add a block mail: (see docs/mail.md), or use drafts.'
            raise ContentInvalid([Problem(clinic.name.place or Place("clinics.yaml"), message)])
        return clinic, clinic.mail

    def login(self, settings: MailSettings) -> Login | None:
        """Who hands the mail in; a person is asked only where one can answer.

        Raises:
            SecretMissing: there is no password to be had.
        """
        from handouts.mail.secrets import login_of

        return login_of(settings, os.environ, self._ask)

    def _ask(self) -> str | None:
        if not sys.stdin.isatty():
            return None
        return str(click.prompt("Password of the clinic's mail account", hide_input=True, err=True))


pass_desk = click.make_pass_decorator(Desk)

batch_argument = click.argument("batch", metavar="BATCH")


def clock(seconds: float) -> str:
    """A moment on this machine's own clock: ``2026-11-23 14:05``."""
    return f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"
