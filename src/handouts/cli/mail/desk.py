"""What every mail command gets: the folder, the console, and the ledger."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from handouts.cli.console import Console
    from handouts.cli.session import Session
    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
    from handouts.content.mail_settings import MailSettings
    from handouts.mail.account import Login
    from handouts.mail.ledger import Ledger
    from handouts.mail.office import Office
    from handouts.mail.records import Batch


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the mail of this machine is kept. ``place`` is the ledger's file, if somebody chose one."""

    session: Session
    place: Path | None

    @property
    def console(self) -> Console:
        """Where words go."""
        return self.session.console

    @property
    def office(self) -> Office:
        """The mail of this machine."""
        from handouts.mail.office import Office

        return Office(self.place)

    def path(self) -> Path:
        """The ledger's file, in a folder that may hold it.

        Raises:
            LedgerUnusable: the folder is copied to other machines, lies on one, or cannot be made.
        """
        return self.office.path()

    def ledger(self) -> AbstractContextManager[Ledger]:
        """The ledger, closed at the end.

        Raises:
            LedgerUnusable: it cannot be opened.
        """
        return self.office.ledger()

    def batch(self, ledger: Ledger, name: str) -> Batch:
        """A batch by its name; ``last`` is the newest.

        Raises:
            UnknownName: there is none.
        """
        from handouts.mail.office import batch_of

        return batch_of(ledger, name)

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
        from handouts.mail.office import account_of

        return account_of(self.content(), slug)

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
