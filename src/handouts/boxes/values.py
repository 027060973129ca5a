"""The forms of single values in a layout: lengths with their unit, numbers, roles of colour.

Lengths are points inside the program.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, GetPydanticSchema, ValidationInfo, WithJsonSchema

from handouts.boxes.codes import smallest_width
from handouts.colour import ROLES
from handouts.document.fields import FIELDS
from handouts.errors import did_you_mean
from handouts.source.words import Words
from handouts.units import MM, points

#: Bounds of copyfit beyond which a page is another design.
_LEAST_SHARE, _MOST_ENLARGED = 0.1, 3.0

#: Sides of paper, in points: a PDF page has 14,400 units at most (ISO 32000-1 annex C.2).
_LEAST_SIDE, _MOST_SIDE = 20 * MM, 5000 * MM

#: More than any trimmer asks for, in points.
_MOST_BLEED = 20 * MM

#: Sizes of type, in points: nobody reads less, and no sheet holds more.
_LEAST_TYPE, _MOST_TYPE = 6.0, 1000.0

#: Thousandths of the size that may be between two letters: closer they touch, wider they are no word any more.
_TIGHTEST, _WIDEST = -100, 500

#: The sides of a sheet, in the order of padding.
EDGES = ("top", "right", "bottom", "left")


#: The name of a measure: a length that a layout names once and uses in many places.
MEASURE = r"[a-z][a-z0-9-]{0,30}"


def _length(value: object, info: ValidationInfo) -> object:
    measures = info.context or {}
    if isinstance(value, str) and re.fullmatch(MEASURE, value) and measures:
        if value not in measures:
            raise ValueError(f'there is no measure "{value}".{did_you_mean(value, measures)}')
        value = measures[value]
    length = points(value) if isinstance(value, str) else value
    if isinstance(length, float) and length < 0:
        raise ValueError(f'"{value}" is less than nothing; write a length of 0mm or more')
    return length


def _role(value: str) -> str:
    if value not in ROLES:
        raise ValueError(f'there is no colour role "{value}".{did_you_mean(value, ROLES)}')
    return value


def _some_length(value: object, info: ValidationInfo) -> object:
    length = _length(value, info)
    if not length:
        raise ValueError(f'"{value}" is nothing; write a length of more than 0mm')
    return length


def _side(value: float) -> float:
    if not _LEAST_SIDE <= value <= _MOST_SIDE:
        raise ValueError("a side of the sheet is 20 mm at least and 5000 mm at most")
    return value


def _code_width(value: float) -> float:
    least = smallest_width()
    if value < least:
        raise ValueError(f"a QR code of {value / MM:.1f} mm cannot be scanned; give it {least / MM:.1f} mm or more")
    return value


def _type_size(value: float) -> float:
    if not _LEAST_TYPE <= value <= _MOST_TYPE:
        raise ValueError(f"type is {_LEAST_TYPE:g} pt at least, to be read at all, and {_MOST_TYPE:g} pt at most")
    return value


def _tracking(value: float) -> float:
    if not _TIGHTEST <= value <= _WIDEST:
        raise ValueError(f"tracking is a number from {_TIGHTEST} to {_WIDEST}, in thousandths of the size")
    return value


def _bleed(value: float) -> float:
    if value > _MOST_BLEED:
        raise ValueError("a bleed is 20 mm at most; print shops ask for 3 mm, or for 0.125in")
    return value


def _field(value: Words) -> Words:
    if value not in FIELDS:
        raise ValueError(f'"{value}" is not a field I know.{did_you_mean(value, FIELDS)}')
    return value


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"-?\d{1,6}(\.\d+)?", value):
        raise ValueError(f'"{value}" is not a number; write digits, such as 0.9')
    return float(value)


def _enlargement(value: float) -> float:
    if not 1 <= value <= _MOST_ENLARGED:
        raise ValueError(f"{value:g} is not an enlargement; write a number from 1 to {_MOST_ENLARGED:g}")
    return value


def _share(value: float) -> float:
    if not _LEAST_SHARE <= value <= 1:
        raise ValueError(f"{value:g} is not a share; write a number from {_LEAST_SHARE:g} to 1")
    return value


def _count(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[1-9]\d?", value):
        raise ValueError(f'"{value}" is not a number of them; write a whole number from 1 to 99')
    return int(value) if isinstance(value, str) else value


def _lines(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d", value):
        raise ValueError(f'"{value}" is not a number of lines; write a whole number from 0 to 9')
    return int(value) if isinstance(value, str) else value


def _edge(value: Words) -> Words:
    if value not in EDGES:
        raise ValueError(f'there is no side "{value}".{did_you_mean(value, EDGES)}')
    return value


def _padding(value: object) -> object:
    """One length for all sides, or four: top, right, bottom, left."""
    return [value] * 4 if isinstance(value, str) else value


_LENGTH_PATTERN = rf"^(-?\d+(\.\d+)?\s*(mm|cm|in|pt)|{MEASURE})$"
Length = Annotated[
    float,
    BeforeValidator(_length),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": _LENGTH_PATTERN,
            "description": "A length with its unit (9mm, 12pt), or the name of a measure",
        }
    ),
]
SomeLength = Annotated[
    float,
    BeforeValidator(_some_length),
    WithJsonSchema({"type": "string", "pattern": _LENGTH_PATTERN, "description": "A length of more than nothing"}),
]
Side = Annotated[SomeLength, AfterValidator(_side)]
#: No address is so short that its code could be scanned from a smaller card.
CodeWidth = Annotated[SomeLength, AfterValidator(_code_width)]
Bleed = Annotated[Length, AfterValidator(_bleed)]
FieldName = Annotated[Words, AfterValidator(_field), WithJsonSchema({"type": "string", "enum": list(FIELDS)})]
TypeSize = Annotated[SomeLength, AfterValidator(_type_size)]
#: The name of a style, which remembers its line.
StyleName = Annotated[
    str, GetPydanticSchema(lambda _source, handler: handler(Words)), WithJsonSchema({"type": "string"})
]
Measure = Annotated[str, Field(pattern=f"^{MEASURE}$")]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
Tracking = Annotated[Number, AfterValidator(_tracking)]
Enlargement = Annotated[Number, AfterValidator(_enlargement)]
Share = Annotated[Number, AfterValidator(_share)]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": ["integer", "string"], "minimum": 1})]
WriteIn = Annotated[int, BeforeValidator(_lines), WithJsonSchema({"type": ["integer", "string"], "minimum": 0})]
ColourRole = Annotated[str, AfterValidator(_role), WithJsonSchema({"type": "string", "enum": list(ROLES)})]
Sides = Annotated[
    tuple[Length, Length, Length, Length],
    BeforeValidator(_padding),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "string", "pattern": _LENGTH_PATTERN},
                {
                    "type": "array",
                    "items": {"type": "string", "pattern": _LENGTH_PATTERN},
                    "minItems": 4,
                    "maxItems": 4,
                },
            ],
            "description": "One length for all sides, or four: top, right, bottom, left",
        }
    ),
]
Edge = Annotated[Words, AfterValidator(_edge), WithJsonSchema({"type": "string", "enum": list(EDGES)})]
