"""What we say about a value that a model does not take, by pydantic's error *type*; never by its English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic_core.core_schema import ErrorType

from handouts.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

#: pydantic's own types. Any other type is one of ours, raised with a sentence that is ready to be shown.
_BUILT_IN: Final = frozenset(get_args(ErrorType))

_WORDS = {"string_type", "string_sub_type"}
_KEYS = {"model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"}
_LIST = {"list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"}
_WHOLE = {"int_type", "int_parsing", "int_parsing_size", "int_from_float"}
_NUMBER = {"float_type", "float_parsing", "decimal_type", "decimal_parsing", "finite_number", "decimal_max_digits"}
_SWITCH = {"bool_type", "bool_parsing"}
_CHOICE = {"literal_error", "enum"}
_TAG = {"union_tag_invalid", "union_tag_not_found"}
_THROWN = {"value_error", "assertion_error"}
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


def sentence(error: ErrorDetails, name: str) -> str:
    """The sentence for an error of pydantic's.

    Args:
        error: one of ``ValidationError.errors()``.
        name: what the value is called in the file: its key, or that of its list.
    """
    kind = error["type"]
    if kind not in _BUILT_IN and kind not in _WORDS:
        return error["msg"]
    tables = ((_WORDS, _words), (_KEYS, _keys), (_LIST, _list), (_WHOLE, _whole), (_NUMBER, _number))
    more = ((_SWITCH, _switch), (_CHOICE, _choice), (_TAG, _tag), (_THROWN, _thrown), (_BOUNDS, _bounds))
    rest = ({"missing"}, _missing), ({"too_short", "too_long"}, _length)
    rows: tuple[tuple[Any, Callable[[ErrorDetails, str], str]], ...] = (*tables, *more, *rest)
    for types, say in rows:
        if kind in types:
            return say(error, name)
    return f"{_quoted(error)} cannot be used for {name}. Look the form up in the README, or in the sample."


def unknown_key(name: str, known: tuple[str, ...], *, flow: bool) -> str:
    """The sentence for a key that a model does not have."""
    hint = " If it is part of the words before the comma, put quotes round all of them." if flow else ""
    return f'"{name}" is not a word I know here.{did_you_mean(name, known)}{hint}'


def two_kinds(name: str, kind: str) -> str:
    """The sentence for a key that only another kind of the thing has; ``kind`` is what the union calls this one."""
    if kind.startswith("a "):
        return f'"{name}" is no key of {kind}; another kind of box has it. Take it out, or put {kind} into a box.'
    return (
        f'"{name}" cannot stand together with the other keys here: they make this one kind of section, and it makes'
        " another. Give it a section of its own, with a dash and a title."
    )


def _quoted(error: ErrorDetails) -> str:
    value = error["input"]
    return f'"{value}"' if isinstance(value, str) else "This"


def _empty(error: ErrorDetails, name: str, write: str) -> str | None:
    """The sentence for a key with nothing behind it."""
    return f'Nothing stands after "{name}". {write}, or take the line out.' if error["input"] is None else None


def _words(error: ErrorDetails, name: str) -> str:
    value = error["input"]
    if isinstance(value, Mapping) and len(value) == 1:
        key = next(iter(value))
        return (
            f'The colon after "{key}" makes a key of it, but only words can stand here. Put quotes round all the words.'
        )
    if isinstance(value, Mapping):
        return f'Only words can stand under "{name}", no keys with values.'
    if isinstance(value, list | tuple):
        return f'Only words can stand under "{name}", no list. Take the dashes or brackets away.'
    return _empty(error, name, "Write the words there") or f'"{name}" takes words.'


def _keys(error: ErrorDetails, name: str) -> str:
    if not error["loc"]:
        return "This file should be made of keys with values, such as language: en. Compare it with the sample."
    if isinstance(error["input"], list):
        return f'Keys with values are needed under "{name}", and here is a list. Take the dashes or brackets away.'
    return _empty(error, name, "Write its keys below it") or (
        f'Keys with values are needed under "{name}", each on a line of its own, and here are only words.'
    )


def _list(error: ErrorDetails, name: str) -> str:
    return _empty(error, name, "Write its items below it, each after a dash") or (
        f'A list is needed under "{name}": each item on a line of its own, after a dash and a space.'
    )


def _whole(error: ErrorDetails, name: str) -> str:
    return _empty(error, name, "Write a number") or f"{_quoted(error)} is not a whole number, such as 3."


def _number(error: ErrorDetails, name: str) -> str:
    return _empty(error, name, "Write a number") or f"{_quoted(error)} is not a number, such as 3 or 0.5."


def _switch(error: ErrorDetails, name: str) -> str:
    return _empty(error, name, "Write yes or no") or f'"{name}" takes yes or no, and nothing else.'


def _choice(error: ErrorDetails, name: str) -> str:
    names = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    missing = _empty(error, name, f"Write one of: {', '.join(names)}")
    value = error["input"]
    if missing or not isinstance(value, str):
        return missing or f'"{name}" takes one of these words: {", ".join(names)}.'
    return f'"{value}" is not possible for "{name}".{did_you_mean(value, names)}'


def _tag(_error: ErrorDetails, name: str) -> str:
    return f'It cannot be told what kind "{name}" is. Compare it with the sample.'


def _thrown(error: ErrorDetails, _name: str) -> str:
    text = str(error.get("ctx", {}).get("error", "")) or "This value cannot be used."
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _bounds(error: ErrorDetails, name: str) -> str:
    words, key = _BOUNDS[error["type"]]
    return f'"{name}" must be {words} {error.get("ctx", {}).get(key)}.'


def _missing(error: ErrorDetails, name: str) -> str:
    key = error["loc"][-1]
    if isinstance(key, int):
        return f'"{name}" needs more than there is here: number {key + 1} is missing.'
    return f'"{key}" is missing here. Add a line that starts with {key}:'


def _length(error: ErrorDetails, name: str) -> str:
    ctx = error.get("ctx", {})
    wanted = f"at least {ctx['min_length']}" if "min_length" in ctx else f"at most {ctx.get('max_length')}"
    return f'"{name}" needs {wanted}, and here are {ctx.get("actual_length")}.'
