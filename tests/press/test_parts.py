"""Before-care and aftercare as leaflets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdfplumber
import pytest
import yaml

import handouts
import reading
from handouts.errors import ContentInvalid, UnknownName
from handouts.layouts import path_of
from handouts.press.project import start
from oracle import oracle_words, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content

PARTS = {
    "before": ({"Before your treatment", "What happens", "Before you book"}, {"Call us if", "sunscreen"}),
    "after": ({"After your treatment", "Call us if", "sunscreen"}, {"What happens", "Before you book"}),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    start(tmp_path)
    return tmp_path


def changed(project: Path, old: str, new: str) -> Content:
    path = project / "content.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return handouts.load(project)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("layout", ["a4", "a4-two-sided"])
def test_a_part_is_read_as_the_words_say_and_says_that_it_is_one(part: str, layout: str, project: Path) -> None:
    path = project / "part.pdf"
    handouts.render(handouts.load(project), "microneedling", clinic="alder", layout=layout, part=part).save(path)
    content, clinics = ((project / name).read_text(encoding="utf-8") for name in ("content.yaml", "clinics.yaml"))
    shows = yaml.load(path_of(layout, project).read_text(encoding="utf-8"), yaml.BaseLoader)["shows"]  # noqa: S506 - text
    read = words_of([" ".join(reading.tree_words(path))])
    assert read == oracle_words(content, clinics, "microneedling", "alder", "en", shows, layout, part=part)
    words = " ".join(read)
    held, left = PARTS[part]
    assert [each for each in held if each not in words] == []
    assert [each for each in left if each in words] == []
    assert f"microneedling 1.0 en {layout} {part}" in words
    assert "01632 960 123" in words, "whom to call stands on every part"
    assert reading.faults(path) == []


def test_a_part_has_a_name_of_its_own(project: Path) -> None:
    paths = handouts.build(handouts.load(project), clinics=["alder"], layouts=["a4"], part="after")
    assert [path.name for path in paths] == ["microneedling_alder_en_a4_after.pdf"]


def test_a_ground_never_stands_where_a_part_shows_nothing(project: Path) -> None:
    """The tall panel beside the steps keeps to its words when the steps are gone."""
    path = project / "part.pdf"
    handouts.render(handouts.load(project), "microneedling", clinic="alder", layout="a4", part="after").save(path)
    with pdfplumber.open(path) as pdf:
        grounds = [curve for curve in pdf.pages[0].curves if curve["fill"] and curve["width"] > 300]
        (last,) = pdf.pages[0].search("They may irritate skin.")
    panel = min(grounds, key=lambda ground: abs(ground["bottom"] - last["bottom"]))
    assert 0 < panel["bottom"] - last["bottom"] < 30


def test_a_treatment_without_sections_of_a_part_is_named(project: Path) -> None:
    content = changed(project, "part: after", "part: both")
    with pytest.raises(ContentInvalid) as caught:
        handouts.build(content, clinics=["alder"], layouts=["a4"], part="after")
    (problem,) = caught.value.problems
    assert problem.place.file == "content.yaml"
    assert 'no section of "microneedling" says "part: after"' in problem.message


@pytest.mark.parametrize(
    ("part", "title", "other", "needed"),
    [
        ("before", "Before you book", "after", "points"),
        ("after", "Call us if", "before", "call_us_if"),
    ],
)
def test_what_could_mislead_on_its_own_is_not_made(
    part: str, title: str, other: str, needed: str, project: Path
) -> None:
    content = changed(project, f"title: {title}\n        part: {part}", f"title: {title}\n        part: {other}")
    with pytest.raises(ContentInvalid) as caught:
        handouts.build(content, clinics=["alder"], layouts=["a4"], part=part)
    (problem,) = caught.value.problems
    assert f"without the section of the kind {needed}: that could mislead" in problem.message
    line = (project / "content.yaml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert "title:" in line


def test_a_part_that_is_none_is_named_with_those_there_are(project: Path) -> None:
    with pytest.raises(UnknownName, match="before, after, all"):
        handouts.render(handouts.load(project), "microneedling", part="during")
    with pytest.raises(UnknownName, match=r'no part "aftr"\..*"after"'):
        handouts.build(handouts.load(project), part="aftr")
