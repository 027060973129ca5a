from __future__ import annotations

from pathlib import Path


def test_no_golden_file_is_left_without_its_test(goldens_in_use: set[Path]) -> None:
    there = set(Path(__file__).parent.glob("*/goldens/**/*.txt"))
    assert there - goldens_in_use == set()
