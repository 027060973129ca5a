from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from handouts.document.elements import Document, Text, Weight, walk
from handouts.pdf import paint
from handouts.pdf.fonts import subsets
from handouts.pdf.text import show
from handouts.typeset.pages import Layer, Page, Pages, PlacedRun
from handouts.typeset.runs import Glyph, Run
from leaflets import METADATA, body, imprint, p

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper


def operators(fonts: FontSet, run: Run, *, size: float = 10, tracking: float = 0) -> str:
    placed = PlacedRun(72, 700.004, size, run, "ink", 1, tracking)
    (subset,) = subsets([Layer((placed,))], fonts, "B").values()
    return show(placed, subset)


def one(shaper: Shaper, text: str, level: int = 0, lang: str = "en") -> Run:
    (run,) = shaper.shape(text, "text", Weight.REGULAR, lang, level)
    return run


def code(run: Run) -> str:
    """How its first glyph is written."""
    return f"{run.glyphs[0].gid:04X}"


def test_a_run_without_kerning_is_one_string(fonts: FontSet, shaper: Shaper) -> None:
    run = one(shaper, "nnn")
    assert operators(fonts, run) == f"1 0 0 1 72 700 Tm\n[<{code(run) * 3}>]TJ"


def test_kerning_moves_the_glyphs(fonts: FontSet, shaper: Shaper) -> None:
    run = one(shaper, "To")
    kern = run.glyphs[0].advance - run.places[1]
    assert kern > 0
    assert f">{kern:.0f}<" in operators(fonts, run)


def test_tracking_is_a_move_after_each_letter(fonts: FontSet, shaper: Shaper) -> None:
    run = one(shaper, "nnn")
    assert "[<{0}>-50<{0}>-50<{0}>]TJ".format(code(run)) in operators(fonts, run, tracking=50)


def test_a_raised_glyph_is_raised_and_the_baseline_comes_back(fonts: FontSet) -> None:
    glyphs = (Glyph(20, 0, 500, "a"), Glyph(21, 120, 0, "b"), Glyph(20, 0, 500, "c"))
    run = Run("text", "abc", glyphs, (0, 500, 500), 1000, rtl=False, actual_text=False)
    lines = operators(fonts, run).split("\n")
    assert [line for line in lines if line.endswith("Ts")] == ["1.2 Ts", "0 Ts"]


def test_a_raise_at_the_end_of_a_run_does_not_reach_the_next(fonts: FontSet) -> None:
    glyphs = (Glyph(20, 0, 500, "a"), Glyph(21, 120, 0, "b"))
    run = Run("text", "ab", glyphs, (0, 500), 500, rtl=False, actual_text=False)
    assert operators(fonts, run).endswith("0 Ts")


def test_signs_that_only_steer_the_line_are_not_painted(fonts: FontSet, shaper: Shaper) -> None:
    (letter,) = one(shaper, "n").glyphs
    glyphs = Glyph(3, 0, 265, "\u200e"), letter
    run = Run("text", "\u200en", glyphs, (0, 0), letter.advance, rtl=False, actual_text=False)
    assert operators(fonts, run) == f"1 0 0 1 72 700 Tm\n[<{letter.gid:04X}>]TJ"


def origins(path: Path, run: Run, tracking: float, fonts: FontSet, brand: Palette) -> list[float]:
    """Where pdfminer finds the glyphs of a run at 20 points, in thousandths of the size from its left edge."""
    tree = body(p(Text(run.text)))
    node = max(node.id for node in walk(tree))
    layer = Layer((PlacedRun(100, 500, 20, run, "ink", node, tracking),))
    document = Document("en", "ltr", tree, imprint(), METADATA)
    path.write_bytes(paint(Pages((Page(595, 842, layer, Layer()),)), document, brand, fonts))
    with pdfplumber.open(path) as pdf:
        return [(char["matrix"][4] - 100) * 1000 / 20 for char in pdf.pages[0].chars]


@pytest.mark.parametrize(
    ("text", "level", "lang"),
    [
        ("Today, AVATAR Type: 7.5 mm", 0, "en"),
        ("Lăn kim: ƯỚC ọ", 0, "vi"),
        ("العلاج بالإبر، فضلًا", 1, "ar"),
        ("हिन्दी क्षति", 0, "hi"),
    ],
)
def test_glyphs_stand_where_shaping_put_them(
    tmp_path: Path, fonts: FontSet, brand: Palette, shaper: Shaper, text: str, level: int, lang: str
) -> None:
    run = one(shaper, text, level, lang)
    found = origins(tmp_path / "run.pdf", run, 0, fonts, brand)
    assert found == pytest.approx(run.places, abs=1)


@pytest.mark.parametrize("tracking", [-12.5, 40.0])
def test_tracked_letters_stand_apart_by_so_much(
    tmp_path: Path, fonts: FontSet, brand: Palette, shaper: Shaper, tracking: float
) -> None:
    run = one(shaper, "Today, AVATAR")
    found = origins(tmp_path / "run.pdf", run, tracking, fonts, brand)
    assert found == pytest.approx([place + nth * tracking for nth, place in enumerate(run.places)], abs=1)


def test_tracking_parts_no_mark_from_its_letter(tmp_path: Path, fonts: FontSet, brand: Palette, shaper: Shaper) -> None:
    run = one(shaper, "nnn")
    (first, second, third), (one_at, _, third_at) = run.glyphs, run.places
    mark = second._replace(advance=0.0)
    stacked = replace(run, glyphs=(first, mark, third), places=(one_at, one_at + 10, third_at))
    found = origins(tmp_path / "run.pdf", stacked, 100, fonts, brand)
    assert found == pytest.approx([one_at, one_at + 10, third_at + 100], abs=1)


def test_tracking_of_words_from_right_to_left_counts_from_the_left(
    tmp_path: Path, fonts: FontSet, brand: Palette, shaper: Shaper
) -> None:
    run = one(shaper, "אבג", 1, "he")
    found = origins(tmp_path / "run.pdf", run, 100, fonts, brand)
    last, middle, first = run.places
    assert found == pytest.approx([last + 200, middle + 100, first], abs=1)
