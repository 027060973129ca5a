from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cmyk_profile
import handouts
import print_shop
from handouts.colour.inks import Condition
from handouts.errors import ContentInvalid, UnknownName
from handouts.press.batch import Batch
from handouts.press.choice import Choice
from handouts.press.profile import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.errors import Problem


def problems(folder: Path, *clinics: str) -> list[Problem]:
    """What keeps leaflets for a print shop from being made."""
    batch = Batch.over(handouts.load(folder), Choice(clinics=clinics, use="press"))
    found = {problem for proof in batch.prove() for problem in proof.problems}
    return sorted(found)


def test_without_a_profile_every_clinic_is_told_whom_to_ask(content: Content) -> None:
    found = problems(content.folder)
    lines = (content.folder / "clinics.yaml").read_text(encoding="utf-8").splitlines()
    assert [lines[problem.place.line - 1].strip() for problem in found] == [
        f"name: {clinic.name}" for clinic in content.clinics.values()
    ]
    assert {problem.place.column for problem in found} == {11}
    for problem, slug in zip(found, content.clinics, strict=True):
        assert problem.message.startswith(f'"{slug}" has no ICC profile of a print shop')
        assert "Ask the print shop" in problem.message
        assert "press:" in problem.message


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        (b"nothing of the kind", 'The profile "profiles/press.icc" is not an ICC profile'),
        (cmyk_profile.profile()[:4000], "is damaged or cut short"),
        (cmyk_profile.assembled({}, space=b"RGB "), "is for RGB, and a press needs CMYK"),
        (cmyk_profile.assembled({}, kind=b"mntr"), "is not an output profile"),
        (cmyk_profile.profile() + b"\0" * MOST_BYTES, "is larger than 10 MB"),
    ],
    ids=["no-profile", "damaged", "of-light", "of-a-monitor", "too-large"],
)
def test_a_profile_of_no_use_is_a_problem_where_it_is_named(profile: bytes, says: str, tmp_path: Path) -> None:
    folder = print_shop.project(tmp_path / "project", profile)
    (problem,) = problems(folder, "alder")
    line = (folder / "clinics.yaml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith(print_shop.PROFILE)
    assert says in problem.message


def test_a_profile_that_may_not_be_opened_is_a_problem_too(tmp_path: Path) -> None:
    folder = print_shop.project(tmp_path / "project")
    content = handouts.load(folder)
    (folder / print_shop.PROFILE).unlink()
    (folder / print_shop.PROFILE).mkdir()
    with pytest.raises(ContentInvalid, match="could not be read"):
        handouts.render(content, "microneedling", use="press")


def test_paper_on_which_words_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = print_shop.project(tmp_path / "project")
    monkeypatch.setattr(Condition, "seen", lambda _self, inks: (120, 120, 120 - inks[3] // 8))
    (problem,) = problems(folder, "alder")
    assert "too faintly to be read" in problem.message


def test_a_profile_is_read_once_for_all_leaflets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    of = Condition.of
    monkeypatch.setattr(Condition, "of", lambda data: (read.append(len(data)), of(data))[1])
    assert problems(print_shop.project(tmp_path / "project")) == []
    assert len(read) == 1


def test_a_use_that_is_not_known_is_named_with_those_that_are(content: Content) -> None:
    with pytest.raises(UnknownName, match=r'no use "pres".*Did you mean "press"'):
        handouts.render(content, "microneedling", use="pres")
    with pytest.raises(UnknownName, match='no use "imposed"'):
        handouts.build(content, use="imposed")
