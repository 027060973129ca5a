"""The sample's leaflets as finished files, made once: what the tests of this folder read back with other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
import print_shop
from verapdf.plugin import verapdf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handouts.content.content import Content

__all__ = ["verapdf"]

LEAFLETS = (
    ("alder", "a4"),
    ("alder", "a4-two-sided"),
    ("bayview", "letter"),
    ("bayview", "letter-two-sided"),
    ("alder-st-catherine", "a4"),
    ("alder-st-catherine", "a4-two-sided"),
)


@pytest.fixture(scope="session")
def content(repository: Path) -> Content:
    return handouts.load(repository)


@pytest.fixture(scope="session")
def leaflets(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """Each of the six, by clinic and layout."""
    folder = tmp_path_factory.mktemp("leaflets")
    handouts.build(content, output=folder)
    return {
        (clinic, layout): folder / clinic / f"microneedling_{clinic}_en_{layout}.pdf" for clinic, layout in LEAFLETS
    }


@pytest.fixture(params=LEAFLETS, ids="-".join)
def named(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Clinic and layout of each of the six in turn."""
    clinic, layout = request.param
    return clinic, layout


@pytest.fixture
def leaflet(named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path]) -> Path:
    return leaflets[named]


@pytest.fixture(scope="session")
def for_print(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The sample, whose clinics have a print shop."""
    return handouts.load(print_shop.project(tmp_path_factory.mktemp("print-shop") / "project"))


#: Leaflets for a print shop: clinic, layout, edition.
PRESSED = (
    ("alder", "a4", "standard"),
    ("alder", "a4-two-sided", "standard"),
    ("alder", "a4-folded", "standard"),
    ("alder", "a4", "grey"),
    ("alder", "a4", "ink-saver"),
    ("bayview", "letter", "standard"),
    ("bayview", "letter-two-sided", "standard"),
    ("alder-st-catherine", "a4", "standard"),
)


@pytest.fixture(scope="session")
def pressed(for_print: Content, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Leaflets for a print shop, by clinic, layout and edition where it is not the usual one."""
    folder, found = tmp_path_factory.mktemp("pressed"), {}
    for clinic, layout, edition in PRESSED:
        pdf = handouts.render(for_print, "microneedling", clinic=clinic, layout=layout, edition=edition, use="press")
        name = f"{clinic} {layout} {edition}".removesuffix(" standard")
        found[name] = pdf.save(folder / f"{name}.pdf")
    return found
