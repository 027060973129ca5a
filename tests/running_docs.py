"""What the documentation shows, taken apart so that it can be run: fenced blocks, changes to the sample, commands."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MISTAKE = re.compile(
    r"^```diff (?P<file>\S+)\n(?P<change>.*?)^```\n\n```text\n(?P<says>.*?)^```$", re.MULTILINE | re.DOTALL
)
_CONSOLE = re.compile(r"^```console\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command in a page, and what the page shows of its output."""

    command: str
    says: str

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(shlex.split(self.command)[1:])


def blocks(page: str, language: str) -> tuple[str, ...]:
    """The fenced blocks of one language, in order."""
    return tuple(found["text"] for found in _FENCE.finditer(page) if found["info"].split()[0] == language)


def commands(page: str) -> Iterator[str]:
    """Every command line of ours in the page: in shell and console blocks, and in the running text."""
    for block in (*blocks(page, "sh"), *blocks(page, "powershell"), *(shown.command for shown in consoles(page))):
        for line in block.splitlines():
            for part in re.split(r"&&|;", line):
                if re.match(r"\s*(\S*[/\\])?handouts(\s|$)", part):
                    yield part.strip()
    prose = _FENCE.sub("", page)
    yield from re.findall(r"`(handouts(?: [^`]*)?)`", prose)


def consoles(page: str) -> Iterator[Shown]:
    """The commands of console blocks: lines after ``$``, each with what is shown below it."""
    for found in _CONSOLE.finditer(page):
        for part in re.split(r"^\$ ", found["text"], flags=re.MULTILINE)[1:]:
            command, _, says = part.partition("\n")
            yield Shown(command, says)


def with_consoles(page: str, output: Callable[[Shown], str]) -> str:
    """The page with the output of every console command put in anew."""

    def renewed(found: re.Match[str]) -> str:
        inside = Shown("", found[0])
        parts = "".join(f"$ {shown.command}\n{output(shown)}" for shown in consoles(inside.says))
        return f"```console\n{parts}```"

    return _CONSOLE.sub(renewed, page)


def with_mistakes(page: str, output: Callable[[str, str], str]) -> str:
    """The page with every mistake's message put in anew; ``output`` takes a file's name and the change to it."""

    def renewed(found: re.Match[str]) -> str:
        says = output(found["file"], found["change"])
        return f"```diff {found['file']}\n{found['change']}```\n\n```text\n{says}```"

    return _MISTAKE.sub(renewed, page)


def project(folder: Path) -> Path:
    """The sample, copied into a folder."""
    root = Path(__file__).parents[1]
    for name in ("content.yaml", "clinics.yaml", *(f"logos/{logo.name}" for logo in (root / "logos").glob("*.png"))):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((root / name).read_bytes())
    return folder


def steps(page: str, output: Callable[[str], str]) -> str:
    """The page with its tour walked: changes are made to the files where the tour stands, commands are run in order.

    ``output`` runs one command and returns what it printed, which is put in anew.
    """

    def walked(found: re.Match[str]) -> str:
        language, _, name = found["info"].partition(" ")
        if language == "diff":
            change(Path(name), found["text"])
        if language != "console":
            return found[0]
        shown = (f"$ {each.command}\n{output(each.command)}" for each in consoles(found[0]))
        return f"```console\n{''.join(shown)}```"

    return _FENCE.sub(walked, page)


def change(path: Path, lines: str) -> None:
    """Make a change that a page shows: the lines with ``-`` become those with ``+``."""
    old, new = ("".join(line[1:] for line in lines.splitlines(keepends=True) if line[0] == sign) for sign in "-+")
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no such lines: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
