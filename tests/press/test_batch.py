from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handouts
from handouts.errors import ContentInvalid, OutputNotWritten, Overset, Severity
from handouts.memo import Memo
from handouts.press.batch import Batch, passed
from handouts.press.choice import Choice
from handouts.press.plan import plan
from handouts.press.project import start
from handouts.press.public import build, check
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.press.job import Job

SIX = {
    f"{clinic}/microneedling_{clinic}_en_{layout}.pdf"
    for clinic, layout in (
        ("alder", "a4"),
        ("alder", "a4-two-sided"),
        ("bayview", "letter"),
        ("bayview", "letter-two-sided"),
        ("alder-st-catherine", "a4"),
        ("alder-st-catherine", "a4-two-sided"),
    )
}


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")}


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def lengthened(project: Path) -> int:
    """Make the sample far too long for one side; gives the line of the section."""
    file = project / "content.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if re.match(r" +text: >", line))
    indent = len(lines[number + 1]) - len(lines[number + 1].lstrip())
    lines.insert(number + 1, " " * indent + "More words than any sheet of paper holds. " * 400 + "\n")
    file.write_text("".join(lines), encoding="utf-8")
    return number + 1


def test_the_sample_makes_its_six_leaflets_beside_the_content(content: Content, project: Path) -> None:
    paths = build(content)
    assert written(project / "output") == SIX
    assert {path.relative_to(project / "output").as_posix() for path in paths} == SIX
    assert all(path.read_bytes().startswith(b"%PDF-") for path in paths)


def test_files_go_where_they_are_asked_to(content: Content, tmp_path: Path) -> None:
    (path,) = build(content, output=str(tmp_path / "x"), clinics=["alder"], layouts=["a4"])
    assert path == tmp_path / "x" / "alder" / "microneedling_alder_en_a4.pdf"
    assert path.is_file()


def test_the_settings_say_where_files_go_and_what_they_are_called(project: Path) -> None:
    settings = 'output: ready\nfilename: "{treatment} for {clinic} on {layout}.pdf"\n'
    (project / "handouts.yaml").write_text(settings, encoding="utf-8")
    build(handouts.load(project), clinics=["bayview"])
    assert written(project / "ready") == {
        "microneedling for bayview on letter.pdf",
        "microneedling for bayview on letter-two-sided.pdf",
    }


def test_two_jobs_with_one_name_stop_the_build_before_anything_is_made(project: Path) -> None:
    (project / "handouts.yaml").write_text('filename: "{treatment}_{clinic}.pdf"\n', encoding="utf-8")
    content = handouts.load(project)
    with pytest.raises(ContentInvalid, match="share the file") as caught:
        build(content)
    assert {(problem.place.file, problem.place.line) for problem in caught.value.problems} == {("handouts.yaml", 1)}
    assert not (project / "output").exists()


def test_words_that_do_not_fit_stop_the_build_and_say_which_section(project: Path) -> None:
    line = lengthened(project)
    content = handouts.load(project)
    with pytest.raises(Overset) as caught:
        build(content)
    assert not (project / "output").exists()
    assert line - 5 <= caught.value.problems[0].place.line <= line
    assert re.search(r"\d+ lines too long .* by about \d+ words", caught.value.problems[0].message)


def test_a_clinic_of_words_too_long_is_named_by_its_line_and_all_others_get_theirs(project: Path) -> None:
    edited(project / "clinics.yaml", "name: Bayview", "name: " + "Bayview " * 60)
    with pytest.raises((Overset, ContentInvalid)) as caught:
        build(handouts.load(project))
    assert {problem.place.file for problem in caught.value.problems} == {"clinics.yaml"}
    assert written(project / "output") == {name for name in SIX if not name.startswith("bayview")}


def test_problems_of_all_jobs_come_in_one_run(project: Path) -> None:
    lengthened(project)
    for logo in (project / "logos").glob("*.png"):
        logo.write_bytes(b"no picture")
    with pytest.raises(ContentInvalid) as caught:
        passed(Batch.over(handouts.load(project)).prove())
    assert {problem.place.file for problem in caught.value.problems} == {"content.yaml", "clinics.yaml"}


def test_a_layout_that_would_hold_the_words_is_named(project: Path) -> None:
    file = project / "content.yaml"
    text = file.read_text(encoding="utf-8")
    for _ in range(40):
        match = re.search(r"( +)text: >\n", text)
        assert match is not None
        text = (
            text[: match.end()]
            + match[1]
            + "  A few more words that a second side has room for.\n"
            + text[match.end() :]
        )
        file.write_text(text, encoding="utf-8")
        proofs = tuple(Batch.over(handouts.load(project), Choice(clinics=("alder",), layouts=("a4",))).prove())
        if proofs[0].problems:
            break
    assert 'The layout "a4-two-sided" would hold it.' in proofs[0].problems[0].message


def test_a_folder_that_takes_no_file_stops_the_build(content: Content, project: Path) -> None:
    (project / "output").write_bytes(b"")
    with pytest.raises(OutputNotWritten):
        build(content)


def test_check_finds_nothing_wrong_in_the_sample_but_warns_of_the_missing_review(content: Content) -> None:
    findings = check(content)
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    assert "reviewed" in findings[0].message
    assert findings[0].place.file == "content.yaml"


def test_a_file_made_among_others_is_the_file_made_alone(content: Content, project: Path) -> None:
    build(content)
    for name in sorted(SIX):
        clinic = name.split("/")[0]
        layout = name.removesuffix(".pdf").rsplit("_", 1)[1]
        alone = handouts.render(handouts.load(project), "microneedling", clinic=clinic, layout=layout)
        assert alone.data == (project / "output" / name).read_bytes()


@pytest.mark.parametrize("stops", [False, True])
def test_each_folder_is_settled_once_however_the_batch_ends(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, stops: bool
) -> None:
    settled: list[Path] = []
    monkeypatch.setattr("handouts.press.folder.settle", settled.append)
    monkeypatch.setattr("handouts.press.output.settle", settled.append)
    made = Batch.over(content, output=tmp_path).make()
    if stops:
        next(made)
        made.close()  # type: ignore[attr-defined] # a generator
    else:
        assert len(list(made)) == len(SIX)
    assert settled == [tmp_path / name for name in ("alder", "bayview", "alder-st-catherine")][: 1 if stops else 3]


def test_building_again_gives_the_same_bytes(content: Content, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in build(content, output=tmp_path / "1")]
    second = [path.read_bytes() for path in build(content, output=tmp_path / "2")]
    assert first == second


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, dict[Job, bytes]]:
    """Every leaflet of the sample, those of two sides in two editions, each made by a press that remembers nothing."""
    folder = tmp_path_factory.mktemp("alone")
    start(folder)
    content = handouts.load(folder)
    jobs = (*plan(content), *plan(content, Choice(layouts=("a4-two-sided", "letter-two-sided"), edition="ink-saver")))
    return content, {job: run(job, Press(content)).data for job in jobs}


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_what_a_press_remembers_never_changes_a_leaflet(
    alone: tuple[Content, dict[Job, bytes]], data: st.DataObject
) -> None:
    content, expected = alone
    press = Press(content, set_bodies=Memo(data.draw(st.integers(1, 4))), plates=Memo(data.draw(st.integers(1, 4))))
    for job in data.draw(st.lists(st.sampled_from(sorted(expected)), min_size=2, max_size=8)):
        assert run(job, press).data == expected[job], job
