"""What ``handouts build`` says of builds that make only a part."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from handouts.errors import ExitCode

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Program = Callable[..., subprocess.CompletedProcess[str]]

LETTER = "output/bayview/microneedling_bayview_en_letter.pdf"
TWO_SIDED = "output/bayview/microneedling_bayview_en_letter-two-sided.pdf"


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def timeless(text: str) -> str:
    return re.sub(r"\d+\.\d s\.", "0.5 s.", text)


@pytest.fixture
def broken(project: Path) -> Path:
    """A name that no leaflet of one clinic holds."""
    edited(project / "clinics.yaml", "name: Bayview", "name: " + "Bayview " * 60)
    return project


def test_a_second_build_says_that_all_is_up_to_date(command: Program, project: Path) -> None:
    assert command("build", folder=project).returncode == ExitCode.FINE
    again = command("build", folder=project)
    assert (again.returncode, again.stdout) == (ExitCode.FINE, "")
    assert timeless(again.stderr) == "6 leaflets up to date, seen in 0.5 s.\n"
    edited(project / "clinics.yaml", "phone: 800-555-0199", "phone: 800-555-0123")
    changed = command("build", folder=project)
    assert changed.stdout.splitlines() == [LETTER, TWO_SIDED]
    assert timeless(changed.stderr) == "2 leaflets made, 4 up to date in 0.5 s.\n"
    assert len(command("build", "--force", folder=project).stdout.splitlines()) == 6


def test_one_clinic_that_cannot_have_its_leaflets_does_not_keep_others_from_theirs(
    command: Program, broken: Path
) -> None:
    built = command("build", folder=broken)
    assert built.returncode == ExitCode.OVERSET
    assert len(built.stdout.splitlines()) == 4
    assert re.search(r"^clinics\.yaml:\d+:\d+: ", built.stderr, re.MULTILINE)
    *_, head, first, second, made = timeless(built.stderr).splitlines()
    assert re.fullmatch(r"\d+ problems?, 2 leaflets not made:", head)
    assert [first, second] == [f"  {LETTER}", f"  {TWO_SIDED}"]
    assert made == "4 leaflets made in 0.5 s."
    again = command("build", folder=broken)
    assert again.returncode == ExitCode.OVERSET
    assert again.stdout == ""
    assert timeless(again.stderr).endswith("4 leaflets up to date, seen in 0.5 s.\n")


def test_a_logo_that_cannot_be_read_stops_the_leaflets_that_show_it(command: Program, project: Path) -> None:
    (project / "logos" / "alder-white.png").write_bytes(b"no picture")
    built = command("build", folder=project)
    assert built.returncode == ExitCode.CONTENT_INVALID
    assert built.stdout.splitlines() == [LETTER, TWO_SIDED]
    assert ", 4 leaflets not made:" in built.stderr


def test_an_old_file_of_a_leaflet_that_cannot_be_made_stays_and_is_said_to_be_out_of_date(
    command: Program, project: Path
) -> None:
    assert command("build", folder=project).returncode == ExitCode.FINE
    before = (project / LETTER).read_bytes()
    edited(project / "clinics.yaml", "name: Bayview", "name: " + "Bayview " * 60)
    built = command("build", "-c", "bayview", "--layout", "letter", folder=project)
    assert built.returncode == ExitCode.OVERSET
    assert built.stderr.endswith(f", 1 leaflet not made:\n  {LETTER} (the file there is out of date)\n")
    assert (project / LETTER).read_bytes() == before


def test_a_program_is_told_what_was_left_what_failed_and_what_lies_about(command: Program, project: Path) -> None:
    command("build", folder=project)
    edited(project / "clinics.yaml", "name: Bayview", "name: " + "Bayview " * 60)
    edited(project / "clinics.yaml", "    - a4-two-sided\n", "")
    built = command("build", "--json", folder=project)
    told = json.loads(built.stdout)
    assert built.returncode == ExitCode.OVERSET
    assert told["files"] == []
    assert [path.split("/")[1] for path in told["unchanged"]] == ["alder", "alder-st-catherine"]
    assert [(failed["path"], failed["out_of_date"]) for failed in told["failed"]] == [(LETTER, True), (TWO_SIDED, True)]
    assert told["failed"][0]["job"]["clinic"] == "bayview"
    assert [path.split("/")[1] for path in told["strays"]] == ["alder-st-catherine", "alder"]
    assert told["pruned"] == []
    assert {problem["file"] for problem in told["problems"]} == {"clinics.yaml"}
    assert len(json.loads(command("build", "--prune", "--json", folder=project).stdout)["pruned"]) == 2


def test_with_v_a_build_says_what_remembering_was_worth(command: Program, project: Path) -> None:
    said = command("-v", "build", "-c", "alder", "-c", "alder-st-catherine", "--layout", "a4", folder=project).stderr
    assert "kept, plates: 1 made, 1 time taken again\n" in said
    assert "kept, codes: 1 made, 1 time taken again\n" in said
    assert "kept," not in command("build", "--force", folder=project).stderr


def test_files_that_belong_to_nothing_are_named_and_removed_when_asked(command: Program, project: Path) -> None:
    command("build", folder=project)
    edited(project / "clinics.yaml", "      - letter-two-sided\n", "")
    built = command("build", folder=project)
    said = "1 file of earlier builds, to be removed with handouts build --prune:\n"
    assert timeless(built.stderr) == f"5 leaflets up to date, seen in 0.5 s.\n{said}  {TWO_SIDED}\n"
    assert (project / TWO_SIDED).exists()
    assert timeless(command("build", folder=project).stderr) == timeless(built.stderr)
    pruned = command("build", "--prune", folder=project)
    assert pruned.stderr.endswith(f"1 file removed that belonged to nothing any more:\n  {TWO_SIDED}\n")
    assert not (project / TWO_SIDED).exists()
    assert timeless(command("build", folder=project).stderr) == "5 leaflets up to date, seen in 0.5 s.\n"


def test_long_lists_are_cut_short_unless_one_asks(command: Program, project: Path) -> None:
    copies = "".join(f"  branch-{number}:\n    same_as: bayview\n    name: {'Bayview ' * 60}\n" for number in range(7))
    edited(project / "clinics.yaml", "  bayview:\n", f"{copies}  bayview:\n")
    short = command("build", folder=project)
    assert short.stderr.count("  output/") == 10
    assert "\n  and 4 more\n6 leaflets made" in short.stderr
    assert command("-v", "build", folder=project).stderr.count("  output/") == 14


def test_a_build_asked_for_by_name_keeps_what_others_made(command: Program, project: Path) -> None:
    command("build", folder=project)
    command("build", "-c", "alder", "--layout", "a3-poster", "--prune", folder=project)
    assert len(list((project / "output").rglob("*.pdf"))) == 7
    assert "--prune" not in command("build", folder=project).stderr
