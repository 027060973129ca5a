"""Words as a clinic wrote them: text that remembers where it stands, and the base of every model of a file.

Every scalar of a file stays text (``9:30``, ``no``, ``0123456``); the models say what is meant by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

    from handouts.errors import Place


class Words(str):
    """A scalar of a file. ``place`` is where its first letter stands; None for words that came from no file."""

    __slots__ = ("place",)
    place: Place | None

    def __new__(cls, text: str, place: Place | None = None) -> Self:
        """The text, with its place."""
        words = super().__new__(cls, text)
        words.place = place
        return words

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - pydantic's own signature
        """Take text as it is, place included; pydantic's own ``str`` would drop the place."""
        return core_schema.no_info_plain_validator_function(cls._take)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Text, for editors; they take ``999`` for a number and ``true`` for a switch, where here all is text."""
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}

    @classmethod
    def _take(cls, value: object) -> Words:
        if isinstance(value, Words):
            return value
        if isinstance(value, str):
            return cls(value)
        raise PydanticCustomError("string_type", "Input should be a valid string")


def _switch(value: object) -> object:
    """YAML 1.1 has eleven ways of saying yes; four words are enough, and ``on`` is a slip of the pen."""
    return (
        {"yes": True, "true": True, "no": False, "false": False}.get(value, value) if isinstance(value, str) else value
    )


#: A switch: yes or no, true or false. Anything else is a problem.
Switch = Annotated[bool, Field(strict=True), BeforeValidator(_switch)]


class Model(BaseModel):
    """The base of every model of a file: unknown keys are mistakes, values never change."""

    # Built when first used: a model that is only a part of others then has no validator of its own to build.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False, defer_build=True)
