from __future__ import annotations

import socket
import struct
import threading
from typing import TYPE_CHECKING

import pytest
from fault_server import FaultServer

from handouts.mail.account import Login, Server
from handouts.mail.dial import dial
from handouts.mail.faults import Distrusted, LineLost

if TYPE_CHECKING:
    from collections.abc import Callable


class Far:
    """A connection to another machine."""

    def __init__(self, address: str) -> None:
        self.address, self.closed = address, False

    def setsockopt(self, *_: int) -> None:
        """As a socket has it."""

    def getpeername(self) -> tuple[str, int]:
        return self.address, 25

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "2001:db8::1", "fe80::1%eth0", "0.0.0.0"])  # noqa: S104 - to be refused
def test_nothing_is_said_unencrypted_to_another_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    far = Far(address)
    monkeypatch.setattr(socket, "create_connection", lambda *_: far)
    with pytest.raises(Distrusted, match="this very machine"):
        dial(Server("localhost", 25, "none"), Login("desk", "hunter2"))
    assert far.closed


def test_the_dot_does_not_wait_for_an_acknowledgement() -> None:
    with FaultServer() as server:
        line = dial(Server("localhost", server.port, "none", 5.0), None)
        assert line.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        line.close()


@pytest.mark.parametrize(
    ("host", "why"),
    [("no-such-host.invalid", "[a-z]"), ("a" * 70 + ".example", "no server of that name"), ("localhost", "refused")],
)
def test_a_server_that_is_not_there_is_a_line_lost(host: str, why: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(LineLost, match=why):
        dial(Server(host, port, "none", 2.0), None)


@pytest.mark.parametrize("security", ["implicit", "starttls"])
@pytest.mark.parametrize("way", ["drop", "reset", "silence"])
def test_a_line_that_breaks_while_encryption_is_agreed_on_is_lost_and_not_distrusted(
    way: str, security: str, ending: Callable[[str], int]
) -> None:
    port = ending(f"{way} {security}")
    with pytest.raises(LineLost) as caught:
        dial(Server("localhost", port, security, 0.3), Login("desk", "hunter2"))  # type: ignore[arg-type]
    assert "hunter2" not in str(caught.value)


@pytest.fixture
def ending() -> Callable[[str], int]:
    """A server that ends the line when encryption begins."""

    def begin(words: str) -> int:
        way, security = words.split()
        listener = socket.create_server(("127.0.0.1", 0))

        def serve() -> None:
            with listener, listener.accept()[0] as line:
                if security == "starttls":
                    for answer in (b"220 hi\r\n", b"250-x\r\n250 STARTTLS\r\n", b"220 go\r\n"):
                        line.sendall(answer)
                        line.recv(1000)
                else:
                    line.recv(1000)
                if way == "reset":
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if way == "silence":
                    line.settimeout(2)
                    line.recv(1000)

        threading.Thread(target=serve, daemon=True).start()
        return int(listener.getsockname()[1])

    return begin
