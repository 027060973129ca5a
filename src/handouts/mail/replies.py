"""What a mail server's answer asks of us. The enhanced code (RFC 3463) goes first, then the basic one (RFC 5321 4.2).

A server's answer is about one person, about this clinic's account, or about the line. Only the first may end a mail as
*failed*: a full quota or a wrong password must never look like an address that does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """What to do after an answer."""

    GO_ON = "go on"
    #: This mail later; the others go on.
    LATER = "later"
    #: This mail failed, for the reason given; the others go on.
    FAIL = "fail"
    #: The line cannot be trusted any more: a new one, and this mail again.
    RECONNECT = "reconnect"
    #: The account is at its limit: nobody failed, the run ends and can go on another day.
    PAUSE = "pause"
    #: The account or the server is set up wrongly: nobody failed, a person has to mend it.
    STOP = "stop"


class Step(StrEnum):
    """Where in the dialogue an answer came."""

    GREETING = "greeting"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    DOT = "dot"
    RSET = "rset"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its code, and its lines with the enhanced code at their start if it has one."""

    code: int
    text: str = ""

    @property
    def words(self) -> str:
        """All on one line, with the codes said once, as a person reads it: ``550 5.1.1 No such user``."""
        first, *more = self.text.split("\n")
        return " ".join([str(self.code), first, *(_ENHANCED.sub("", line) for line in more)]).strip()

    @property
    def enhanced(self) -> tuple[int, int, int] | None:
        """The three numbers of RFC 3463, such as (5, 1, 1); None when the answer has none of its own class."""
        found = _ENHANCED.match(self.text)
        if found is None or int(found[1]) != self.code // 100:
            return None
        return int(found[1]), int(found[2]), int(found[3])


_ENHANCED = re.compile(r"^([245])\.(\d{1,3})\.(\d{1,3})(?:\s|$)")

#: The answer that each step waits for (RFC 5321 4.3.2); 251: will forward (3.4), 235: RFC 4954.
WANTED: Final[dict[Step, frozenset[int]]] = {
    Step.GREETING: frozenset({220}),
    Step.EHLO: frozenset({250}),
    Step.STARTTLS: frozenset({220}),
    Step.AUTH: frozenset({235, 334}),
    Step.MAIL: frozenset({250}),
    Step.RCPT: frozenset({250, 251}),
    Step.DATA: frozenset({354}),
    Step.DOT: frozenset({250}),
    Step.RSET: frozenset({250}),
    Step.QUIT: frozenset({221}),
}

#: Steps that are about the line; a no for now is answered by a new one.
_LINE: Final = frozenset({Step.GREETING, Step.EHLO, Step.STARTTLS, Step.RSET})

#: Steps that are about the account and not about one person.
_ACCOUNT: Final = frozenset({Step.GREETING, Step.EHLO, Step.STARTTLS, Step.AUTH, Step.MAIL})

#: Enhanced codes, without their class, that speak of the account whatever the step: x.4.5 is Gmail's daily limit.
_LIMITS: Final = frozenset({(4, 5)})

#: Enhanced codes of a login that is wanted, refused or switched off, or of an address that mail may not come from:
#: x.1.7 and x.1.8 (RFC 3463), x.7.8, x.7.9 and x.7.14 (RFC 4954, Gmail), and Microsoft's x.2.252, x.7.30, x.7.54,
#: x.7.57, x.7.60, x.7.64 and x.7.139.
_SENDER: Final = frozenset(
    {(1, 7), (1, 8), (2, 252), (7, 8), (7, 9), (7, 14), (7, 30), (7, 54), (7, 57), (7, 60), (7, 64), (7, 139)}
)

#: Microsoft's x.7.501 to 503, 508, 606 to 649 and 7xx, and 233: the account, the company or its network is blocked, or
#: at its limit.
_BLOCKED: Final = re.compile(r"[45]\.7\.(233|50[1238]|6[0-4]\d|7\d\d)(\s|$)")

#: Words that speak of the sender at any step: Postfix, Exim and Exchange judge the login and the address that mail
#: comes from only when the first recipient is named, and others say it at the dot.
_ABOUT_US: Final = re.compile(
    r"relay(ing)?( access)? (denied|disallowed|not permitted|not allowed|prohibited)|unable to relay|cannot relay"
    r"|allowed rcpthosts|sender (address (rejected|is not|not|blocked)|verify|denied|rejected)|incorrect sender"
    r"|\bsend ?as|not owned by|not authori[sz]ed to send|same as authorization|verified sender|is not verified"
    r"|authentication (is )?required|not authenticated|unauthenticated sender|must (authenticate|log ?in|issue)",
    re.IGNORECASE,
)

