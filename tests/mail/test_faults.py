from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import trustme
from certificates import server_context, trusted
from fault_matrix import Case, cases, trial

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ssl.SSLContext]:
    signer = trustme.CA()
    with trusted(signer, tmp_path_factory.mktemp("roots")):
        yield server_context(signer.issue_cert("localhost"))


def test_there_are_faults_enough() -> None:
    assert len(list(cases())) >= 120


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_fault_leaves_every_mail_in_its_right_state_and_sends_none_twice(
    case: Case, tmp_path: Path, tls: ssl.SSLContext
) -> None:
    assert trial(case, tmp_path, tls) == ""
