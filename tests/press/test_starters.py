"""The files to double-click, run as a file manager runs them: without a terminal, and with one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from handouts.errors import OutputNotWritten
from handouts.press.project import start
from handouts.press.starters import starters

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "/nowhere/bin/python"
POSIX = ("staff-page.command", "staff-page.sh")

unix = pytest.mark.skipif(sys.platform == "win32", reason="programs for a POSIX shell")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in a folder with an awkward name."""
    folder = tmp_path / 'Anna\'s $HOME `id` "leaflets" & more'
    folder.mkdir()
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def program(path: Path, words: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def telling(name: str) -> str:
    return f'printf "%s\\n" {name} "$@"'


def starter(folder: Path, name: str = "staff-page.sh", python: str = NOWHERE) -> Path:
    path = folder / name
    path.write_bytes(starters(python)[name])
    path.chmod(0o755)
    return path


def opened(path: Path, programs: Path, **more: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(programs.parent), **more}
    return subprocess.run(
        [path], cwd="/", env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@unix
@pytest.mark.parametrize("name", POSIX)
def test_a_starter_serves_the_folder_it_lies_in(folder: Path, programs: Path, name: str) -> None:
    program(programs / "handouts", telling("path"))
    done = opened(starter(folder, name), programs)
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (0, ["path", "-C", str(folder), "serve"], "")


@unix
def test_the_program_beside_it_comes_first_then_its_maker_then_where_commands_are_found(
    folder: Path, programs: Path
) -> None:
    program(folder / ".venv" / "bin" / "handouts", telling("beside"))
    maker = program(programs / "it's python", f'test "$2" = -c || {telling("maker")}')
    program(programs / "handouts", telling("path"))
    program(programs.parent / ".local" / "bin" / "handouts", telling("home"))
    path = starter(folder, python=str(maker))
    found = []
    for gone in (folder / ".venv" / "bin" / "handouts", maker, programs / "handouts", None):
        found.append(opened(path, programs).stdout.splitlines())
        if gone:
            gone.unlink()
    last = ["-C", str(folder), "serve"]
    assert found == [["beside", *last], ["maker", "-P", "-m", "handouts", *last], ["path", *last], ["home", *last]]


@unix
def test_a_python_that_lost_handouts_is_passed_over(folder: Path, programs: Path) -> None:
    (programs / "elsewhere").mkdir()
    lost = program(programs / "python", f'exec "{sys.executable}" -S -E "$@"')  # none of its packages
    program(programs / "handouts", telling("path"))
    assert opened(starter(folder, python=str(lost)), programs).stdout.splitlines()[0] == "path"


@unix
@pytest.mark.parametrize("name", POSIX)
def test_without_the_program_one_is_told_whom_to_ask(folder: Path, programs: Path, name: str) -> None:
    done = opened(starter(folder, name), programs)
    assert done.returncode == 1
    assert done.stderr == (
        'The program "handouts" was not found on this computer. Ask whoever looks after your leaflets to install it. '
        "Then open this file again.\n"
    )


@unix
def test_without_a_terminal_what_went_wrong_is_shown_in_a_window(folder: Path, programs: Path) -> None:
    program(programs / "handouts", "echo 'There is no content.yaml here.' >&2; exit 3")
    program(programs / "zenity", f'printf "%s\\n" "$@" >"{programs}/shown"')
    path = starter(folder)
    assert opened(path, programs, TMPDIR=str(programs)).returncode == 3
    assert not (programs / "shown").exists()  # nobody is at a screen
    left = set(programs.iterdir())
    assert opened(path, programs, DISPLAY=":0", TMPDIR=str(programs)).returncode == 3
    shown = (programs / "shown").read_text(encoding="utf-8")
    assert "The page could not be opened, or has stopped.\nThere is no content.yaml here.\n" in shown
    assert set(programs.iterdir()) == {*left, programs / "shown"}


@unix
@pytest.mark.parametrize(("code", "waits"), [(0, False), (130, False), (3, True)])
def test_a_window_stays_until_what_went_wrong_is_read(folder: Path, programs: Path, code: int, waits: bool) -> None:  # noqa: FBT001 - a case
    program(programs / "handouts", f"echo said >&2; exit {code}")
    ours, theirs = os.openpty()
    surroundings = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(programs)}
    with subprocess.Popen([starter(folder)], env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        while not seen.endswith(b"window. ") if waits else process.poll() is None:
            try:
                seen += os.read(ours, 1000)
            except OSError:  # the other end is closed
                break
        os.write(ours, b"\n")
        assert process.wait(20) == code
    os.close(ours)
    assert seen.startswith(b"said")
    assert (b"What is wrong stands above." in seen) is waits


@unix
def test_the_starter_of_a_new_project_opens_its_page(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    start(folder)
    process = subprocess.Popen(
        [folder / "staff-page.sh"],
        env={**os.environ, "HANDOUTS_SERVE_NO_BROWSER": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    process.wait(20)
    process.stdout.close()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/open/\S+\n", line)


@unix
def test_starters_may_be_run_by_whoever_may_read_them(tmp_path: Path) -> None:
    start(tmp_path)
    for name in starters():
        rights = (tmp_path / name).stat().st_mode & 0o777
        assert rights & 0o111 == (rights & 0o444) >> 2 != 0
    assert (tmp_path / "content.yaml").stat().st_mode & 0o111 == 0


def test_a_starter_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "staff-page.bat").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputNotWritten, match=r"staff-page\.bat"):
        start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["staff-page.bat"]


def test_the_starter_for_windows_is_one_that_its_shell_reads() -> None:
    data = starters(r"C:\Jörg 100%\python.exe")["staff-page.bat"]
    assert data.count(b"\n") == data.count(b"\r\n") > 20
    text = data.decode().replace("\r\n", "\n")
    assert 'set "PYTHON=C:\\Jörg 100%%\\python.exe"\n' in text
    assert "@PYTHON@" not in text
    assert text.replace("ö", "o").isascii()
    assert text.index("chcp 65001") < text.index("Jörg")  # from there on it is read as UTF-8
    assert text.count('"%~dp0.venv\\Scripts\\handouts.exe"') == 2
    runs = [line for line in text.splitlines() if line.endswith(" serve")]
    assert [line.endswith(' -C "%~dp0." serve') for line in runs] == [
        True
    ] * 3  # a last backslash would quote the quote
    assert "(" not in re.sub(r'".*?"|rem .*', "", text)  # in a block, a folder named "Leaflets (new)" would end it


def test_every_place_that_the_starter_for_windows_goes_to_is_there_once() -> None:
    text = starters()["staff-page.bat"].decode()
    labels = re.findall(r"(?m)^:(\w+)\r$", text)
    assert sorted(labels) == sorted(set(labels)) == sorted(set(re.findall(r"goto (\w+)", text)))
    for end in ("pause\r\nexit /b 1\r\n", "exit /b 0\r\n"):
        assert end in text
