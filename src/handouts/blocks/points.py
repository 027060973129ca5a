"""Things to know, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from handouts.blocks.base import Base, Lines, bulleted

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class PointsSection(Base):
    """Points."""

    kind: ClassVar[str] = "points"
    keys: ClassVar[tuple[str, ...]] = ("points",)

    points: Lines

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """One list."""
        return (bulleted("points", self.points, composer),)
