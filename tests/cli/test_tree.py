from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from handouts import __version__
from handouts.cli import run
from handouts.cli.failures import EXIT_CODES
from handouts.cli.tree import handouts
from handouts.errors import ExitCode
from handouts.press import calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Program = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
#: The help of every command, one after another. Written anew by: python tests/cli/test_tree.py
GOLDEN = Path(__file__).with_name("help.txt")
SETTINGS = handouts.context_settings


def commands(command: click.Command = handouts, path: tuple[str, ...] = ("handouts",)) -> Iterator[tuple[str, ...]]:
    """The path of every command below, itself first."""
    yield path
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from commands(found, (*path, name))


def context_of(path: tuple[str, ...]) -> click.Context:
    """The context in which the command of a path prints its help."""
    context = click.Context(handouts, info_name="handouts", **SETTINGS)
    for name in path[1:]:
        group = context.command
        assert isinstance(group, click.Group)
        found = group.get_command(context, name)
        assert found is not None
        context = click.Context(found, parent=context, info_name=name, **found.context_settings)
    return context


def help_tree() -> str:
    """All of it, as a terminal of 100 letters shows it."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        return "\n\n".join(f"$ {' '.join(path)} --help\n{context_of(path).get_help()}" for path in commands()) + "\n"
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


PATHS = tuple(commands())
HEAVY = ("pydantic", "reportlab", "PIL", "rich", "yaml", "uharfbuzz", "qrcode", "babel", "phonenumbers", "markdown_it")


def test_the_help_of_the_whole_tree_is_as_it_was_agreed() -> None:
    assert help_tree() == GOLDEN.read_text(encoding="utf-8"), "if this is meant: python tests/cli/test_tree.py"


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_help_has_two_examples_that_the_program_understands(
    path: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "my-clinic").mkdir()
    monkeypatch.chdir(tmp_path)
    examples = context_of(path).get_help().partition("Examples:\n")[2].splitlines()[:2]
    assert len(examples) == 2
    for example in examples:
        typed = re.search(r"handouts[^)>]*", example)
        assert typed is not None
        arguments = shlex.split(typed[0])
        assert arguments[: len(path)] == list(path)
        assert run([*arguments[1:], "--help"]) == ExitCode.FINE
        assert "Usage: " in capsys.readouterr().out


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_no_line_of_help_is_wider_than_100_letters(path: tuple[str, ...]) -> None:
    assert max(map(len, context_of(path).get_help().splitlines())) <= 100


def test_every_exit_code_is_in_the_help() -> None:
    text = context_of(("handouts",)).get_help()
    assert set(EXIT_CODES) == set(ExitCode)
    for code, meaning in EXIT_CODES.items():
        assert re.search(rf"^ +{int(code)}  {re.escape(meaning)}$", text, re.MULTILINE)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_option_is_an_environment_variable_too(path: tuple[str, ...]) -> None:
    context = context_of(path)
    for option in context.command.params:
        if isinstance(option, click.Option) and option.expose_value:
            longest = max(option.opts, key=len).lstrip("-").replace("-", "_")
            variable = "_".join((*path, longest)).upper()
            assert option.resolve_envvar_value(context) is None
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv(variable, "something")
                assert option.resolve_envvar_value(context) == "something", variable


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["preview", "--help"], ["--version"]])
def test_help_and_version_load_no_heavy_library(arguments: list[str]) -> None:
    heavy = (
        *HEAVY,
        *(() if "--version" in arguments else ("random", "secrets", "logging", "multiprocessing", "socket")),
    )
    program = (
        "import sys, json; from handouts.cli import run\n"
        f"code = run({arguments!r})\n"
        f"print(json.dumps([code, [name for name in {heavy!r} if name in sys.modules]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]


def test_a_build_with_nothing_to_do_loads_no_heavy_library(project: Path) -> None:
    assert run(["-q", "-C", str(project), "build"]) == ExitCode.FINE
    program = (
        "import sys, json; from handouts.cli import run\n"
        f"code = run(['-C', {str(project)!r}, 'build', '--today', '{calendar.this_day()}'])\n"
        f"print(json.dumps([code, [name for name in {HEAVY!r} if name in sys.modules]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]
    assert "6 leaflets up to date" in done.stderr


def test_importing_the_package_loads_no_heavy_library() -> None:
    program = f"import sys, handouts; print([name for name in {HEAVY!r} + ('click',) if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version_names_what_a_fault_report_needs(program: Program, flag: str) -> None:
    done = program(flag)
    assert re.fullmatch(rf"handouts {__version__} \(Python 3\.\d+\.\d+\S*, ReportLab \d+\.\d+\S*\)\n", done.stdout)
    assert done.returncode == ExitCode.FINE


def test_a_command_that_is_not_known_offers_the_nearest(program: Program) -> None:
    done = program("biuld")
    assert done.returncode == ExitCode.USAGE
    assert "Did you mean 'build'?" in done.stderr
    assert done.stdout == ""


def test_an_option_that_is_not_known_offers_the_nearest(program: Program) -> None:
    done = program("build", "--layot", "a4")
    assert done.returncode == ExitCode.USAGE
    assert "--layout" in done.stderr


def test_loud_and_quiet_at_once_are_a_mistake(program: Program) -> None:
    done = program("-v", "-q", "list", "icons")
    assert done.returncode == ExitCode.USAGE
    assert "Choose one" in done.stderr


def test_a_folder_that_is_not_there_is_a_mistake(program: Program) -> None:
    done = program("-C", "nowhere", "build")
    assert done.returncode == ExitCode.USAGE
    assert "nowhere" in done.stderr


if __name__ == "__main__":
    GOLDEN.write_text(help_tree(), encoding="utf-8")
