"""A layout of one's own, written only here: adding one needs no Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
import reading
from handouts.errors import ContentInvalid
from handouts.press.project import start

if TYPE_CHECKING:
    from pathlib import Path

#: A plain card: a title, what to do afterwards, when to call, and the code.
CARD = """
title: Aftercare card
sheet: {width: 105mm, height: 148mm}
shows:
  - clinic.name
  - title
  - sections
  - clinic.phone
  - clinic.booking
  - code
  - notice
leaves_out:
  - appointment
  - clinic.logo
  - also_called
  - summary
  - picture
  - version
  - reviewed
  - reviewed_by
  - review_due
  - author
  - sources
  - clinic.out_of_hours
  - clinic.emergency
  - clinic.address
  - clinic.hours
  - clinic.email
  - clinic.website
  - clinic.small_print
leaves_out_sections: [text, steps, benefits, points]
fit: {floor: 1, ceiling: 1.1, tightest: 0.7, loosest: 3mm}
styles:
  text: {size: 10.8pt, leading: 14.4pt, scales: yes}
  title: {face: heading, size: 20pt, leading: 23pt, smallest: 14pt}
  heading: {face: heading, size: 13pt, leading: 16pt}
  do: {face: heading, size: 12pt, leading: 14pt, before: 4mm}
  avoid: {face: heading, size: 12pt, leading: 14pt, before: 4mm}
  about: {size: 8pt, leading: 10pt}
lists:
  default: {hang: 6mm, gap: 4mm, before: 4mm, size: 4mm}
pages:
  - inset: 8mm
    gap: 4mm
    stack:
      - {clinic: [clinic-name], height: 9mm}
      - show: [title]
      - {show: [do_avoid, call_us_if], section_gap: 7mm}
      - {clinic: [phone], height: 4mm}
      - {clinic: [booking-link], height: 4mm}
      - row:
          - show: [booking, about, notice]
          - qr: 27mm
