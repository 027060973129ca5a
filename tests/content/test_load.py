from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.content.load import load
from handouts.errors import ContentInvalid, Place

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.errors import Problem


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentInvalid) as caught:
        load(path)
    return caught.value.problems


def test_a_folder_and_its_file_load_the_same(folder: Path) -> None:
    assert load(folder) == load(folder / "content.yaml")
    assert load(str(folder)).folder == folder


def test_what_is_loaded_can_be_the_key_of_something_remembered(folder: Path) -> None:
    content = load(folder)
    again = load(folder)
    assert hash(content.treatments["needling"]) == hash(again.treatments["needling"])
    assert content.treatments["needling"] == again.treatments["needling"]
    assert {content.clinics["alder"]} == {again.clinics["alder"]}


def test_a_treatment_knows_its_short_name_and_its_words_their_places(folder: Path) -> None:
    treatment = load(folder).treatments["needling"]
    assert treatment.slug == "needling"
    assert treatment.title.place == Place("content.yaml", 6, 12)
    assert treatment.about.reviewed.isoformat() == "2026-03-01"
    assert [section.kind for section in treatment.sections] == [
        "text",
        "steps",
        "benefits",
        "points",
        "do_avoid",
        "call_us_if",
        "questions",
    ]
    assert [section.name for section in treatment.sections][4] == "aftercare"


def test_no_word_of_the_files_is_lost_or_altered(folder: Path) -> None:
    treatment = load(folder).treatments["needling"]
    assert treatment.also_called == "Collagen therapy"
    assert treatment.values["days_without_acids"].range == ("1", "7")
    assert treatment.fields["remarks"].lines == 4
    assert treatment.sections[0].title == "What it is"


def test_problems_of_all_files_come_in_one_run_in_the_order_of_the_files(folder: Path) -> None:
    for name, old, new in (
        ("content.yaml", "picture: needling", "pictur: needling"),
        ("content.yaml", "Results differ.", "Note: results differ."),
        ("content.yaml", "icon: plaster", "icon:\tplaster"),
        ("clinics.yaml", 'colour: "#1f5c57"', "colour: #1f5c57"),
        ("clinics.yaml", "same_as: alder", "same_as: elder"),
    ):
        text = (folder / name).read_text()
        (folder / name).write_text(text.replace(old, new))
    (folder / "handouts.yaml").write_text("filname: x.pdf\nqr: {level: L}\n")
    found = problems(folder)
    assert [str(problem.place) for problem in found] == [
        "clinics.yaml:21:15",
        "clinics.yaml:27:14",
        "content.yaml:9:5",
        "content.yaml:37:18",
        "content.yaml:38:19",
        "handouts.yaml:1:1",
        "handouts.yaml:2:13",
    ]
    assert all(problem.excerpt for problem in found)


def test_a_broken_file_does_not_hide_the_problems_of_the_others(folder: Path) -> None:
    (folder / "content.yaml").write_bytes(b"language: \xff\n")
    (folder / "clinics.yaml").write_text("clinics:\n  a:\n    nam: b\n")
    assert {problem.place.file for problem in problems(folder)} == {"content.yaml", "clinics.yaml"}


def test_missing_files_are_one_problem_each_that_says_how_to_make_them(tmp_path: Path) -> None:
    found = problems(tmp_path)
    assert [problem.place.file for problem in found] == ["clinics.yaml", "content.yaml"]
    assert all("handouts init" in problem.message for problem in found)


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "nowhere")
    assert "no such folder" in problem.message


def test_the_settings_name_other_files(folder: Path) -> None:
    (folder / "content.yaml").rename(folder / "words.yaml")
    (folder / "handouts.yaml").write_text("content: words.yaml\noutput: made\n")
    content = load(folder)
    assert content.settings.output == "made"
    assert content.treatments["needling"].title.place == Place("words.yaml", 6, 12)


def test_every_setting_of_the_contract_is_taken(folder: Path) -> None:
    (folder / "handouts.yaml").write_text(
        """content: content.yaml
clinics: clinics.yaml
output: output
filename: "{clinic}/{treatment}_{clinic}_{language}_{layout}.pdf"
severity:
  reading: warning
waivers:
  - rule: reading
    place: content.yaml
    reason: Agreed with the reviewer
    until: 2027-01-01
qr:
  encoder: qrcode
  level: Q
"""
    )
    settings = load(folder).settings
    assert (settings.qr.level, settings.waivers[0].until.year, settings.severity["reading"]) == ("Q", 2027, "warning")  # type: ignore[index]


def test_a_translation_is_not_passed_over_without_a_word(folder: Path) -> None:
    (folder / "content.pl.yaml").write_text("language: pl\n")
    (problem,) = problems(folder)
    assert problem.place.file == "content.pl.yaml"


def test_none_is_a_reviewer_and_so_is_a_name(folder: Path) -> None:
    path = folder / "content.yaml"
    assert load(folder).treatments["needling"].about.reviewed_by == "none"
    path.write_text(path.read_text().replace("reviewed_by: none", "reviewed_by: None"))
    assert load(folder).treatments["needling"].about.reviewed_by == "none"
    path.write_text(path.read_text().replace("reviewed_by: None", "reviewed_by: A Nurse, practice nurse"))
    assert load(folder).treatments["needling"].about.reviewed_by == "A Nurse, practice nurse"


def test_icons_and_pictures_are_judged_only_where_their_names_are_known(folder: Path) -> None:
    load(folder)
    with pytest.raises(ContentInvalid) as caught:
        load(folder, icons=("sun",), pictures=("plain",))
    assert [problem.place.line for problem in caught.value.problems] == [9, 37]


def test_a_problem_of_a_later_stage_can_show_the_line_it_is_about(folder: Path) -> None:
    content = load(folder)
    problem = content.problem(Place("content.yaml", 6, 12), "It is too long.", 8)
    assert (
        str(problem) == "content.yaml:6:12: It is too long.\n    6 |     title: Needling\n      |            ^^^^^^^^"
    )


def test_the_sample_loads_and_has_what_the_contract_names(repository: Path) -> None:
    content = load(repository)
    assert list(content.clinics) == ["alder", "bayview", "alder-st-catherine"]
    assert content.clinics["bayview"].layouts == ("letter", "letter-two-sided")
    assert content.clinics["alder-st-catherine"].website == "alder.example"


def test_what_was_read_of_the_clinics_is_not_kept_beside_the_clinics(folder: Path) -> None:
    """It takes more memory than they do; the lines stay, for problems that are found later."""
    content = load(folder)
    words, clinics, *_ = content.sources
    assert (words.data, clinics.data, clinics.root) == (None, None, None)
    place = content.clinics["alder"].name.place
    assert place is not None
    assert "name" in content.problem(place, "something").excerpt
