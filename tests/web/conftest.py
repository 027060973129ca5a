from __future__ import annotations

import os
from typing import TYPE_CHECKING

import browsing
import pytest
from desk_clerk import Clerk, opened

from handouts.press.equipment import Equipment
from handouts.press.project import start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def equipment() -> Equipment:
    """The program's fonts, read once."""
    return Equipment()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample as ``init`` writes it."""
    start(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def clerk(folder: Path, equipment: Equipment) -> Clerk:
    """Somebody who has opened the page."""
    return opened(folder, equipment)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Playwright has an event loop of its own, which must have ended when other tests run theirs."""
    reason = browsing.missing()
    if reason is not None:
        if os.environ.get(browsing.REQUIRED) == "1":
            pytest.fail(f"{browsing.REQUIRED} is set, and {reason}")
        pytest.skip(reason)
    with browsing.browser() as started:
        yield started
