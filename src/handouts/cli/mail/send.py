"""``handouts mail send``: first what would be sent, then, when the number is typed, the sending."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.mail.desk import Desk, batch_argument, clock, pass_desk
from handouts.cli.mail.status import give_back, summary
from handouts.cli.session import examples
from handouts.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.mail_settings import MailSettings
    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Entry
    from handouts.mail.sender import Outcome


@click.command(
    epilog=examples(
        "handouts mail send 2026-11-23-1",
        "handouts mail send 2026-11-23-1 --test me@alder.example",
        "handouts mail send 2026-11-23-1 --yes-send 37",
    )
)
@batch_argument
@click.option("--yes-send", metavar="NUMBER", type=int, help="Send; the number of mails that wait has to match.")
@click.option("--test", metavar="ADDRESS", help="Send only the first mail, and to yourself.")
@click.option("--wait", is_flag=True, help="Wait for mails that a server wants later, up to some hours.")
@click.option(
    "--failed",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows that were not mailed, with the reason, as a list that can be mended and prepared again.",
)
@pass_desk
def send(
    desk: Desk, batch: str, yes_send: int | None, test: str | None, failed: Path | None, *, wait: bool
) -> ExitCode:
    """Send a batch. Without --yes-send, say what would be sent, and send nothing.

    Ctrl-C ends it after the mail at hand; the same command goes on with the rest.
    """
    from handouts.errors import MailUnready
    from handouts.mail.readiness import readiness

    with desk.ledger() as ledger:
        found = desk.batch(ledger, batch)
        _, settings = desk.clinic(found.clinic)
        ready = readiness(ledger, found.id, str(settings.user))
        if test is not None:
            return _test(desk, settings, ready.first, test)
        if yes_send is None:
            _dry_run(desk, found.id, settings, ready.count)
            return ExitCode.FINE
        if yes_send != ready.count:
            raise MailUnready(
                f"{counted(ready.count, 'mail waits', 'mails wait')} in {found.id}, not {yes_send}. Nothing was sent."
            )
        outcome = _send(desk, ledger, found.id, settings, patient=wait)
        _tell(desk, ledger, found.id, outcome)
        if failed is not None:
            give_back(desk, ledger, found.id, failed)
        return _exit_code(ledger, found.id, outcome)


def _dry_run(desk: Desk, batch: str, settings: MailSettings, count: int) -> None:
    console = desk.console
    console.result(f"{counted(count, 'mail')} would be sent. Nothing was.")
    console.talk(f"By {settings.server_host}, port {settings.server_port}, {settings.a_minute} a minute at most.")
    if count:
        console.talk(f"To send them: handouts mail send {batch} --yes-send {count}")


def _test(desk: Desk, settings: MailSettings, content: bytes | None, tester: str) -> ExitCode:
    """One mail to the clinic itself; the ledger does not know of it."""
    from handouts.mail.office import send_test

    why = send_test(settings, desk.login(settings), content, tester)
    if why is not None:
        desk.console.fault(f"The test was not sent: {why}")
        return ExitCode.DELIVERY_FAILED
    desk.console.talk("The first mail was sent to you as a test. No client got one.")
    return ExitCode.FINE


def _send(desk: Desk, ledger: Ledger, batch: str, settings: MailSettings, *, patient: bool) -> Outcome:
    from handouts.mail.lock import sole_sender
    from handouts.mail.office import sender_of_batch

    def tell(entry: Entry) -> None:
        desk.console.talk(f"row {entry.line}: {entry.state}" + (f", {entry.reply}" if entry.state == "failed" else ""))

    account = settings, desk.login(settings)
    with sole_sender(desk.path()), _halt() as halt:
        return sender_of_batch(ledger, batch, account, halt, tell).run(patient=patient)


@contextmanager
def _halt() -> Iterator[threading.Event]:
    """Set by the first Ctrl-C; a second one ends the program at once, which the ledger bears too."""
    halt = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        halt.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield halt
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(desk: Desk, ledger: Ledger, batch: str, outcome: Outcome) -> None:
    console = desk.console
    console.result(summary(ledger, batch))
    until = f" Go on after {clock(outcome.until)}, with the number that then waits." if outcome.until else ""
    said = {
        "done": "",
        "waiting": f"Some servers want a mail later.{until}",
        "cap": f"No more today: the account's daily cap is reached.{until}",
        "paused": f"Paused, nobody failed by it: {outcome.why}. Try again later; handouts mail doctor may know more.",
        "stopped": f"Stopped, nobody failed by it: {outcome.why}. handouts mail doctor says what to mend.",
        "halted": "Stopped as you wished, after a whole mail. The same command goes on with the rest.",
    }[str(outcome.ended)]
    if said:
        console.fault(said)


def _exit_code(ledger: Ledger, batch: str, outcome: Outcome) -> ExitCode:
    """Fine only when every client has their mail."""
    from handouts.mail.sender import Ended
    from handouts.mail.states import State

    counts = ledger.counts(batch)
    open_ = counts.get(State.FAILED, 0) + counts.get(State.UNKNOWN, 0)
    return ExitCode.FINE if outcome.ended is Ended.DONE and not open_ else ExitCode.DELIVERY_FAILED
