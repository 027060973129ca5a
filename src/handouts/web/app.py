"""The page as an application: what is asked, who may ask, and how it ends when something is wrong."""

from __future__ import annotations

import secrets
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from handouts.errors import HandoutsError
from handouts.mail.office import Office
from handouts.press import calendar
from handouts.press.equipment import Equipment
from handouts.web import clients, leaflets, live, mails, overview, words
from handouts.web.desk import Desk
from handouts.web.guard import HEADERS, Asking, Guard
from handouts.web.postman import Postman
from handouts.web.running import NAME, Running

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from werkzeug.wrappers import Response as AnyResponse

#: The most that a request may bring: a list of clients is far smaller.
_LARGEST: Final = 10 * 1024 * 1024


def create_app(
    folder: Path | str,
    *,
    read_only: bool = False,
    guard: Guard | None = None,
    equipment: Equipment | None = None,
    today: Callable[[], date] = calendar.this_day,
    fault: Callable[[BaseException], object] | None = None,
    ledger: Path | None = None,
) -> Flask:
    """The staff page of a folder, as a WSGI application.

    Args:
        folder: the project's folder.
        read_only: no words can be changed, and no mail prepared or sent.
        guard: who may ask; left out, whoever opens ``/open/`` and the ticket at ``http://localhost``.
        equipment: fonts and languages, perhaps from a cache.
        today: gives the day that review dates are held against.
        fault: is told of a fault of ours, so that it can be written down; left out, it ends the request.
        ledger: the record of mails; left out, the one in the user's own data folder.
    """
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=_LARGEST, MAX_FORM_MEMORY_SIZE=_LARGEST)
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    desk = Desk(Path(folder), equipment or Equipment(), today)
    postman = Postman(Office(ledger), fault)
    run = Running(desk, guard or new_guard(frozenset({"localhost"})), postman, read_only)
    app.extensions[NAME] = run
    app.before_request(lambda: _met(run))
    app.after_request(_sealed)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(HandoutsError, _failed)
    if fault is not None:
        app.register_error_handler(Exception, partial(_fault, fault))
    app.add_url_rule("/open/<ticket>", "open", lambda ticket: _open(run, ticket))
    app.add_url_rule("/enter", "enter", lambda: _enter(run), methods=["POST"])
    app.context_processor(lambda: {"word": run.guard.word, "read_only": run.read_only})
    for part in (leaflets.PART, words.PART, clients.PART, mails.PART, overview.PART, live.PART):
        app.register_blueprint(part)
    return app


def new_guard(hosts: frozenset[str], password: str = "") -> Guard:
    """A guard with words that nobody can guess."""
    ticket, pass_, word = (secrets.token_urlsafe(24) for _ in range(3))
    return Guard(hosts, ticket, pass_, word, password)


def cookie_name(host: str) -> str:
    """The cookie of the page at a host: browsers keep one for all ports of an address, and two pages may be open."""
    return f"handouts-{host.rpartition(':')[2]}" if ":" in host else "handouts"


#: What can be asked for by who is not in yet.
_DOORS: Final = frozenset({"open", "enter"})


def _met(run: Running) -> AnyResponse | None:
    """Look at who asks, before anything else is done."""
    asking = Asking(
        method=request.method,
        host=request.host,
        cookie=request.cookies.get(cookie_name(request.host), ""),
        origin=request.headers.get("Origin", ""),
        site=request.headers.get("Sec-Fetch-Site", ""),
    )
    why = run.guard.stranger(asking)
    if why is None and request.endpoint in _DOORS:
        return None
    if why is None and run.guard.password and not run.guard.admits(asking.cookie):
        return Response(render_template("enter.html"), 403)
    why = why or run.guard.outsider(asking)
    if why is None and request.method == "POST":
        said = request.headers.get("X-Handouts-Word") or request.form.get("word", "")
        why = run.guard.unsaid(said) or ("This page is for looking only." if run.read_only else None)
    if why is None:
        run.last = time.monotonic()
        return None
    return _said(403, why)


def _open(run: Running, ticket: str) -> AnyResponse:
    """The address that was opened: its ticket is good once, and changed for a cookie."""
    if run.guard.admits(request.cookies.get(cookie_name(request.host), "")):
        return redirect("/")
    if run.opened or run.guard.password or not run.guard.takes(ticket):
        return _said(403, "This address was used before. Close this window, and start the page anew.")
    run.opened = True
    return _admitted(run)


def _enter(run: Running) -> AnyResponse:
    """The door of a page that other machines may open: it asks for the password, and is slow to answer a wrong one."""
    if run.guard.password and run.guard.knows(request.form.get("password", "")):
        return _admitted(run)
    time.sleep(_PAUSE)
    return Response(render_template("enter.html", wrong=True), 403)


#: Seconds before a wrong password is answered.
_PAUSE: Final = 1.0


def _admitted(run: Running) -> AnyResponse:
    answer = redirect("/")
    answer.set_cookie(cookie_name(request.host), run.guard.pass_, httponly=True, samesite="Strict")
    return answer


#: Seconds.
_DAY: Final = 24 * 3600


def _sealed(answer: Response) -> Response:
    answer.headers.update(HEADERS)
    if request.endpoint == "static":  # of this run: the next one has another port
        answer.headers["Cache-Control"] = f"private, max-age={_DAY}"
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def _refused(error: HTTPException) -> AnyResponse:
    code = error.code or 500
    said = {
        403: "This page is for looking only.",
        404: "There is no such page.",
        405: "The page does not know this way of asking.",
        413: "That is too large: 10 MB is the most.",
    }.get(code, "The page cannot do that.")
    return _said(code, said)


def _failed(error: HandoutsError) -> AnyResponse:
    problems = getattr(error, "problems", ())
    return _said(409, str(problems[0].message if problems else error))


def _fault(tell: Callable[[BaseException], object], error: Exception) -> AnyResponse:
    tell(error)
    return _said(500, "A fault of handouts, not of your files. The window in which the page was started says more.")


def _said(code: int, sentence: str) -> Response:
    return Response(render_template("said.html", words=sentence), code)
