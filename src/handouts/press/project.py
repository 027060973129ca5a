"""A project's own files: the sample it starts from, starters for staff, schemas for editors, a layout to change."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from handouts import layouts
from handouts.errors import HandoutsError, NameNotAllowed, OutputNotWritten, UnknownName
from handouts.press.names import is_reserved
from handouts.press.output import write
from handouts.press.starters import allow, starters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: The kinds of file that have a schema, and where the first line of a file points its editor to.
SCHEMAS = ("content", "translation", "clinics", "layout")
SCHEMA_FOLDER = ".handouts"

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")

_PACKAGE = Path(__file__).resolve().parents[1]


def sample_folder(package: Path = _PACKAGE) -> Path:
    """Where the sample lies: beside the installed program, or at the root of a checkout.

    Raises:
        HandoutsError: neither is there, so the installation is not whole.
    """
    for folder in (package / "_bundled" / "sample", package.parents[1]):
        if (folder / "content.yaml").is_file():
            return folder
    raise HandoutsError("The sample is missing from this installation. Install handouts again.")


def sample_files(sample: Path) -> tuple[str, ...]:
    """The sample's files, with ``/`` between the parts of a path."""
    return ("content.yaml", "clinics.yaml", *sorted(f"logos/{path.name}" for path in (sample / "logos").glob("*.png")))


def start(folder: Path, sample: Path | None = None) -> tuple[Path, ...]:
    """Write a working project: the sample's files, starters of the staff page, and the schemas.

    Raises:
        OutputNotWritten: one of the files is there already (then none is written), or the folder takes no file.
    """
    origin = sample or sample_folder()
    files = {folder / name: (origin / name).read_bytes() for name in sample_files(origin)}
    double_click = {folder / name: data for name, data in starters().items()}
    files |= double_click
    files |= {_schema_path(folder, kind): schema_text(kind).encode() for kind in SCHEMAS}
    _refuse_to_overwrite(files)
    written = tuple(write(path, data) for path, data in files.items())
    for path in double_click:
        allow(path)
    return written


def copy_layout(folder: Path, name: str, new_name: str) -> Path:
    """Copy a layout into the project's own folder of layouts.

    Raises:
        NameNotAllowed: the new name is none for a file.
        UnknownName: there is no such layout.
        OutputNotWritten: a file of that name is there already.
    """
    if not _SLUG.fullmatch(new_name) or is_reserved(new_name):
        raise NameNotAllowed(f'"{new_name}" cannot be the name of a layout. Use small letters, digits and hyphens.')
    data = layouts.path_of(name, folder).read_bytes()
    if new_name != name:  # two of one title could not be told apart in a list
        data = re.sub(rb"(?m)^(title: .*\S)", rf"\1 ({new_name})".encode(), data, count=1)
    path = folder / "layouts" / f"{new_name}.yaml"
    _refuse_to_overwrite([path])
    return write(path, data)


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file, ready to be written.

    Raises:
        UnknownName: there is no such kind.
    """
    from handouts.content.schema import schema  # noqa: PLC0415 - most commands need no schema

    if kind not in SCHEMAS:
        raise UnknownName("schema", kind, SCHEMAS)
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path, kinds: Sequence[str] | None = None) -> tuple[Path, ...]:
    """Write schemas where the files' first lines point; they are ours, so older ones are replaced."""
    return tuple(write(_schema_path(folder, kind), schema_text(kind).encode()) for kind in kinds or SCHEMAS)


def _schema_path(folder: Path, kind: str) -> Path:
    return folder / SCHEMA_FOLDER / f"{kind}.schema.json"


def _refuse_to_overwrite(paths: Iterable[Path]) -> None:
    there = [str(path) for path in paths if path.exists() or path.is_symlink()]
    if there:
        raise OutputNotWritten(f"Nothing was written, as these are there already: {', '.join(there)}.")
