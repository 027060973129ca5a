"""R10: leaflets made out to many people, and what lies in each mailbox."""

from __future__ import annotations

import email
import io
import re
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pypdfium2
from tests.prove.office import Office

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "each of 10,000 people gets one mail with one PDF, which holds their own words and nobody else's"

_MARK = re.compile(r"[QZ]\d{6}")


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    count, parts = (10_000, 20) if full else (40, 2)
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(_made, [(scratch / f"office{n}", n * count, count // parts) for n in range(parts)]))
    right = sum(one for one, _ in found)
    wrong = sum(other for _, other in found)
    return f"{right:,} right, {wrong} wrong", right == count and not wrong


def _made(case: tuple[Path, int, int]) -> tuple[int, int]:
    """A list of so many people, prepared; how many mails hold exactly what they should, and how many do not."""
    folder, start, count = case
    office = Office.make(folder, 1, personal=True)
    rows = "".join(f"c{n:06}@example.org,Q{n:06},Bring card Z{n:06}\n" for n in range(start, start + count))
    office.prepare(f"email,name,note\n{rows}".encode(), "--layout", "a4-two-sided")
    right = wrong = 0
    with sqlite3.connect(office.ledger) as database:
        for address, content in database.execute("SELECT address, content FROM mail ORDER BY line"):
            good = _holds_its_own(address, content)
            right, wrong = right + good, wrong + (not good)
    return right, wrong


def _holds_its_own(address: str, content: bytes) -> bool:
    number = address[1:7]
    mail = email.message_from_bytes(content)
    receivers = [value for name, value in mail.items() if name.lower() in {"to", "cc", "bcc", "resent-to"}]
    attached = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    if receivers != [address] or len(attached) != 1:
        return False
    data = attached[0].get_payload(decode=True)
    assert isinstance(data, bytes)
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    said = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    plain = "".join(str(part.get_payload()) for part in mail.walk() if part.get_content_maintype() == "text")
    return set(_MARK.findall(said)) == {f"Q{number}", f"Z{number}"} and set(_MARK.findall(plain)) <= {f"Q{number}"}
