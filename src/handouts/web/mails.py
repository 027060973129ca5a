"""Leaflets by mail: prepared, looked at, tried on oneself, and sent when their number is typed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import Forbidden, NotFound

from handouts.errors import ContentInvalid, FindingsStand, HandoutsError, Overset, UnknownName
from handouts.mail.lock import sole_sender
from handouts.mail.message import opened
from handouts.mail.office import account_of, batch_of, send_test
from handouts.mail.prepare import NAME, Order, prepare, wanted
from handouts.mail.readiness import readiness
from handouts.mail.recipients import one_recipient, read_recipients
from handouts.mail.secrets import login_of
from handouts.mail.settling import withdraw
from handouts.mail.states import State
from handouts.press.personal import Leaflets
from handouts.press.pictures import first_picture, png
from handouts.web.leaflets import shown
from handouts.web.running import running
from handouts.web.words import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from werkzeug.wrappers import Response as AnyResponse

    from handouts.content.content import Content
    from handouts.content.mail_settings import MailSettings
    from handouts.errors import Problem
    from handouts.mail.account import Login
    from handouts.mail.ledger import Ledger
    from handouts.mail.prepare import Prepared
    from handouts.mail.recipients import Recipient
    from handouts.mail.records import Batch, Entry
    from handouts.web.choosing import Chosen
    from handouts.web.desk import Standing

PART: Final = Blueprint("mails", __name__)

#: What is said of one client beside what the treatment declares.
_ALWAYS: Final = ("email", "name", "language")

#: Pixels an inch of the picture of what is attached.
_DPI: Final = 72

#: Rows that are shown of a long list.
_ROWS: Final = 500

#: The headers of a mail that people look at.
_HEADS: Final = ("From", "To", "Reply-To", "Subject")


@PART.get("/mail")
def form() -> AnyResponse:
    """Whom it is for: one client, or a list."""
    standing, content, choice = _asked()
    return _form(standing, content, choice)


def _asked() -> tuple[Standing, Content, Chosen]:
    if running().read_only:
        raise Forbidden
    return asked()


def _form(
    standing: Standing,
    content: Content,
    choice: Chosen,
    problems: Sequence[Problem] = (),
    before: Prepared | None = None,
) -> AnyResponse:
    run = running()
    leaflet = run.desk.leaflet(standing, choice.job)
    names = [*_ALWAYS, *(str(name) for name in content.treatments[choice.treatment].fields)]
    clinic = content.clinics[choice.clinic]
    page = render_template(
        "mail.html",
        **shown(standing, content, choice, leaflet, {}),
        account=clinic.mail,
        said={name: request.form.get(name, "") for name in names},
        problems=problems,
        before=[] if before is None else [(row, entry.state, _clock(entry.at)) for row, entry in before.before],
        unwanted=() if before is None else before.unwanted,
    )
    return Response(page, 422 if problems or before else 200)


@PART.post("/mail")
def make() -> AnyResponse:
    """Prepare the mails, and go on to look at them. Nothing is sent."""
    run = running()
    standing, content, choice = _asked()
    try:
        leaflets = Leaflets.of(
            content,
            choice.treatment,
            choice.clinic,
            layout=choice.layout,
            part=choice.part,
            today=run.desk.today(),
        )
        order = Order(leaflets, bool(request.form.get("again")))
        rows, listed = _recipients(order)
        when = datetime.now().astimezone().replace(microsecond=0)
        with run.postman.office.ledger() as ledger:
            made = prepare(order, rows, ledger, when, listed=listed)
    except (ContentInvalid, Overset, FindingsStand) as error:
        return _form(standing, content, choice, error.problems)
    if not made.count:
        return _form(standing, content, choice, before=made)
    return redirect(f"/mail/{made.batch}?{choice.query()}", 303)


def _recipients(order: Order) -> tuple[Sequence[Recipient], str]:
    """Who is to be mailed, from the form or from the list that came with it; and what the list is called."""
    listed = request.files.get("list")
    if listed is not None and listed.filename:
        encoding = request.form.get("encoding") or None
        return read_recipients(listed.read(), "The list", wanted(order), encoding=encoding).rows, "The list"
    names = [*_ALWAYS, *(name for name in wanted(order).fields if name != NAME)]
    said = {name: " ".join(request.form.get(name, "").split()) for name in names}
    cells = {name: value for name, value in said.items() if value or name == "email"}
    return (one_recipient(cells, wanted(order)),), "--to"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it will go, or what became of it."""

    entry: Entry
    when: str
    heads: tuple[tuple[str, str], ...] = ()
    words: str = ""
    attached: str = ""


@PART.get("/mail/<batch>")
def look(batch: str) -> AnyResponse:
    """The batch: what will go, and how to send it; then what became of it."""
    _, content, choice = _asked()
    return _look(content, choice, batch)


