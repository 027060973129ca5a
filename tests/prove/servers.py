"""Real mail servers on this machine, and what they took."""

from __future__ import annotations

import email
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.mail.account import Login
from handouts.mail.lookup import Mailbox, sent_among

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

#: What the full run starts, and the packages that have it.
PROGRAMS = {"postfix": "postfix", "dovecot": "dovecot-imapd"}

#: Seconds until a server has to answer.
_PATIENCE = 20.0

_MAILDIR = "Box/.Sent/"


@dataclass(frozen=True)
class Served:
    """A server: its port, the Message-IDs of all it took, and how unknown mails are looked up in it."""

    name: str
    port: int
    taken: Callable[[], list[str]]
    look_up: Callable[[Collection[str]], Collection[str]]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(port: int) -> None:
    """Until somebody listens."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def scripted(scratch: Path) -> Iterator[Served]:
    """The tests' own scripted server, as a process of its own that writes down each mail before it answers."""
    log = scratch / "taken.jsonl"
    program = Path(__file__).parents[1] / "mail" / "fault_server.py"
    process = subprocess.Popen(
        [sys.executable, str(program), str(log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield Served("scripted", port, lambda: _ids(log), lambda ids: set(ids) & set(_ids(log)))
    finally:
        process.kill()
        process.wait()


@contextmanager
def aiosmtpd(scratch: Path) -> Iterator[Served]:
    """aiosmtpd, which many use for tests and some for work."""
    log, port = scratch / "aiosmtpd.txt", free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.prove.receiver", str(port), str(log)])
    try:
        wait_for(port)
        yield Served("aiosmtpd", port, lambda: _lines(log), lambda ids: set(ids) & set(_lines(log)))
    finally:
        process.kill()
        process.wait()


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").split() if log.exists() else []


def _ids(log: Path) -> list[str]:
    import json  # noqa: PLC0415 - for this server alone

    return [json.loads(line)["message_id"] for line in log.read_text().splitlines()] if log.exists() else []


def install(programs: Mapping[str, str] = PROGRAMS) -> None:
    """Programs from Debian; nothing happens where they are."""
    missing = [package for program, package in programs.items() if shutil.which(program) is None]
    if not missing:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        subprocess.run(["apt-get", *command], env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def postfix(scratch: Path) -> Iterator[Served]:
    """Postfix, which delivers all mail into one Maildir, and Dovecot, in which that is the folder of sent mail."""
    install()
    home = scratch / "mail"
    (home / "etc").mkdir(parents=True)
    for name in ("spool", "data", "box", "run"):
        (home / name).mkdir()
    nobody = pwd.getpwnam("nobody")
    shutil.chown(home / "data", "postfix")
    os.chown(home / "box", nobody.pw_uid, nobody.pw_gid)
    smtp, imap = free_port(), free_port()
    (home / "etc" / "main.cf").write_text(_MAIN.format(home=home, box=_MAILDIR, uid=nobody.pw_uid, gid=nobody.pw_gid))
    (home / "etc" / "master.cf").write_text(_MASTER.format(port=smtp))
    (home / "dovecot.conf").write_text(_DOVECOT.format(home=home, port=imap, uid=nobody.pw_uid, gid=nobody.pw_gid))
    _run("postfix", "-c", home / "etc", "start")
    try:
        _run("dovecot", "-c", home / "dovecot.conf")
        try:
            wait_for(smtp)
            wait_for(imap)
            mailbox, login = Mailbox("localhost", imap, encrypted=False, timeout=300), Login("desk@x.example", "secret")
            yield Served(
                "Postfix",
                smtp,
                lambda: _delivered(home),
                partial(_found, home, mailbox, login),
            )
        finally:
            _run("doveadm", "-c", home / "dovecot.conf", "stop")
    finally:
        _run("postfix", "-c", home / "etc", "stop")


def _run(*command: object) -> None:
    """A program that leaves others behind, which would keep a pipe open."""
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _found(home: Path, mailbox: Mailbox, login: Login, ids: Collection[str]) -> Collection[str]:
    _settled(home)
    return sent_among(ids, mailbox, login)


def _settled(home: Path) -> None:
    """Wait until everything that was taken is delivered."""
    end = time.monotonic() + 120
    while any(
        path.is_file() for name in ("incoming", "active", "deferred") for path in (home / "spool" / name).rglob("*")
    ):
        if time.monotonic() > end:
            raise TimeoutError("Postfix still delivers")
        time.sleep(0.2)


def _delivered(home: Path) -> list[str]:
    _settled(home)
    found = []
    for folder in ("new", "cur"):
        for path in sorted((home / "box" / _MAILDIR / folder).glob("*")):
            head = path.read_bytes().partition(b"\n\n")[0]
            found.append(str(email.message_from_bytes(head)["Message-ID"]))
    return found


_MAIN = """\
compatibility_level = 3.6
maillog_file_prefixes = {home}
maillog_file = {home}/log
queue_directory = {home}/spool
data_directory = {home}/data
daemon_directory = /usr/lib/postfix/sbin
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mx.prove.example
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_mailbox_base = {home}/box
virtual_mailbox_maps = static:{box}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_mailbox_limit = 0
smtpd_client_connection_rate_limit = 0
"""

_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

_DOVECOT = """\
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/box
}}
namespace inbox {{
  inbox = yes
  location = maildir:{home}/box/Box
  mailbox Sent {{
    special_use = \\Sent
    auto = subscribe
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""
