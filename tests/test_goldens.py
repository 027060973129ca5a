from __future__ import annotations

from pathlib import Path


def test_no_golden_file_is_left_without_its_test(goldens_in_use: set[Path], modules_found: set[Path]) -> None:
    """Looks at the modules of this run, and at those that are gone."""
    left: list[Path] = []
    for file in Path(__file__).parent.glob("*/goldens/*/*"):
        module = file.parents[2] / f"{file.parent.name}.py"
        if file not in goldens_in_use and (module in modules_found or not module.exists()):
            left.append(file)
    assert left == []
