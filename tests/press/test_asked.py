"""Whether nothing has changed since the same was asked for: seen without reading a word."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.content import load as loading
from handouts.press import asked as asking
from handouts.press import state
from handouts.press.asked import Asked
from handouts.press.batch import Batch
from handouts.press.choice import EVERYTHING, Choice
from handouts.press.made import Made
from handouts.press.order import order
from handouts.press.project import copy_layout, start
from handouts.press.record import recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.press.state import Build

ALDER = Choice(clinics=("alder",))
FIRST = "alder/microneedling_alder_en_a4.pdf"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    start(tmp_path / "project")
    built(tmp_path / "project")
    return tmp_path / "project"


def built(
    project: Path,
    choice: Choice = ALDER,
    before: Callable[[], object] = lambda: None,
    between: Callable[[], object] = lambda: None,
) -> list[str]:
    """Build, and give what was made; ``before`` happens before the words are read, ``between`` after the first file."""
    asked = Asked.of(project, choice)
    assert asked is not None
    before()
    batch = Batch.over(handouts.load(project), choice)
    todo = order(batch, asked.folder, state.read(asked.folder))
    names = []
    with recorded(todo, asked.folder, asked) as record:
        for made in batch.make(todo.jobs):
            if isinstance(made, Made):
                record.take(made)
                names.append(batch.names[made.job])
                between()
    return names


def done(project: Path, choice: Choice = ALDER) -> Build | None:
    asked = Asked.of(project, choice)
    return None if asked is None else asked.done(state.read(asked.folder))


def edited(file: Path, old: str = "\n", new: str = " # or so\n") -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_after_a_build_the_same_is_done(project: Path) -> None:
    build = done(project)
    assert build is not None
    assert build.files == [FIRST, "alder/microneedling_alder_en_a4-two-sided.pdf"]
    assert done(project, EVERYTHING) is None
    assert built(project) == []
    assert done(project) == build


@pytest.mark.parametrize(
    "change",
    [
        lambda project: edited(project / "content.yaml"),
        lambda project: edited(project / "clinics.yaml"),
        lambda project: (project / "content.yaml").unlink(),
        lambda project: (project / "handouts.yaml").write_bytes(b"waivers: []\n"),
        lambda project: (project / "logos" / "alder.png").write_bytes(b"x"),
        lambda project: (project / "logos" / "alder.png").unlink(),
        lambda project: copy_layout(project, "a4", "a4"),
        lambda project: (project / "content.pl.yaml").write_bytes(b""),
        lambda project: (project / "output" / FIRST).unlink(),
        lambda project: (project / "output" / FIRST).write_bytes(b"x"),
        lambda project: (project / "output" / FIRST).touch(),
        lambda project: (project / "output" / state.NAME).unlink(),
        lambda project: shutil.rmtree(project / "output"),
    ],
)
def test_after_any_change_it_is_not(project: Path, change: Callable[[Path], object]) -> None:
    change(project)
    assert done(project) is None


def test_with_another_program_it_is_not(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "program", lambda: "another")
    assert done(project) is None


def test_a_change_that_is_taken_back_leaves_it_done(project: Path) -> None:
    before = (project / "content.yaml").read_bytes()
    edited(project / "content.yaml")
    (project / "content.yaml").write_bytes(before)
    assert done(project) is not None


def test_files_of_an_older_state_of_the_words_are_not_taken_for_those_of_a_newer(project: Path) -> None:
    """All is built, then one clinic from other words; the old words come back: one clinic's files are not theirs."""
    built(project, EVERYTHING)
    words = (project / "content.yaml").read_bytes()
    edited(project / "content.yaml", "title: Microneedling", "title: Needling")
    built(project, ALDER)
    (project / "content.yaml").write_bytes(words)
    assert done(project, EVERYTHING) is None
    assert len(built(project, EVERYTHING)) == 2
    assert done(project, EVERYTHING) is not None


