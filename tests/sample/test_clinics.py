from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def clinics(repository: Path) -> dict[str, Any]:
    raw = (repository / "clinics.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(raw, yaml.BaseLoader)  # noqa: S506 - text only
    return found


def scalars(value: Any) -> Iterator[str]:  # noqa: ANN401 - raw YAML
    if isinstance(value, dict):
        for item in value.values():
            yield from scalars(item)
    elif isinstance(value, list):
        for item in value:
            yield from scalars(item)
    else:
        yield value


def test_three_clinics_give_six_leaflets(clinics: dict[str, Any]) -> None:
    named = clinics["clinics"]
    assert list(named) == ["alder", "bayview", "alder-st-catherine"]
    defaults = clinics["defaults"]["layouts"]
    assert defaults == ["a4", "a4-two-sided"]
    assert named["bayview"]["layouts"] == ["letter", "letter-two-sided"]
    assert [one.get("layouts", defaults) for one in named.values()][::2] == [defaults, defaults]


def test_they_stretch_the_design(clinics: dict[str, Any]) -> None:
    alder, bayview, catherine = clinics["clinics"].values()
    assert [one["brand"]["colour"] for one in (alder, bayview, catherine)] == ["#1f5c57", "#e9b7b3", "#b3202a"]
    assert alder["brand"]["logo"] == "logos/alder.png"
    assert alder["brand"]["logo_on_dark"] == "logos/alder-white.png"
    assert "logo" not in bayview["brand"]
    assert (bayview["country"], bayview["paper"], bayview["emergency"]["phone"]) == ("US", "Letter", "911")
    assert catherine["same_as"] == "alder"
    assert len(catherine["name"]) == 48
    assert sum(map(len, catherine["address"])) > 65


def test_no_number_and_no_site_can_belong_to_anybody(clinics: dict[str, Any]) -> None:
    """Ofcom keeps 01632 960000 to 960999 for drama, NANPA 555-0100 to 555-0199, RFC 2606 the domain ``example``."""
    words = list(scalars(clinics["clinics"]))
    numbers = [word for word in words if re.fullmatch(r"[\d -]{7,}", word)]
    assert numbers
    assert [n for n in numbers if not re.fullmatch(r"01632 960 \d{3}|800-555-01\d\d", n)] == []
    sites = re.findall(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{3,}\b(?=[/?\s]|$)", "\n".join(w for w in words if ".png" not in w))
    assert sites
    assert [site for site in sites if not site.endswith(".example")] == []


@pytest.mark.parametrize("name", ["content", "clinics"])
def test_the_files_help_people_who_edit_them(name: str, repository: Path) -> None:
    text = (repository / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=.handouts/{name}.schema.json\n")
    assert max(map(len, text.splitlines())) <= 125


@pytest.mark.parametrize("name", ["content", "clinics"])
def test_words_are_written_in_block_style(name: str, repository: Path) -> None:
    """Inside braces or brackets a comma splits a sentence without a sound, so our own files never use them."""
    text = (repository / f"{name}.yaml").read_text(encoding="utf-8")

    def flow(node: yaml.Node) -> Iterator[int]:
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            yield node.start_mark.line + 1
        for kid in node.value if isinstance(node, yaml.CollectionNode) else ():
            for part in kid if isinstance(kid, tuple) else (kid,):
                yield from flow(part)

    assert list(flow(yaml.compose(text, yaml.BaseLoader))) == []
