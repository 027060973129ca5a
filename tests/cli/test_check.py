"""What ``handouts check`` says of findings, in each of its forms."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from handouts.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Program

TODAY = "--today=2026-11-23"


@pytest.fixture
def misleading(project: Path) -> Path:
    file = project / "content.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Your complexion can look smoother.", "It is painless."), encoding="utf-8")
    return project


def test_a_finding_fails_the_check_with_its_own_code_and_its_place(command: Program, misleading: Path) -> None:
    done = command("check", TODAY, folder=misleading)
    assert done.returncode == ExitCode.FINDINGS
    assert re.search(
        r'^content\.yaml:49:25: "painless" promises too much\. Say what .* \[claims\]$', done.stderr, re.MULTILINE
    )
    assert done.stderr.count("[claims]") == 1  # though six leaflets have it


def test_a_program_hears_the_rule_its_reason_and_its_source(command: Program, misleading: Path) -> None:
    for form in ("--json", "--format=json"):
        done = command("check", TODAY, form, folder=misleading)
        found = {each.get("rule"): each for each in json.loads(done.stdout)["problems"]}
        assert set(found) == {"claims", "reviewer"}
        assert found["claims"]["severity"] == "error"
        assert (found["claims"]["line"], found["claims"]["column"]) == (49, 25)
        assert all(found["claims"][name] for name in ("what", "mend", "why", "source"))
        assert done.returncode == ExitCode.FINDINGS


def test_annotations_are_workflow_commands_one_a_line(command: Program, misleading: Path) -> None:
    done = command("check", TODAY, "--format=github", folder=misleading)
    lines = done.stdout.splitlines()
    assert lines[0].startswith('::error file=content.yaml,line=49,col=25::"painless" promises')
    assert lines[1].startswith("::warning file=content.yaml,line=86,col=20::")
    assert len(lines) == 2


def test_a_waiver_lets_pass_and_is_said(command: Program, misleading: Path) -> None:
    waiver = "waivers:\n  - rule: claims\n    reason: Agreed with the clinical lead.\n    until: 2026-11-30\n"
    (misleading / "handouts.yaml").write_text(waiver, encoding="utf-8")
    done = command("check", TODAY, folder=misleading)
    assert done.returncode == ExitCode.FINE
    assert "waived until 2026-11-30" in done.stderr
    assert "Agreed with the clinical lead." in done.stderr
    late = command("check", "--today=2026-12-01", folder=misleading)
    assert late.returncode == ExitCode.FINDINGS
    assert 'this waiver of "claims" ended on 2026-11-30.' in late.stderr


def test_a_waiver_that_waives_nothing_is_a_warning(command: Program, project: Path) -> None:
    waiver = "waivers:\n  - rule: claims\n    reason: Agreed.\n    until: 2026-11-30\n"
    (project / "handouts.yaml").write_text(waiver, encoding="utf-8")
    assert (
        'handouts.yaml:2:11: warning: this waiver of "claims" waives nothing'
        in command("check", TODAY, folder=project).stderr
    )


def test_a_rule_is_explained(command: Program, project: Path) -> None:
    done = command("check", "--explain", "claims", folder=project)
    assert done.returncode == ExitCode.FINE
    assert done.stdout.startswith("claims: error\nLooks for ")
    assert "\nSource: " in done.stdout
    assert command("check", "--explain", "claim", folder=project).returncode == ExitCode.USAGE


def test_words_that_a_clinic_changes_are_looked_over_where_they_stand(command: Program, project: Path) -> None:
    file = project / "clinics.yaml"
    changes = "    changes:\n      microneedling:\n        en:\n          call_us_if: This is safe for life.\n"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  bayview:\n", f"{changes}\n  bayview:\n", 1), encoding="utf-8")
    done = command("check", TODAY, folder=project)
    line = file.read_text(encoding="utf-8")[: file.read_text(encoding="utf-8").index("safe for life")].count("\n") + 1
    assert re.search(rf'^clinics\.yaml:{line}:31: "safe"', done.stderr, re.MULTILINE)


def test_dates_are_held_against_the_day_that_is_named(command: Program, project: Path) -> None:
    assert command("check", "--today=2028-03-01", folder=project).returncode == ExitCode.FINE
    done = command("check", "--today=2028-03-02", folder=project)
    assert done.returncode == ExitCode.FINDINGS
    assert "[overdue]" in done.stderr
