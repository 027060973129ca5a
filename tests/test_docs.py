from __future__ import annotations

import re
import types
import typing
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import handouts
from handouts.blocks import KINDS
from handouts.boxes import Box, Clinic, Copyfit, ListStyle, Row, Show, TextStyle
from handouts.cli import run
from handouts.cli.failures import EXIT_CODES
from handouts.colour import ROLES
from handouts.content.clinic import ClinicsFile
from handouts.content.settings import Settings
from handouts.content.translation import TranslatedEntry, TranslationFile
from handouts.content.treatment import ContentFile, Translation
from handouts.document.fields import FIELDS
from handouts.layouts import Layout
from handouts.preflight import ALL_RULES
from running_docs import Shown, blocks, change, project, with_consoles, with_mistakes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def models(kind: object) -> Iterator[type[BaseModel]]:
    """A model and all models in its fields."""
    seen: set[int] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, type) and not isinstance(one, types.GenericAlias) and issubclass(one, BaseModel):
            yield one
            waiting.extend(field.annotation for field in one.model_fields.values())
        waiting.extend(typing.get_args(one))


def keys(kind: type[BaseModel]) -> set[str]:
    return {name for model in models(kind) for name in model.model_fields}


def unnamed(names: set[str], page: str) -> list[str]:
    return sorted(name for name in names if f"`{name}`" not in page)


def read(repository: Path, name: str) -> str:
    return (repository / "docs" / name).read_text(encoding="utf-8")


def test_models_within_models_are_found() -> None:
    assert {"version", "ask", "range", "icon", "do"} <= keys(ContentFile)
    assert {"logo_on_dark", "same_as", "show"} <= keys(ClinicsFile)
    assert {"stack", "tracking", "connector", "logo_width", "tightest", "sign"} <= keys(Layout)


def test_every_key_of_a_layout_is_in_its_page(repository: Path) -> None:
    assert not unnamed(keys(Layout) - {"name"}, read(repository, "layouts.md"))


def test_every_role_and_every_field_is_in_the_page_on_layouts(repository: Path) -> None:
    assert not unnamed({*ROLES, *FIELDS}, read(repository, "layouts.md"))


@pytest.mark.parametrize("kind", [ContentFile, ClinicsFile, Settings], ids=lambda kind: kind.__name__)
def test_every_key_that_a_clinic_writes_is_in_its_page(kind: type[BaseModel], repository: Path) -> None:
    assert not unnamed(keys(kind), read(repository, "content.md"))


def test_every_key_of_a_translation_is_in_its_page(repository: Path) -> None:
    own = {*TranslationFile.model_fields, *TranslatedEntry.model_fields, *Translation.model_fields}
    assert not unnamed(own, read(repository, "translations.md"))
    assert not unnamed(set(KINDS), read(repository, "translations.md"))


#: The models whose keys have a table under these headings.
TABLES = {
    "### `fit`": Copyfit,
    "### `box`": Box,
    "### `row`": Row,
    "### `show`": Show,
    "### `clinic`": Clinic,
    "## Styles": TextStyle,
    "## Lists": ListStyle,
}


@pytest.mark.parametrize("heading", TABLES)
def test_the_page_on_layouts_gives_each_key_its_default(heading: str, repository: Path) -> None:
    section = read(repository, "layouts.md").partition(heading)[2].partition("\n##")[0]
    rows = {
        name: default.strip() for name, default in re.findall(r"^\| `(\w+)` \|[^|]+\|([^|]*)\|", section, re.MULTILINE)
    }
    fields = TABLES[heading].model_fields
    own = {name for name in fields if name not in {"before", "width", "grow"}} if "`" in heading else set(fields)
    assert set(rows) == own
    for name, shown in rows.items():
        assert shown in _written(fields[name].get_default(call_default_factory=True)), name


def _written(value: object) -> set[str]:
    """How a default may stand in the page."""
    if value is None or isinstance(value, dict) or value == ():
        return {"none", ""}
    if isinstance(value, bool):
        return {"`yes`" if value else "`no`"}
    if isinstance(value, float | int):
        return {f"`{value:g}`", f"`{value:g}pt`"}
    if isinstance(value, tuple):
        return {f"`{value[0]:g}pt`"}
    return {"" if value is PydanticUndefined else f"`{value}`"}


def test_the_smallest_project_in_the_docs_builds(repository: Path, tmp_path: Path) -> None:
    for text in blocks(read(repository, "content.md"), "yaml")[:2]:
        name = text.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(text, encoding="utf-8")
    content = handouts.load(tmp_path)
    assert all(problem.severity == "warning" for problem in handouts.check(content))
    (path,) = handouts.build(content)
    assert path.read_bytes().startswith(b"%PDF")


def test_errors_in_the_docs_are_what_the_program_says(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    def mistake(file: str, lines: str) -> str:
        path = tmp_path / file
        sound = path.read_text(encoding="utf-8")
        change(path, lines)
        assert run(["-C", str(tmp_path), "check"]) in {3, 4}
        path.write_text(sound, encoding="utf-8")
        *problems, count = capsys.readouterr().err.splitlines(keepends=True)
        assert count.endswith("nothing was made.\n")
        return "".join(problems)

    def console(shown: Shown) -> str:
        run(["-C", str(tmp_path), *shown.arguments])
        said = capsys.readouterr()
        return said.out or said.err

    project(tmp_path)
    page = read(repository, "errors.md")
    actual = with_consoles(with_mistakes(page, mistake), console)
    example, first, *_ = blocks(actual, "text")
    actual = actual.replace(example, f"{first}1 problem, nothing was made.\n", 1)
    if request.config.getoption("--update-goldens"):
        (repository / "docs" / "errors.md").write_text(actual, encoding="utf-8", newline="\n")
    assert actual == read(repository, "errors.md"), "pytest --update-goldens writes the messages anew"


def test_the_page_on_errors_has_the_exit_codes_of_the_program(repository: Path) -> None:
    assert exit_codes(read(repository, "errors.md")) == {int(code): says for code, says in EXIT_CODES.items()}


def exit_codes(page: str) -> dict[int, str]:
    table = page.partition("| Code | Meaning |")[2].partition("\n\n")[0]
    return {int(code): says for code, says in re.findall(r"^\| (\d+) \| (.+?) \|$", table, re.MULTILINE)}


def test_the_builds_in_the_docs_go_as_they_are_told(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(project(tmp_path))

    def console(shown: Shown) -> str:
        run([*shown.arguments])
        said = capsys.readouterr()
        return re.sub(r"in \d+\.\d s\.", "in 0.5 s.", said.out + said.err)

    page = read(repository, "builds.md")
    actual = with_consoles(page, console)
    if request.config.getoption("--update-goldens"):
        (repository / "docs" / "builds.md").write_text(actual, encoding="utf-8", newline="\n")
    assert actual == read(repository, "builds.md"), "pytest --update-goldens writes the builds anew"


def test_every_rule_is_in_the_docs_as_it_says_itself(repository: Path) -> None:
    table = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (.+) \|$", read(repository, "preflight.md"), re.MULTILINE)
    assert table == [(rule.name, str(rule.severity), rule.looks_for) for rule in ALL_RULES]
