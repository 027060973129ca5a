"""``handouts translate``: a file to start from, and the mark that it is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.cli import run
from handouts.content.translation import marks
from handouts.press.project import start
from handouts.source import read

if TYPE_CHECKING:
    from pathlib import Path

    from bilingual import Project


IN_GERMAN = """\
    languages: [de]
    words:
      de:
        small_print: Eine Praxis.
        hours: [Mo]
        emergency: {text: Im Notfall, phone: 999}
"""


def translate(folder: Path, *arguments: str) -> int:
    return run(["-C", str(folder), "translate", *arguments])


def test_a_translation_starts_as_the_words_and_check_says_what_is_to_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start(tmp_path / "p")
    assert translate(tmp_path / "p", "de", "--by", "A. Reader: nurse, #2", "--today", "2026-11-23") == 0
    content = handouts.load(tmp_path / "p")
    english, german = content.treatments["microneedling"], content.treatment("microneedling", "de")
    assert german.sections == english.sections
    assert german.translation is not None
    assert (german.translation.translator, german.translation.reviewed.isoformat()) == (
        "A. Reader: nurse, #2",
        "2026-11-23",
    )
    assert dict(german.translation.translated_words) == marks(english)
    text = (tmp_path / "p" / "clinics.yaml").read_text(encoding="utf-8")
    (tmp_path / "p" / "clinics.yaml").write_text(
        text.replace("    phone: 01632 960 123\n", f"    phone: 01632 960 123\n{IN_GERMAN}"), encoding="utf-8"
    )
    capsys.readouterr()
    assert run(["-C", str(tmp_path / "p"), "check", "-c", "alder", "--today", "2026-11-23"]) == 1
    said = capsys.readouterr().err
    assert said.count("[untranslated]") > 20
    assert "content.de.yaml:12:14: this sentence is in" in said


def test_a_translation_is_started_once_and_in_a_language_that_there_is(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project.folder / "content.de.yaml").read_bytes()
    assert translate(project.folder, "de", "--by", "X") == 6
    assert "content.de.yaml is there already" in capsys.readouterr().err
    assert (project.folder / "content.de.yaml").read_bytes() == before
    for language in ("en", "xx"):
        assert translate(project.folder, language, "--by", "X") == 2
    assert 'There is no language "xx". Known here: de' in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("de",), ("de", "--by", "X", "--mark"), ("de", "microneedling", "--by", "X")])
def test_what_is_wanted_has_to_be_said(project: Project, arguments: tuple[str, ...]) -> None:
    assert translate(project.folder, *arguments) == 2


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start_of_file", ["", "\ufeff"])
def test_a_mark_changes_its_own_lines_and_no_other(project: Project, newline: str, start_of_file: str) -> None:
    file = project.folder / "content.de.yaml"
    text = file.read_text(encoding="utf-8") + "      # The end, without a line below it."
    file.write_bytes((start_of_file + text).replace("\n", newline).encode())
    project.edit("content.yaml", "Results differ from person to person.", "Results differ.")
    project.edit("content.yaml", 'version: "1.0"', "version: 2.0")
    assert translate(project.folder, "de", "--mark", "microneedling", "--today", "2026-12-24") == 0
    after = file.read_bytes().decode()
    assert after.startswith(start_of_file)
    old, new = (start_of_file + text).split("\n"), after.split(newline)
    changed = {
        one.strip().partition(":")[0]: other.strip() for one, other in zip(old, new, strict=True) if one != other
    }
    content = handouts.load(project.folder)
    mark = marks(content.treatments["microneedling"])["benefits"]
    assert changed == {
        "translated_from": 'translated_from: "2.0"',
        "reviewed": "reviewed: 2026-12-24",
        "benefits": f'benefits: "{mark}"',
    }


def test_a_mark_is_put_into_a_file_that_has_none(project: Project) -> None:
    file = project.folder / "content.de.yaml"
    text = file.read_text(encoding="utf-8")
    bare = text[: text.index("      translated_words:")].rstrip("\n")
    file.write_text(bare, encoding="utf-8")
    project.mark()
    assert file.read_text(encoding="utf-8") == text
    source = read(file)
    assert source.problems == ()


def test_what_is_not_translated_cannot_be_marked(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate(project.folder, "fr", "--mark") == 2
    assert 'There are no words in "fr"' in capsys.readouterr().err
    assert translate(project.folder, "de", "--mark", "peeling") == 2
    assert 'There is no treatment "peeling"' in capsys.readouterr().err


def test_lines_in_braces_are_refused_with_their_place(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = (project.folder / "content.de.yaml").read_text(encoding="utf-8")
    bare = text[: text.index("    about:")]
    about = '    about: {translated_from: "1.0", translator: A, reviewed: 2026-03-02}\n'
    (project.folder / "content.de.yaml").write_text(bare + about, encoding="utf-8")
    assert translate(project.folder, "de", "--mark") == 3
    assert "without braces" in capsys.readouterr().err
    assert (project.folder / "content.de.yaml").read_text(encoding="utf-8") == bare + about
