"""One project, two languages: which leaflets are made, and what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import yaml
from bilingual import TODAY

import handouts
from handouts.cli import run
from handouts.errors import ContentInvalid, FindingsStand
from handouts.press import state
from handouts.press.asked import Asked
from handouts.press.choice import Choice
from handouts.press.personal import Leaflets
from handouts.press.plan import plan
from handouts.press.reviews import reviews
from oracle import oracle_words, words_of
from reading.tags import tree, tree_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bilingual import Project

ALDER = Choice(clinics=("alder",))


def in_german(content: str, german: str) -> str:
    """The content file with the words of its translation, put there by hand: by ids, on plain data."""
    whole, said = (yaml.load(text, yaml.BaseLoader) for text in (content, german))  # noqa: S506 - text only
    for slug, treatment in whole["treatments"].items():
        other = said["treatments"][slug]
        for name in ("title", "also_called", "summary"):
            treatment[name] = other[name]
        kinds = ("text", "steps", "benefits", "points", "call_us_if")
        for section in treatment["sections"]:
            name = section.get("id") or next(kind for kind in kinds if kind in section)
            (words,) = (each for each in other["sections"] if each["id"] == name)
            _over(section, words)
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def _over(ours: Any, theirs: Any) -> None:  # noqa: ANN401 - plain data
    for key, value in theirs.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            for one, other in zip(ours[key], value, strict=True):
                _over(one, other)
        elif key != "id":
            ours[key] = value


@pytest.mark.parametrize("layout", ["a4", "a4-two-sided"])
def test_a_leaflet_in_another_language_has_all_its_words_and_no_other(
    project: Project, tmp_path: Path, repository: Path, layout: str
) -> None:
    leaflet = handouts.render(project.load(), "microneedling", clinic="alder", layout=layout, language="de")
    path = leaflet.save(tmp_path / "leaflet.pdf")
    raw = yaml.load((repository / "layouts" / f"{layout}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    texts = [(project.folder / name).read_text(encoding="utf-8") for name in ("content.yaml", "content.de.yaml")]
    clinics = (project.folder / "clinics.yaml").read_text(encoding="utf-8")
    wanted = oracle_words(in_german(*texts), clinics, "microneedling", "alder", "de", raw["shows"], layout)
    assert words_of([" ".join(tree_words(path))]) == wanted
    with pikepdf.open(path) as pdf:
        assert pdf.Root.Lang == "de"
        assert str(pdf.docinfo["/ModDate"]).startswith("D:20261123")  # the translation's, which is the later


def test_names_and_titles_of_sources_are_read_in_the_language_that_they_are_in(
    project: Project, tmp_path: Path
) -> None:
    path = handouts.render(project.load(), "microneedling", clinic="alder", language="de").save(
        tmp_path / "leaflet.pdf"
    )
    languages = {element.lang for element in tree(path).walk()}
    assert "en" in languages


def test_files_in_both_languages_pass_the_standards(
    project: Project, tmp_path: Path, verapdf: Callable[[Sequence[Path]], None]
) -> None:
    verapdf(
        [path for path in handouts.build(project.load(), output=tmp_path, clinics=["alder"]) if "_de_" in str(path)]
    )  # type: ignore[misc]


def test_each_language_of_a_clinic_has_its_leaflets(project: Project) -> None:
    made = [(job.clinic, job.language, job.layout) for job in plan(project.load())]
    assert [(language, layout) for clinic, language, layout in made if clinic == "alder"] == [
        ("en", "a4"),
        ("en", "a4-two-sided"),
        ("de", "a4"),
        ("de", "a4-two-sided"),
    ]
    assert {language for clinic, language, _ in made if clinic != "alder"} == {"en"}


def test_leaflets_that_cannot_be_made_in_a_language_are_refused_by_name(project: Project) -> None:
    (project.folder / "content.de.yaml").rename(project.folder / "aside.yaml")
    with pytest.raises(ContentInvalid, match='the words are not there in "de", only in "en"'):
        plan(project.load())
    text = (project.folder / "aside.yaml").read_text(encoding="utf-8")
    (project.folder / "content.fr.yaml").write_text(text.replace("language: de", "language: fr"), encoding="utf-8")
    for old, new in (("      - de\n", "      - fr\n"), ("      de:\n", "      fr:\n")):
        project.edit("clinics.yaml", old, new)
    with pytest.raises(ContentInvalid, match="the fixed phrases are only there in"):
        plan(project.load())


def test_a_word_that_changes_in_one_language_is_made_anew_in_that_one_alone(project: Project) -> None:
    content = project.load()
    handouts.build(content)
    files = {path: path.stat().st_mtime_ns for path in (project.folder / "output").glob("alder/*.pdf")}
    project.german("Ihr Hautbild kann glatter wirken.", "Ihre Haut kann glatter wirken.")
    handouts.build(project.load())
    changed = {path.name for path, then in files.items() if path.stat().st_mtime_ns != then}
    assert changed == {"microneedling_alder_de_a4.pdf", "microneedling_alder_de_a4-two-sided.pdf"}


def test_a_build_that_is_done_sees_a_change_in_a_translation(project: Project) -> None:
    assert run(["-q", "-C", str(project.folder), "build", "-c", "alder"]) == 0
    asked = Asked.of(project.folder, ALDER, day=TODAY.isoformat())
    assert asked is not None
    assert f"{project.folder}/content.de.yaml" in asked.inputs
    kept = state.read(asked.folder)
    assert any(f"{project.folder}/content.de.yaml" in build.inputs for build in kept.builds.values())


def test_reviews_are_listed_for_each_language_that_is_there(project: Project) -> None:
    found = {each.language: each.clinics for each in reviews(project.load(), TODAY)}
    assert found == {"de": ("alder",), "en": ("alder", "bayview", "alder-st-catherine")}


def test_what_is_mailed_is_in_the_language_of_who_gets_it(project: Project) -> None:
    leaflets = Leaflets.of(project.load(), "microneedling", "alder", today=TODAY)
    assert leaflets.languages == ("en", "de")
    assert leaflets.pdf("de") != leaflets.pdf("en")
    assert leaflets.words("de").summary.startswith("Eine Behandlung")


def test_what_could_mislead_in_one_language_is_mailed_in_none(project: Project) -> None:
    project.german("Ihr Hautbild kann glatter wirken.", "Your complexion can look smoother.")
    with pytest.raises(FindingsStand):
        Leaflets.of(project.load(), "microneedling", "alder", today=TODAY)
