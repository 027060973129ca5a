from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.press.project import start

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample as ``init`` writes it, in a folder of its own."""
    folder = tmp_path / "project"
    start(folder)
    return folder


@pytest.fixture
def content(project: Path) -> Content:
    """The sample, loaded."""
    return handouts.load(project)
