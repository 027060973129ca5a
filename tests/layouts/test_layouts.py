from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts import layouts
from handouts.document.fields import FIELDS
from handouts.errors import ContentInvalid, UnknownName
from handouts.source import from_bytes

if TYPE_CHECKING:
    from handouts.errors import Problem

BUNDLED = tuple(sorted(path.stem for path in (Path(__file__).parents[2] / "layouts").glob("*.yaml")))


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentInvalid) as caught:
        layouts.parse(from_bytes(text.encode(), "layouts/own.yaml"), "own")
    return caught.value.problems


@pytest.mark.parametrize("name", BUNDLED)
def test_every_bundled_layout_is_read_without_a_mistake(name: str, repository: Path) -> None:
    layout = layouts.find(name, repository)
    assert layout.name == name
    assert {*layout.shows, *layout.leaves_out} == set(FIELDS)


@pytest.mark.parametrize("name", BUNDLED)
def test_frames_keep_to_what_an_office_printer_can_reach(name: str, repository: Path) -> None:
    layout = layouts.find(name, repository)
    for page in layout.pages:
        frames = [page.inset] if page.inset else [panel.inset for panel in page.panels]
        tops, bottoms = ([frame[side] for frame in frames] for side in (0, 2))
        assert min(*tops, *bottoms, frames[0][3], frames[-1][1]) >= layout.sheet.safe


def test_the_names_of_all_layouts_are_known(repository: Path) -> None:
    assert layouts.available(repository) == BUNDLED
    assert {"a4", "a4-two-sided", "letter", "letter-two-sided"} < set(BUNDLED)


