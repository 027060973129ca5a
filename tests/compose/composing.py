"""The sample, loaded and ready to be composed in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.compose import compose
from handouts.document.fields import FIELDS
from handouts.locales import locale
from oracle import oracle_words

if TYPE_CHECKING:
    from collections.abc import Sequence

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
