"""One sender at a time: two at once could mail somebody twice.

The operating system holds the lock and lets go of it when the program ends, however it ends; a file that merely lies
there would outlive a crash and would have to be taken away by hand.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handouts.errors import LedgerInUse, LedgerUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def sole_sender(ledger: Path) -> Iterator[None]:
    """Hold the lock of a ledger, a file beside it, for as long as the block runs.

    Raises:
        LedgerInUse: another program holds it.
        LedgerUnusable: the file cannot be made.
    """
    try:
        descriptor = os.open(ledger.with_name(f"{ledger.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise LedgerUnusable(f"The ledger of mails cannot be locked: {error.strerror}. Nothing was sent.") from error
    try:
        try:
            _take(descriptor)
        except OSError:
            raise LedgerInUse(
                "Another run of handouts is sending mail from the same ledger. Wait until it has ended, then try again."
            ) from None
        yield
    finally:
        os.close(descriptor)
