"""R9: the same clients again, in every way in which a list comes back."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

from tests.prove.office import Office
from tests.prove.servers import scripted

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "the same list again (shuffled, other case, BOM, semicolons, UTF-16, new words, restored backup): nobody twice"

_COUNT = 12


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    with scripted(scratch) as served:
        office = Office.make(scratch / "office", served.port)
        batch = office.prepare(_listed())
        backup = scratch / "backup"
        shutil.copytree(office.ledger.parent, backup)
        office.send(batch, _COUNT)
        first = len(served.taken())
        ways = 0
        for listed in _variants():
            again = office.prepare(listed)
            if again:
                office.send(again, _COUNT)
            ways += 1
        words = office.folder / "content.yaml"
        words.write_text(
            words.read_text(encoding="utf-8").replace('version: "1.0"', 'version: "2.0"'), encoding="utf-8"
        )
        for change in (lambda: None, lambda: office.account(reply_to="else@alder.example")):
            change()
            again = office.prepare(_listed())
            if again:
                office.send(again, _COUNT)
            ways += 1
        for path in (
            office.ledger,
            office.ledger.with_name("mail.sqlite-wal"),
            office.ledger.with_name("mail.sqlite-shm"),
        ):
            path.unlink(missing_ok=True)
        for path in backup.glob("mail.sqlite*"):
            shutil.copy(path, office.ledger.parent)
        office.send(batch, _COUNT)
        again = office.prepare(_listed())
        if again:
            office.send(again, _COUNT)
        ways += 1
        more = len(served.taken()) - first
    return f"{ways} ways: {more} mails more", first == _COUNT and more == 0


def _listed() -> bytes:
    return ("email,name\n" + "".join(f"client{n}@example.org,Client {n}\n" for n in range(_COUNT))).encode()


def _variants() -> list[bytes]:
    head, *rows = _listed().decode().splitlines()
    mixed = random.Random(2).sample(rows, len(rows))  # noqa: S311 - the same in every run
    text = "\n".join((head, *rows)) + "\n"
    return [
        _listed(),
        ("\n".join((head, *mixed)) + "\n").encode(),
        ("\n".join((head, *(row.upper() for row in rows))) + "\n").encode(),
        text.encode("utf-8-sig"),
        text.replace(",", ";").encode(),
        text.replace(",", "\t").replace("\n", "\r\n").encode(),
        ("sep=;\r\n" + text.replace(",", ";").replace("\n", "\r\n")).encode(),
        text.encode("utf-16"),
        text.replace("Client ", "Dear ").encode(),
        ("name;email\n" + "".join(";".join(reversed(row.split(","))) + "\n" for row in rows)).encode(),
    ]
