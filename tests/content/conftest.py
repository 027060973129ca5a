from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ICONS = ("plaster", "sparkles", "sun")
PICTURES = ("needling", "plain")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small project in order: every key that the contract has, and three clinics."""
    project = tmp_path / "project"
    shutil.copytree(Path(__file__).parent / "project", project)
    (project / "logos").mkdir()
    (project / "logos" / "alder.png").write_bytes(b"only its being there counts here")
    return project
