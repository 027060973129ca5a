"""Runs that meet in one folder, and records that cannot be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import handouts
from handouts.errors import OutputNotWritten
from handouts.press import manifest, state
from handouts.press.batch import Batch
from handouts.press.choice import Choice
from handouts.press.folder import Folder
from handouts.press.locking import locked
from handouts.press.made import Made
from handouts.press.order import order
from handouts.press.project import start
from handouts.press.public import build
from handouts.press.record import recorded

SOURCE = str(Path(__file__).parents[2] / "src")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    start(tmp_path / "project")
    return tmp_path / "project"


def paths(folder: Path) -> list[str]:
    return [file["path"] for file in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]]


def test_two_runs_at_once_are_both_in_the_manifest(project: Path) -> None:
    """Real processes: both begin before either ends, as each waits for the other's first file."""
    program = """
import sys, time, pathlib, handouts
from handouts.press.folder import Folder
mine, other = sys.argv[1:]
put = Folder.put
def waiting(folder, name, parts, **how):
    written = put(folder, name, parts, **how)
    while name.endswith(".pdf") and not list((folder.root / other).glob("*.pdf")):
        time.sleep(0.01)
    return written
Folder.put = waiting
handouts.build(handouts.load("."), clinics=[mine])
"""
    clinics = ("alder", "bayview")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, mine, other], cwd=project, env={**os.environ, "PYTHONPATH": SOURCE}
        )
        for mine, other in (clinics, clinics[::-1])
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert [path.split("/")[0] for path in paths(project / "output")] == ["alder", "alder", "bayview", "bayview"]
    batch = Batch.over(handouts.load(project), Choice(clinics=clinics))
    folder = Folder(batch.folder)
    todo = order(batch, folder, state.read(folder))
    assert (todo.jobs, todo.looked) == ((), {})


def test_a_run_that_is_overtaken_is_noticed(project: Path) -> None:
    """Another run with other words writes a file after ours did, and its record before ours: the file is looked at."""
    content = handouts.load(project)
    batch = Batch.over(content, Choice(clinics=("bayview",), layouts=("letter",)))
    folder = Folder(batch.folder)
    todo = order(batch, folder, state.read(folder))
    with recorded(todo, folder) as record:
        for made in batch.make():
            assert isinstance(made, Made)
            record.take(made)
        clinics = project / "clinics.yaml"
        ours = clinics.read_text(encoding="utf-8")
        clinics.write_text(ours.replace("800-555-0199", "800-555-0123"), encoding="utf-8")
        build(handouts.load(project), clinics=["bayview"], layouts=["letter"])
        clinics.write_text(ours, encoding="utf-8")
    assert order(batch, folder, state.read(folder)).jobs == batch.jobs


def test_what_was_made_before_a_failure_is_written_down(project: Path) -> None:
    batch = Batch.over(handouts.load(project))
    folder = Folder(batch.folder)
    todo = order(batch, folder, state.read(folder))
    with pytest.raises(KeyboardInterrupt), recorded(todo, folder) as record:  # noqa: PT012 - the block is the test
        for made in batch.make():
            assert isinstance(made, Made)
            record.take(made)
            if len(record.made) == 2:
                raise KeyboardInterrupt
    assert order(batch, folder, state.read(folder)).jobs == batch.jobs[2:]


def test_a_record_that_cannot_be_written_is_said_so_unless_something_worse_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = Batch.over(handouts.load(project), Choice(clinics=("alder",), layouts=("a4",)))
    folder = Folder(batch.folder)
    todo = order(batch, folder, state.read(folder))
    (made,) = batch.make()
    assert isinstance(made, Made)
    (batch.folder / "manifest.json").mkdir()
    with pytest.raises(OutputNotWritten, match=r"manifest\.json"), recorded(todo, folder) as record:
        record.take(made)
    with pytest.raises(KeyboardInterrupt), recorded(todo, folder) as record:  # noqa: PT012 - same
        record.take(made)
        raise KeyboardInterrupt
    (batch.folder / "manifest.json").rmdir()
    monkeypatch.setattr(state, "NAME", "alder")  # a folder, so that no file can be written
    with recorded(todo, folder) as record:
        record.take(made)
    assert paths(batch.folder) == ["alder/microneedling_alder_en_a4.pdf"]


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    held, entered = threading.Event(), []
    with locked(tmp_path / "x" / "lock"):
        other = threading.Thread(target=lambda: (held.set(), _enter(tmp_path / "x" / "lock", entered)))
        other.start()
        held.wait()
        other.join(0.2)
        assert entered == []
    other.join()
    assert entered == [True]


def _enter(file: Path, entered: list[bool]) -> None:
    with locked(file):
        entered.append(True)


def test_lines_of_a_manifest_are_found_without_reading_them_whole() -> None:
    lines = ['{"path": "a\\"b/ü.pdf", "sha256": broken', '{"path": }', '{"path": "c.pdf"}']
    assert list(manifest.by_path(lines)) == [('a"b/ü.pdf', lines[0]), ("c.pdf", lines[2])]
