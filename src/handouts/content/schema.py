"""JSON Schema (draft 2020-12) of the files that people write, for editors: completion, and mistakes underlined.

It is made from the models that read the files, so it takes what they take. What a schema cannot say, such as that a
section's source must be listed, ``handouts check`` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from handouts.content.clinic import ClinicsFile
from handouts.content.translation import TranslationFile
from handouts.content.treatment import ContentFile
from handouts.errors import UnknownName
from handouts.layouts import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.source.words import Model

_MODELS: Final[Mapping[str, type[Model]]] = {
    "content": ContentFile,
    "translation": TranslationFile,
    "clinics": ClinicsFile,
    "layout": Layout,
}

#: Keywords whose members are schemas by names of the file's own, so a member called ``title`` is no keyword.
_NAMED: Final = frozenset({"properties", "$defs", "patternProperties"})

#: A switch as the loader takes it. Editors read YAML 1.2, where ``yes`` is text.
_SWITCH: Final = {"enum": [True, False, "yes", "no"]}

#: What a key means, shown when the pointer rests on it; for keys that say nothing where they are declared.
_MEANINGS: Final[Mapping[str, str]] = {
    "address": "The postal address, one part a line",
    "also_called": "Another name of the treatment",
    "answer": "The answer, in a sentence or two",
    "ask": "The question, as a patient would ask it",
    "author": "Who wrote the words",
    "avoid": "What to leave alone, one item a line",
    "benefits": "Why people choose it: short names with a sentence each",
    "booking": "Where people book",
    "brand": "The clinic's colour, logo and fonts",
    "call_us_if": "Signs that are worth a call; the clinic's numbers follow by themselves",
    "clinics": "The clinics by their short names",
    "defaults": "What all clinics share",
    "do": "What to do, one item a line",
    "editable_by_clinic": "Whether a clinic may put this in its own words; it then needs a source",
    "emergency": "Whom to call when it cannot wait",
    "fields": "What a copy for one client may have filled in",
    "hours": "When the clinic is open, one line for each group of days",
    "icon": 'The name of a small drawing; "handouts list icons" shows them',
    "id": "A short name for this, to refer to it; it must be the only one of that name",
    "kind": "What can be filled in",
    "languages": "The languages that this clinic's leaflets are made in",
    "layouts": "The layouts that this clinic's leaflets are made in",
    "lines": "How many lines there are to write on",
    "link": "Its address on the web",
    "name": "The name, as it is printed",
    "note": "A closing remark",
    "out_of_hours": "The number for nights and weekends",
    "paper": "The paper that the clinic prints on",
    "part": "Whether this is read before the treatment, after it, or both",
    "phone": "The telephone number, as it should be printed",
    "points": "Things to know, one a line",
    "profile": "The print shop's ICC profile: a file in this folder that ends with .icc or .icm",
    "questions": "Questions with their answers",
    "required": "Whether a copy for one client needs it",
    "review_due": "The day by which the words must be looked at again",
    "reviewed": "The day when the words were last looked at",
    "sections": "The parts of the leaflet, in order; the key beside the title says what kind each is",
    "small_print": "What must stand at the foot, such as a registration number",
    "source": "The id of the source that this comes from",
    "sources": "What was read for the words",
    "steps": "What happens, one step after another",
    "summary": "One sentence that says what it is",
    "text": "The words",
    "title": "The heading, in words of your own",
    "treatments": "The treatments by their short names",
}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file.

    Args:
        kind: ``content``, ``translation``, ``clinics`` or ``layout``.

    Raises:
        UnknownName: there is no such kind.
    """
    if kind not in _MODELS:
        raise UnknownName("schema", kind, _MODELS)
    made = _cleaned(_MODELS[kind].model_json_schema())
    if kind == "layout":
        made = _partial(made)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


#: What a layout may take line by line from the one that it is the same as, so that no line of it must be there.
_INHERITED: Final = ("Copyfit", "Imposition", "ListStyle", "Sheet", "TextStyle")


def _partial(made: dict[str, Any]) -> dict[str, Any]:
    """Nothing is required of what may be inherited; the loader says what is missing from both files."""
    kinds = {
        name: {key: value for key, value in inner.items() if key != "required" or name not in _INHERITED}
        for name, inner in made["$defs"].items()
    }
    return {**{key: value for key, value in made.items() if key != "required"}, "$defs": kinds}


def _cleaned(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Without pydantic's titles, which only repeat the keys, and with switches as people write them."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "boolean":
        node = {**{key: value for key, value in node.items() if key not in {"type", "default"}}, **_SWITCH}
    if "patternProperties" in node:  # pydantic leaves all other names open
        node = {**node, "additionalProperties": False}
    return {
        key: _members(key, value) if key in _NAMED else _cleaned(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and key != "discriminator"
    }


def _members(key: str, named: dict[str, Any]) -> dict[str, Any]:
    """Schemas by name; each property is told what it means."""
    made = {name: _cleaned(inner) for name, inner in named.items()}
    if key != "properties":
        return made
    return {name: _told(name, inner) for name, inner in made.items()}


def _told(name: str, inner: dict[str, Any]) -> dict[str, Any]:
    if "description" in inner:
        return inner
    within = next((each["description"] for each in inner.get("anyOf", ()) if "description" in each), None)
    meaning = _MEANINGS.get(name) or within
    return {"description": meaning, **inner} if meaning else inner
