from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
NAMES = ["alder.png", "alder-white.png"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("logos")
    subprocess.run([sys.executable, ROOT / "scripts/draw_logos.py", folder], check=True, capture_output=True)
    return folder


def pixels(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGBA")


@pytest.mark.parametrize("name", NAMES)
def test_the_logos_at_hand_are_those_that_the_script_draws(drawn: Path, name: str) -> None:
    assert pixels(drawn / name).tobytes() == pixels(ROOT / "logos" / name).tobytes()


def test_the_script_draws_nothing_else(drawn: Path) -> None:
    assert sorted(path.name for path in drawn.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_logo_is_large_enough_for_print_and_a_small_file(name: str) -> None:
    assert min(pixels(ROOT / "logos" / name).size) >= 600
    assert (ROOT / "logos" / name).stat().st_size < 12_000


@pytest.mark.parametrize(("name", "colour"), [("alder.png", (31, 92, 87)), ("alder-white.png", (255, 255, 255))])
def test_a_logo_is_one_colour_with_soft_edges_on_nothing(name: str, colour: tuple[int, int, int]) -> None:
    image = pixels(ROOT / "logos" / name)
    assert image.convert("RGB").getcolors() == [(image.width * image.height, colour)]
    strengths = {strength for _, strength in image.getchannel("A").getcolors() or []}
    assert {0, 255} < strengths
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((image.width // 2, 4))[3] == 255
