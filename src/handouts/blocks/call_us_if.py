"""When to ring the clinic: the words, and the slot where the clinic's numbers hang."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from handouts.blocks.base import Base, Line
from handouts.document.elements import Slot

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class CallUsIfSection(Base):
    """Signs that are worth a call."""

    kind: ClassVar[str] = "call_us_if"
    keys: ClassVar[tuple[str, ...]] = ("call_us_if",)
    changeable: ClassVar[str | None] = "call_us_if"

    call_us_if: Line

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """The words, then the clinic's numbers."""
        return (*composer.paragraphs(self.call_us_if, "text"), Slot("call"))
