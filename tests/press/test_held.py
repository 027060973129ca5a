"""A leaflet that could mislead, cannot be read or has run out is made by no command."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pikepdf
import pytest

import handouts
import reading
from handouts.cli import run
from handouts.errors import ExitCode, FindingsStand
from handouts.press.batch import Batch
from handouts.press.personal import Leaflets
from handouts.press.project import start
from handouts.press.workers import Crew

LAYOUTS = Path(__file__).parents[2] / "layouts"
PORES, PROMISE = "Your complexion can look smoother.", "Your complexion looks smoother permanently."
PEEL = """  peel:
    title: Peel
    summary: A liquid takes off the top layer of your skin.
    sections:
      - title: Call us if
        call_us_if: Your skin blisters.
    about:
      version: "1.0"
      author: Our own team
      reviewed: 2026-03-01
      reviewed_by: none
      review_due: 2028-03-01
      sources:
        - id: own
          title: Our own protocol
"""
DAY, LATE = date(2026, 11, 23), date(2028, 3, 2)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample, which promises something, and a second treatment, which does not."""
    start(tmp_path / "project")
    file = tmp_path / "project" / "content.yaml"
    text = file.read_text(encoding="utf-8")
    assert PORES in text
    file.write_text(text.replace(PORES, PROMISE).replace("treatments:\n", f"treatments:\n{PEEL}"), encoding="utf-8")
    return tmp_path / "project"


def mended(project: Path) -> None:
    file = project / "content.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(PROMISE, PORES), encoding="utf-8")


def pdfs(project: Path) -> set[str]:
    return {path.name.split("_")[0] for path in (project / "output").rglob("*.pdf")}


def test_what_misleads_is_not_built_and_all_else_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(project), "build"]) == ExitCode.FINDINGS
    told = capsys.readouterr().err
    assert '"permanently" promises too much.' in told
    assert "6 leaflets not made" in told
    assert pdfs(project) == {"peel"}
    mended(project)
    assert run(["-C", str(project), "build"]) == ExitCode.FINE
    assert pdfs(project) == {"peel", "microneedling"}


def test_the_functions_of_the_package_hold_it_back_too(project: Path) -> None:
    content = handouts.load(project)
    with pytest.raises(FindingsStand, match="permanently"):
        handouts.build(content, today=DAY)
    assert pdfs(project) == {"peel"}


