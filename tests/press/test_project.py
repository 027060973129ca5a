from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from handouts.errors import HandoutsError, OutputNotWritten, UnknownName
from handouts.press.project import (
    SCHEMAS,
    copy_layout,
    sample_files,
    sample_folder,
    schema_text,
    start,
    write_schemas,
)

ROOT = Path(__file__).parents[2]


def test_a_project_starts_with_the_sample_byte_for_byte(tmp_path: Path) -> None:
    paths = start(tmp_path / "mine")
    for name in ("content.yaml", "clinics.yaml"):
        assert (tmp_path / "mine" / name).read_bytes() == (ROOT / name).read_bytes()
    logos = {path.name for path in (ROOT / "logos").glob("*.png")}
    assert logos
    assert {path.name for path in (tmp_path / "mine" / "logos").iterdir()} == logos
    assert all(path.is_file() for path in paths)
    assert set(paths) == {path for path in (tmp_path / "mine").rglob("*") if path.is_file()}


def test_the_first_line_of_the_words_points_to_a_schema_that_was_written(tmp_path: Path) -> None:
    start(tmp_path)
    for name in ("content", "clinics"):
        first = (tmp_path / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        prefix, _, target = first.partition("$schema=")
        assert prefix == "# yaml-language-server: "
        assert json.loads((tmp_path / target).read_text(encoding="utf-8"))["type"] == "object"


def test_nothing_is_overwritten_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    (tmp_path / "clinics.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputNotWritten, match=r"there already: .*clinics\.yaml"):
        start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["clinics.yaml"]
    assert (tmp_path / "clinics.yaml").read_text(encoding="utf-8") == "mine"


def test_a_link_that_leads_nowhere_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "content.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(OutputNotWritten, match=r"content\.yaml"):
        start(tmp_path)
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_the_sample_of_an_installed_program_lies_inside_it(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "handouts"
    sample = package / "_bundled" / "sample"
    (sample / "logos").mkdir(parents=True)
    for name in sample_files(ROOT):
        shutil.copy(ROOT / name, sample / name)
    assert sample_folder(package) == sample
    start(tmp_path / "mine", sample)
    assert (tmp_path / "mine" / "content.yaml").read_bytes() == (ROOT / "content.yaml").read_bytes()


def test_an_installation_without_a_sample_says_so(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError, match="Install handouts again"):
        sample_folder(tmp_path / "lib" / "handouts")


def test_schemas_are_written_anew_where_the_files_point(tmp_path: Path) -> None:
    (tmp_path / ".handouts").mkdir()
    (tmp_path / ".handouts" / "content.schema.json").write_text("old", encoding="utf-8")
    paths = write_schemas(tmp_path)
    assert [path.name for path in paths] == [f"{kind}.schema.json" for kind in SCHEMAS]
    assert paths[0].read_text(encoding="utf-8") == schema_text("content")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_schema_is_json_that_says_what_it_describes(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    assert schema["type"] == "object"
    assert schema["properties"]


def test_a_schema_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="content"):
        schema_text("contents")


def test_a_layout_is_copied_to_be_changed_and_never_overwritten(tmp_path: Path) -> None:
    path = copy_layout(tmp_path, "a4", "ours")
    assert path == tmp_path / "layouts" / "ours.yaml"
    ours, theirs = path.read_text(encoding="utf-8"), (ROOT / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    assert ours == theirs.replace("title: A4 sheet, one side\n", "title: A4 sheet, one side (ours)\n")
    path.write_text("changed", encoding="utf-8")
    with pytest.raises(OutputNotWritten, match="there already"):
        copy_layout(tmp_path, "a4", "ours")
    assert path.read_text(encoding="utf-8") == "changed"


@pytest.mark.parametrize("name", ["../a4", "a/b", "", "con", "A 4"])
def test_a_copy_of_a_layout_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(HandoutsError, match="name of a layout"):
        copy_layout(tmp_path, "a4", name)
    assert not list(tmp_path.rglob("*.yaml"))


def test_a_layout_that_is_not_there_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match='Did you mean "a4"'):
        copy_layout(tmp_path, "a44", "ours")
