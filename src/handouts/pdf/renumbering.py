"""Objects of one file on their way into another, under new numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handouts.pdf.objects import array, ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.pdf.finished import Finished
    from handouts.pdf.sheets import Sheets

#: A reference to an object.
REFERENCE: Final = re.compile(r"(\d+) 0 R")

#: What is looked at in an object: words, which stay; names of notes; references; keys of the parent tree.
_TOKEN: Final = re.compile(
    r"/ID\((?P<note>note-\d+)\)"
    r"|\((?:\\.|[^\\()])*\)"
    r"|/(?P<shared>Resources|CS) (?P<resource>\d+) 0 R"
    r"|/Contents\[(?P<contents>[0-9R ]+)\]"
    r"|(?P<parent>/StructParents?) (?P<key>\d+)"
    r"|(?P<number>\d+) 0 R"
)


def renumbered(text: str, share: Callable[[int], int]) -> str:
    """The text of an object that may be shared, with the new numbers of what it refers to.

    ``share`` gives the new number of one that several leaflets may have.
    """

    def token(found: re.Match[str]) -> str:
        return ref(share(int(found["number"]))) if found["number"] else _resource(found, share)

    return _TOKEN.sub(token, text)


def _resource(found: re.Match[str], share: Callable[[int], int]) -> str:
    return f"/{found['shared']} {ref(share(int(found['resource'])))}" if found["resource"] else found[0]


@dataclass(slots=True)
class Copy:
    """A leaflet's own objects; what it shares with others is seen to by ``share``."""

    file: Finished
    sheets: Sheets
    share: Callable[[int], int]
    #: Which of all leaflets it is, and where its keys of the parent tree begin.
    nth: int
    keys: int
    numbers: dict[int, int] = field(default_factory=dict)
    #: Names of notes, and the numbers of their elements.
    notes: list[tuple[str, int]] = field(default_factory=list)
    _queue: list[int] = field(default_factory=list)
    #: The new number of the object that is being written.
    _now: int = 0

    def own(self, number: int) -> int:
        """The new number of an object of the leaflet's own, which is written later."""
        new = self.numbers.get(number)
        if new is None:
            new = self.numbers[number] = self.sheets.reserve()
            self._queue.append(number)
        return new

    def finish(self) -> None:
        """Write all that was referred to, and what that refers to."""
        while self._queue:
            number = self._queue.pop()
            self._now = self.numbers[number]
            self.sheets.put(self._now, self.renumbered(self.file.plain[number]))

    def renumbered(self, text: str) -> str:
        """An object with the new numbers of what it refers to, new keys, and names of notes that no other has."""
        return _TOKEN.sub(self._token, text)

    def _token(self, found: re.Match[str]) -> str:
        if found["number"]:
            return ref(self.own(int(found["number"])))
        if found["key"]:
            return f"{found['parent']} {self.keys + int(found['key'])}"
        if found["note"]:
            identity = f"{self.nth:06d}-{found['note']}"
            self.notes.append((identity, self._now))
            return f"/ID({identity})"
        if found["contents"]:
            shared = [self.share(int(number)) for number in REFERENCE.findall(found["contents"])]
            return f"/Contents{array(map(ref, shared))}"
        return _resource(found, self.share)
