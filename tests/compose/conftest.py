from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from handouts.compose import compose
from handouts.content.load import load
from handouts.document.fields import FIELDS
from handouts.locales import locale
from oracle import oracle_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.document.elements import Document

ENGLISH = locale("en")

#: A reading order that shows everything.
SHOWS = (
    "clinic.logo",
    "clinic.name",
    "title",
    "also_called",
    "summary",
    "picture",
    "sections",
    "clinic.phone",
    "clinic.emergency",
    "clinic.out_of_hours",
    "clinic.booking",
    *(name for name in FIELDS if name in {"clinic.address", "clinic.hours", "clinic.email", "clinic.website"}),
    "version",
    "reviewed",
    "reviewed_by",
    "review_due",
    "author",
    "code",
    "sources",
    "notice",
    "clinic.small_print",
)


@dataclass(frozen=True)
class Project:
    """Files in a folder, loaded, and the words of them as they stand."""

    content: Content
    content_yaml: str
    clinics_yaml: str

    def compose(self, clinic: str = "alder", shows: Sequence[str] = SHOWS, **details: Any) -> Document:  # noqa: ANN401 - passed on
        layout = details.pop("layout", "a4")
        language = details.pop("locale", ENGLISH)
        treatment = self.content.treatments["microneedling"]
        whose = self.content.clinics[clinic]
        return compose(treatment, whose, language, shows=shows, layout=layout, **details)

    def oracle(
        self, clinic: str = "alder", shows: Sequence[str] = SHOWS, layout: str = "a4", **details: str
    ) -> list[str]:
        return oracle_words(
            self.content_yaml, self.clinics_yaml, "microneedling", clinic, "en", shows, layout, **details
        )


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
