from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import trustme
from certificates import trusted
from hostile import SETUPS, Setup, attempt, attempts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.mail.account import Login


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[trustme.CA]:
    signer = trustme.CA()
    with trusted(signer, tmp_path_factory.mktemp("roots")):
        yield signer


def test_there_are_hostile_servers_enough_on_both_ports() -> None:
    assert sum("implicit" in setup.securities for setup in SETUPS) >= 8
    assert sum("starttls" in setup.securities for setup in SETUPS) >= 8


@pytest.mark.parametrize(
    ("setup", "security", "login"),
    attempts(),
    ids=lambda value: str(value) if isinstance(value, str | Setup) else "token" if value.bearer else "password",
)
def test_a_hostile_server_hears_no_password_takes_no_mail_and_makes_nobody_failed(
    setup: Setup, security: str, login: Login, signer: trustme.CA, tmp_path: Path
) -> None:
    assert attempt(setup, security, login, signer, tmp_path) == ""
