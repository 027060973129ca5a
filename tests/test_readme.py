from __future__ import annotations

import os
import re
import shlex
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
import pytest

from handouts.cli import run
from handouts.cli.failures import EXIT_CODES
from handouts.cli.tree import handouts as tree
from handouts.errors import ExitCode, install_line
from running_docs import blocks, commands, consoles, project, steps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens a connection fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.mark.usefixtures("offline")
def test_the_python_in_the_readme_runs(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path))
    for code in blocks(readme, "python"):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page
    assert (tmp_path / "microneedling.pdf").read_bytes().startswith(b"%PDF")
    said = capsys.readouterr().out
    assert "warning" in said
    assert os.path.join("ready", "alder", "microneedling_alder_en_a4.pdf") in said  # noqa: PTH118 - as it is printed


@pytest.mark.usefixtures("offline")
def test_the_tour_of_the_readme_goes_as_it_is_told(
    readme: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """The tour in one folder from its first line to its last: every change is made, every command is run."""
    for name in [name for name in os.environ if name.startswith("HANDOUTS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def output(command: str) -> str:
        program, *arguments = shlex.split(command)
        if program == "cd":
            monkeypatch.chdir(arguments[0])
            return ""
        assert program == "handouts"
        run(arguments)
        said = capsys.readouterr()
        return (
            told_anywhere(said.out + said.err)
            .replace(str(tmp_path), "~")
            .replace(install_line(""), "python -m pip install ")
        )

    actual = steps(readme, output)
    if request.config.getoption("--update-goldens"):
        (request.config.rootpath / "README.md").write_text(actual, encoding="utf-8", newline="\n")
        readme = actual
    assert actual == readme, "pytest --update-goldens writes the tour anew"


def told_anywhere(text: str) -> str:
    return re.sub(r"in \d+\.\d s\.", "in 0.5 s.", text).replace(install_line(""), "python -m pip install ")


def test_the_readme_has_the_exit_codes_of_the_program(readme: str) -> None:
    table = readme.partition("| Code | Meaning |")[2].partition("\n\n")[0]
    rows = {int(code): says for code, says in re.findall(r"^\| (\d+) \| (.+?) \|$", table, re.MULTILINE)}
    assert rows == {int(code): says for code, says in EXIT_CODES.items()}
    assert set(rows) == set(ExitCode)


@dataclass(frozen=True, slots=True)
class Named:
    """A command line as a page names it: the commands on its way and the options it uses."""

    line: str
    path: tuple[str, ...]
    options: tuple[str, ...]


def named(line: str) -> Named:
    words = shlex.split(line.replace("\\", "/"))
    command: click.Command = tree
    path: list[str] = []
    options: list[str] = []
    waiting = words[1:]
    while waiting:
        word = waiting.pop(0)
        found = next((param for param in command.params if word in param.opts), None)
        if word.startswith("-"):
            assert found or word in {"--help", "-h"}, f"{line}: there is no {word}"
            options.append(word)
            if isinstance(found, click.Option) and not found.is_flag:
                waiting.pop(0)
        elif isinstance(command, click.Group):
            below = command.get_command(click.Context(command), word)
            assert below, f"{line}: there is no {word}"
            command = below
            path.append(word)
    return Named(line, tuple(path), tuple(options))


def pages(repository: Path) -> Iterator[str]:
    for path in (repository / "README.md", repository / "CONTRIBUTING.md", *(repository / "docs").glob("*.md")):
        yield path.read_text(encoding="utf-8")


def test_every_command_that_the_pages_name_is_in_the_tree(repository: Path) -> None:
    lines = [line for page in pages(repository) for line in commands(page)]
    assert len(lines) > 20
    assert all(named(line).path for line in lines if line != "handouts" and "--help" not in line)


def test_the_check_of_commands_sees_one_that_is_not_there() -> None:
    with pytest.raises(AssertionError, match="there is no paint"):
        named("handouts paint")
    with pytest.raises(AssertionError, match="there is no --thick"):
        named("handouts build --thick")


def test_every_command_of_the_tree_is_in_the_readme(readme: str) -> None:
    said = {named(line).path[0] for line in commands(readme) if named(line).path}
    assert said == set(tree.list_commands(click.Context(tree)))


def test_the_two_commands_are_as_contributors_and_ci_know_them(readme: str) -> None:
    lines = [
        line for block in blocks(readme, "sh") for line in block.splitlines() if line.startswith("python3 -m venv ")
    ]
    assert lines == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/handouts build",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_figures_stand_beside_the_command_that_makes_them(readme: str, repository: Path) -> None:
    section = readme.partition("## Time and size")[2].partition("\n## ")[0]
    assert "python -m bench" in section
    bench = (repository / "bench" / "rows" / "leaflets.py").read_text(encoding="utf-8")
    heads = re.findall(r"^\| ([A-Z][^|]*?) +\|", section, re.MULTILINE)
    assert len(heads) == 3
    assert all(f'"{head}"' in bench for head in heads)


def test_variables_of_the_environment_that_the_readme_names_do_something(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (assignment,) = re.findall(r"`(HANDOUTS_\w+=\w+)`", readme)
    name, _, value = assignment.partition("=")
    monkeypatch.setenv(name, value)
    assert run(["-C", str(project(tmp_path)), "build"]) is ExitCode.FINE
    made = capsys.readouterr().out.splitlines()
    assert made
    assert all(f"_{value}_" in path for path in made)


def test_console_blocks_hold_commands(readme: str) -> None:
    assert len(list(consoles(readme))) >= 8
