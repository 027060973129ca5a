"""What can go wrong on a line to a mail server, in words that name nobody."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from handouts.mail.replies import Step

if TYPE_CHECKING:
    from handouts.mail.replies import Action, Reply


class LineLost(Exception):
    """The line broke, or says what was not asked. ``after_dot``: the server may have taken the mail."""

    def __init__(self, step: Step, why: str) -> None:
        self.step, self.why = step, why
        super().__init__(f"{step}: {why}")

    @property
    def after_dot(self) -> bool:
        """Whether the final dot may have gone out."""
        return self.step is Step.DOT


class Distrusted(Exception):
    """The server is not the one it should be, or would have had the password in the clear. Nothing was said to it."""


class Refused(Exception):
    """The server answered no; ``action`` is what that asks for."""

    def __init__(self, step: Step, reply: Reply, action: Action) -> None:
        self.step, self.reply, self.action = step, reply, action
        super().__init__(f"{step}: {reply.code}")


def said(error: OSError) -> str:
    """What went wrong, in words that name nobody."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        return (error.reason or "TLS failed").replace("_", " ").lower()
    return error.strerror or type(error).__name__
