"""Questions that people ask, with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from handouts.blocks.base import SOME, Base, Line
from handouts.document.elements import Element, Role
from handouts.source.words import Model

if TYPE_CHECKING:
    from handouts.document.composer import Composer
    from handouts.document.elements import Node


class Question(Model):
    """A question and its answer."""

    ask: Line
    answer: Line


class QuestionsSection(Base):
    """Questions; each is a heading, so that a screen reader can jump from one to the next."""

    kind: ClassVar[str] = "questions"
    keys: ClassVar[tuple[str, ...]] = ("questions",)

    questions: Annotated[tuple[Question, ...], *SOME]

    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """Question, answer, question, answer."""
        nodes: list[Node] = []
        for question in self.questions:
            nodes.append(Element(Role.H3, "ask", composer.inline(question.ask), place=question.ask.place))
            nodes.extend(composer.paragraphs(question.answer, "answer"))
        return tuple(nodes)
