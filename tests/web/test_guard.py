"""Hostile requests: none is answered, and none changes anything."""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest
from desk_clerk import SAME, Clerk, opened

from handouts.web import create_app
from handouts.web.guard import HEADERS
from handouts.web.server import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from handouts.press.equipment import Equipment
    from handouts.web.server import Served


class Hostile(NamedTuple):
    """A request that somebody sends who may not, or in a way that no browser of ours would."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = {}
    form: Mapping[str, str] = {}
    #: Whether it bears the cookie of the opened page; the browser adds it to what other sites send, too.
    cookie: bool = True
    answers: tuple[int, ...] = (403,)


LONG = "a" * 20_000

HOSTILE = {
    # names bound anew: the browser thinks that the page is another site's
    "another host": Hostile("/", headers={"Host": "attacker.example"}),
    "another host, same port": Hostile("/", headers={"Host": "attacker.example:80"}),
    "our host as a label": Hostile("/", headers={"Host": "localhost.attacker.example"}),
    "our host with a dot": Hostile("/", headers={"Host": "localhost."}),
    "our host in capitals and a port": Hostile("/", headers={"Host": "LOCALHOST:81"}),
    "a user before the host": Hostile("/", headers={"Host": "localhost@attacker.example"}),
    "no host": Hostile("/", headers={"Host": ""}),
    "all addresses": Hostile("/", headers={"Host": "0.0.0.0"}),  # noqa: S104 - it is asked for, and refused
    "a host of another protocol": Hostile("/", headers={"Host": "[::1]"}),
    "a host that was handed on": Hostile(
        "/", headers={"Host": "attacker.example", "X-Forwarded-Host": "localhost", "Forwarded": "host=localhost"}
    ),
    # without the cookie
    "no cookie": Hostile("/", cookie=False),
    "no cookie, a picture": Hostile("/thumbnail.png", cookie=False),
    "no cookie, the PDF": Hostile("/leaflet.pdf", cookie=False),
    "no cookie, the stream": Hostile("/events", cookie=False),
    "no cookie, a style": Hostile("/static/page.css", cookie=False),
    "no cookie, nothing there": Hostile("/nothing", cookie=False),
    "a cookie that is guessed": Hostile("/", headers={"Cookie": "handouts=guess"}, cookie=False),
    "an empty cookie": Hostile("/", headers={"Cookie": "handouts="}, cookie=False),
    "a cookie of odd letters": Hostile("/", headers={"Cookie": "handouts=\xff\xfe"}, cookie=False),
    "a ticket that is guessed": Hostile("/open/guess", cookie=False),
    "an empty ticket": Hostile("/open/", cookie=False),
    "a ticket of odd letters": Hostile("/open/%00%ff%F0", cookie=False),
    # sent by another site, with the cookie that the browser adds
    "asked for by another site": Hostile("/leaflet.pdf", headers={"Sec-Fetch-Site": "cross-site"}),
    "asked for by a neighbour": Hostile("/", headers={"Sec-Fetch-Site": "same-site"}),
    "a word that no browser says": Hostile("/", headers={"Sec-Fetch-Site": "same-origin, none"}),
    "read by another site's script": Hostile("/", headers={"Origin": "https://attacker.example"}),
    "read from a file": Hostile("/", headers={"Origin": "null"}),
    "a form of another site": Hostile("/edit", "POST", {"Origin": "https://attacker.example"}, {"word": "x"}),
    "a form of another port": Hostile("/edit", "POST", {"Origin": "http://localhost:81"}, {"word": "x"}),
    "a form of the secure site": Hostile("/edit", "POST", {"Origin": "https://localhost"}, {"word": "x"}),
    "a form without an origin": Hostile("/edit", "POST", {}, {"word": "x"}),
    "a form of a sandbox": Hostile("/edit", "POST", {"Origin": "null"}, {"word": "x"}),
    "a form without the word": Hostile("/edit", "POST", SAME),
    "a form with a guessed word": Hostile("/edit", "POST", SAME, {"word": "guess"}),
    "a word of odd letters": Hostile("/edit", "POST", SAME, {"word": "\U0001f600\x00"}),
    "the word in the address": Hostile("/edit?word=guess", "POST", SAME),
    # other ways of asking
    "PUT": Hostile("/", "PUT", SAME),
    "DELETE": Hostile("/", "DELETE", SAME),
    "PATCH": Hostile("/content.yaml", "PATCH", SAME),
    "OPTIONS": Hostile("/", "OPTIONS", {"Origin": "https://attacker.example"}),
    "TRACE": Hostile("/", "TRACE"),
    "a way of nobody's": Hostile("/", "BREW"),
    "a way that is changed in the form": Hostile("/edit", "POST", {**SAME, "X-HTTP-Method-Override": "GET"}),
    # ways out of the folder
    "up from the styles": Hostile("/static/../app.py", answers=(404,)),
    "up, in other letters": Hostile("/static/%2e%2e/app.py", answers=(404,)),
    "up, in other letters twice": Hostile("/static/..%252fapp.py", answers=(404,)),
    "up, with the other stroke": Hostile("/static/..%5capp.py", answers=(404,)),
    "an absolute path": Hostile("/static//etc/passwd", answers=(404,)),
    "a zero in a path": Hostile("/static/page.css%00.png", answers=(404,)),
    "a picture of nothing": Hostile("/page/../1-96.png", answers=(404,)),
    "a picture of a path": Hostile("/page/..%2f..%2fcontent.yaml/1-96.png", answers=(404,)),
    "a picture of odd size": Hostile("/page/x/1-100000.png", answers=(404,)),
    "a picture number of many digits": Hostile(f"/page/x/{'9' * 400}-96.png", answers=(404,)),
    "the words themselves": Hostile("/content.yaml", answers=(404,)),
    "the program": Hostile("/../src/handouts/web/app.py", answers=(404,)),
    "a path of odd letters": Hostile("/%ff%fe%00", answers=(404,)),
    "a long path": Hostile(f"/{LONG}", answers=(404,)),
}


def folder_digest(folder: Path) -> str:
    """Everything that is there, by name and content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(repr([(str(path), path.read_bytes()) for path in files]).encode()).hexdigest()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_is_refused_and_changes_nothing(clerk: Clerk, folder: Path, name: str) -> None:
    hostile = HOSTILE[name]
    before = folder_digest(folder.parent)
    client = clerk.client if hostile.cookie else clerk.app.test_client()
    answer = client.open(hostile.path, method=hostile.method, headers=dict(hostile.headers), data=dict(hostile.form))
    assert answer.status_code in hostile.answers, answer.text
    assert "Set-Cookie" not in answer.headers
    assert folder_digest(folder.parent) == before
    assert "Traceback" not in answer.text
    assert str(folder) not in answer.text


