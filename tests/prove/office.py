"""A sample project whose clinic mails by a server of the proof, and the command line in it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from handouts.cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
USER = "desk@alder.example"

#: What a treatment declares and says of one client.
PERSONAL = """\
    fields:
      client_name: {kind: text}
      note: {kind: text}
    sections:
      - title: For you
        id: you
        text: For {client_name}. {note}
"""


@dataclass(frozen=True)
class Office:
    """A folder with the sample, and what ``handouts mail`` printed in it."""

    folder: Path
    port: int
    #: More of the environment.
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path, port: int, *, personal: bool = False) -> Office:
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "logos", folder / "logos")
        words = (ROOT / "content.yaml").read_text(encoding="utf-8")
        if personal:
            words = words.replace("    sections:\n", PERSONAL, 1)
        (folder / "content.yaml").write_text(words, encoding="utf-8")
        made = cls(folder, port)
        made.account()
        return made

    def account(self, **more: object) -> None:
        """The clinic's account: at the proof's server."""
        raw = yaml.safe_load((ROOT / "clinics.yaml").read_text(encoding="utf-8"))
        own = {
            "host": "localhost",
            "port": self.port,
            "security": "none",
            "user": USER,
            "a_minute": 600,
            "a_day": 10_000,
        }
        raw["clinics"]["alder"]["mail"] = {**own, **more}
        text = yaml.safe_dump(raw, sort_keys=False, allow_unicode=True)
        (self.folder / "clinics.yaml").write_text(text, encoding="utf-8")

    @property
    def ledger(self) -> Path:
        return self.folder / "home" / "mail.sqlite"

    def mail(self, *arguments: str, before: tuple[str, ...] = ()) -> tuple[int, str, str]:
        """The exit code, what went to stdout and what to stderr; ``before`` stands before ``mail``."""
        out, err = io.StringIO(), io.StringIO()
        with self._at_home(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = run(["-C", str(self.folder), *before, "mail", "--ledger", str(self.ledger), *arguments])
            except SystemExit as done:
                code = int(done.code or 0)
        return int(code), out.getvalue(), err.getvalue()

    @contextlib.contextmanager
    def _at_home(self) -> Iterator[None]:
        """Nothing is written outside of the proof's folder."""
        homes = dict.fromkeys(("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"), str(self.folder / "home"))
        before = {name: os.environ.get(name) for name in (*homes, *self.variables)}
        os.environ.update(homes | self.variables)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value

    def prepare(self, listed: bytes, *arguments: str) -> str:
        """A batch from a list; empty when nobody was left."""
        (path := self.folder / "clients.csv").write_bytes(listed)
        code, out, err = self.mail("prepare", "microneedling", "-c", "alder", "--from", str(path), *arguments)
        if code:
            raise RuntimeError(err)
        return out.strip()

    def send(self, batch: str, count: int) -> int:
        return self.mail("send", batch, "--yes-send", str(count))[0]
