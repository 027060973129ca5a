from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from handouts.errors import LedgerInUse, LedgerUnusable
from handouts.mail.lock import sole_sender

if TYPE_CHECKING:
    from pathlib import Path

_HOLD = """
import sys
from pathlib import Path
from handouts.mail.lock import sole_sender
with sole_sender(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_only_one_holds_the_lock(tmp_path: Path) -> None:
    with sole_sender(tmp_path / "mail.sqlite"):
        with pytest.raises(LedgerInUse, match="Another run"), sole_sender(tmp_path / "mail.sqlite"):
            pass
        with sole_sender(tmp_path / "other.sqlite"):
            pass
    with sole_sender(tmp_path / "mail.sqlite"):
        pass


def test_another_program_holds_it_until_it_ends_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "mail.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"held\n"
        with pytest.raises(LedgerInUse), sole_sender(path):
            pass
        program.send_signal(signal.SIGKILL)
        program.wait()
    with sole_sender(path):
        pass


def test_the_lock_is_let_go_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), sole_sender(tmp_path / "mail.sqlite"):
        raise KeyError
    with sole_sender(tmp_path / "mail.sqlite"):
        pass


def test_a_folder_that_takes_no_lock_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnusable, match="cannot be locked"), sole_sender(tmp_path / "none" / "mail.sqlite"):
        pass
