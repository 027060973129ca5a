"""The sample with a clinic that gives its leaflets in German too: a folder to change and to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.errors import ContentInvalid
from handouts.press import translating

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.errors import Problem

TODAY = date(2026, 11, 23)

IN_GERMAN = """\
    phone: 01632 960 123
    languages:
      - en
      - de
    words:
      de:
        hours:
          - Mo bis Fr 9 bis 18 Uhr
          - Sa 9 bis 13 Uhr
        emergency:
          text: Im Notfall
          phone: 999
        small_print: Eine erfundene Praxis.
"""


@dataclass(frozen=True)
class Project:
    """A folder of words, and the sample's in German beside them."""

    folder: Path

    def edit(self, name: str, old: str, new: str) -> None:
        """Change words that are there once."""
        file = self.folder / name
        text = file.read_bytes().decode()
        assert text.count(old) == 1, old
        file.write_bytes(text.replace(old, new).encode())

    def german(self, old: str, new: str) -> None:
        self.edit("content.de.yaml", old, new)

    def load(self) -> Content:
        return handouts.load(self.folder)

    def mark(self, day: date = TODAY) -> None:
        translating.mark(self.load(), "de", (), day)

    def problems(self) -> tuple[Problem, ...]:
        with pytest.raises(ContentInvalid) as caught:
            self.load()
        return caught.value.problems

    def line(self, words: str, name: str = "content.de.yaml") -> int:
        """The number of the line with some words; with ``$`` at their end it ends with them."""
        lines = (self.folder / name).read_text(encoding="utf-8").split("\n")
        wanted = re.compile(re.escape(words).replace(r"\$", "$"))
        (found,) = (number for number, line in enumerate(lines, 1) if wanted.search(line))
        return found
