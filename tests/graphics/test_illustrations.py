from __future__ import annotations

import itertools

import pytest

from handouts.colour import EDITIONS, ROLES, contrast, palette
from handouts.errors import UnknownName
from handouts.graphics.drawing import Clip, Drawing, Shape, circle
from handouts.graphics.illustrations import NAMES, illustration

BRANDS = ["#1f5c57", "#f3d9b1", "#8f2d3b", "#4c9a6a", "#111111", "#ffffff"]


def shapes(drawing: Drawing) -> list[Shape]:
    found: list[Shape] = []
    for item in drawing.items:
        found += item.shapes if isinstance(item, Clip) else [item]
    return found


def test_there_is_one_for_needling_and_one_for_everything_else() -> None:
    assert {"needling", "motif"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
class TestEveryIllustration:
    def test_it_is_seen_through_a_round_that_stays_in_its_box(self, name: str) -> None:
        drawing = illustration(name)
        ground, clip, contour = drawing.items
        assert isinstance(ground, Shape)
        assert isinstance(contour, Shape)
        assert isinstance(clip, Clip)
        assert drawing.width == drawing.height
        middle = drawing.width / 2
        assert clip.steps == ground.steps == contour.steps == circle(middle, middle, middle - contour.width / 2)

    def test_it_is_painted_in_its_own_tones_only(self, name: str) -> None:
        used = {role for shape in shapes(illustration(name)) for role in (shape.fill, shape.stroke) if role}
        assert used <= {role for role in ROLES if role.startswith("art-")}
        assert {"art-ground", "art-1", "art-2", "art-3", "art-ink", "art-line"} <= used

    def test_every_line_has_a_width_and_every_shape_a_paint(self, name: str) -> None:
        for shape in shapes(illustration(name)):
            assert shape.fill or shape.stroke
            assert bool(shape.stroke) == (shape.width > 0)

    def test_each_layer_has_a_contour_for_editions_without_fills(self, name: str) -> None:
        drawn = shapes(illustration(name))
        contours = [shape.steps for shape in drawn if shape.stroke == "art-line"]
        layers = [shape.steps for shape in drawn if shape.fill in {"art-ground", "art-1", "art-2", "art-3"}]
        for layer in layers:
            assert any(layer[: len(contour)] == contour for contour in contours)

    @pytest.mark.parametrize("brand", BRANDS)
    def test_neighbouring_tones_can_be_told_apart_in_every_brand(self, name: str, brand: str) -> None:
        used = {shape.fill for shape in shapes(illustration(name)) if shape.fill}
        colours = palette(brand)
        assert len({colours.rgb(role) for role in used}) == len(used)

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_its_ink_stands_out_from_its_ground(self, name: str, edition: str) -> None:
        used = {shape.fill for shape in shapes(illustration(name))}
        assert "art-ink" in used
        for brand in BRANDS:
            colours = palette(brand, edition)
            assert contrast(colours.rgb("art-ink"), colours.rgb("art-ground")) >= 4

    def test_it_is_the_same_every_time(self, name: str) -> None:
        assert illustration(name) == illustration(name)


def test_the_needles_end_inside_the_skin_and_hang_from_the_head() -> None:
    drawn = shapes(illustration("needling"))
    heights = {
        role: max(step[2] for step in shape.steps if step[0] == "M")
        for role, shape in [(shape.fill, shape) for shape in drawn if shape.fill in {"art-3", "art-1"}]
    }
    needles = next(shape for shape in drawn if shape.fill == "art-ink")
    tips = [step[6] for step in needles.steps if step[0] == "C"][::2]
    assert len(tips) == 5
    assert all(heights["art-1"] < tip < heights["art-3"] for tip in tips)
    assert max(step[2] for step in needles.steps if step[0] == "M") > heights["art-3"]


def test_waves_are_smooth() -> None:
    lines = [shape.steps for shape in shapes(illustration("needling")) if shape.stroke and not shape.fill]
    waves = [curves for line in lines if len(curves := [step for step in line if step[0] == "C"]) > 4]
    assert len(waves) == 10
    for before, after in (pair for wave in waves for pair in itertools.pairwise(wave)):
        leaving = (before[6] - before[4]) / (before[5] - before[3])
        arriving = (after[2] - before[6]) / (after[1] - before[5])
        assert leaving == pytest.approx(arriving, abs=1e-6)


def test_an_unknown_illustration_is_named_with_the_nearest_known_one() -> None:
    with pytest.raises(UnknownName, match=r'no illustration "needlin"\. Did you mean "needling"'):
        illustration("needlin")