def test_a_projects_own_layout_wins_over_the_bundled_one(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "layouts").mkdir()
    text = (repository / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    own = text.replace("title: A4 sheet, one side", "title: Our own sheet")
    (tmp_path / "layouts" / "a4.yaml").write_text(own, encoding="utf-8")
    assert layouts.find("a4", tmp_path).title == "Our own sheet"


def test_an_unknown_layout_says_which_are_near(repository: Path) -> None:
    with pytest.raises(UnknownName, match=r'no layout "a4-two-side"\..* Did you mean "a4-two-sided"'):
        layouts.find("a4-two-side", repository)


#: A line of the file, and in its place the beginning of one on the sheets to print on.
_IMPOSE = (
    "# The reading order of the leaflet. With leaves_out it names every field there is.",
    "impose: {kind: copies",
)

SEEDED = [
    ("width: 210mm", "width: 210", "layouts/own.yaml:5", "is not a length"),
    ("colour: on-hero, tracking", "colour: on-heroes, tracking", "layouts/own.yaml", 'Did you mean "on-hero"'),
    ("radius: 4mm", "radios: 4mm", "layouts/own.yaml", 'Did you mean "radius"'),
    ("leaves_out: [author, summary, appointment]", "leaves_out: [author, appointment]", "layouts/own.yaml", "summary"),
    (
        "leaves_out: [author, summary, appointment]",
        "leaves_out: [author, summery, appointment]",
        "layouts/own.yaml",
        "summery",
    ),
    ("  - title\n", "  - title\n  - title\n", "layouts/own.yaml", "twice"),
    ("inset: [7.8mm, 9mm, 7.9mm, 9mm]", "inset: [7.8mm, 9mm, 6mm, 9mm]", "layouts/own.yaml", "cannot print"),
    ("columns: 2", "columns: 0", "layouts/own.yaml", "whole number"),
    ("ceiling: 1.14", "ceiling: nan", "layouts/own.yaml", "not a number"),
    ("radius: 4mm", "radius: -4mm", "layouts/own.yaml", "less than nothing"),
    ("width: 210mm", "width: 0mm", "layouts/own.yaml", "more than 0mm"),
    ("title: {face: heading, size: 37pt", "title: {face: heading, size: 0pt", "layouts/own.yaml", "more than 0mm"),
    ("size: 37pt", "size: 0.01pt", "layouts/own.yaml", "6 pt at least, to be read at all"),
    ("tracking: -", "tracking: -9999", "layouts/own.yaml", "from -100 to 500"),
    ("floor: 0.982", "floor: 0", "layouts/own.yaml", "is not a share"),
    ("ceiling: 1.14", "ceiling: 9", "layouts/own.yaml", "is not an enlargement"),
    ("              - picture: 48mm", "              - row: []", "layouts/own.yaml", "at least one box"),
    (
        "            align: centre\n            row:",
        "            padding: 2mm\n            row:",
        "layouts/own.yaml",
        "into a box",
    ),
    ("  default: {", "  defaults: {", "layouts/own.yaml", '"default" under lists'),
    ("safe: 7mm", "safe: 7mm, bleed: 30mm", "layouts/own.yaml", "a bleed is 20 mm at most"),
    (
        "            fill: tint\n            outline: tint-line\n",
        "            bleed: [right]\n",
        "layouts/own.yaml",
        "give this box a fill",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), SEEDED, ids=[seed[1].strip() for seed in SEEDED])
def test_a_mistake_in_a_layout_has_its_place_and_its_remedy(
    old: str, new: str, place: str, words: str, repository: Path
) -> None:
    text = (repository / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    assert old in text
    found = problems(text.replace(old, new, 1))
    assert str(found[0]).startswith(place)
    assert words in found[0].message
    changed = text.replace(old, new, 1).splitlines()
    if new.strip() in changed[found[0].place.line - 1]:
        assert 1 <= found[0].place.column <= len(changed[found[0].place.line - 1])


PLACED = [
    ("  - title\n", "  - title\n  - title\n", "title", 'the field "title" is named twice'),
    ("  - title\n", "  - titel\n", "titel", '"titel" is not a field I know. Did you mean "title"?'),
    ("leaves_out: [author,", "leaves_out: [title, author,", "title", 'the field "title" is named twice'),
    ("  - title\n", "", "shows:", 'every layout shows the "title"'),
    ("width: 210mm", "width: 900in", "900in", "20 mm at least and 5000 mm at most"),
    ("height: 297mm", "height: 9mm", "9mm", "20 mm at least and 5000 mm at most"),
    ("safe: 7mm", "safe: 7mm, bleed: 21mm", "21mm", "a bleed is 20 mm at most"),
    (_IMPOSE[0], f"{_IMPOSE[1]}, width: 6in, height: 500cm}}", "impose:", "do not go on a sheet"),
    (_IMPOSE[0], f"{_IMPOSE[1]}, width: 600in, height: 500cm}}", "600in", "20 mm at least and 5000 mm at most"),
    (
        _IMPOSE[0],
        f"{_IMPOSE[1]}, width: 5000mm, height: 5000mm, columns: 11, rows: 10}}",
        "{kind:",
        "110 copies on a sheet are too many; 100 is the most",
    ),
    (
        "              - picture: 48mm",
        "              - gap: 48mm",
        "gap",
        "It needs one of these keys: box, row, show,",
    ),
    (
        "              - picture: 48mm",
        "              - picture",
        "picture",
        "It needs one of these keys: box, row, show,",
    ),
]


@pytest.mark.parametrize(("old", "new", "at", "words"), PLACED, ids=[seed[1].strip() or "none" for seed in PLACED])
def test_a_mistake_is_told_where_it_stands(old: str, new: str, at: str, words: str, repository: Path) -> None:
    text = (repository / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    (problem, *_) = problems(changed)
    assert words in problem.message
    assert changed.splitlines()[problem.place.line - 1][problem.place.column - 1 :].startswith(at)


def test_a_side_that_is_none_is_named_where_it_stands(repository: Path) -> None:
    text = (repository / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    lines = text.replace("bleed: [top, right, left]", "bleed: [top, rihgt]", 1).splitlines()
    (problem,) = problems("\n".join(lines))
    number = next(number for number, line in enumerate(lines, 1) if "rihgt" in line)
    assert (problem.place.line, problem.place.column) == (number, lines[number - 1].index("rihgt") + 1)
    assert problem.message.endswith('there is no side "rihgt". Did you mean "right"?')


@pytest.mark.parametrize(("name", "bleed"), [("a4", 3 * 72 / 25.4), ("letter", 9.0), ("letter-two-sided", 9.0)])
def test_a_bleed_is_three_millimetres_or_an_eighth_of_an_inch(name: str, bleed: float, repository: Path) -> None:
    assert layouts.find(name, repository).sheet.bleed == pytest.approx(bleed)


def test_all_mistakes_of_a_layout_come_at_once(repository: Path) -> None:
    text = (repository / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    wrong = text.replace("radius: 4mm", "radios: 4mm").replace("leading: 18pt", "leading: eighteen")
    assert len(problems(wrong)) == wrong.count("radios: 4mm") + wrong.count("eighteen")
