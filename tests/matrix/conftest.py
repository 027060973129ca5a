"""The cases that are asked for, and their files, made when they are first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matrix.cases import bundled, every_case, few_cases
from matrix.proofs import Proofs
from verapdf.plugin import verapdf

if TYPE_CHECKING:
    from matrix.cases import Case

__all__ = ["verapdf"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", _asked(metafunc.config), ids=str)


def _asked(config: pytest.Config) -> list[Case]:
    return (every_case if config.getoption("--whole-matrix") else few_cases)(bundled())


@pytest.fixture(scope="session")
def cases(request: pytest.FixtureRequest) -> list[Case]:
    """A few in which each two properties meet; with ``--whole-matrix`` all there are."""
    return _asked(request.config)


@pytest.fixture(scope="session")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> Proofs:
    return Proofs.into(tmp_path_factory.mktemp("matrix"))