#: The same, of the machine or its network: others may be mailed from it another day.
_ABOUT_MACHINE: Final = re.compile(
    r"client host|\bhelo\b|blocked using|spamhaus|blacklist|blocklist|\brbl\b|policy (restriction|reason)",
    re.IGNORECASE,
)

#: What speaks of a machine and yet means one mail and one address: it is taken when it comes again.
_GREYLISTED: Final = re.compile(r"gr[ae]y-?list", re.IGNORECASE)

#: The same, of how much the account may send.
_ABOUT_LIMIT: Final = re.compile(
    r"(daily|hourly|sending|relay) (user |message |sending )*(limit|quota)|max emails per hour|submission ?quota"
    r"|unusual (sending|rate)",
    re.IGNORECASE,
)

#: A no for good whose words say that it is none.
_NOT_FOR_GOOD: Final = re.compile(r"try again later", re.IGNORECASE)

#: The mail is too large, in words.
_ABOUT_SIZE: Final = re.compile(r"message size|size limit|too (large|big)", re.IGNORECASE)

#: Codes of a login that is wanted or refused (RFC 4954).
_LOGIN: Final = frozenset({530, 534, 535, 538})

_CLOSING = 421
_BUSY = 432
_TOO_LARGE: Final = frozenset({(3, 4), (2, 3)})


def judge(step: Step, reply: Reply) -> Action:
    """What an answer to a step asks for.

    A negative answer to the dot is final about that mail; whatever is not an answer to the step (another 2xx, junk)
    means that the dialogue is out of step, and only a new line can be trusted.
    """
    if reply.code in WANTED[step]:
        return Action.GO_ON
    if not 400 <= reply.code < 600:  # noqa: PLR2004 - RFC 5321 4.2.1: the negative answers
        return Action.RECONNECT
    if reply.code == _CLOSING or (reply.code == _BUSY and step is not Step.DOT):
        return Action.RECONNECT
    return _later(step, reply) if reply.code < 500 else _refused(step, reply)  # noqa: PLR2004 - same


def _later(step: Step, reply: Reply) -> Action:
    """A 4yz: this mail later, unless it is the account or the server that has to wait."""
    if step is Step.AUTH:  # a login is not tried again and again: that can lock it
        return Action.PAUSE
    if _is_limit(reply) or _is_about_us(reply) or _is_about_machine(reply):  # else all would fail one by one
        return Action.PAUSE
    return Action.RECONNECT if step in _LINE else Action.LATER


def _refused(step: Step, reply: Reply) -> Action:
    """A 5yz: the person, the mail or the account."""
    about = _about(reply)
    is_own_box_full, is_policy = about in {(2, 2), (2, 0)}, about is not None and about[0] == 7  # noqa: PLR2004 - RFC 3463
    verdicts = (
        (reply.code in _LOGIN or step in {Step.STARTTLS, Step.AUTH}, Action.STOP),
        (_is_limit(reply) or _NOT_FOR_GOOD.search(reply.text), Action.PAUSE),
        (_is_about_us(reply), Action.STOP),
        (about in _TOO_LARGE or _ABOUT_SIZE.search(reply.text), Action.FAIL),
        (_is_about_machine(reply), Action.PAUSE),
        (step is Step.RCPT, Action.FAIL),  # a full box or a policy may be the other side's
        (is_own_box_full or is_policy or step in _ACCOUNT, Action.PAUSE),
    )
    return next((action for holds, action in verdicts if holds), Action.FAIL)


def _is_limit(reply: Reply) -> bool:
    return _about(reply) in _LIMITS or _ABOUT_LIMIT.search(reply.text) is not None


def _is_about_us(reply: Reply) -> bool:
    return _about(reply) in _SENDER or _ABOUT_US.search(reply.text) is not None


def _is_about_machine(reply: Reply) -> bool:
    if _GREYLISTED.search(reply.text):
        return False
    return _BLOCKED.match(reply.text) is not None or _ABOUT_MACHINE.search(reply.text) is not None


def _about(reply: Reply) -> tuple[int, int] | None:
    return None if reply.enhanced is None else reply.enhanced[1:]