def test_an_older_file_of_it_stays_and_is_said_to_be_out_of_date(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sold = (project / "content.yaml").read_text(encoding="utf-8")
    mended(project)
    assert run(["-C", str(project), "build"]) == ExitCode.FINE
    (project / "content.yaml").write_text(sold, encoding="utf-8")
    assert run(["-C", str(project), "build"]) == ExitCode.FINDINGS
    assert "(the file there is out of date)" in capsys.readouterr().err
    assert pdfs(project) == {"peel", "microneedling"}


def test_a_day_on_which_the_review_is_overdue_is_noticed_though_no_file_has_changed(project: Path) -> None:
    mended(project)
    content = handouts.load(project)
    handouts.build(content, today=DAY)
    with pytest.raises(FindingsStand, match="was due on 2028-03-01"):
        handouts.build(content, today=LATE)
    assert run(["-C", str(project), "build", "--today", DAY.isoformat()]) == ExitCode.FINE
    assert run(["-C", str(project), "build", "--today", LATE.isoformat()]) == ExitCode.FINDINGS
    assert run(["-C", str(project), "build", "--today", DAY.isoformat()]) == ExitCode.FINE


REVIEWED = ("reviewed_by: none", "reviewed_by: Dr A. Example, dermatologist")


@pytest.mark.parametrize("layout", sorted(path.stem for path in LAYOUTS.glob("*.yaml")))
def test_what_is_overdue_is_made_where_it_is_allowed_and_says_so_on_the_page(layout: str, project: Path) -> None:
    mended(project)
    file = project / "content.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*REVIEWED), encoding="utf-8")
    content, choice = handouts.load(project), {"treatments": ["microneedling"], "clinics": ["alder"]}
    made = handouts.build(content, today=LATE, allow_overdue=True, layouts=[layout], **choice)
    for path in made:
        assert "Review overdue since March 2028" in " ".join(reading.tree_words(Path(path)))
        with pikepdf.open(path) as pdf:
            assert "Review overdue since March 2028" in str(pdf.docinfo.Keywords)
    made = handouts.build(content, today=DAY, layouts=[layout], **choice)
    assert not any("overdue" in " ".join(reading.tree_words(Path(path))) for path in made)


def test_other_processes_say_so_too(project: Path) -> None:
    mended(project)
    batch = Batch.over(handouts.load(project), today=LATE, allow_overdue=True)
    with ThreadPoolExecutor(1) as executor:
        found = {pdf.job: pdf.data for pdf in batch.tried(batch.jobs, Crew(executor, 1))}
    assert found == {pdf.job: pdf.data for pdf in batch.tried(batch.jobs)}
    assert all(b"overdue since" in data for data in found.values())


def test_a_waiver_of_an_overdue_review_prints_it_too(project: Path) -> None:
    mended(project)
    waiver = "waivers:\n  - rule: overdue\n    reason: The reviewer is ill.\n    until: 2028-04-01\n"
    (project / "handouts.yaml").write_text(waiver, encoding="utf-8")
    for path in handouts.build(handouts.load(project), today=LATE):
        assert b"overdue since March 2028" in Path(path).read_bytes()


def test_what_is_overdue_stays_a_warning_where_it_is_allowed(project: Path) -> None:
    mended(project)
    command = ["-C", str(project), "build", "--today", LATE.isoformat()]
    assert run(command) == ExitCode.FINDINGS
    assert run([*command, "--allow-overdue"]) == ExitCode.FINE
    assert run(command) == ExitCode.FINDINGS
    assert run(["-C", str(project), "gather", "--today", LATE.isoformat()]) == ExitCode.FINDINGS
    assert run(["-C", str(project), "gather", "--today", LATE.isoformat(), "--allow-overdue"]) == ExitCode.FINE


def test_the_status_names_what_is_due_most_urgent_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project / "content.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("review_due: 2028-03-01", "review_due: 2027-01-20", 1), encoding="utf-8")
    for day, said in {
        "2026-11-20": "2027-01-20  in 61 days           peel 1.0 en           alder, bayview, alder-st-catherine",
        "2027-01-19": "2027-01-20  in 1 day             peel 1.0 en           alder, bayview, alder-st-catherine",
        "2027-02-20": "2027-01-20  OVERDUE by 31 days   peel 1.0 en           alder, bayview, alder-st-catherine",
    }.items():
        assert run(["-C", str(project), "status", "--today", day]) == ExitCode.FINE
        first, second = capsys.readouterr().out.splitlines()
        assert first == said
        assert second.startswith("2028-03-01  in ")
    run(["-C", str(project), "status", "--today", "2026-11-21", "--json"])
    reviews = json.loads(capsys.readouterr().out)["reviews"]
    assert [(each["treatment"], each["state"], each["days"]) for each in reviews] == [
        ("peel", "soon", 60),
        ("microneedling", "fine", 466),
    ]


def test_no_file_with_all_leaflets_is_made_while_one_is_held_back(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(project), "gather"]) == ExitCode.FINDINGS
    assert "permanently" in capsys.readouterr().err
    assert not (project / "output").exists()
    assert run(["-C", str(project), "gather", "peel"]) == ExitCode.FINE


def test_it_is_not_mailed(project: Path) -> None:
    content = handouts.load(project)
    with pytest.raises(FindingsStand, match="permanently"):
        Leaflets.of(content, "microneedling", "alder", today=DAY)
    with pytest.raises(FindingsStand, match="was due"):
        Leaflets.of(content, "peel", "alder", today=LATE)
    assert Leaflets.of(content, "peel", "alder", today=DAY).pdf("en")


def test_a_waiver_lets_it_pass_and_stands_in_the_manifest(project: Path) -> None:
    (project / "handouts.yaml").write_text(
        "waivers:\n  - rule: claims\n    place: microneedling\n    reason: Agreed.\n    until: 2026-11-30\n",
        encoding="utf-8",
    )
    handouts.build(handouts.load(project), today=DAY)
    files = json.loads((project / "output" / "manifest.json").read_text(encoding="utf-8"))["files"]
    waivers = {each["job"]["treatment"]: each["waivers"] for each in files}
    assert waivers["peel"] == []
    assert waivers["microneedling"] == [
        {
            "rule": "claims",
            "what": '"permanently" promises too much.',
            "reason": "Agreed.",
            "until": "2026-11-30",
        }
    ]
    with pytest.raises(FindingsStand):
        handouts.build(handouts.load(project), today=date(2026, 12, 1))
