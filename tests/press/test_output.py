from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from handouts.errors import ExitCode, OutputNotWritten
from handouts.press.job import Job
from handouts.press.output import Pdf, write

SOURCE = str(Path(__file__).parents[2] / "src")
OLD, NEW = b"%PDF old", b"%PDF new" * 1000


def refuse(*_args: object, **_kwargs: object) -> None:
    raise AssertionError


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    path = tmp_path / "output" / "alder" / "x.pdf"
    assert write(path, NEW) == path
    assert path.read_bytes() == NEW
    assert files(path.parent) == ["x.pdf"]


def test_a_file_that_stands_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(OLD)
    write(path, NEW)
    assert path.read_bytes() == NEW
    assert files(tmp_path) == ["x.pdf"]


def test_a_pdf_saves_itself_under_a_path_or_its_text(tmp_path: Path) -> None:
    pdf = Pdf(NEW, Job("microneedling", "alder", "en", "a4"))
    assert pdf.save(str(tmp_path / "x.pdf")) == tmp_path / "x.pdf"
    assert (tmp_path / "x.pdf").read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_the_file_has_the_rights_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "x.pdf", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.pdf").stat().st_mode) == 0o640


def test_what_another_run_left_under_a_temporary_name_is_not_touched(tmp_path: Path) -> None:
    other = tmp_path / f".handouts-{os.getpid()}-0.tmp"
    other.write_bytes(OLD)
    write(tmp_path / "x.pdf", NEW)
    assert other.read_bytes() == OLD
    assert (tmp_path / "x.pdf").read_bytes() == NEW


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "reports a fault"),
        (errno.ENODEV, os.strerror(errno.ENODEV).lower()),
    ],
)
def test_a_fault_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, says: str
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(OLD)

    def fault(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as faulty:
        faulty.setattr(os, step, fault)
        with pytest.raises(OutputNotWritten, match=says) as caught:
            write(path, NEW, sleep=refuse)
    assert caught.value.exit_code == ExitCode.DELIVERY_FAILED
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == OLD
    assert files(tmp_path) == ["x.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_ctrl_c_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(OLD)

    def stop(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as faulty:
        faulty.setattr(os, step, stop)
        with pytest.raises(KeyboardInterrupt):
            write(path, NEW)
    assert path.read_bytes() == OLD
    assert files(tmp_path) == ["x.pdf"]


def held(times: int, real: object) -> object:
    """Windows' answer while a viewer has the file open, ``times`` times."""
    left = iter(range(times))

    def replace(source: object, target: object) -> None:
        if next(left, None) is not None:
            error = PermissionError(errno.EACCES, "The process cannot access the file")
            error.winerror = 32  # type: ignore[attr-defined, unused-ignore]  # Windows alone has it
            raise error
        real(source, target)  # type: ignore[operator]  # os.replace

    return replace


def test_a_file_that_is_held_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(os, "replace", held(3, os.replace))
    write(tmp_path / "x.pdf", NEW, sleep=waits.append)
    assert (tmp_path / "x.pdf").read_bytes() == NEW
    assert len(waits) == 3
    assert waits == sorted(waits)


def test_a_file_that_stays_open_in_a_viewer_is_said_to_be_closed_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(OLD)
    waits: list[float] = []
    monkeypatch.setattr(os, "replace", held(99, os.replace))
    with pytest.raises(OutputNotWritten, match="Close the file in your viewer"):
        write(path, NEW, sleep=waits.append)
    assert 2 <= sum(waits) <= 3
    assert path.read_bytes() == OLD
    assert files(tmp_path) == ["x.pdf"]


def test_a_file_where_a_folder_should_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(OLD)
    with pytest.raises(OutputNotWritten, match="a file stands where a folder should be"):
        write(tmp_path / "output" / "alder" / "x.pdf", NEW)
    with pytest.raises(OutputNotWritten, match="a file stands where a folder should be"):
        write(tmp_path / "output" / "x.pdf", NEW)


def test_a_folder_where_the_file_should_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(OutputNotWritten, match=r"a folder of that name|Close the file"):
        write(tmp_path / "x.pdf", NEW, sleep=lambda _seconds: None)
    assert files(tmp_path) == ["x.pdf"]


def test_a_name_too_long_for_the_disk_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritten, match="too long"):
        write(tmp_path / ("x" * 300 + ".pdf"), NEW)
    assert files(tmp_path) == []


def test_a_path_too_long_for_windows_is_said_so_and_not_tried_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says of a file whose path has more than 260 letters that it is not found, though its folder is there."""
    tries = 0

    def not_found(*_args: object, **_kwargs: object) -> int:
        nonlocal tries
        tries += 1
        assert tries < 20
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")

    with monkeypatch.context() as windows:
        windows.setattr(os, "open", not_found)
        with pytest.raises(OutputNotWritten, match="too long for Windows"):
            write(tmp_path / "x.pdf", NEW)
    assert files(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are of another kind on Windows")
def test_a_folder_without_the_right_to_write_is_said_so() -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    user = os.geteuid()
    try:
        if user == 0:  # root may write everywhere; nobody may not
            os.seteuid(65534)
        with pytest.raises(OutputNotWritten, match="you may not write in that folder"):
            write(folder / "x.pdf", NEW)
        assert files(folder) == []
    finally:
        os.seteuid(user)
        folder.chmod(0o755)
        shutil.rmtree(folder)


WRITE = """
import sys; sys.path.insert(0, {source!r})
from pathlib import Path
from handouts.errors import OutputNotWritten
from handouts.press.output import write
{before}
try:
    write(Path({path!r}), b"n" * 200_000)
except OutputNotWritten as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of this kind")
def test_a_disk_that_takes_no_more_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(OLD)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
    program = WRITE.format(source=SOURCE, before=limit, path=str(path))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "no file of this size" in done.stderr
    assert path.read_bytes() == OLD
    assert files(tmp_path) == ["x.pdf"]


def test_a_disk_that_is_really_full_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    program = WRITE.format(source=SOURCE, before=f"Path({str(path)!r}).write_bytes(b'old')", path=str(path))
    script = tmp_path.parent / "full.py"
    script.write_text(program, encoding="utf-8")
    shell = (
        f"mount -t tmpfs -o size=64k tmpfs {tmp_path} && {{ {sys.executable} {script}; ls -A {tmp_path}; cat {path}; }}"
    )
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    done = subprocess.run(["unshare", "-rm", "sh", "-c", shell], capture_output=True, text=True, check=False)
    assert "the disk is full" in done.stderr
    assert done.stdout == "x.pdf\nold"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_run_that_is_killed_leaves_whole_files_only(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"n" * 200_000)
    kill = f"import os; os.fsync = lambda _d: os.kill(os.getpid(), {int(signal.SIGKILL)})" if os.name != "nt" else ""
    program = WRITE.format(source=SOURCE, before=kill, path=str(path))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"n" * 200_000
    assert [name for name in files(tmp_path) if name.endswith(".pdf")] == ["x.pdf"]
