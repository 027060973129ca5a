"""Q2: histories of a ledger that Hypothesis makes up; see tests/mail/histories.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from histories import Histories
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "in random histories of lists, faults, kills, look-ups, backups and forgetting the promise holds at every step"


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - its own folders
    count = 2_000 if full else 100
    many = settings(
        max_examples=count,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    try:
        run_state_machine_as_test(Histories, settings=many)
    except Exception as error:  # noqa: BLE001 - whatever breaks is told in the table
        return f"broken: {type(error).__name__} {error}", False
    return f"{count:,} histories of up to 25 steps", True
