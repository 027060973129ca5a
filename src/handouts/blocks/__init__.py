"""The kinds of section. To add one: a module beside these, and its name in the list below and in ``Section``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Discriminator, Tag

from handouts.blocks.base import Base
from handouts.blocks.benefits import BenefitsSection
from handouts.blocks.call_us_if import CallUsIfSection
from handouts.blocks.do_avoid import DoAvoidSection
from handouts.blocks.points import PointsSection
from handouts.blocks.questions import QuestionsSection
from handouts.blocks.steps import StepsSection
from handouts.blocks.text import TextSection

_MODELS: Final[tuple[type[Base], ...]] = (
    TextSection,
    StepsSection,
    BenefitsSection,
    PointsSection,
    DoAvoidSection,
    CallUsIfSection,
    QuestionsSection,
)

#: The names of all kinds, for layouts.
KINDS: Final[tuple[str, ...]] = tuple(model.kind for model in _MODELS)

#: The keys that make a section one of a kind, in the order they are looked for.
KEYS: Final[tuple[str, ...]] = tuple(key for model in _MODELS for key in model.keys)

#: A tag must not look like a key of the section: the place of a problem is found by walking the path of its error
#: over the file and skipping what is not there.
_TAG: Final = "kind {}"
_TAG_OF_KEY: Final[Mapping[str, str]] = {key: _TAG.format(model.kind) for model in _MODELS for key in model.keys}


def _tag(section: object) -> str | None:
    """The tag of the kind whose key the section uses, or nearly uses: a slip of the pen keeps its kind."""
    if isinstance(section, Base):
        return _TAG.format(section.kind)
    if not isinstance(section, Mapping):
        return None
    keys = [str(key) for key in section]
    for key in KEYS:
        if key in keys:
            return _TAG_OF_KEY[key]
    unknown = (key for key in keys if key not in Base.model_fields)
    near = (found for key in unknown for found in difflib.get_close_matches(key.lower(), KEYS, n=1, cutoff=0.6))
    return _TAG_OF_KEY.get(next(near, ""))


#: A section of a treatment, of any kind.
Section = Annotated[
    Annotated[TextSection, Tag("kind text")]
    | Annotated[StepsSection, Tag("kind steps")]
    | Annotated[BenefitsSection, Tag("kind benefits")]
    | Annotated[PointsSection, Tag("kind points")]
    | Annotated[DoAvoidSection, Tag("kind do_avoid")]
    | Annotated[CallUsIfSection, Tag("kind call_us_if")]
    | Annotated[QuestionsSection, Tag("kind questions")],
    Discriminator(
        _tag,
        custom_error_type="section_kind",
        custom_error_message=f"A section needs one of these keys beside its title: {', '.join(KEYS)}.",
    ),
]

__all__ = ["KEYS", "KINDS", "Base", "Section"]
