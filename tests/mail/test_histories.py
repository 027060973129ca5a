from __future__ import annotations

from histories import Histories
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test


def test_whatever_happens_nobody_gets_two_and_nobody_is_lost() -> None:
    quick = settings(
        max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Histories, settings=quick)
