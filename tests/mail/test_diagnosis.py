"""What the doctor says of each thing that can be wrong with an account."""

from __future__ import annotations

import socket

import pytest
from fault_server import Fault, FaultServer

from handouts.mail.account import Login, Server
from handouts.mail.diagnosis import diagnose, plain

USER = "desk@alder.example"


def said(server: FaultServer, login: Login | None = None) -> dict[str, tuple[bool, str]]:
    return {
        each.what: (each.fine, each.words)
        for each in diagnose(Server("localhost", server.port, "none", 2, 2), login, USER)
    }


def test_all_is_fine() -> None:
    with FaultServer(login=(USER, "right")) as server:
        found = said(server, Login(USER, "right"))
    assert list(found) == ["name", "connection", "login", "sender", "size"]
    assert all(fine for fine, _ in found.values())
    assert server.taken == []


@pytest.mark.parametrize(
    ("fault", "what", "words"),
    [
        (Fault("greeting", "554 5.3.2 closed"), "connection", 'The server said "554 5.3.2 closed".'),
        (Fault("greeting", "drop"), "connection", "Is the port right"),
        (Fault("ehlo", "stall"), "connection", "Try again"),
        (Fault("mail", "553 5.7.1 not yours"), "sender", "look at user:"),
        (Fault("mail", "drop"), "sender", "Try again"),
    ],
)
def test_a_fault_of_the_server_is_told_where_it_is(fault: Fault, what: str, words: str) -> None:
    with FaultServer((fault,)) as server:
        found = said(server)
    assert list(found)[-1] == what
    fine, told = found[what]
    assert not fine
    assert words in told


def test_a_wrong_password_is_told_with_what_to_do() -> None:
    with FaultServer(login=(USER, "right")) as server:
        found = said(server, Login(USER, "wrong-CANARY"))
    assert not found["login"][0]
    assert "app password" in found["login"][1]
    assert "CANARY" not in str(found)


def test_a_small_limit_is_told() -> None:
    with FaultServer(size=1_000_000) as server:
        assert said(server)["size"] == (False, "at most 1 MB a mail")


def test_a_server_that_speaks_no_tls_is_not_trusted() -> None:
    with FaultServer(offers_starttls=False) as server:
        found = list(diagnose(Server("localhost", server.port, "starttls", 2, 2), Login(USER, "CANARY"), USER))
    assert (found[-1].what, found[-1].fine) == ("encryption", False)
    assert "password was not sent" in found[-1].words
    assert b"CANARY" not in server.heard


def test_a_name_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    (found,) = diagnose(Server("smtp.alder.example", 465), None, USER)
    assert not found.fine
    assert 'No server is called "smtp.alder.example"' in found.words


def test_another_error_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="KeyError is no fault of a line"):
        plain(KeyError())
