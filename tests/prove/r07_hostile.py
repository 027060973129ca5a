"""R7: the servers of tests/mail/hostile.py, on both ports, with a password and with a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trustme
from certificates import trusted
from hostile import SETUPS, attempt, attempts

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "a server that is not to be trusted hears no password, takes no mail and makes nobody failed"


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    signer = trustme.CA()
    held = 0
    found = attempts()
    with trusted(signer, scratch):
        for number, (setup, security, login) in enumerate(found):
            folder = scratch / str(number)
            folder.mkdir()
            held += attempt(setup, security, login, signer, folder) == ""
    return f"{held} of {len(found)} attempts harmless ({len(SETUPS)} set-ups)", held == len(found) and len(SETUPS) >= 8
