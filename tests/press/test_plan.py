from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.errors import ContentInvalid, NothingToMake, UnknownName
from handouts.layouts import path_of
from handouts.press.choice import Choice
from handouts.press.job import Job
from handouts.press.plan import one, plan

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content

SIX = (
    ("alder", "a4"),
    ("alder", "a4-two-sided"),
    ("bayview", "letter"),
    ("bayview", "letter-two-sided"),
    ("alder-st-catherine", "a4"),
    ("alder-st-catherine", "a4-two-sided"),
)


def pairs(jobs: tuple[Job, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((job.clinic, job.layout) for job in jobs)


def test_without_a_choice_every_clinic_gets_its_layouts(content: Content) -> None:
    jobs = plan(content)
    assert pairs(jobs) == SIX
    assert {(job.treatment, job.language, job.edition, job.part, job.use) for job in jobs} == {
        ("microneedling", "en", "standard", "all", "office")
    }


def test_each_name_is_in_memory_once_however_many_jobs_have_it(content: Content) -> None:
    jobs = plan(content)
    for names in ([job.clinic for job in jobs], [job.treatment for job in jobs], [job.layout for job in jobs]):
        assert len({id(name) for name in names}) == len(set(names)) < len(jobs)


def test_a_clinic_narrows_the_plan_to_itself(content: Content) -> None:
    assert pairs(plan(content, Choice(clinics=("bayview",)))) == SIX[2:4]


def test_a_layout_narrows_every_clinic_to_what_it_lists(content: Content) -> None:
    assert pairs(plan(content, Choice(layouts=("a4",)))) == (SIX[0], SIX[4])


def test_a_clinic_named_with_a_layout_gets_it_even_if_it_does_not_list_it(content: Content) -> None:
    assert pairs(plan(content, Choice(clinics=("bayview",), layouts=("a4",)))) == (("bayview", "a4"),)


def test_the_same_job_asked_for_twice_is_made_once(content: Content) -> None:
    assert len(plan(content, Choice(clinics=("alder", "alder"), layouts=("a4", "a4")))) == 1


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice(treatments=("microneedlng",)), 'no treatment "microneedlng". Did you mean "microneedling"'),
        (Choice(clinics=("adler",)), 'no clinic "adler". Did you mean "alder"'),
        (Choice(layouts=("a44",)), 'no layout "a44". Did you mean "a4"'),
        (Choice(languages=("eng",)), 'no language "eng". Did you mean "en"'),
    ],
)
def test_a_name_that_is_not_there_offers_the_nearest(content: Content, choice: Choice, says: str) -> None:
    with pytest.raises(UnknownName) as caught:
        plan(content, choice)
    assert says in str(caught.value)


def test_a_choice_that_no_clinic_has_is_said_with_what_to_do(project: Path) -> None:
    (project / "layouts").mkdir()
    (project / "layouts" / "ours.yaml").write_bytes(path_of("a4", project).read_bytes())
    with pytest.raises(NothingToMake, match=r'no clinic lists "ours".* Name a clinic too'):
        plan(handouts.load(project), Choice(layouts=("ours",)))


def test_a_layout_that_no_clinic_lists_is_said_even_where_another_is_listed(project: Path) -> None:
    with pytest.raises(NothingToMake, match=r'no clinic lists "a6-card"\. Name a clinic too'):
        plan(handouts.load(project), Choice(layouts=("a4", "a6-card")))


def test_a_layout_that_a_clinic_lists_and_that_is_not_there_is_a_problem_at_its_place(project: Path) -> None:
    file = project / "clinics.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("- letter-two-sided", "- letter-too-sided"), encoding="utf-8")
    assert "letter-too-sided" in file.read_text(encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, row in enumerate(lines, start=1) if "letter-too-sided" in row)
    with pytest.raises(ContentInvalid) as caught:
        plan(handouts.load(project))
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (line, lines[line - 1].index("letter-too") + 1)
    assert 'Did you mean "letter-two-sided"' in problem.message


def test_one_leaflet_takes_the_first_of_what_is_not_said(content: Content) -> None:
    assert one(content, "microneedling") == Job("microneedling", "alder", "en", "a4")
    assert one(content, "microneedling", clinic="bayview").layout == "letter"
    assert one(content, "microneedling", clinic="bayview", layout="a4").layout == "a4"