@pytest.mark.parametrize("name", ["content.yaml", "logos/alder-white.png"])
def test_a_file_that_changes_while_we_build_is_not_taken_for_what_it_was(project: Path, name: str) -> None:
    """It changes between our looking at it and our using it, and is then taken back."""
    old, file = (project / name).read_bytes(), project / name
    sound = (project / "output" / FIRST).read_bytes()
    new = old.replace(b"title: Microneedling", b"title: Needling") if name.endswith("yaml") else other_picture(project)
    shutil.rmtree(project / "output")
    if name.endswith("yaml"):
        built(project, before=lambda: file.write_bytes(new))
    else:
        with pytest.MonkeyPatch.context() as patch:
            batch_over = Batch.make
            patch.setattr(Batch, "make", lambda self, jobs: (file.write_bytes(new), batch_over(self, jobs))[1])
            built(project)
    assert (project / "output" / FIRST).read_bytes() != sound
    file.write_bytes(old)
    assert done(project) is None
    assert FIRST in built(project)
    assert (project / "output" / FIRST).read_bytes() == sound
    assert done(project) is not None


def other_picture(project: Path) -> bytes:
    return (project / "logos" / "alder.png").read_bytes()


def test_a_build_that_could_not_make_all_is_not_done(project: Path) -> None:
    edited(project / "clinics.yaml", "name: Bayview", "name: " + "Bayview " * 60)
    assert len(built(project, EVERYTHING)) == 2
    assert done(project, EVERYTHING) is None


def test_what_lies_there_without_belonging_is_remembered(project: Path) -> None:
    edited(project / "clinics.yaml", "    - a4-two-sided\n", "")
    built(project)
    build = done(project)
    assert build is not None
    assert build.strays == ["alder/microneedling_alder_en_a4-two-sided.pdf"]


def test_what_another_run_wrote_meanwhile_is_not_remembered_as_ours(project: Path) -> None:
    shutil.rmtree(project / "output")
    words, clinics = (project / "content.yaml").read_bytes(), Choice(clinics=("alder",), layouts=("a4",))
    others = iter([True])

    def other_run() -> None:
        if next(others, False):
            edited(project / "content.yaml", "title: Microneedling", "title: Needling")
            built(project, clinics)
            (project / "content.yaml").write_bytes(words)

    built(project, between=other_run)
    assert done(project) is None


def test_as_many_builds_are_remembered_as_one_asks_for_in_turn(project: Path) -> None:
    choices = [
        Choice(clinics=("alder",), layouts=(layout,)) for layout in ("a4", "a4-two-sided", "a3-poster", "a4-folded")
    ]
    for choice in choices:
        built(project, choice)
    assert [done(project, choice) is not None for choice in (ALDER, *choices)] == [False, True, True, True, True]


@pytest.mark.parametrize("text", ["output: [", "output: [a]", "- output", "output:", "a: *b"])
def test_settings_that_are_not_easily_read_are_left_to_who_reads_them_in_earnest(project: Path, text: str) -> None:
    (project / "handouts.yaml").write_text(text, encoding="utf-8")
    assert Asked.of(project, ALDER) is None


def test_the_settings_say_where_to_look(project: Path) -> None:
    (project / "handouts.yaml").write_text("output: ready\ncontent: words.yaml\n", encoding="utf-8")
    (project / "content.yaml").rename(project / "words.yaml")
    built(project)
    assert (project / "ready" / FIRST).exists()
    assert done(project) is not None
    edited(project / "words.yaml")
    assert done(project) is None


def test_a_folder_of_ones_own_is_remembered_apart(project: Path, tmp_path: Path) -> None:
    asked = Asked.of(project, ALDER, tmp_path / "elsewhere")
    assert asked is not None
    assert asked.done(state.read(asked.folder)) is None


def test_the_names_of_the_files_are_those_that_loading_knows() -> None:
    assert (asking.CONTENT, asking.CLINICS, asking.SETTINGS) == (loading.CONTENT, loading.CLINICS, loading.SETTINGS)
    assert Path(asking.OUTPUT).name == asking.OUTPUT
