from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from mistakes import KEYS, MISTAKES, Mistake

from handouts.content.schema import schema
from handouts.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 with its core schema (10.3.2), as editors' language servers do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


for tag, pattern, first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+0123456789.")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def complaints(kind: str, text: str) -> list[str]:
    data = yaml.load(text, Editor)  # noqa: S506 - a safe loader
    return [error.message for error in Draft202012Validator(schema(kind)).iter_errors(data)]


@pytest.mark.parametrize("kind", ["content", "clinics", "layout"])
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("kind", ["content", "clinics"])
def test_it_takes_what_the_loader_takes(kind: str, folder: Path, repository: Path) -> None:
    assert complaints(kind, (folder / f"{kind}.yaml").read_text()) == []
    assert complaints(kind, (repository / f"{kind}.yaml").read_text(encoding="utf-8")) == []


def test_it_takes_the_layouts_that_come_with_the_program(repository: Path) -> None:
    files = sorted((repository / "layouts").glob("*.yaml"))
    assert files
    assert {file.name: complaints("layout", file.read_text(encoding="utf-8")) for file in files} == {
        file.name: [] for file in files
    }


#: Mistakes of form that only the loader can tell: a schema sees the data, not how it is written.
ONLY_THE_LOADER = {"a dash before the first key"}

FORM = [mistake for mistake in KEYS if mistake.name not in ONLY_THE_LOADER]
SEEN = {
    "a slug in capitals",
    "a switch that is neither",
    "a part that is not there",
    "a date the wrong way round",
    "a link to nowhere",
    "a field of no kind",
    "too many lines",
    "a range of one",
    "a range of words",
    "a colour of three digits",
    "a colour by name",
    "a colour without quotes",
    "paper of another size",
    "a country in words",
    "the contract's own trap",
    "a language in words",
    "a site without a dot",
    "a booking link of another kind",
}


@pytest.mark.parametrize(
    "mistake", [*FORM, *(each for each in MISTAKES if each.name in SEEN)], ids=lambda each: each.name.replace(" ", "-")
)
def test_it_refuses_mistakes_of_form(mistake: Mistake, folder: Path) -> None:
    text = (folder / mistake.file).read_text().replace(mistake.old, mistake.new)
    assert complaints(mistake.file.removesuffix(".yaml"), text) != []


def test_every_name_of_a_seen_mistake_is_one() -> None:
    assert {mistake.name for mistake in MISTAKES} >= SEEN


def properties(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for inner in (node, *node.get("$defs", {}).values()):
        yield from inner.get("properties", {}).items()


@pytest.mark.parametrize("kind", ["content", "clinics"])
def test_every_key_tells_what_it_is_for(kind: str) -> None:
    silent = [name for name, inner in properties(schema(kind)) if not {"description", "$ref"} & inner.keys()]
    assert silent == []


def test_a_switch_may_be_said_in_words() -> None:
    found = dict(properties(schema("content")))
    assert found["editable_by_clinic"]["enum"] == [True, False, "yes", "no"]


def test_there_is_no_schema_of_anything_else() -> None:
    with pytest.raises(UnknownName):
        schema("cupboard")
