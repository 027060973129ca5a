from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from handouts.cli.console import Console
from handouts.cli.failures import ended
from handouts.errors import (
    ContentInvalid,
    ExitCode,
    GlyphsMissing,
    MissingExtra,
    NothingToMake,
    OutputNotWritten,
    Overset,
    Place,
    Problem,
    StandardNotMet,
    UnknownName,
)

ROOT = Path(__file__).parents[2]
ONE = Problem(Place("content.yaml", 2, 1), "first.")
TWO = Problem(Place("content.yaml", 9, 1), "second.")


def ending(error: BaseException) -> ExitCode:
    def run() -> None:
        raise error

    return ended(run, Console)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownName("clinic", "adler", ["alder"]), ExitCode.USAGE),
        (NothingToMake("nothing"), ExitCode.USAGE),
        (MissingExtra("A preview", "pypdfium2"), ExitCode.USAGE),
        (ContentInvalid([ONE]), ExitCode.CONTENT_INVALID),
        (GlyphsMissing([ONE]), ExitCode.CONTENT_INVALID),
        (Overset([ONE]), ExitCode.OVERSET),
        (StandardNotMet("clause 7.1"), ExitCode.STANDARD_NOT_MET),
        (OutputNotWritten("full"), ExitCode.DELIVERY_FAILED),
        (click.UsageError("wrong"), ExitCode.USAGE),
        (click.Abort(), ExitCode.INTERRUPTED),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
    ],
)
def test_every_failure_ends_with_its_code_and_one_message(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: ExitCode
) -> None:
    assert ending(error) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


def test_an_ending_without_failure_is_fine_unless_the_command_says_else() -> None:
    assert ended(lambda: None, Console) == ExitCode.FINE
    assert ended(lambda: ExitCode.FINDINGS, Console) == ExitCode.FINDINGS
    assert ended(lambda: click.get_current_context(silent=True), Console) == ExitCode.FINE


def test_problems_are_counted_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    ending(ContentInvalid([TWO, ONE]))
    assert capsys.readouterr().err == (
        "content.yaml:2:1: first.\ncontent.yaml:9:1: second.\n2 problems, nothing was made.\n"
    )


def test_a_name_that_is_not_there_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    ending(UnknownName("clinic", "adler", ["alder", "bayview"]))
    assert capsys.readouterr().err == 'There is no clinic "adler". Did you mean "alder"?\n'


def test_a_fault_of_ours_names_its_log_in_two_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_a, **_k: tmp_path)
    assert ending(ZeroDivisionError("12 Garden Street")) == ExitCode.BUG
    first, second = capsys.readouterr().err.splitlines()
    assert "fault of handouts" in first
    log = next(tmp_path.glob("*.log"))
    assert second.endswith(str(log))
    assert "Garden" not in first + second + log.read_text(encoding="utf-8")


def test_an_unforeseen_fault_of_the_system_is_a_bug_and_not_a_broken_pipe(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_a, **_k: tmp_path)
    assert ending(OSError(errno.EINVAL, "odd")) == ExitCode.BUG


@pytest.mark.skipif(os.name == "nt", reason="the reader of a pipe leaves in another way on Windows")
def test_a_reader_that_leaves_is_met_with_silence() -> None:
    program = (
        "import sys; from handouts.cli.console import Console; from handouts.cli.failures import ended\n"
        "sys.exit(ended(lambda: [Console().result('x' * 1000) for _ in range(10_000)] and None, Console))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert said == b""
    assert running.wait() == ExitCode.DELIVERY_FAILED
