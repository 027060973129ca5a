"""The start and the end of the process: little of them goes into looking for garbage."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import gc, sys
from handouts.cli import main
sys.argv = ["handouts", *sys.argv[1:]]
before = sum(each["collections"] for each in gc.get_stats())
try:
    main()
except SystemExit as end:
    print("searches", sum(each["collections"] for each in gc.get_stats()) - before)
    print("kept", gc.get_freeze_count() > 0)
    print("code", end.code)
"""


def _ended(*arguments: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return dict(line.split(" ", 1) for line in done.stdout.splitlines()[-3:])


def test_garbage_is_hardly_looked_for_while_modules_are_imported() -> None:
    ended = _ended("schema", "content")
    assert int(ended["searches"]) <= 2


def test_what_the_process_holds_is_not_gone_through_at_its_end() -> None:
    assert _ended("--help")["kept"] == "True"


def test_the_exit_code_is_the_commands() -> None:
    assert _ended("--help")["code"] == "0"
    assert _ended("no-such-command")["code"] == "2"
