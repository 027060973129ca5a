from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.cli import run
from handouts.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    Program = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
SIX = [
    "output/alder/microneedling_alder_en_a4.pdf",
    "output/alder/microneedling_alder_en_a4-two-sided.pdf",
    "output/bayview/microneedling_bayview_en_letter.pdf",
    "output/bayview/microneedling_bayview_en_letter-two-sided.pdf",
    "output/alder-st-catherine/microneedling_alder-st-catherine_en_a4.pdf",
    "output/alder-st-catherine/microneedling_alder-st-catherine_en_a4-two-sided.pdf",
]


def spoilt(project: Path) -> None:
    """A mistake in each of both files."""
    content, clinics = project / "content.yaml", project / "clinics.yaml"
    content.write_text(content.read_text(encoding="utf-8").replace("benefits:", "benefit:", 1), encoding="utf-8")
    clinics.write_text(clinics.read_text(encoding="utf-8").replace("phone:", "fone:", 1), encoding="utf-8")


def test_init_then_build_makes_leaflets_of_the_files_as_they_are(program: Program, tmp_path: Path) -> None:
    begun = program("init", "mine")
    assert (begun.returncode, begun.stderr) == (ExitCode.FINE, 'Next: handouts -C "mine" build\n')
    assert "mine/content.yaml" in begun.stdout.splitlines()
    built = program("-C", "mine", "build")
    assert built.returncode == ExitCode.FINE
    assert built.stdout.splitlines() == [f"mine/{path}" for path in SIX]
    assert all((tmp_path / path).read_bytes().startswith(b"%PDF") for path in built.stdout.splitlines())
    assert re.fullmatch(r"6 leaflets made in \d+\.\d s\.\n", built.stderr)


