"""What is remembered between leaflets changes none of them: each is, byte for byte, what a run of its own makes."""

from __future__ import annotations

import gc
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import handouts
from handouts.layouts import path_of
from handouts.memo import All, Memo
from handouts.pdf import fonts as pdf_fonts
from handouts.pdf import painter
from handouts.press.equipment import Equipment
from handouts.press.job import IMPOSED, MAIL, OFFICE, Job
from handouts.press.project import start
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.typeset.fonts import FontSet, default_fonts
from handouts.typeset.runs import Run
from handouts.typeset.shaping import Shaper

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from handouts.content.content import Content

CLINICS = ("alder", "bayview", "alder-st-catherine", "lodz")
LAYOUTS = ("a4", "a4-two-sided", "a6-card", "letter")
SPELLED = "Klinika Sk\u00f3ry \u0141\u00f3d\u017a"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Two treatments, and clinics that share words, logos and layouts, one of them with letters of its own."""
    folder = tmp_path_factory.mktemp("caches")
    start(folder)
    words = yaml.load((folder / "content.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    first = words["treatments"]["microneedling"]
    words["treatments"]["peel"] = {**deepcopy(first), "title": "Peel", "summary": "A gentle peel, for {clinic.name}."}
    clinics = yaml.load((folder / "clinics.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - same
    clinics["clinics"]["lodz"] = {"same_as": "alder", "name": SPELLED, "phone": "01632 960 777"}
    for name, made in (("content.yaml", words), ("clinics.yaml", clinics)):
        (folder / name).write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return handouts.load(folder)


@pytest.fixture(scope="module")
def alone(content: Content) -> Callable[[Job], bytes]:
    """A leaflet made by a press that has made nothing before."""
    made: Memo[bytes] = Memo(1000)
    return lambda job: made.get(job, lambda: run(job, Press(content)).data)


JOBS = st.builds(
    Job,
    treatment=st.sampled_from(("microneedling", "peel")),
    clinic=st.sampled_from(CLINICS),
    language=st.just("en"),
    layout=st.sampled_from(LAYOUTS),
    edition=st.sampled_from(("standard", "grey", "ink-saver")),
    use=st.sampled_from((OFFICE, MAIL)),
).flatmap(
    lambda job: (
        st.sampled_from((job, replace(job, use=IMPOSED)))
        if job.layout == "a6-card" and job.use == OFFICE
        else st.just(job)
    )
)


@given(st.lists(JOBS, min_size=2, max_size=12))
@settings(max_examples=40, deadline=None)
def test_no_leaflet_knows_which_were_made_before_it(
    content: Content, alone: Callable[[Job], bytes], jobs: list[Job]
) -> None:
    press = Press(content)
    for job in jobs:
        assert run(job, press).data == alone(job), str(job)


def wrong(content: Content, alone: Callable[[Job], bytes]) -> list[str]:
    """Of every clinic in every layout, the leaflets that differ from those made alone, or cannot be made."""
    press, found = Press(content), []
    for clinic, layout in product(CLINICS, LAYOUTS):
        job = Job("microneedling", clinic, "en", layout)
        try:
            if run(job, press).data != alone(job):
                found.append(clinic)
        except (LookupError, ValueError, handouts.HandoutsError):
            found.append(clinic)
    return found


def test_all_leaflets_of_one_press_are_right(content: Content, alone: Callable[[Job], bytes]) -> None:
    assert wrong(content, alone) == []


def test_runs_that_share_equipment_read_each_face_once(content: Content, alone: Callable[[Job], bytes]) -> None:
    own, read = default_fonts(), list[str]()

    def counted(name: str) -> bytes:
        read.append(name)
        return own.sources[name]()

    fonts = FontSet({name: partial(counted, name) for name in own.sources}, own.chains)
    equipment = Equipment(Shaper(fonts))
    for clinic in CLINICS:
        job = Job("microneedling", clinic, "en", "a4")
        assert run(job, Press(content, equipment)).data == alone(job)
    assert read
    assert len(read) == len(set(read))


def test_equipment_of_the_run_before_changes_nothing_when_every_file_has_changed(
    content: Content, tmp_path: Path
) -> None:
    equipment, job = Equipment(), Job("microneedling", "alder", "en", "a4")
    run(job, Press(content, equipment))
    start(tmp_path)
    changes = {"content.yaml": ("Microneedling", "Needling"), "clinics.yaml": ("Alder", "Older")}
    for name, (before, after) in changes.items():
        file = tmp_path / name
        words = file.read_text(encoding="utf-8")
        assert before in words
        file.write_text(words.replace(before, after), encoding="utf-8")
    own = tmp_path / "layouts" / "a4.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(path_of("a4", tmp_path).read_text(encoding="utf-8").replace("A4", "A4, ours", 1), encoding="utf-8")
    logos = sorted((tmp_path / "logos").iterdir())
    for logo in logos:
        logo.write_bytes(logos[0].read_bytes())
    edited = handouts.load(tmp_path)
    assert run(job, Press(edited, equipment)).data == run(job, Press(edited)).data != run(job, Press(content)).data


def test_what_a_run_kept_goes_with_it(content: Content) -> None:
    def words() -> int:
        return sum(isinstance(one, Run) for one in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = words()
        press = Press(content)
        run(Job("microneedling", "alder", "en", "a4"), press)
        assert words() > before
        del press
        assert words() == before
    finally:
        gc.enable()


class Careless(Memo[object]):
    """A memory that does not look at whose details fill a place."""

    def get(self, key: Hashable, make: Callable[[], object]) -> object:
        short = tuple(part for part in key if not isinstance(part, tuple | All)) if isinstance(key, tuple) else key
        return super().get(short, make)


class Blind(Memo[object]):
    """A memory that gives everybody what it gave the first."""

    def get(self, key: Hashable, make: Callable[[], object]) -> object:  # noqa: ARG002 - that is its fault
        return super().get(None, make)


@pytest.mark.parametrize("memory", ["filled", "paragraphs"])
def test_one_clinic_s_details_in_the_leaflet_of_another_are_noticed(
    content: Content, alone: Callable[[Job], bytes], monkeypatch: pytest.MonkeyPatch, memory: str
) -> None:
    for job in (Job("microneedling", clinic, "en", layout) for clinic, layout in product(CLINICS, LAYOUTS)):
        alone(job)
    made = Press._typesetter  # noqa: SLF001 - a wrong design is planted in it
    careless = Careless(512)
    monkeypatch.setattr(Press, "_typesetter", lambda press, clinic: replace(made(press, clinic), **{memory: careless}))
    assert set(wrong(content, alone)) >= {"alder-st-catherine", "lodz"}


def test_an_icon_in_the_place_of_another_is_noticed(
    content: Content, alone: Callable[[Job], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, blind = Press._typesetter, Blind(1)  # noqa: SLF001 - a wrong design is planted in it
    monkeypatch.setattr(Press, "_typesetter", lambda press, clinic: replace(made(press, clinic), icons=blind))
    press = Press(content)
    leaflets = [run(Job("microneedling", "alder", "en", layout), press) for layout in LAYOUTS]
    assert any(one.data != alone(one.job) for one in leaflets)


def test_the_name_of_another_plate_s_file_is_noticed(content: Content, alone: Callable[[Job], bytes]) -> None:
    press = Press(content)
    object.__setattr__(press.painted, "digests", Blind(1))
    leaflets = [run(Job("microneedling", "alder", "en", layout), press) for layout in LAYOUTS]
    assert [one.data == alone(one.job) for one in leaflets] == [True, False, False, False]


def test_a_font_that_lacks_a_clinic_s_letters_is_noticed(
    content: Content, alone: Callable[[Job], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for layout in LAYOUTS:
        alone(Job("microneedling", "lodz", "en", layout))
    for module in (pdf_fonts, painter):
        monkeypatch.setattr(module, "shows", lambda run, shared: run.face in shared)
    assert "lodz" in wrong(content, alone)
