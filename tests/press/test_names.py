from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import ContentInvalid, Place
from handouts.press.job import Job
from handouts.press.names import PATTERN, name, names

JOB = Job("microneedling", "alder", "en", "a4")
SLUG = st.from_regex(r"[a-z0-9][a-z0-9-]{0,60}", fullmatch=True)


def test_a_usual_job_is_named_by_treatment_clinic_language_and_layout() -> None:
    assert name(JOB) == "alder/microneedling_alder_en_a4.pdf"


def test_what_departs_from_the_usual_is_added_in_order() -> None:
    job = Job("microneedling", "alder", "pl", "card", edition="ink-saver", part="after", use="press")
    assert name(job) == "alder/microneedling_alder_pl_card_ink-saver_after_press.pdf"


def test_a_pattern_may_leave_fields_out_and_have_no_folder() -> None:
    assert name(JOB, "{treatment} for {clinic}[ ({edition})].pdf") == "microneedling for alder.pdf"


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{clinik}.pdf", 'Did you mean "clinic"?'),
        ("{clinic.pdf", "bracket"),
        ("{clinic}[_{edition}.pdf", "bracket"),
        ("{clinic}", '".pdf"'),
        ("/{clinic}.pdf", "inside the output folder"),
        ("../{clinic}.pdf", "inside the output folder"),
        ("{clinic}//{layout}.pdf", "inside the output folder"),
        ("{clinic}:{layout}.pdf", "Windows"),
        ("{clinic}\\{layout}.pdf", "Windows"),
        ("{clinic} /{layout}.pdf", "Windows"),
        ("a" * 300 + ".pdf", "too long"),
    ],
)
def test_a_pattern_that_cannot_work_is_a_problem_where_it_stands(pattern: str, says: str) -> None:
    place = Place("handouts.yaml", 3, 11)
    with pytest.raises(ContentInvalid) as caught:
        names([JOB], pattern, place)
    assert all(problem.place == place for problem in caught.value.problems)
    assert says in str(caught.value)


@pytest.mark.parametrize("reserved", ["con", "NUL", "aux", "prn", "com1", "lpt9", "com\u00b2", "conin$", "nul.pdf.x"])
def test_a_name_that_windows_keeps_for_itself_is_a_problem(reserved: str) -> None:
    with pytest.raises(ContentInvalid, match="cannot be a file or folder on Windows"):
        names([Job("microneedling", reserved, "en", "a4")])


def test_a_name_that_only_begins_like_a_reserved_one_is_fine() -> None:
    job = Job("microneedling", "console", "en", "a4")
    assert names([job]) == {job: "console/microneedling_console_en_a4.pdf"}


def test_two_jobs_with_one_name_are_a_problem_that_names_both() -> None:
    with pytest.raises(ContentInvalid) as caught:
        names([JOB, Job("microneedling", "bayview", "en", "a4")], "{treatment}_{layout}.pdf")
    assert "microneedling alder en a4, and microneedling bayview en a4" in str(caught.value)


def test_names_that_differ_in_capitals_only_are_one_name() -> None:
    jobs = [JOB, Job("microneedling", "ALDER", "en", "A4")]
    with pytest.raises(ContentInvalid, match="share the file"):
        names(jobs)


def test_names_that_differ_in_how_an_accent_is_stored_are_one_name() -> None:
    jobs = [Job("m", "alder", "en", "\u00e9"), Job("m", "alder", "en", "e\u0301")]
    with pytest.raises(ContentInvalid, match="share the file"):
        names(jobs)


def test_all_problems_come_at_once() -> None:
    jobs = [Job("m", "con", "en", "a4"), Job("m", "nul", "en", "a4")]
    with pytest.raises(ContentInvalid) as caught:
        names(jobs)
    assert len(caught.value.problems) == 2


@given(st.lists(st.builds(Job, SLUG, SLUG, st.just("en"), SLUG), unique=True, max_size=8))
def test_every_set_of_jobs_gets_different_names_inside_the_folder_or_a_problem(jobs: list[Job]) -> None:
    try:
        named = names(jobs, PATTERN)
    except ContentInvalid:
        return
    assert len({path.casefold() for path in named.values()}) == len(jobs)
    assert all(path.count("/") == 1 and ".." not in path.split("/") for path in named.values())
