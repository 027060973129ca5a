from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.errors import ContentInvalid, UnknownName

if TYPE_CHECKING:
    from handouts.content.content import Content

ROOT = Path(__file__).parents[2]


def test_the_public_names_are_these_and_no_more() -> None:
    assert sorted(handouts.__all__) == ["HandoutsError", "__version__", "build", "check", "load", "render"]
    assert dir(handouts) == sorted(handouts.__all__)
    assert all(getattr(handouts, name) for name in handouts.__all__)


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rendr'"):
        _ = handouts.rendr  # type: ignore[attr-defined]  # the point of the test


def test_the_version_is_the_project_file_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert handouts.__version__ == project["project"]["version"]


def test_a_leaflet_is_loaded_rendered_and_saved(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    content = handouts.load("content.yaml")
    pdf = handouts.render(content, "microneedling", clinic="alder", layout="a4")
    assert pdf.save("x.pdf").read_bytes() == pdf.data
    assert handouts.build(content, output="output/")
    assert handouts.check(content)


def test_a_folder_may_be_loaded_too(project: Path) -> None:
    assert handouts.load(project) == handouts.load(str(project / "content.yaml"))


def test_an_edition_changes_the_colours_and_the_paper_code_only(content: Content) -> None:
    usual = handouts.render(content, "microneedling")
    saving = handouts.render(content, "microneedling", edition="ink-saver")
    assert usual.data != saving.data
    with pytest.raises(UnknownName, match='Did you mean "ink-saver"'):
        handouts.render(content, "microneedling", edition="ink-savr")


def test_names_that_are_not_there_are_handouts_errors(content: Content) -> None:
    for wrong in ({"clinic": "adler"}, {"layout": "a44"}, {"language": "xx"}):
        with pytest.raises(handouts.HandoutsError, match="There is no"):
            handouts.render(content, "microneedling", **wrong)


def test_mistakes_carry_their_places(project: Path) -> None:
    file = project / "content.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: en", "langage: en", 1), encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        handouts.load(project)
    assert any("langage" in problem.excerpt for problem in caught.value.problems)
