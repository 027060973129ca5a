from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handouts.errors import ExitCode, install_line
from handouts.press.names import PATTERN

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Program = Callable[..., subprocess.CompletedProcess[str]]


def test_what_nobody_set_is_built_in(command: Program, project: Path) -> None:
    lines = command("doctor", folder=project).stdout.splitlines()
    assert f"folder    {project}  (where you are)" in lines
    assert "output    output  (built in)" in lines
    assert f"filename  {PATTERN}  (built in)" in lines


def test_a_line_of_the_settings_is_named(command: Program, project: Path) -> None:
    (project / "handouts.yaml").write_text('filename: "{clinic}_{layout}.pdf"\noutput: ready\n', encoding="utf-8")
    lines = command("-C", "mine", "doctor").stdout.splitlines()
    assert f"folder    {project}  (-C)" in lines
    assert "output    ready  (handouts.yaml:2)" in lines
    assert "filename  {clinic}_{layout}.pdf  (handouts.yaml:1)" in lines


def test_the_environment_wins_over_the_settings(command: Program, project: Path) -> None:
    (project / "handouts.yaml").write_text("output: ready\n", encoding="utf-8")
    done = command("doctor", "--json", HANDOUTS_FOLDER="mine", HANDOUTS_BUILD_OUTPUT="elsewhere")
    told = {setting["name"]: setting for setting in json.loads(done.stdout)["settings"]}
    assert told["folder"] == {"name": "folder", "value": str(project), "source": "HANDOUTS_FOLDER"}
    assert told["output"] == {"name": "output", "value": "elsewhere", "source": "HANDOUTS_BUILD_OUTPUT"}


def test_mistakes_in_the_settings_are_shown_and_mistakes_elsewhere_do_not_matter(
    command: Program, project: Path
) -> None:
    (project / "content.yaml").write_text("nothing: here\n", encoding="utf-8")
    assert command("doctor", folder=project).returncode == ExitCode.FINE
    (project / "handouts.yaml").write_text("outptu: ready\n", encoding="utf-8")
    done = command("doctor", folder=project)
    assert done.returncode == ExitCode.CONTENT_INVALID
    assert "handouts.yaml:1:1" in done.stderr
    assert 'Did you mean "output"' in done.stderr


def test_what_extras_need_is_there_or_its_install_line_is_given(
    command: Program, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = command("doctor", folder=project).stdout
    assert "preview   ready  (pypdfium2)" in told
    assert "svg       ready  (tinycss2)" in told
    monkeypatch.setattr("handouts.cli.doctor.find_spec", lambda _name: None)
    told = command("doctor", folder=project).stdout
    assert f"preview   not there  ({install_line('pypdfium2')})" in told
    assert f"svg       not there  ({install_line('tinycss2')})" in told
