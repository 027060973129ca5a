"""Why people choose a treatment: short names with a sentence and an icon each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from handouts.blocks.base import SOME, Base, Line
from handouts.document.composer import paragraph
from handouts.document.elements import Element, Graphic, Role, Weight
from handouts.source.words import Model, Words

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class Benefit(Model):
    """One benefit."""

    name: Line
    text: Line
    #: Decoration: it repeats the name as a picture, so a screen reader is not told of it.
    icon: Words | None = None

    def element(self, composer: Composer) -> Element:
        """The benefit as a list item."""
        body = Element(
            Role.LBODY,
            "body",
            (
                paragraph("name", composer.inline(self.name, Weight.STRONG), self.name.place),
                paragraph("text", composer.inline(self.text), self.text.place),
            ),
        )
        graphic = Graphic("icon", self.icon, place=self.icon.place) if self.icon else None
        return Element(Role.LI, "item", (body,), graphic=graphic, place=self.name.place)


class BenefitsSection(Base):
    """Benefits, in no order that counts."""

    kind: ClassVar[str] = "benefits"
    keys: ClassVar[tuple[str, ...]] = ("benefits",)

    benefits: Annotated[tuple[Benefit, ...], *SOME]

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """One list."""
        items = tuple(benefit.element(composer) for benefit in self.benefits)
        return (Element(Role.L, "benefits", items, numbering="None"),)
