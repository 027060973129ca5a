"""What to do and what to avoid, each under a heading of its own, so that a mark is never the only difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from handouts.blocks.base import Base, Lines, bulleted
from handouts.document.elements import Element, Role

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class DoAvoidSection(Base):
    """Two lists, or one of them."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["do"]}, {"required": ["avoid"]}]})

    kind: ClassVar[str] = "do_avoid"
    keys: ClassVar[tuple[str, ...]] = ("do", "avoid")

    do: Lines | None = None
    avoid: Lines | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.do is None and self.avoid is None:
            raise PydanticCustomError("nothing_to_do", 'This section needs a list under "do" or under "avoid".')
        return self

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """A small heading and a list for each."""
        nodes: list[Node] = []
        for name, lines in (("do", self.do), ("avoid", self.avoid)):
            if lines is not None:
                nodes.append(Element(Role.H3, name, composer.phrase(name)))
                nodes.append(bulleted(name, lines, composer))
        return tuple(nodes)
