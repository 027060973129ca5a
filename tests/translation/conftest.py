from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bilingual import IN_GERMAN, Project

from handouts.press.project import start
from verapdf.plugin import verapdf

__all__ = ["verapdf"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    start(made.folder)
    shutil.copy(Path(__file__).parent / "content.de.yaml", made.folder)
    made.edit("clinics.yaml", "    phone: 01632 960 123\n", IN_GERMAN)
    made.edit("clinics.yaml", "    same_as: alder\n", "    same_as: alder\n    languages:\n      - en\n")
    made.mark()
    return made