def test_init_where_one_is_needs_no_folder_and_overwrites_nothing(command: Program, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    begun = command("init", folder=folder)
    assert begun.stderr == "Next: handouts build\n"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = command("init", folder=folder)
    assert again.returncode == ExitCode.DELIVERY_FAILED
    assert "content.yaml" in again.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_build_prints_paths_from_where_one_stands(command: Program, project: Path) -> None:
    built = command("build", "-c", "alder", "--layout", "a4", folder=project)
    assert built.stdout == f"{SIX[0]}\n"
    elsewhere = command("build", "-c", "alder", "--layout", "a4", "-o", "../ready", folder=project)
    assert elsewhere.stdout == f"{project.parent}/ready/alder/microneedling_alder_en_a4.pdf\n"


def test_build_is_silent_but_for_its_results_when_quiet_and_says_more_when_loud(
    command: Program, project: Path
) -> None:
    one = ("build", "-c", "alder", "--layout", "a4")
    quiet = command("-q", *one, folder=project)
    assert (quiet.stdout, quiet.stderr) == (f"{SIX[0]}\n", "")
    loud = command("-v", *one, "--force", folder=project)
    assert loud.stdout == quiet.stdout
    assert re.search(r"microneedling alder en a4: type at \d+\.\d%, \d+\.\d kB in \d+ ms", loud.stderr)


def test_build_tells_a_program_what_it_made(command: Program, project: Path) -> None:
    built = command("build", "-c", "bayview", "--json", folder=project)
    told = json.loads(built.stdout)
    assert (told["schema"], told["problems"], told["error"]) == (1, [], None)
    assert [file["path"] for file in told["files"]] == SIX[2:4]
    assert told["files"][0]["bytes"] == (project / SIX[2]).stat().st_size
    assert told["files"][0]["job"]["layout"] == "letter"


def test_every_mistake_of_every_file_is_shown_at_once_and_nothing_is_made(command: Program, project: Path) -> None:
    spoilt(project)
    built = command("build", folder=project)
    assert built.returncode == ExitCode.CONTENT_INVALID
    assert built.stdout == ""
    assert re.search(r"^content\.yaml:\d+:\d+: ", built.stderr, re.MULTILINE)
    assert re.search(r"^clinics\.yaml:\d+:\d+: ", built.stderr, re.MULTILINE)
    assert re.search(r"^ +\| +\^+$", built.stderr, re.MULTILINE)
    assert re.search(r"^\d+ problems, nothing was made\.$", built.stderr, re.MULTILINE)
    assert not (project / "output").exists()


@pytest.mark.parametrize("verb", ["check", "build"])
def test_mistakes_are_told_to_a_program_too(command: Program, project: Path, verb: str) -> None:
    spoilt(project)
    done = command(verb, "--json", folder=project)
    told = json.loads(done.stdout)
    assert done.returncode == ExitCode.CONTENT_INVALID
    assert told["schema"] == 1
    assert {problem["file"] for problem in told["problems"]} == {"content.yaml", "clinics.yaml"}
    assert all(problem["line"] > 1 and problem["message"] for problem in told["problems"])
    assert told.get("files", []) == []


def test_words_that_do_not_fit_end_with_their_own_code(command: Program, project: Path) -> None:
    file = project / "content.yaml"
    text = file.read_text(encoding="utf-8")
    many = "These are far too many words. " * 2000
    file.write_text(re.sub(r"( +text: >\n +)", r"\1" + many, text, count=1), encoding="utf-8")
    for verb in ("check", "build"):
        done = command(verb, folder=project)
        assert done.returncode == ExitCode.OVERSET
        assert re.search(r"content\.yaml:\d+:\d+: .*too long", done.stderr)
    assert not (project / "output").exists()


def test_check_of_the_sample_is_fine_and_warns_that_no_clinician_has_read_it(command: Program, project: Path) -> None:
    done = command("check", folder=project)
    assert done.returncode == ExitCode.FINE
    assert done.stdout == ""
    assert re.search(r"^content\.yaml:\d+:\d+: warning: no clinician has reviewed", done.stderr, re.MULTILINE)
    assert done.stderr.endswith("6 leaflets checked, no mistakes, 1 warning.\n")
    assert not (project / "output").exists()


def test_a_name_that_is_not_there_offers_the_nearest(command: Program, project: Path) -> None:
    for arguments, says in (
        (["build", "microneedlin"], 'There is no treatment "microneedlin". Did you mean "microneedling"?'),
        (["build", "-c", "adler"], 'There is no clinic "adler". Did you mean "alder"'),
        (["show", "microneedling", "--layout", "a5x"], 'There is no layout "a5x".'),
    ):
        done = command(*arguments, folder=project)
        assert done.returncode == ExitCode.USAGE
        assert says in done.stderr


def test_a_folder_without_content_says_how_to_make_one(command: Program, tmp_path: Path) -> None:
    done = command("build", folder=tmp_path)
    assert done.returncode == ExitCode.CONTENT_INVALID
    assert "content.yaml" in done.stderr
    assert "handouts init" in done.stderr


def test_options_may_be_given_by_the_environment(command: Program, project: Path) -> None:
    done = command(
        "build", folder=project.parent, HANDOUTS_FOLDER="mine", HANDOUTS_BUILD_CLINIC="alder", HANDOUTS_QUIET="1"
    )
    assert done.stdout.splitlines() == [f"mine/{path}" for path in SIX[:2]]
    assert done.stderr == ""


def test_preview_makes_a_picture_of_every_page_and_a_contact_sheet(command: Program, project: Path) -> None:
    done = command("preview", "microneedling", "-c", "alder", "--dpi", "40", folder=project)
    assert done.returncode == ExitCode.FINE
    assert done.stdout.splitlines() == [
        "output/preview/alder/microneedling_alder_en_a4-1.png",
        "output/preview/alder/microneedling_alder_en_a4-two-sided-1.png",
        "output/preview/alder/microneedling_alder_en_a4-two-sided-2.png",
        "output/preview/microneedling.png",
    ]
    assert all((project / path).read_bytes().startswith(b"\x89PNG") for path in done.stdout.splitlines())


def test_preview_without_its_extra_gives_the_install_line(program: Program, project: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "pypdfium2.py").write_text("raise ImportError", encoding="utf-8")
    path = f"{hidden}:{ROOT / 'src'}"
    done = program("preview", "microneedling", folder=project, PYTHONPATH=path)
    assert done.returncode == ExitCode.USAGE
    assert "-m pip install pypdfium2" in done.stderr


def test_show_prints_the_words_in_reading_order(command: Program, project: Path) -> None:
    done = command("show", "microneedling", folder=project)
    assert done.returncode == ExitCode.FINE
    assert done.stdout.index("H1") < done.stdout.index("H2")
    assert "Microneedling" in done.stdout


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("clinics", "bayview"),
        ("treatments", "microneedling"),
        ("layouts", "letter"),
        ("languages", "en"),
        ("icons", "phone"),
    ],
)
def test_list_gives_names_one_a_line_and_to_programs(command: Program, project: Path, kind: str, name: str) -> None:
    done = command("list", kind, folder=project)
    assert name in [line.split()[0] for line in done.stdout.splitlines()]
    told = json.loads(command("list", kind, "--json", folder=project).stdout)
    assert told["schema"] == 1
    assert name in [item["name"] for item in told[kind]]


