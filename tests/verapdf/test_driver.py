from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from verapdf.driver import judge
from verapdf.plugin import REQUIRED, verapdf

if TYPE_CHECKING:
    from verapdf.plugin import Judge

__all__ = ["verapdf"]

TESTS = Path(__file__).parents[1]


def without_java(folder: Path, *, required: bool) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text("def test_it(verapdf): pass\n", encoding="utf-8")
    environment = {**os.environ, "PATH": str(folder), "PYTHONPATH": str(TESTS), REQUIRED: str(int(required))}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "verapdf.plugin",
        "-p",
        "no:cacheprovider",
        "-rs",
        "-c",
        os.devnull,
    ]
    return subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)], env=environment, capture_output=True, text=True, check=False
    )


def test_without_java_the_tests_say_what_is_missing(tmp_path: Path) -> None:
    done = without_java(tmp_path, required=False)
    assert done.returncode == 0
    assert "veraPDF needs Java" in done.stdout


def test_where_verapdf_is_required_its_absence_fails(tmp_path: Path) -> None:
    done = without_java(tmp_path, required=True)
    assert done.returncode == 1
    assert f"{REQUIRED} is set, and veraPDF needs Java" in done.stdout


def test_a_plain_pdf_fails_both_standards(verapdf: Judge, tmp_path: Path) -> None:
    path = tmp_path / "a name with spaces.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    verdicts = verapdf([path])[path]
    assert {flavour: verdict.passed for flavour, verdict in verdicts.items()} == {"ua1": False, "2a": False}
    assert "6.2-t1" in verdicts["ua1"].failures
    assert all(verdicts["2a"].failures.values())


def test_a_file_that_is_no_pdf_is_a_breakdown_and_no_verdict(verapdf: Judge, tmp_path: Path) -> None:
    (path := tmp_path / "words.pdf").write_text("words", encoding="utf-8")
    with pytest.raises(RuntimeError, match="broke down on"):
        verapdf([path])


def test_a_driver_that_does_not_start_is_a_breakdown(verapdf: Judge, tmp_path: Path) -> None:  # noqa: ARG001 - Java is there
    (tmp_path / "Verdict.class").write_bytes(b"no class")
    with pytest.raises(RuntimeError, match="veraPDF broke down"):
        judge([tmp_path / "x.pdf"], tmp_path)
