"""``handouts doctor``: which settings hold here, and who said so."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from handouts.cli.session import Session, examples, json_option, pass_session
from handouts.errors import install_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.content.settings import Settings

_BUILT_IN = "built in"


@dataclass(frozen=True, slots=True)
class Finding:
    """A setting, what it is here and where that was said."""

    name: str
    value: str
    source: str


@click.command(epilog=examples("handouts doctor", "handouts doctor --json"))
@json_option
@pass_session
def doctor(session: Session, *, json: bool) -> None:
    """Show which settings hold here, and who said so.

    An option wins over the environment, that over handouts.yaml, and that over what is built in.
    """
    found = (_folder(session), *_settings(session.folder), *_extras())
    if json:
        session.console.result_json(settings=[asdict(finding) for finding in found])
        return
    for finding in found:
        session.console.result(f"{finding.name:<9} {finding.value}  ({finding.source})")


def _folder(session: Session) -> Finding:
    said = {ParameterSource.COMMANDLINE: "-C", ParameterSource.ENVIRONMENT: "HANDOUTS_FOLDER"}
    source = click.get_current_context().find_root().get_parameter_source("folder")
    return Finding(
        "folder", str(session.folder.resolve()), said.get(source or ParameterSource.DEFAULT, "where you are")
    )


def _settings(folder: Path) -> Iterator[Finding]:
    from handouts.content.load import CLINICS, CONTENT
    from handouts.press.asked import OUTPUT
    from handouts.press.names import PATTERN

    settings = _written(folder)
    usual = {"content": CONTENT, "clinics": CLINICS, "output": OUTPUT, "filename": PATTERN}
    for name, value in usual.items():
        variable = f"HANDOUTS_BUILD_{name.upper()}"
        written = getattr(settings, name)
        if name == "output" and variable in os.environ:
            yield Finding(name, os.environ[variable], variable)
        elif written is None:
            yield Finding(name, value, _BUILT_IN)
        else:
            yield Finding(name, written, f"{written.place.file}:{written.place.line}")


def _written(folder: Path) -> Settings:
    """What handouts.yaml says, whatever state the other files are in."""
    from handouts.content.load import SETTINGS
    from handouts.content.settings import Settings
    from handouts.source import gather, validate

    file = folder / SETTINGS
    return validate(gather(file, name=SETTINGS), Settings) if file.exists() else Settings()


def _extras() -> Iterator[Finding]:
    """What needs a package that is not installed by itself."""
    extras = {
        "preview": "pypdfium2",
        "svg": "tinycss2",
        "keyring": "keyring",
        "qr": "zxing-cpp",
        "cluster": "distributed",
        "cloud": "s3fs",
    }
    for extra, package in extras.items():
        if find_spec(package.replace("-", "")) is None:
            yield Finding(extra, "not there", install_line(package))
        else:
            yield Finding(extra, "ready", package)
