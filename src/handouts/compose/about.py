"""What a treatment's words say of themselves: whether they were reviewed, and the code that they are asked for by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.compose.body import Shape
    from handouts.content.treatment import Treatment


def code(treatment: Treatment, language: str, shape: Shape) -> str:
    """The paper code: what a leaflet in somebody's hand is asked for by, such as ``microneedling 1.0 en a4``."""
    unusual = [name for name, usual in ((shape.edition, "standard"), (shape.part, "all")) if name != usual]
    return " ".join((treatment.slug, treatment.about.version, language, shape.layout, *unusual))


def is_reviewed(treatment: Treatment) -> bool:
    """Whether somebody is named who has read the words for their truth."""
    return treatment.about.reviewed_by not in {None, "none"}
