"""The page's own server: one address on this machine, a free port, and an end when nobody is there."""

from __future__ import annotations

import socket
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from handouts.web.app import create_app, new_guard
from handouts.web.running import NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from werkzeug.serving import BaseWSGIServer

    from handouts.press.equipment import Equipment
    from handouts.web.running import Running

#: Names of this machine alone (RFC 1122 3.2.1.3; RFC 6761 6.3).
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})

#: Seconds without a request after which the page ends, and between two looks at that.
IDLE: Final = 3600.0
_LOOK: Final = 1.0


#: Seconds after which a thread that reckons lets another go on. Python's own are 5 ms, waited for at each look at a
#: file: a page that is ready would wait a third of a second while a small picture is made.
_TURN: Final = 0.0005


class _Quiet(WSGIRequestHandler):
    """Answers without saying which program does, and writes nothing down: addresses name leaflets."""

    server_version = "handouts"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - Werkzeug's signature
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Served:
    """A page that can be opened."""

    server: BaseWSGIServer
    run: Running
    port: int
    #: The address to open; its ticket is good once.
    address: str

    def until_idle(self, idle: float = IDLE) -> None:
        """Answer until nobody has asked for anything for so many seconds, or Ctrl-C is pressed."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        threading.Thread(target=self._watch, args=(idle,), daemon=True).start()
        try:
            self.server.serve_forever(poll_interval=0.2)
        finally:
            self.run.ended.set()
            self.run.postman.stop()  # no mail is cut off
            sys.setswitchinterval(before)

    def _watch(self, idle: float) -> None:
        while time.monotonic() - self.run.last < idle or self.run.postman.is_at_work:
            if self.run.ended.wait(min(_LOOK, idle)):
                return
        self.server.shutdown()


def served(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    password: str = "",
    read_only: bool = False,
    equipment: Equipment | None = None,
    fault: Callable[[BaseException], object] | None = None,
    ledger: Path | None = None,
) -> Served:
    """A server for a folder's page, listening and not yet answering.

    Args:
        folder: the project's folder.
        host: the address to listen at; any but this machine's own needs a password.
        port: the port; 0 takes a free one.
        password: what people type who open the page.
        read_only: nothing can be changed or mailed.
        equipment: fonts and languages, perhaps from a cache.
        fault: is told of a fault of ours.
        ledger: the record of mails; left out, the one in the user's own data folder.

    Raises:
        OSError: the address or the port cannot be had.
        ValueError: others could open the page, and there is no password.
    """
    if host not in LOOPBACK and not password:
        raise ValueError("a page that other machines may open needs a password")
    app = create_app(folder, read_only=read_only, equipment=equipment, fault=fault, ledger=ledger)
    with socket.create_server((host, port)) as bound:  # Werkzeug would end the program where the port is taken
        port = bound.getsockname()[1]
        server = ThreadedWSGIServer(host, port, app, handler=_Quiet, fd=bound.fileno())
    run: Running = app.extensions[NAME]
    names = LOOPBACK if host in LOOPBACK else {host}
    run.guard = new_guard(frozenset(f"{name}:{port}" for name in names), password)
    door = "" if password else f"open/{run.guard.ticket}"
    return Served(server, run, port, f"http://{host}:{port}/{door}")
