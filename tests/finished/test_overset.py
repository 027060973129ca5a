"""Words that are too many: a clear problem with its place, never anything else, and never a word dropped."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import handouts
import reading
from handouts.errors import ContentInvalid, GlyphsMissing, Overset

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.content.content import Content

#: Keys whose words are prose, which may be longer or shorter.
PROSE = {"text", "name", "title", "points", "do", "avoid", "call_us_if", "note", "summary", "also_called"}


@pytest.fixture(scope="module")
def raw(repository: Path) -> dict[str, Any]:
    text = (repository / "content.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only
    return found


def scaled(value: Any, factor: Callable[[], float], key: str = "") -> Any:  # noqa: ANN401 - raw YAML
    if isinstance(value, dict):
        return {k: item if k == "about" else scaled(item, factor, k) for k, item in value.items()}
    if isinstance(value, list):
        return [scaled(item, factor, key) for item in value]
    if key not in PROSE:
        return value
    words = value.split()
    count = max(1, round(len(words) * factor()))
    return " ".join((words * 4)[:count])


def project(folder: Path, raw: dict[str, Any], clinics: str) -> Path:
    (folder / "content.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True, width=100), encoding="utf-8")
    (folder / "clinics.yaml").write_text(re.sub(r" +logo(_on_dark)?: .*\n", "", clinics), encoding="utf-8")
    return folder


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data(), layout=st.sampled_from(["a4", "a4-two-sided", "letter", "letter-two-sided"]))
def test_words_from_none_to_three_times_the_sample_fit_or_are_overset(
    draw: st.DataObject, layout: str, raw: dict[str, Any], repository: Path
) -> None:
    words = scaled(raw, lambda: draw.draw(st.floats(0, 3)))
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        content = handouts.load(project(Path(folder), words, clinics))
        places = outcome(content, layout)
    assert all(file == "content.yaml" and line > 1 for file, line in places)


def outcome(content: Content, layout: str) -> list[tuple[str, int]]:
    """Where words are overset; nowhere when a leaflet was made. Any other failure is a failure of the test."""
    try:
        pdf = handouts.render(content, "microneedling", clinic="alder", layout=layout)
    except Overset as error:
        return [(problem.place.file, problem.place.line) for problem in error.problems]
    return [] if pdf.data.startswith(b"%PDF-1.7") else [("no PDF", 0)]


def test_overset_names_the_section_its_line_the_lines_and_words_and_the_layout_that_holds_it(
    tmp_path: Path, repository: Path
) -> None:
    words = (repository / "content.yaml").read_text(encoding="utf-8")
    added = " One more sentence for this step." * 12
    changed = words.replace(
        "These can prompt your skin to renew itself.", f"These can prompt your skin to renew itself.{added}"
    )
    assert changed != words
    (tmp_path / "content.yaml").write_text(changed, encoding="utf-8")
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    (tmp_path / "clinics.yaml").write_text(re.sub(r" +logo(_on_dark)?: .*\n", "", clinics), encoding="utf-8")
    with pytest.raises(Overset) as caught:
        handouts.render(handouts.load(tmp_path), "microneedling", clinic="alder", layout="a4")
    (problem,) = caught.value.problems
    line = 1 + changed.splitlines().index("      - title: What happens")
    assert (problem.place.file, problem.place.line, problem.place.column) == ("content.yaml", line, 16)
    found = re.fullmatch(
        r'(\d+) lines too long for the layout "a4"\. Shorten "What happens" by about (\d+) words\.'
        r' The layout "a4-two-sided" would hold it\.',
        problem.message,
    )
    assert found
    assert 5 <= int(found[1]) <= 12
    assert 40 <= int(found[2]) <= 110


def one_clinic(repository: Path, folder: Path, old: str, new: str) -> Path:
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    assert old in clinics
    text = re.sub(r" +logo(_on_dark)?: .*\n", "", clinics.replace(old, new, 1))
    (folder / "clinics.yaml").write_text(text, encoding="utf-8")
    (folder / "content.yaml").write_text((repository / "content.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_clinics_words_that_do_not_fit_name_the_line_of_clinics_yaml(tmp_path: Path, repository: Path) -> None:
    name = "Alder Skin Clinic " + "and everything else that it might want to say in its name " * 3
    folder = one_clinic(repository, tmp_path, "name: Alder Skin Clinic\n", f"name: {name.strip()}\n")
    with pytest.raises(Overset) as caught:
        handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4")
    (problem,) = caught.value.problems
    clinics = (folder / "clinics.yaml").read_text(encoding="utf-8")
    assert problem.place.file == "clinics.yaml"
    assert name.strip() in clinics.splitlines()[problem.place.line - 1]
    assert "Too long for its place" in problem.message


def test_a_word_wider_than_its_column_names_the_word(tmp_path: Path, repository: Path) -> None:
    word = "hello@thealderskinclinicofmarlowgreenanditsneighbourhood.example"
    folder = one_clinic(repository, tmp_path, "email: hello@alder.example\n", f"email: {word}\n")
    with pytest.raises(Overset) as caught:
        handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4-large-print")
    (problem,) = caught.value.problems
    assert problem.place.file == "clinics.yaml"
    assert word in (folder / "clinics.yaml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert "wider than its column" in problem.message
    assert "Shorten it, or use a layout with more room for it." in problem.message


@pytest.mark.parametrize("layout", ["a4", "a4-two-sided", "a4-folded", "a4-large-print", "a5-booklet"])
def test_a_long_address_is_made_smaller_or_parted_before_its_marks(
    tmp_path: Path, repository: Path, layout: str
) -> None:
    address = "leedsicb-wy.alderstreet@nhs.example"
    folder = one_clinic(repository, tmp_path, "email: hello@alder.example\n", f"email: {address}\n")
    (made,) = handouts.build(handouts.load(folder), output=tmp_path / "out", clinics=["alder"], layouts=[layout])[:1]
    assert reading.faults(made) == []
    assert address in " ".join(reading.tree_words(made))
    assert f"mailto:{address}" in {link.target for link in reading.links(made)}


def test_a_booking_address_too_long_for_a_scannable_code_says_so(tmp_path: Path, repository: Path) -> None:
    link = "https://alder.example/book?t={treatment}&from=" + "x" * 220
    folder = one_clinic(repository, tmp_path, "https://alder.example/book?t={treatment}", link)
    with pytest.raises(ContentInvalid) as caught:
        handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4")
    (problem,) = caught.value.problems
    assert problem.place.file == "clinics.yaml"
    assert "too fine to scan" in problem.message


def test_a_sign_that_no_font_has_stops_with_its_place(tmp_path: Path, repository: Path) -> None:
    folder = one_clinic(repository, tmp_path, "name: Alder Skin Clinic\n", "name: Alder \N{SNOWMAN} Clinic\n")
    with pytest.raises(GlyphsMissing) as caught:
        handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4")
    problems = caught.value.problems
    assert {problem.place.file for problem in problems} == {"clinics.yaml"}
    assert all("U+2603" in problem.message for problem in problems)


def test_a_leaflet_far_beyond_its_page_is_not_told_to_shorten_a_short_section(tmp_path: Path, repository: Path) -> None:
    words = (repository / "content.yaml").read_text(encoding="utf-8")
    start = words.index("    sections:")
    sections = "".join(f"      - title: Section {n}\n        id: s{n}\n        text: Some words.\n" for n in range(60))
    changed = words[:start] + "    sections:\n" + sections + words[words.index("    # Who wrote") :]
    folder = one_clinic(repository, tmp_path, "name: Alder Skin Clinic\n", "name: Alder Skin Clinic\n")
    (folder / "content.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(Overset, match="leave a section out, or use a layout with more room"):
        handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4")
