from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a child process used")
def test_the_bench_prints_its_tables(repository: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--rounds", "1"],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if line[:1] == "|"]
    figures = [cell for row in rows for cell in row[1:] if re.fullmatch(r"[\d,.]+", cell)]
    assert len(figures) == 3 * 2 + 4 * 3 + 6
    assert all(float(figure.replace(",", "")) > 0 for figure in figures)
