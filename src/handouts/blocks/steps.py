"""What happens, one step after another: a numbered list whose order counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from handouts.blocks.base import SOME, Base, Line
from handouts.document.composer import joined, paragraph
from handouts.document.elements import Element, Role, Text
from handouts.source.words import Model

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class Step(Model):
    """One step: a short name and a sentence or two."""

    name: Line
    text: Line

    def element(self, number: int, composer: Composer) -> Element:
        """The step as a list item, its number as the label (ISO 32000-1 14.8.4.3.3)."""
        words = joined((composer.run_in(self.name), composer.inline(self.text)), " ")
        label = Element(Role.LBL, "number", (Text(str(number)),))
        body = Element(Role.LBODY, "body", (paragraph("text", words, self.name.place),))
        return Element(Role.LI, "item", (label, body), place=self.name.place)


class StepsSection(Base):
    """Numbered steps."""

    kind: ClassVar[str] = "steps"
    keys: ClassVar[tuple[str, ...]] = ("steps",)

    steps: Annotated[tuple[Step, ...], *SOME]

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """One numbered list."""
        items = tuple(step.element(number, composer) for number, step in enumerate(self.steps, start=1))
        return (Element(Role.L, "steps", items, numbering="Decimal"),)
