"""The pictures of the staff page show it as it is now."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The program as a module; it finds its neighbours beside it."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import draw_staff_pages  # noqa: PLC0415 - only now on the path

    yield draw_staff_pages
    sys.path.remove(str(ROOT / "scripts"))


def test_the_pictures_are_those_of_the_page_of_today(script: ModuleType, tmp_path: Path) -> None:
    project = script.sample(tmp_path / "project")
    drawn = script.DIGEST.read_text(encoding="utf-8").strip()
    assert script.digest(project) == drawn, "the page has changed: run python scripts/draw_staff_pages.py, and look"


def test_the_digest_is_that_of_what_is_seen_and_of_nothing_new_in_each_run(script: ModuleType, tmp_path: Path) -> None:
    one, other = (script.sample(tmp_path / name / "project") for name in ("one", "other"))
    assert script.digest(one) == script.digest(other)
    words = other / "content.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("look smoother.", "look softer."), encoding="utf-8")
    assert script.digest(one) != script.digest(other)


def test_every_picture_is_shown_and_is_small(script: ModuleType) -> None:
    text = (ROOT / "docs" / "for-staff.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(pictures/staff/(\w+)\.png\)", text)) == set(script.PICTURED)
    for name in script.PICTURED:
        path = script.FOLDER / f"{name}.png"
        assert path.stat().st_size < 150_000
        with Image.open(path) as picture:
            assert picture.size == script.SIZE
