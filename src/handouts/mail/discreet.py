"""Servers' words without the person they speak of, so that they can be kept, printed and mailed to somebody else.

A server likes to repeat an address in its answer. Answers go into the ledger's record, which is never changed and so
could not forget them, and onto screens and into lists of what failed.
"""

from __future__ import annotations

import re
from typing import Final

#: Anything like an address, also in brackets or with an encoded sign: ``anna@example.org``.
_ADDRESS: Final = re.compile(r"[^\s<>\"'():;,=]+@[^\s<>\"'():;,]+")

#: Control letters could move the cursor of the terminal on which an answer is shown.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")

#: A name before the @ that is shorter would be found in the middle of ordinary words.
_SHORTEST: Final = 3


def discreet(words: str, address: str | None) -> str:
    """The words on one line, with ``[address]``, ``[name]`` and ``[domain]`` for the parts of an address."""
    shown = _ADDRESS.sub("[address]", _CONTROL.sub(" ", words).strip())
    name, _, domain = (address or "").partition("@")
    for part, label in ((domain, "[domain]"), (name, "[name]")):
        if len(part) >= _SHORTEST:
            shown = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", label, shown, flags=re.IGNORECASE)
    return shown