"""


def project(tmp_path: Path, layout: str) -> Path:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "card.yaml").write_text(layout, encoding="utf-8")
    return tmp_path


def test_a_layout_in_the_projects_folder_makes_a_leaflet(tmp_path: Path) -> None:
    content = handouts.load(project(tmp_path, CARD))
    path = tmp_path / "card.pdf"
    handouts.render(content, "microneedling", clinic="alder", layout="card").save(path)
    words = " ".join(reading.tree_words(path))
    assert "Use high-SPF sunscreen regularly." in words
    assert "01632 960 123" in words
    assert "What happens" not in words, "kinds that the layout leaves out"
    assert "Orchard Row" not in words, "fields that the layout leaves out"
    assert reading.faults(path) == []


def test_a_kind_of_section_that_is_neither_shown_nor_left_out_is_an_error(tmp_path: Path) -> None:
    content = handouts.load(project(tmp_path, CARD.replace("steps, benefits, points]", "steps, points]")))
    with pytest.raises(ContentInvalid) as caught:
        handouts.render(content, "microneedling", clinic="alder", layout="card")
    (problem,) = caught.value.problems
    line = 1 + (tmp_path / "content.yaml").read_text(encoding="utf-8").splitlines().index(
        "      - title: Why people choose it"
    )
    assert (problem.place.file, problem.place.line) == ("content.yaml", line)
    assert '"benefits"' in problem.message


def test_a_slot_that_says_rest_takes_any_other_kind(tmp_path: Path) -> None:
    larger = CARD.replace("width: 105mm, height: 148mm", "width: 210mm, height: 297mm")
    every = larger.replace("[text, steps, benefits, points]", "[text]")
    layout = every.replace("[do_avoid, ", "[do_avoid, rest, ")
    content = handouts.load(project(tmp_path, layout))
    path = tmp_path / "card.pdf"
    handouts.render(content, "microneedling", clinic="alder", layout="card").save(path)
    words = " ".join(reading.tree_words(path))
    assert "What happens" in words
    assert "Why people choose it" in words


def test_a_field_that_is_shown_but_has_no_place_is_an_error_of_the_layout(tmp_path: Path) -> None:
    layout = CARD.replace("      - {clinic: [phone], height: 4mm}\n", "")
    content = handouts.load(project(tmp_path, layout))
    line = 1 + layout.splitlines().index("  - clinic.phone")
    with pytest.raises(ContentInvalid, match=rf'layouts/card\.yaml:{line}:5: this layout shows "phone"'):
        handouts.render(content, "microneedling", clinic="alder", layout="card")


def test_words_on_both_sides_of_a_leaflet_are_read_in_the_order_of_the_layouts_fields(tmp_path: Path) -> None:
    content = handouts.load(project(tmp_path, CARD))
    path = tmp_path / "card.pdf"
    handouts.render(content, "microneedling", clinic="alder", layout="card").save(path)
    words = " ".join(reading.tree_words(path))
    places = [words.index(part) for part in ("Alder", "Microneedling", "After your treatment", "Book or ask", "card")]
    assert places == sorted(places)


def test_a_row_that_is_wider_than_its_page_is_an_error_of_the_layout(tmp_path: Path) -> None:
    layout = CARD.replace("          - qr: 27mm", "          - {qr: 27mm, width: 95mm}")
    content = handouts.load(project(tmp_path, layout))
    with pytest.raises(ContentInvalid, match=r"layouts/card\.yaml:1:1: the boxes of a row are wider than the 89 mm"):
        handouts.render(content, "microneedling", clinic="alder", layout="card")


SLOTS = [
    ("show: [do_avoid, call_us_if]", "show: [do_avoit, call_us_if]", 'Did you mean "do_avoid"'),
    ("show: [do_avoid, call_us_if]", "show: [do_avoid, call_us_if, do_avoid]", "read out twice"),
    ("show: [do_avoid, call_us_if]", "show: [do_avoid, call_us_if, call_us_if/body]", "read out twice"),
    ("clinic: [phone]", "clinic: [fone]", 'Did you mean "phone"'),
    ("clinic: [phone]", "clinic: [phone, clinic-name]", "read out twice"),
    ("      - show: [title]", "      - {sign: tik, size: 4mm}\n      - show: [title]", 'Did you mean "tick"'),
]


@pytest.mark.parametrize(("old", "new", "words"), SLOTS, ids=[new.strip() for _, new, _ in SLOTS])
def test_a_slot_that_asks_for_what_there_is_not_or_for_something_twice_is_an_error_with_its_line(
    old: str, new: str, words: str, tmp_path: Path
) -> None:
    assert old in CARD
    content = handouts.load(project(tmp_path, CARD.replace(old, new)))
    with pytest.raises(ContentInvalid) as caught:
        handouts.render(content, "microneedling", clinic="alder", layout="card")
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.place.file == "layouts/card.yaml"
    line = (tmp_path / "layouts" / "card.yaml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith(problem.message.split('"')[1])


def test_a_code_that_no_phone_could_read_is_an_error_at_its_width(tmp_path: Path) -> None:
    layout = CARD.replace("qr: 27mm", "qr: 20mm")
    content = handouts.load(project(tmp_path, layout))
    line = 1 + next(number for number, line in enumerate(layout.splitlines()) if "qr: 20mm" in line)
    with pytest.raises(
        ContentInvalid, match=rf"layouts/card\.yaml:{line}:\d+: .*a QR code of 20\.0 mm cannot be scanned"
    ):
        handouts.render(content, "microneedling", clinic="alder", layout="card")


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_layout_says_how_to_get_one_to_change(text: str, tmp_path: Path) -> None:
    content = handouts.load(project(tmp_path, text))
    with pytest.raises(ContentInvalid, match=r"empty\. Delete it; .*handouts layout copy a4 --as card(?m:$)"):
        handouts.render(content, "microneedling", clinic="alder", layout="card")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("      - show: [title]", "      - {sign: tick, size: 200mm}\n      - show: [title]"),
        (
            "      - row:\n          - show: [booking, about, notice]\n          - qr: 27mm",
            "      - show: [booking, about, notice]\n      - qr: 110mm",
        ),
    ],
    ids=["body", "imprint"],
)
def test_what_is_larger_than_its_frame_and_leaves_the_page_is_an_error_of_the_layout(
    old: str, new: str, tmp_path: Path
) -> None:
    tall = CARD.replace("height: 148mm", "height: 400mm")
    assert old in tall
    content = handouts.load(project(tmp_path, tall.replace(old, new)))
    with pytest.raises(ContentInvalid, match=r"layouts/card\.yaml:1:1: something on page 1 lies nearer to the edge"):
        handouts.render(content, "microneedling", clinic="alder", layout="card")
