"""The page's server as a process: where it listens, how it is opened, and when it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING

import pytest

from handouts.cli import run
from handouts.web.server import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.press.equipment import Equipment


WORDS = "four quiet words"


@pytest.fixture
def process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "handouts", "-C", str(folder), "serve", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line.startswith("http://127.0.0.1:"), line
    return line


@pytest.mark.skipif(sys.platform != "linux", reason="ss is a program of Linux")
def test_one_address_of_this_machine_alone_is_listened_at(process: subprocess.Popen[str]) -> None:
    port = address(process).split(":")[2].partition("/")[0]
    listed = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout
    own = [line.split()[3] for line in listed.splitlines() if f"pid={process.pid}," in line]
    assert own == [f"127.0.0.1:{port}"]


def test_the_address_that_is_printed_opens_the_page_and_ctrl_c_ends_it(process: subprocess.Popen[str]) -> None:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(address(process), timeout=20).read().decode()
    assert "<h1" in page
    assert "Alder Skin Clinic" in page
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0


def test_a_page_that_nobody_uses_ends(folder: Path, equipment: Equipment) -> None:
    page = served(folder, equipment=equipment)
    thread = threading.Thread(target=page.until_idle, args=(0.2,))
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


def test_a_page_that_is_looked_at_does_not(folder: Path, equipment: Equipment) -> None:
    page = served(folder, equipment=equipment)
    thread = threading.Thread(target=page.until_idle, args=(0.6,))
    thread.start()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(page.address, timeout=20).read()
    base = page.address.partition("open/")[0]
    for _ in range(6):
        time.sleep(0.2)
        opener.open(f"{base}status", timeout=20).read()
        assert thread.is_alive()
    thread.join(5)


def test_with_the_page_all_ends_that_it_began(folder: Path, equipment: Equipment) -> None:
    before, turn = threading.active_count(), sys.getswitchinterval()
    page = served(folder, equipment=equipment)
    thread = threading.Thread(target=page.until_idle)
    thread.start()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(page.address, timeout=20).read()
    stream = opener.open(page.address.partition("open/")[0] + "events", timeout=20)
    assert stream.readline().startswith(b"data: ")
    page.server.shutdown()
    thread.join(5)
    assert stream.read() == b"\n"  # to its end, which comes at once
    until = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.05)
    assert (threading.active_count(), sys.getswitchinterval()) == (before, turn)


def test_other_machines_need_a_password(folder: Path, equipment: Equipment, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(folder), "serve", "--host", "0.0.0.0", "--no-browser"]) == 2  # noqa: S104 - refused
    assert "--password" in capsys.readouterr().err
    with pytest.raises(ValueError, match="password"):
        served(folder, host="0.0.0.0", equipment=equipment)  # noqa: S104 - same


def test_a_password_lets_in_who_knows_it(folder: Path, equipment: Equipment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.web.app._PAUSE", 0)
    page = served(folder, password=WORDS, equipment=equipment)
    host = f"127.0.0.1:{page.port}"
    page.server.server_close()
    assert page.run.guard.ticket not in page.address
    client = page.server.app.test_client()  # type: ignore[attr-defined] # Werkzeug keeps what it serves
    asked = client.get("/", headers={"Host": host})
    assert (asked.status_code, 'type="password"' in asked.text) == (403, True)
    from_page = {"Host": host, "Origin": f"http://{host}"}
    assert client.post("/enter", data={"password": "four"}, headers=from_page).status_code == 403
    assert client.post("/enter", data={"password": ""}, headers=from_page).status_code == 403
    assert client.post("/enter", data={"password": WORDS}, headers={"Host": host}).status_code == 403
    entered = client.post("/enter", data={"password": WORDS}, headers=from_page)
    assert entered.status_code == 302
    assert "SameSite=Strict" in entered.headers["Set-Cookie"]


def test_a_port_that_is_taken_is_said(folder: Path, equipment: Equipment, capsys: pytest.CaptureFixture[str]) -> None:
    page = served(folder, equipment=equipment)
    port = str(page.port)
    assert run(["-C", str(folder), "serve", "--port", port, "--no-browser"]) == 6
    assert re.search(rf"cannot listen at 127.0.0.1, port {port}", capsys.readouterr().err)
    page.server.server_close()


@pytest.mark.parametrize("package", ["flask", "pypdfium2"])
def test_without_a_package_the_line_that_installs_it_is_printed(
    folder: Path, package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert run(["-C", str(folder), "serve", "--no-browser"]) == 2
    assert f"-m pip install {package}" in capsys.readouterr().err
    assert os.environ
