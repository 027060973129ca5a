"""All words of a value, so that a rule about words needs to know nothing of models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: Fields of a section that name something and are not printed; they are the same in every language.
NAMES: Final = frozenset({"id", "icon", "source", "part", "editable_by_clinic"})


def words_of(value: object, *, without: Collection[str] = ()) -> Iterator[Words]:
    """The words of a model, a list or a mapping, in their order.

    Args:
        value: where to look.
        without: fields whose words name something instead of being printed.
    """
    if isinstance(value, Words):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in without:
                yield from words_of(getattr(value, name), without=without)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from words_of(item, without=without)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from words_of(item, without=without)
