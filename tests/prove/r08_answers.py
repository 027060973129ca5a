"""R8: the answers of real servers in tests/mail/answers.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers import answers

from handouts.mail.replies import judge

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "what providers' servers really answer leads to the right action"


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    found = answers()
    right = sum(judge(one.step, one.reply) is one.action for one in found)
    providers = len({one.provider for one in found})
    return f"{right} of {len(found)} answers of {providers} servers", right == len(found) >= 80
