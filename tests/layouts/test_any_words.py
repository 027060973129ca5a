"""Every layout with what the sample lacks: notes, one part in the edition with the longest code, a long name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

import handouts
import reading
from handouts.press.project import start
from matrix.cases import NAMES, SAMPLE, bundled, parts_of
from matrix.projects import paper_of

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content

LAYOUTS = bundled()

#: The sample's clinics by paper: one with a dark brand, one with a pale one.
CLINICS = {"A4": "alder", "Letter": "bayview"}

#: A section of each kind. Each gets a note.
SECTIONS: list[dict[str, Any]] = [
    {"title": "What it is", "text": "Words with a [link](https://alder.example/x)."},
    {"title": "What happens", "steps": [{"name": "One.", "text": "First."}]},
    {"title": "Why", "benefits": [{"name": "A name", "text": "Words.", "icon": "star"}]},
    {"title": "Before", "points": ["One point."]},
    {"title": "Call us if", "call_us_if": "It hurts."},
    {"title": "Questions", "questions": [{"ask": "Does it hurt?", "answer": "A little."}]},
    {"title": "After", "do": ["Rest."], "avoid": ["Sun."]},
]


@pytest.fixture(scope="module")
def sample(repository: Path) -> Content:
    return handouts.load(repository)


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = tmp_path_factory.mktemp("noted")
    start(folder)
    file = folder / "content.yaml"
    content = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    content["treatments"][SAMPLE]["sections"] = [section | {"note": "A closing note."} for section in SECTIONS]
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return handouts.load(folder)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("clinic", CLINICS.values())
def test_a_note_can_be_read_wherever_its_section_stands(name: str, clinic: str, noted: Content, tmp_path: Path) -> None:
    path = tmp_path / "noted.pdf"
    handouts.render(noted, SAMPLE, clinic=clinic, layout=name).save(path)
    assert reading.contrast_faults(path) == []


@pytest.mark.parametrize(
    ("name", "part"), [(name, part) for name, parts in parts_of(LAYOUTS).items() for part in parts]
)
def test_a_part_of_the_sample_fits_in_the_edition_with_the_longest_code(name: str, part: str, sample: Content) -> None:
    clinic = CLINICS[paper_of(LAYOUTS[name])]
    assert handouts.render(sample, SAMPLE, clinic=clinic, layout=name, edition="ink-saver", part=part).data


@pytest.mark.parametrize(
    "name", [name for name, layout in LAYOUTS.items() if any(page.runs_on for page in layout.pages)]
)
def test_where_pages_run_on_a_clinic_may_have_a_long_name(name: str, tmp_path: Path) -> None:
    start(tmp_path)
    file = tmp_path / "clinics.yaml"
    clinics = file.read_text(encoding="utf-8")

    file.write_text(clinics.replace("Alder Skin Clinic\n", f"{NAMES['sixty']}\n"), encoding="utf-8")
    assert handouts.render(handouts.load(tmp_path), SAMPLE, clinic="alder", layout=name).data
