"""What a mail says, as runs of words: the same for its plain text and its HTML twin."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike, and where they lead. ``lang`` where it is not the mail's own language."""

    words: str
    target: str | None = None
    strong: bool = False
    lang: str | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of a mail in their order."""

    language: str
    direction: str
    subject: str
    clinic: str
    greeting: Line = field(repr=False)
    body: tuple[Line, ...]
    #: Ends with the clinic's name.
    closing: tuple[Line, ...]
    contact: Line
    ways: tuple[Line, ...]
    #: The clinic's postal address, which every mail carries, and what to do with a mail for somebody else.
    foot: tuple[Line, ...]
    attachment: str