def test_schema_prints_or_writes_what_editors_need(command: Program, project: Path) -> None:
    printed = command("schema", "content", folder=project)
    assert json.loads(printed.stdout)["type"] == "object"
    (project / ".handouts" / "content.schema.json").unlink()
    written = command("schema", "content", "--write", folder=project)
    assert written.stdout == ".handouts/content.schema.json\n"
    assert (project / ".handouts" / "content.schema.json").read_text(encoding="utf-8") == printed.stdout
    assert len(command("schema", "--write", folder=project).stdout.splitlines()) == 4
    assert command("schema", folder=project).returncode == ExitCode.USAGE


def test_a_copied_layout_can_be_used_at_once(command: Program, project: Path) -> None:
    copied = command("layout", "copy", "a4", "--as", "ours", folder=project)
    assert copied.stdout == "layouts/ours.yaml\n"
    built = command("build", "-c", "bayview", "--layout", "ours", folder=project)
    assert built.stdout == "output/bayview/microneedling_bayview_en_ours.pdf\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(command: Program, shell: str) -> None:
    done = command("completion", shell)
    assert done.returncode == ExitCode.FINE
    assert "_HANDOUTS_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("handouts bu", ["build"]),
        ("handouts build mic", ["microneedling"]),
        ("handouts build -c al", ["alder", "alder-st-catherine"]),
        ("handouts show microneedling --layout letter-t", ["letter-two-sided"]),
    ],
)
def test_a_shell_completes_names(command: Program, project: Path, typed: str, offered: list[str]) -> None:
    words = typed.split()
    done = command(folder=project, _HANDOUTS_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1))
    assert [line.split(",")[1] for line in done.stdout.splitlines()] == offered


def test_a_shell_completes_names_from_files_with_mistakes_and_elsewhere(program: Program, project: Path) -> None:
    spoilt(project)
    done = program(_HANDOUTS_COMPLETE="bash_complete", COMP_WORDS="handouts -C mine build -c bay", COMP_CWORD="5")
    assert done.stdout.splitlines() == ["plain,bayview"]


