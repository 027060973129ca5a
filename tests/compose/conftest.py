from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from composing import Project

from handouts.content.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Project]:
    """The sample with changes: functions that edit the raw treatment and the raw clinics."""

    def make(
        treatment: Callable[[dict[str, Any]], object] | None = None,
        clinics: Callable[[dict[str, Any]], object] | None = None,
    ) -> Project:
        folder = tmp_path_factory.mktemp("project")
        (folder / "logos").mkdir()
        for name in ("alder", "alder-white"):
            (folder / "logos" / f"{name}.png").touch()
        texts = []
        for name, edit in (("content", treatment), ("clinics", clinics)):
            text = (repository / f"{name}.yaml").read_text(encoding="utf-8")
            if edit is not None:
                raw = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only
                edit(raw["treatments"]["microneedling"] if name == "content" else raw["clinics"])
                text = yaml.dump(raw, sort_keys=False, allow_unicode=True, width=10_000, default_style='"')
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
            texts.append(text)
        return Project(load(folder), texts[0], texts[1])

    return make


@pytest.fixture(scope="session")
def sample(project: Callable[..., Project]) -> Project:
    return project()
