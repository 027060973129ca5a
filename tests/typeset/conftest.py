"""Fixtures of the typesetting room: fonts read once for all tests."""

from __future__ import annotations

import pytest

from handouts.typeset.fonts import FontSet, default_fonts
from handouts.typeset.shaping import Shaper


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return default_fonts()


@pytest.fixture(scope="session")
def shaper(fonts: FontSet) -> Shaper:
    return Shaper(fonts)