def _look(content: Content, choice: Chosen, name: str, said: str = "", fault: str = "") -> AnyResponse:
    run = running()
    with run.postman.office.ledger() as ledger:
        batch = _found(ledger, name)
        entries = list(ledger.entries(batch.id))
        counts = {str(state): count for state, count in ledger.counts(batch.id).items()}
    waiting = [entry for entry in entries if entry.state is State.QUEUED]
    row = request.args.get("row", type=int)
    at_hand = next((entry for entry in entries if entry.line == row), next(iter(waiting or entries), None))
    tour = run.postman.of(batch.id)
    page = render_template(
        "batch.html",
        choice=choice,
        batch=batch,
        clinic=content.clinics[choice.clinic].name,
        counts=counts,
        waiting=len(waiting),
        rows=[Mail(entry, _clock(entry.at)) for entry in entries[:_ROWS]],
        more=max(0, len(entries) - _ROWS),
        mail=None if at_hand is None else _mail(at_hand),
        tour=tour,
        ended=_ended(tour.outcome.ended, tour.outcome.why) if tour and tour.outcome else (tour.why if tour else ""),
        said=said,
        fault=fault,
    )
    return Response(page, 422 if fault else 200)


def _found(ledger: Ledger, name: str) -> Batch:
    try:
        return batch_of(ledger, name)
    except UnknownName:
        raise NotFound from None


def _mail(entry: Entry) -> Mail:
    if entry.content is None:
        return Mail(entry, _clock(entry.at))
    mail = opened(entry.content)
    heads = tuple((name, value) for name, value in mail.headers if name in _HEADS)
    return Mail(entry, _clock(entry.at), heads, mail.plain.strip(), f"{mail.attachment}, {len(mail.pdf) // 1000} kB")


def _clock(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"


def _ended(ended: str, why: str) -> str:
    return {
        "done": "",
        "waiting": "Some servers want a mail later. Send the rest in a few minutes.",
        "cap": "No more today: the account's daily cap is reached. Send the rest tomorrow.",
        "paused": f"Paused, nobody failed by it: {why}. Try again later.",
        "stopped": f"Stopped, nobody failed by it: {why}.",
        "halted": "Stopped as you wished, after a whole mail.",
    }[str(ended)]


@PART.get("/mail/<batch>/<int:row>.png")
def picture(batch: str, row: int) -> AnyResponse:
    """The first page of what is attached to one mail."""
    _asked()
    with running().postman.office.ledger() as ledger:
        found = next(_entries(ledger, batch, row), None)
    if found is None or found.content is None:
        raise NotFound
    drawn = png(first_picture(opened(found.content).pdf, _DPI))
    return Response(drawn, content_type="image/png")


def _entries(ledger: Ledger, batch: str, row: int) -> Iterator[Entry]:
    return (entry for entry in ledger.entries(_found(ledger, batch).id) if entry.line == row)


@PART.post("/mail/<batch>/test")
def test(batch: str) -> AnyResponse:
    """Send the first mail to somebody of the clinic's own. No client gets it."""
    run = running()
    _, content, choice = _asked()
    try:
        with run.postman.office.ledger() as ledger:
            found = _found(ledger, batch)
            _, settings = account_of(content, found.clinic)
            first = readiness(ledger, found.id, str(settings.user)).first
        why = send_test(settings, _login(settings), first, request.form.get("to", "").strip())
    except HandoutsError as error:
        why = str(error).removeprefix("--test: ")
    if why is not None:
        return _look(content, choice, batch, fault=f"The test was not sent: {why}")
    return _look(content, choice, batch, said="The first mail was sent to you as a test. No client got one.")


def _login(settings: MailSettings) -> Login | None:
    return login_of(settings, os.environ, lambda: request.form.get("password") or None)


@PART.post("/mail/<batch>/send")
def send(batch: str) -> AnyResponse:
    """Send, if the number that was typed is that of the mails that wait."""
    run = running()
    _, content, choice = _asked()
    typed = request.form.get("count", "").strip()
    try:
        with run.postman.office.ledger() as ledger:
            found = _found(ledger, batch)
            _, settings = account_of(content, found.clinic)
            ready = readiness(ledger, found.id, str(settings.user))
        if typed != str(ready.count) or not ready.count:
            return _look(content, choice, batch, fault=f"Nothing was sent: {ready.count} would be, not {typed!r}.")
        if not run.postman.start(found.id, settings, _login(settings)):
            return _look(content, choice, batch, fault="Another batch is being sent. Wait until that has ended.")
    except HandoutsError as error:
        return _look(content, choice, batch, fault=f"Nothing was sent: {error}")
    return redirect(f"/mail/{found.id}?{choice.query()}", 303)


@PART.post("/mail/<batch>/stop")
def stop(batch: str) -> AnyResponse:
    """End after the mail at hand."""
    _, _, choice = _asked()
    running().postman.stop()
    return redirect(f"/mail/{batch}?{choice.query()}", 303)


@PART.post("/mail/<batch>/withdraw")
def take_back(batch: str) -> AnyResponse:
    """Mails that wait will never be sent."""
    run = running()
    _, content, choice = _asked()
    try:
        with run.postman.office.ledger() as ledger, sole_sender(run.postman.office.path()):
            count = withdraw(ledger, _found(ledger, batch).id)
    except HandoutsError as error:
        return _look(content, choice, batch, fault=str(error))
    return _look(content, choice, batch, said=f"{count} will not be sent.")
