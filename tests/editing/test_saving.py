"""Keeping a change: on top of what was read, whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.editing import Changed, NotEditable, Refused, Saved, clinic_fields, digest_of, save, treatment_fields
from handouts.errors import OutputNotWritten
from handouts.press.project import start
from handouts.source import from_bytes

if TYPE_CHECKING:
    from pathlib import Path

TITLE = ("treatments", "microneedling", "title")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    start(tmp_path / "project")
    return tmp_path / "project"


def read(folder: Path) -> str:
    return digest_of((folder / "content.yaml").read_bytes())


def test_a_change_and_the_way_back(folder: Path) -> None:
    before = (folder / "content.yaml").read_bytes()
    done = save(folder, "content.yaml", TITLE, "Needling", read(folder))
    assert isinstance(done, Saved)
    assert done.digest == read(folder)
    assert handouts.load(folder).treatments["microneedling"].title == "Needling"
    assert isinstance(save(folder, "content.yaml", TITLE, done.before, done.digest), Saved)
    assert (folder / "content.yaml").read_bytes() == before


def test_what_changed_elsewhere_is_not_overwritten(folder: Path) -> None:
    known = read(folder)
    file = folder / "content.yaml"
    file.write_bytes(file.read_bytes().replace(b"title: Microneedling", b"title: Theirs"))
    done = save(folder, "content.yaml", TITLE, "Mine", known)
    assert done == Changed(read(folder), "Theirs")
    assert b"Theirs" in file.read_bytes()


def test_mistakes_are_refused_with_all_that_is_wrong(folder: Path) -> None:
    before = (folder / "content.yaml").read_bytes()
    done = save(folder, "content.yaml", TITLE, "Ask {nobody}", read(folder))
    assert isinstance(done, Refused)
    assert ["nobody" in problem.message for problem in done.problems] == [True]
    assert (folder / "content.yaml").read_bytes() == before


def test_a_link_stays_a_link_and_rights_stay_as_they_are(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("rights of another kind")
    real = folder / "kept elsewhere.yaml"
    (folder / "content.yaml").rename(real)
    (folder / "content.yaml").symlink_to(real.name)
    os.chmod(real, 0o640)  # noqa: PTH101 - as the program does
    assert isinstance(save(folder, "content.yaml", TITLE, "Needling", read(folder)), Saved)
    assert (folder / "content.yaml").is_symlink()
    assert b"Needling" in real.read_bytes()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_file_or_a_place_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(OutputNotWritten, match=r"gone\.yaml cannot be read"):
        save(folder, "gone.yaml", TITLE, "x", "")
    with pytest.raises(NotEditable):
        save(folder, "content.yaml", (*TITLE, "deeper"), "x", read(folder))
    with pytest.raises(NotEditable):
        save(folder, "content.yaml", ("treatments", "microneedling", "sections"), "x", read(folder))


def test_fields_are_all_words_of_a_treatment_and_a_clinic_and_no_names(folder: Path) -> None:
    source = from_bytes((folder / "content.yaml").read_bytes(), "content.yaml")
    fields = treatment_fields(source, "microneedling")
    keys = [field.key.partition("microneedling/")[2] for field in fields]
    assert keys[:4] == ["title", "also_called", "summary", "sections/0/title"]
    assert not [key for key in keys if key.rpartition("/")[2] in {"icon", "id", "part", "source", "picture"}]
    assert len(set(keys)) == len(keys)
    assert len({field.label for field in fields}) == len(fields)
    clinics = from_bytes((folder / "clinics.yaml").read_bytes(), "clinics.yaml")
    assert [field.label for field in clinic_fields(clinics, "alder")][:4] == [
        "Name",
        "Address, line 1",
        "Address, line 2",
        "Address, line 3",
    ]
    assert treatment_fields(source, "gone") == clinic_fields(clinics, "gone") == ()
