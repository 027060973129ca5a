"""The readers of finished pages notice what they are for: each fault is put into a sound file by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

import reading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MM = 72 / 25.4


@pytest.fixture
def sheet(leaflets: Mapping[tuple[str, str], Path]) -> Path:
    return leaflets["alder", "a4"]


def painted(sheet: Path, folder: Path, before: str, after: str = "") -> Path:
    """The sheet with operators before and after all that is painted."""
    with pikepdf.open(sheet) as pdf:
        pdf.pages[0].contents_add(before.encode(), prepend=True)
        pdf.pages[0].contents_add(after.encode())
        pdf.save(folder / "changed.pdf")
    return folder / "changed.pdf"


def small_print(sheet: Path) -> str:
    """The end of the leaflet, from its version on, and what the clinic says of itself."""
    head, version, rest = " ".join(reading.tree_words(sheet)).partition("Version")
    assert len(rest) < len(head) / 2
    return f"{version}{rest} A made-up clinic for this sample."


def test_a_sound_sheet_has_no_fault(sheet: Path) -> None:
    assert reading.edge_faults(sheet, 7 * MM) == []
    assert reading.fold_faults(sheet, {0: (3 * MM,)}, 4 * MM) == []
    assert reading.size_faults(sheet, 2 * MM, small_print(sheet), 8) == []
    assert reading.contrast_faults(sheet) == []


@pytest.mark.parametrize(("x", "y"), [(-2.2, 0), (2.2, 0), (0, -1), (0, 1)])
def test_what_stands_nearer_to_an_edge_is_noticed_on_each_side(x: float, y: float, sheet: Path, tmp_path: Path) -> None:
    moved = painted(sheet, tmp_path, f"1 0 0 1 {x * MM} {y * MM} cm")
    assert reading.edge_faults(moved, 7 * MM) == ["page 0: something is painted within 7.0 mm of the edge"]


@pytest.mark.parametrize("apart", [-4.3, 4.3])
def test_letters_next_to_a_fold_are_noticed_and_those_further_away_are_not(apart: float, sheet: Path) -> None:
    edges = [edge for letter in reading.letters(sheet) for edge in (letter.box[0], letter.box[2])]
    edge = min(edges) if apart < 0 else max(edges)
    assert reading.fold_faults(sheet, {0: (edge + apart * MM,)}, 4.0 * MM) == []
    assert reading.fold_faults(sheet, {0: (edge + apart * MM,)}, 4.6 * MM) != []
    assert reading.fold_faults(sheet, {1: (edge + apart * MM,)}, 4.6 * MM) == [], "folds are those of a page"


def test_type_that_is_made_smaller_is_noticed(sheet: Path, tmp_path: Path) -> None:
    smaller = painted(sheet, tmp_path, "0.97 0 0 0.97 0 0 cm")
    faults = reading.size_faults(smaller, 2 * MM, small_print(sheet), 7)
    assert '"Alsocalledcollageninductiontherapy" has too small an x-height' in faults
    assert not [fault for fault in faults if "Microneedling" in fault and "Devices" not in fault]
    assert 'page 0: "V" is set in 7.76 pt' in reading.size_faults(smaller, 1, "", 8)


def test_small_type_is_for_small_print_only(sheet: Path) -> None:
    faults = reading.size_faults(sheet, 2 * MM, "", 8)
    assert len(faults) == 4
    assert any("Version1.0" in fault for fault in faults)


@pytest.mark.parametrize("role", ["ink", "on-hero"])
def test_words_that_fade_into_their_ground_are_noticed(role: str, sheet: Path, tmp_path: Path) -> None:
    """One entry of the palette takes a lighter or darker colour."""
    from handouts.colour import ROLES  # noqa: PLC0415 - which entry it is

    with pikepdf.open(sheet) as pdf:
        space = pdf.pages[0].Resources.ColorSpace.Brand
        table = bytearray(bytes(space[3]))
        start = 3 * ROLES.index(role)
        table[start : start + 3] = bytes([125, 125, 125])
        space[3] = pikepdf.String(bytes(table))
        pdf.save(tmp_path / "faded.pdf")
    faults = reading.contrast_faults(tmp_path / "faded.pdf")
    assert faults
    assert all("(125, 125, 125) on " in fault for fault in faults)


def test_contrast_is_as_the_standard_has_it() -> None:
    assert reading.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert reading.contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.005)
    assert reading.contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)


def test_a_spot_of_colour_on_a_grey_page_is_noticed(sheet: Path, tmp_path: Path) -> None:
    """The sheet under white, and on it a spot."""
    white = "Q 1 g 0 0 600 850 re f "
    assert reading.colour_faults(painted(sheet, tmp_path, "q", white + "0.5 g 300 400 2 2 re f")) == []
    faults = reading.colour_faults(painted(sheet, tmp_path, "q", white + "0.5 0.5 0.54 rg 300 400 2 2 re f"))
    assert faults == ["page 0: a pixel has colour, its channels are 10 apart"]
    assert reading.colour_faults(sheet) != []


def test_toner_is_the_mean_of_all_pixels(sheet: Path, tmp_path: Path) -> None:
    half = painted(sheet, tmp_path, "q", "Q 1 g 0 0 600 850 re f 0 g 0 0 297.638 850 re f")
    assert reading.mean_grey(reading.rendered(half, 72)[0]) == pytest.approx(0.5, abs=0.002)