@pytest.mark.parametrize("jobs", [[], ["-j", "2"]])
def test_ctrl_c_ends_with_130_and_leaves_whole_files_only(project: Path, jobs: list[str]) -> None:
    if sys.platform == "win32":
        pytest.skip("Ctrl-C is sent in another way on Windows")
    slow = (
        "import sys, time; from handouts.press import output; write = output.os.fsync\n"
        "output.os.fsync = lambda number: (write(number), time.sleep(0.5))\n"
        f"if __name__ == '__main__':\n from handouts.cli import run; sys.exit(run(['build', *{jobs!r}]))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", slow],
        cwd=project,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "HOME": str(project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(project.rglob("*.pdf")) and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == ExitCode.INTERRUPTED
    assert "Stopped" in said
    assert "Traceback" not in said
    made = [path for path in (project / "output").rglob("*") if path.is_file()]
    assert 1 <= len(made) < 6
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in made if path.suffix == ".pdf")
    assert {path.suffix for path in made} <= {".pdf", ".json", ""}
    pdfs = sum(path.suffix == ".pdf" for path in made)
    assert run(["-q", "-C", str(project), "build"]) == ExitCode.FINE
    assert len(list((project / "output").rglob("*.pdf"))) == 6 > pdfs


def test_watching_builds_again_whatever_happens_until_ctrl_c(project: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Ctrl-C is sent in another way on Windows")
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "handouts", "build", "-c", "alder", "--layout", "a4", "--watch"],
        cwd=project,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "HOME": str(project)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None

        def heard(words: str) -> str:
            assert running.stderr is not None
            return next(line for line in running.stderr if words in line)

        heard("Watching for changes. Ctrl-C ends it.")
        file = project / "content.yaml"
        words = file.read_text(encoding="utf-8")
        file.write_text(words.replace("title: Microneedling", "titel: Microneedling"), encoding="utf-8")
        assert heard("Changed") == "Changed: content.yaml\n"
        heard('Did you mean "title"?')
        file.write_text(words.replace("title: Microneedling", "title: Needling"), encoding="utf-8")
        heard("Changed: content.yaml")
        heard("1 leaflet made in")
        running.send_signal(signal.SIGINT)
        assert running.stderr.read() == "No longer watching.\n"
        assert running.wait(timeout=60) == ExitCode.FINE
    (made,) = (project / "output").rglob("*.pdf")
    assert b"Needling" in made.read_bytes()


def test_a_scheduler_that_cannot_be_reached_makes_nothing(command: Program, project: Path) -> None:
    done = command("build", "--scheduler", "nonsense", folder=project)
    assert done.returncode == ExitCode.DELIVERY_FAILED
    assert done.stderr.startswith('The scheduler "nonsense" cannot be used: nothing answers there.')
    assert not list((project / "output").rglob("*.pdf"))


def test_a_cluster_makes_what_is_asked_for_on_the_command_line(command: Program, project: Path) -> None:
    from distributed import LocalCluster  # noqa: PLC0415 - a second, for this test alone

    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        done = command("build", "--scheduler", cluster.scheduler_address, folder=project)
    assert done.returncode == ExitCode.FINE
    assert "6 leaflets made in" in done.stderr
    assert len(list((project / "output").rglob("*.pdf"))) == 6


def test_watching_has_no_json_at_its_end(command: Program, project: Path) -> None:
    done = command("build", "--watch", "--json", folder=project)
    assert done.returncode == ExitCode.USAGE
    assert "--watch never ends" in done.stderr


def test_a_disk_that_is_full_is_one_line_and_its_own_code(command: Program, project: Path) -> None:
    (project / "output").write_bytes(b"")
    done = command("build", folder=project)
    assert done.returncode == ExitCode.DELIVERY_FAILED
    assert "a file stands where a folder should be" in done.stderr


def test_an_unforeseen_fault_writes_a_log_without_words_and_ends_with_70(
    program: Program, project: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "uharfbuzz.py").write_text("raise RuntimeError('Alder Skin Clinic')", encoding="utf-8")
    done = program("build", folder=project, PYTHONPATH=f"{broken}:{ROOT / 'src'}")
    assert done.returncode == ExitCode.BUG
    assert len(done.stderr.splitlines()) == 2
    (log,) = tmp_path.rglob("*.log")
    assert str(log) in done.stderr
    text = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text
    assert "Alder" not in text
    assert str(tmp_path) not in text
