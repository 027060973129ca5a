from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.cli import run
from handouts.press.project import start

ROOT = Path(__file__).parents[2]
Done = "subprocess.CompletedProcess[str]"
Program = Callable[..., Done]


def ours(name: str) -> bool:
    """Whether a variable of the environment could change what the program does."""
    return name.startswith(("HANDOUTS_", "NO_COLOR"))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program as a person runs it: a process of its own, with an environment that says nothing of ours."""

    def process(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not ours(name)}
        places = {"PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
        places["HANDOUTS_CACHE_DIR"] = str(tmp_path / "cache")
        return subprocess.run(
            [sys.executable, "-m", "handouts", *arguments],
            cwd=folder or tmp_path,
            env={**kept, **places, "COLUMNS": "100", "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return process


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """The same command line inside this process, which is quicker."""

    def call(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        with pytest.MonkeyPatch.context() as place:
            for name in filter(ours, tuple(os.environ)):
                place.delenv(name)
            for name, value in {"COLUMNS": "100", "HANDOUTS_CACHE_DIR": str(tmp_path / "cache"), **environment}.items():
                place.setenv(name, value)
            place.chdir(folder or tmp_path)
            try:
                code = run(list(arguments))
            except SystemExit as done:
                code = int(done.code or 0)
            return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return call


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample as ``handouts init mine`` writes it."""
    start(tmp_path / "mine")
    return tmp_path / "mine"
