from __future__ import annotations

import ast
from pathlib import Path

import oracle


def test_the_oracle_knows_nothing_of_the_program() -> None:
    """It would repeat the program's mistakes otherwise."""
    tree = ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert names
    assert [name for name in names if name.startswith("handouts")] == []


def test_typography_makes_no_difference_and_anything_else_does() -> None:
    assert oracle.words_of(["\u201cIt\u2019s 9\u00a0am\u00a0\u2013 now\u2026\u201d"]) == oracle.words_of(
        ['"It\'s 9 am - now..."']
    )
    assert oracle.words_of(["one two"]) != oracle.words_of(["two one"])
    assert oracle.words_of(["one", "two"]) == ["one", "two"] != oracle.words_of(["onetwo"])


def test_the_words_come_in_the_layout_s_order(repository: Path) -> None:
    content = (repository / "content.yaml").read_text(encoding="utf-8")
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")

    def words(*shows: str) -> list[str]:
        return oracle.oracle_words(content, clinics, "microneedling", "bayview", "en", shows, "a4")

    assert words("title", "clinic.name", "code") == [
        "Microneedling",
        "Bayview",
        "Dermatology",
        "microneedling",
        "1.0",
        "en",
        "a4",
    ]
    assert words("clinic.name", "title") == ["Bayview", "Dermatology", "Microneedling"]
    assert words("clinic.emergency") == ["In", "an", "emergency,", "call", "911."]
    assert words("clinic.address", "clinic.phone") == [
        "25",
        "Lighthouse",
        "Way,",
        "Bayview,",
        "CA",
        "00000",
        "800-555-0199",
    ]
    assert words("sections")[-3:] == ["anything", "worries", "you."]
    assert words() == []
