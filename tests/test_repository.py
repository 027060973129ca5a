from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "handouts"

#: What is looked at as text; the rest are pictures and fonts.
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".json", ".txt", ".java", ""}

MOST_LINES = 300
MOST_FUNCTION_LINES = 40


def tracked() -> tuple[Path, ...]:
    """Every file of the repository; in a source archive, which has no history, every file there is."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts)
    return tuple(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        if path.suffix.lower() in TEXT:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def modules(folder: Path = SOURCE) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def rooms() -> list[str]:
    return sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file())


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_tests_in_a_folder_of_its_name(room: str) -> None:
    assert list((ROOT / "tests" / room).glob("test_*.py"))


def test_every_folder_of_tests_is_a_rooms_or_looks_at_the_whole() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders <= {*rooms(), "layouts", "scripts", "sample", "finished", "matrix", "verapdf", "translation"}


def test_no_module_is_longer_than_it_should_be() -> None:
    long = {str(path): count for path, count in _lengths() if count > MOST_LINES}
    assert not long


def _lengths() -> Iterator[tuple[Path, int]]:
    for path in SOURCE.rglob("*.py"):
        yield path.relative_to(ROOT), len(path.read_text(encoding="utf-8").splitlines())


def test_no_function_is_longer_than_it_should_be() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _code_lines(node) > MOST_FUNCTION_LINES
    ]
    assert not long


def _code_lines(function: ast.FunctionDef) -> int:
    """Lines of its body, without its docstring."""
    first, *rest = function.body
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    if told and not rest:
        return 0
    start = rest[0] if told else first
    return (function.end_lineno or 0) - start.lineno + 1


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if "cli" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in {"print", "echo", "secho"}
    ]
    assert not printing


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_in_the_command_line_only_the_console_prints() -> None:
    printing = {
        path.name
        for path, tree in modules(SOURCE / "cli")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in {"print", "echo", "secho"}
    }
    assert printing == {"console.py"}


def test_every_module_reads_annotations_late() -> None:
    early = [
        str(path)
        for path, tree in modules()
        if len(tree.body) > 1
        and not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
    ]
    assert not early


def test_no_room_keeps_state_that_changes() -> None:
    """A name of a module's own that holds a dict, list or set would be shared by every run."""
    kept = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in tree.body
        for value in [getattr(node, "value", None)]
        if isinstance(value, ast.Call) and _called(value) in {"dict", "list", "set", "defaultdict", "OrderedDict"}
    ]
    caches = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("cache" in ast.unparse(getattr(each, "func", each)) for each in node.decorator_list)
    ]
    assert not kept
    assert not [place for place in caches if not _is_per_object(place)]


def _is_per_object(place: str) -> bool:
    """``cached_property`` keeps its value in one object, which is passed on."""
    path, _, line = place.partition(":")
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return any("cached_property" in text for text in lines[max(0, int(line) - 4) : int(line)])


#: Parts of paths that only one machine has, written apart so that this file does not hold them.
ELSEWHERE = re.compile(
    "|".join(("/wor" + "k/", "/tm" + "p/", "/roo" + "t/", "/hom" + r"e/\w", "/User" + r"s/\w", r"[A-Z]:\\User" + "s"))
)


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if ELSEWHERE.search(line)
    ]
    assert not found


def test_nothing_is_left_to_do() -> None:
    marks = re.compile("TO" + r"DO\b|FIX" + r"ME\b|XX" + r"X\b")
    found = [
        f"{path}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if marks.search(line) and path.name != "pyproject.toml"
    ]
    assert not found


def test_every_rule_that_is_left_out_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.ruff.lint]")[2].splitlines()
    rules = [line for line in lines if re.match(r'\s*"[A-Z]+\d*"', line) or re.match(r'"[^"]+" = \[.*\]', line)]
    assert len(rules) > 12
    assert not [line for line in rules if not re.search(r"# \S+", line)]


def test_every_exception_from_a_rule_says_why() -> None:
    bare = [
        f"{path}:{number}"
        for path, text in texts()
        if path.suffix == ".py" and path.parts[0] in {"src", "bench", "scripts"}
        for number, line in enumerate(text.splitlines(), start=1)
        if _is_bare(line) and not _same_as_above(text, number)
    ]
    assert not bare


_EXCEPTION = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[^\]]+\])")


def _is_bare(line: str) -> bool:
    found = list(_EXCEPTION.finditer(line))
    return bool(found) and not re.search(r"\w{2,}", line[found[-1].end() :])


def _same_as_above(text: str, number: int) -> bool:
    """In a run of like lines, the reason stands at the first."""
    above = text.splitlines()[: number - 1]
    while above and _EXCEPTION.search(above[-1]):
        if not _is_bare(above[-1]):
            return True
        above.pop()
    return False


_LINK = re.compile(r"!?\[[^\]]*\]\((?!https?://|mailto:|tel:)([^)#\s]+)?(#[^)\s]+)?\)")


@pytest.mark.parametrize("page", sorted(path for path in ROOT.glob("**/*.md") if ".venv" not in path.parts), ids=str)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"`[^`]*`", "", text)
    for found in _LINK.finditer(prose):
        target = (page.parent / found[1]).resolve() if found[1] else page
        assert target.exists(), found[0]
        assert target.is_relative_to(ROOT), found[0]
        if found[2]:
            assert found[2][1:] in _anchors(target), found[0]


def _anchors(page: Path) -> set[str]:
    """The names that headings get: small letters, with hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_pictures_of_the_readme_are_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").rglob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 200_000 for picture in pictures)


def test_the_version_is_said_once_and_twice_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


def test_the_stages_page_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = [*rooms(), *(path.stem for path in SOURCE.glob("*.py") if not path.stem.startswith("__"))]
    assert not [name for name in names if f"`{name}`" not in page and not re.search(rf"[`|] ?{name} ?[`|]", page)]
