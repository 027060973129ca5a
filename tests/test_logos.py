from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def drawn(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("logos")
    subprocess.run([sys.executable, repository / "scripts" / "draw_logos.py", folder], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", ["alder.png", "alder-white.png"])
def test_the_logos_are_what_their_script_draws(name: str, drawn: Path, repository: Path) -> None:
    with Image.open(drawn / name) as new, Image.open(repository / "logos" / name) as old:
        assert new.size == old.size
        assert min(new.size) >= 600
        assert new.tobytes() == old.tobytes()


def test_both_logos_are_one_shape_in_two_colours(repository: Path) -> None:
    with Image.open(repository / "logos/alder.png") as dark, Image.open(repository / "logos/alder-white.png") as light:
        assert dark.getchannel("A").tobytes() == light.getchannel("A").tobytes()
        assert dark.getpixel((320, 30)) == (31, 92, 87, 255)
        assert light.getpixel((320, 30)) == (255, 255, 255, 255)
