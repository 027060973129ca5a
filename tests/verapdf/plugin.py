"""The fixture ``verapdf``: judges files by the reference validator, and is never skipped where that must not happen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from verapdf.driver import judge, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from verapdf.driver import Verdict

    Judge = Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]]

#: Set to 1 where the tests must not pass without veraPDF.
REQUIRED = "HANDOUTS_REQUIRE_VERAPDF"


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A function from files to verdicts. Give it many files at once: starting Java is what takes the time."""
    reason = missing()
    if reason is not None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED} is set, and {reason}")
        pytest.skip(reason)
    classes = tmp_path_factory.mktemp("verapdf")
    return lambda files: judge(files, classes)
