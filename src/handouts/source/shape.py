"""What keys a model takes at a path into it: for "did you mean"."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A type as annotations write it.
_Type = Any

#: Both ways of writing a union.
_UNIONS = (Union, UnionType)


def keys(model: type[BaseModel], path: Iterable[str | int]) -> tuple[str, ...]:
    """The keys of the model, or models, that a path of pydantic's leads to; none when it leads to no model.

    A field that is excluded is there only to be refused with a reason.
    """
    here: list[_Type] = [model]
    for step in path:
        there = [inner for one in here for inner in _step(one, step)]
        tagged = [] if there else [inner for one in here for inner in _tagged(one, step)]
        here = there or tagged or here
    models = [one for outer in here for one in _alternatives(outer) if _is_model(one)]
    fields = (field for one in models for field in one.model_fields.items())
    return tuple(dict.fromkeys(field.alias or name for name, field in fields if not field.exclude))


def _is_model(kind: _Type) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _alternatives(kind: _Type) -> Iterator[_Type]:
    """What a type may be: the members of a union, without what is annotated to them."""
    origin: object = get_origin(kind)
    if origin is Annotated:
        yield from _alternatives(get_args(kind)[0])
    elif origin in _UNIONS:
        for member in get_args(kind):
            yield from _alternatives(member)
    else:
        yield kind


def _step(kind: _Type, step: str | int) -> Iterator[_Type]:
    """The types that one step into a type leads to."""
    for one in _alternatives(kind):
        origin: object = get_origin(one)
        inner = get_args(one)
        if _is_model(one):
            yield from (field.annotation for name, field in one.model_fields.items() if step in {name, field.alias})
        elif isinstance(origin, type) and issubclass(origin, Mapping):
            yield inner[1]
        elif origin in {list, tuple} and isinstance(step, int):
            yield inner[0]


def _tagged(kind: _Type, step: str | int) -> Iterator[_Type]:
    """The member of a union that pydantic calls ``step``."""
    origin: object = get_origin(kind)
    if origin is Annotated:
        inner, *metadata = get_args(kind)
        if any(isinstance(item, Tag) and item.tag == step for item in metadata):
            yield inner
        else:
            yield from _tagged(inner, step)
    elif origin in _UNIONS:
        for member in get_args(kind):
            yield from _tagged(member, step)
