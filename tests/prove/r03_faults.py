"""R3: every fault of the table in tests/mail/fault_matrix.py, at the first, the second and the last mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trustme
from certificates import server_context, trusted
from fault_matrix import cases, trial

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "whatever goes wrong with a server, each mail ends in its right state; none is called sent that was not taken"

#: What a trial says when the ledger was wrong about a mail, or somebody got two.
_FALSE, _TWICE = "is said to be sent", "two mails"


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    signer = trustme.CA()
    found = list(cases((1, 2, 3))) if full else list(cases())[::4]  # the tests themselves try all at one mail
    wrong = []
    with trusted(signer, scratch):
        tls = server_context(signer.issue_cert("localhost"))
        for number, case in enumerate(found):
            folder = scratch / str(number)
            folder.mkdir()
            wrong.append(trial(case, folder, tls))
    counts = [sum(words in one for one in wrong) for words in (_FALSE, _TWICE)]
    right = wrong.count("")
    said = f"{right} of {len(found)} faults right, {counts[0]} false 'sent', {counts[1]} second copies"
    return said, right == len(found) and (not full or right >= 120)
