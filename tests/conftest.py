"""Fixtures for all rooms: golden files, each named after the one test that uses it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# How long an example takes says more about the machine than about the program; speed has its own place, bench/.
settings.register_profile("handouts", deadline=None)
settings.load_profile("handouts")

#: Every test that was found, before any was left out by -k or -m.
FOUND: pytest.StashKey[list[pytest.Item]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the golden files anew, to be read in the diff"
    )
    parser.addoption(
        "--whole-matrix", action="store_true", help="make every case of tests/matrix, not only a choice: many minutes"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.stash[FOUND] = list(items)


def golden_path(item: pytest.Item) -> Path:
    """``tests/room/goldens/test_module/name_of_the_test[parameter].txt``."""
    name = re.sub(r"[^\w\[\]-]+", "_", item.name.removeprefix("test_"))
    return item.path.parent / "goldens" / item.path.stem / f"{name}.txt"


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests keep for later is not mixed with what the program keeps for whoever runs them."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            environment.setenv(name, str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture(scope="session")
def goldens_in_use(request: pytest.FixtureRequest) -> set[Path]:
    found = request.config.stash[FOUND]
    return {golden_path(item) for item in found if "golden" in getattr(item, "fixturenames", ())}


@pytest.fixture(scope="session")
def modules_found(request: pytest.FixtureRequest) -> set[Path]:
    return {item.path for item in request.config.stash[FOUND]}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Compare a text with the test's golden file; ``--update-goldens`` writes the file instead."""
    path = golden_path(request.node)

    def compare(text: str) -> None:
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path} is missing; pytest --update-goldens writes it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(autouse=True)
def same_day_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample's review falls due one day; what is tested here is not the calendar."""
    monkeypatch.setattr("handouts.press.calendar.this_day", lambda: date(2026, 11, 23))


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parents[1]
