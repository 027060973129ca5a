"""Why a drawing is refused. The words finish the sentence 'The picture "logo.svg" ...' and say how to mend it."""

from __future__ import annotations

from typing import Final

PLAIN: Final = "export it again as a plain SVG"
FLAT: Final = "use flat colours, or save it as a PNG at least 600 pixels wide"
OUTLINES: Final = "in the drawing program turn it into outlines first"
SIMPLER: Final = "a logo needs far less: export it simpler, or save it as a PNG at least 600 pixels wide"


class Fault(ValueError):
    """What is wrong with a drawing, what mends it, and the line it stands in, where that is known."""

    def __init__(self, what: str, mend: str = PLAIN, line: int = 0) -> None:
        self.what, self.mend, self.line = what, mend, line
        super().__init__(f"{what} (line {line}); {mend}" if line else f"{what}; {mend}")

    def on(self, line: int) -> Fault:
        """The same, with its line, if it had none."""
        return self if self.line else Fault(self.what, self.mend, line)


def quoted(text: str) -> str:
    """A little of what is written, on one line, to be shown."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text[:200]).split())
    return f'"{words[:40]}…"' if len(words) > 40 else f'"{words}"'  # noqa: PLR2004 - same
