"""What one cell says: without the blanks around it, and without signs that nobody meant to write there."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: The longest cell, in characters.
CELL_LIMIT: Final = 2000

#: Signs that are seen by nobody, or turn the letters around them: controls, line separators, directions, the byte
#: order mark, the zero-width space and code points that stand for no character. Joiners have work to do in names.
_INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_BREAK: Final = re.compile(r"[\r\n]")

#: What stands where letters were lost between two encodings (U+FFFD).
_LOST: Final = "\ufffd"

#: What spreadsheets show where a formula failed or a column was too narrow, in English and German.
_FORMULA_FAULT: Final = re.compile(
    r"#(N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV/0!|NV|BEZUG!|WERT!|ZAHL!|#+)", re.IGNORECASE
)

#: Signs with which a formula starts, also in the width of East Asian letters, which some spreadsheets take for it.
FORMULA_SIGNS: Final = "=+-@\uff1d\uff0b\uff0d\uff20"

#: What is put before such a sign so that the cell stays words; see :mod:`handouts.mail.returned`.
_GUARD: Final = re.compile(rf"'(?=[{re.escape(FORMULA_SIGNS)}])")


def tidied(cell: str) -> tuple[str, str | None]:
    """What a cell says, and what is wrong with its signs, in a sentence that does not repeat them."""
    text = _unguarded(unicodedata.normalize("NFC", cell.strip()))
    return text, _fault(text)


def _unguarded(text: str) -> str:
    return text[1:] if _GUARD.match(text) else text


def hidden_sign(text: str) -> str | None:
    """The first sign that nobody sees or that turns its neighbours, as ``U+202E``."""
    hidden = _INVISIBLE.search(text)
    return None if hidden is None else f"U+{ord(hidden[0]):04X}"


def _fault(text: str) -> str | None:
    hidden = hidden_sign(text)
    faults = (
        (len(text) > CELL_LIMIT, f"This cell has more than {CELL_LIMIT} characters. Is a quote missing that ends it?"),
        (_LINE_BREAK.search(text), "There is a line break in this cell. Write it in one line."),
        (hidden, f"An invisible sign ({hidden}) is in this cell, perhaps from copying. Type it anew."),
        (_LOST in text, "A letter was lost here when the list was saved. Type it anew, and save as CSV UTF-8."),
        (_was_read_wrongly(text), "Letters were garbled here when the list was saved. Save it anew as CSV UTF-8."),
        (_FORMULA_FAULT.fullmatch(text), "The spreadsheet shows a failed formula here. Write the words themselves."),
    )
    return next((sentence for found, sentence in faults if found), None)


def _was_read_wrongly(text: str) -> bool:
    """Whether the text is UTF-8 that a program took for the encoding of Windows: a name such as ``ZoÃ«``."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False
