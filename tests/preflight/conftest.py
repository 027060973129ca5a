from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.preflight import RULES, Judge, Report, Subject, lists, prose
from handouts.press.project import start

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)

#: The sample's words after some edits, looked over on a day.
Look = Callable[..., Report]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    start(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def look(project: Path) -> Look:
    def call(*edits: tuple[str, str], today: date = TODAY, language: str = "en", settings: str = "") -> Report:
        file = project / "content.yaml"
        text = file.read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        (project / "handouts.yaml").write_text(settings or "waivers: []\n", encoding="utf-8")
        content = handouts.load(project)
        treatment = content.treatments["microneedling"]
        subject = Subject(treatment, language, prose(treatment, content), lists(), today)
        return Judge(RULES, content, today).look(subject)

    return call