def test_there_are_as_many_hostile_requests_as_were_promised() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("path", ["/", "/gallery", "/status", "/nothing", "/static/page.js", "/leaflet.pdf"])
def test_every_answer_is_sealed(clerk: Clerk, path: str) -> None:
    with clerk.get(path) as answer:
        answer.get_data()
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert "default-src 'self'" in HEADERS["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_address_is_good_once_and_gives_a_cookie_that_no_script_and_no_site_gets(
    folder: Path, equipment: Equipment
) -> None:
    clerk = Clerk(create_app(folder, equipment=equipment))
    address = f"/open/{clerk.run.guard.ticket}"
    answer = clerk.get(address)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert clerk.get("/").status_code == 200
    assert clerk.get(address).headers["Location"] == "/"  # who is in may come again
    stranger = clerk.app.test_client()
    assert stranger.get(address).status_code == 403
    assert stranger.get("/").status_code == 403


def test_secrets_are_new_in_every_run_and_hard_to_guess(folder: Path, equipment: Equipment) -> None:
    guards = [Clerk(create_app(folder, equipment=equipment)).run.guard for _ in range(2)]
    words = [word for guard in guards for word in (guard.ticket, guard.pass_, guard.word)]
    assert len(set(words)) == 6
    assert min(map(len, words)) >= 32  # 24 bytes


def test_a_page_for_looking_changes_nothing_even_for_who_is_in(folder: Path, equipment: Equipment) -> None:
    clerk = opened(folder, equipment, read_only=True)
    answer = clerk.post("/edit")
    assert (answer.status_code, "for looking only" in answer.text) == (403, True)
    assert clerk.get("/").status_code == 200


def test_what_is_too_large_is_not_taken(clerk: Clerk) -> None:
    assert clerk.post("/edit", words="a" * (10 * 1024 * 1024 + 1)).status_code == 413


@pytest.fixture
def page(folder: Path, equipment: Equipment) -> Iterator[Served]:
    page = served(folder, equipment=equipment)
    thread = threading.Thread(target=page.until_idle)
    thread.start()
    yield page
    page.server.shutdown()
    thread.join(5)


RAW = {
    "a host bound anew": b"GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: attacker.example\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n",
    "a whole address": b"GET http://attacker.example/ HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n",
    "an old protocol without a host": b"GET / HTTP/1.0\r\n\r\n",
    "a folded line": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n folded: x\r\nConnection: close\r\n\r\n",
    "not HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n" + b"X-A: b\r\n" * 500 + b"\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "a body in pieces": (
        b"POST /edit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        b"5\r\nword=\r\n0\r\n\r\n"
    ),
    "two lengths": (
        b"POST /edit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 6\r\nContent-Length: 60\r\n"
        b"Connection: close\r\n\r\nword=x"
    ),
    "a length below nothing": b"POST /edit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: -1\r\n\r\n",
}


@pytest.mark.parametrize("name", RAW)
def test_what_no_browser_would_send_is_refused_and_the_page_lives_on(page: Served, folder: Path, name: str) -> None:
    before = folder_digest(folder)
    port = page.port
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(RAW[name].replace(b"{port}", str(port).encode()))
        answer = line.recv(65536)
    assert answer == b"" or re.search(rb"\b(?:400|403|404|405|411|413|414|431|501|505)\b", answer[:600]), answer[:200]
    assert b"Traceback" not in answer
    assert folder_digest(folder) == before
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        assert b" 403 " in line.recv(200)
