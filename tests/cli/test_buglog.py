from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handouts import __version__
from handouts.cli.buglog import log, written

if TYPE_CHECKING:
    import pytest

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def fault() -> BaseException:
    def inner(secret: str) -> None:
        raise ValueError(secret)

    try:
        try:
            inner("Anna of 12 Garden Street")
        except ValueError as error:
            raise KeyError("anna@example.org") from error
    except KeyError as error:
        return error
    raise AssertionError


def test_the_log_holds_versions_and_program_lines_and_no_value() -> None:
    text = "\n".join(log(fault()))
    assert f"handouts {__version__}" in text
    assert "pydantic 2." in text
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "inner" in text
    for value in ("Anna", "Garden", "anna@example.org"):
        assert value not in text


def test_the_log_says_nothing_of_the_folders_of_this_computer() -> None:
    text = "\n".join(log(fault()))
    assert str(Path(__file__).parent) not in text
    assert str(Path.home()) not in text
    assert "test_buglog.py:" in text


def test_the_log_is_a_file_named_by_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_a, **_k: tmp_path)
    path = written(fault(), now=NOW)
    assert isinstance(path, Path)
    assert path.parent == tmp_path
    assert path.name.startswith("fault-20260301-123000-")
    assert "ValueError" in path.read_text(encoding="utf-8")


def test_where_no_log_can_be_written_it_is_said_aloud(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_a, **_k: tmp_path / "not there")
    said = written(fault(), now=NOW)
    assert "no log could be written" in str(said)
    assert "ValueError" in str(said)


def test_exceptions_that_name_each_other_end() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert sum("Error" in line for line in log(first)) == 2
