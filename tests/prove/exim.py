"""Exim from Debian, unpacked beside Postfix, as its package would take Postfix away."""

from __future__ import annotations

import email
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.prove.servers import Served, free_port, install, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The user that Debian's Exim is built for.
_USER = "Debian-exim"


@contextmanager
def exim(scratch: Path) -> Iterator[Served]:
    """Exim, which delivers all mail into one Maildir."""
    home = scratch / "exim"
    program = _unpacked(home)
    for name in ("spool", "log", "box"):
        (home / name).mkdir()
        shutil.chown(home / name, _USER)
    port = free_port()
    (home / "conf").write_text(_CONFIGURATION.format(home=home, program=program, port=port, user=_USER))
    process = subprocess.Popen([program, "-C", home / "conf", "-bdf", "-q1s"])
    try:
        wait_for(port)
        yield Served("Exim", port, lambda: _delivered(home), lambda ids: set(ids) & set(_delivered(home)))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _unpacked(home: Path) -> Path:
    """The program out of its package, with its own user and the library that it needs."""
    install({"libidn12": "libidn12"} if not _has_library() else {})
    subprocess.run(["useradd", "-r", "-s", "/usr/sbin/nologin", _USER], check=False, capture_output=True)
    home.mkdir()
    subprocess.run(["apt-get", "download", "-qq", "exim4-daemon-light"], cwd=home, check=True, capture_output=True)
    (package,) = home.glob("*.deb")
    subprocess.run(["dpkg", "-x", package, home / "root"], check=True)
    program = home / "root" / "usr" / "sbin" / "exim4"
    program.chmod(0o4755)
    return program


def _has_library() -> bool:
    said = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    return "libidn.so.12" in said


def _delivered(home: Path) -> list[str]:
    """The Message-IDs in the Maildir, when nothing waits any more."""
    end = time.monotonic() + 120
    while any(path.is_file() for path in (home / "spool").glob("input/**/*")):
        if time.monotonic() > end:
            raise TimeoutError("Exim still delivers")
        time.sleep(0.2)
    heads = (path.read_bytes().partition(b"\n\n")[0] for path in sorted((home / "box" / "Maildir" / "new").glob("*")))
    return [str(email.message_from_bytes(head)["Message-ID"]) for head in heads]


_CONFIGURATION = """\
deliver_drop_privilege = true
exim_path = {program}
spool_directory = {home}/spool
log_file_path = {home}/log/%slog
pid_file_path = {home}/spool/pid
primary_hostname = mx.prove.example
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
domainlist local_domains = example.org
never_users =
acl_smtp_rcpt = all
smtp_accept_queue_per_connection = 0
tls_advertise_hosts =
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
begin acl
all:
  accept
begin routers
box:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = {home}/box/Maildir
  maildir_format
  create_directory
  user = {user}
  group = {user}
begin retry
* * F,1h,1s
"""
