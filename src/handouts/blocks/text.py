"""Running words: one paragraph, or several with a blank line between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from handouts.blocks.base import Base, Line

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class TextSection(Base):
    """Paragraphs."""

    kind: ClassVar[str] = "text"
    keys: ClassVar[tuple[str, ...]] = ("text",)
    changeable: ClassVar[str | None] = "text"

    text: Line

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """The paragraphs."""
        return composer.paragraphs(self.text, "text")
