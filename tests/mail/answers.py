"""What servers really answer: the table in answers.txt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts.mail.replies import Action, Reply, Step

ANSWERS = Path(__file__).with_name("answers.txt")


@dataclass(frozen=True)
class Answer:
    """A row of the table."""

    provider: str
    step: Step
    action: Action
    reply: Reply
    source: str


def answers() -> list[Answer]:
    """The table of real answers."""
    rows = [line for line in ANSWERS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [read(*row.split(" | ")) for row in rows]


def read(provider: str, step: str, action: str, words: str, source: str) -> Answer:
    lines = words.split("\\n")
    assert len({line[:3] for line in lines}) == 1
    assert [line[3:4] for line in lines] == ["-"] * (len(lines) - 1) + [" "]
    reply = Reply(int(words[:3]), "\n".join(line[4:] for line in lines))
    return Answer(provider, Step(step), Action(action), reply, source)
