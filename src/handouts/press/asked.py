"""What a build was asked for, and whether nothing has changed since it was last asked for the same.

Nothing heavy is loaded here: a build with nothing to do reads bytes, compares digests, and is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from handouts.press.destination import below, destination
from handouts.press.program import program
from handouts.press.stamps import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handouts.press.choice import Choice
    from handouts.press.destination import Destination
    from handouts.press.state import Build, State

#: Where leaflets go when nothing else is said, beside the content file.
OUTPUT = "output"

CONTENT, CLINICS, SETTINGS = "content.yaml", "clinics.yaml", "handouts.yaml"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and the digests of the words, the clinics and the settings before they were read."""

    key: str
    folder: Destination
    #: By the names of the files.
    digests: Mapping[str, str]
    reader: Reader
    #: The digest of the program that is asked.
    program: str

    @classmethod
    def of(cls, project: Path, choice: Choice, output: Path | str | None = None, day: str = "") -> Asked | None:
        """What is asked of a project; None where its settings are not easily read, as they have a mistake.

        Args:
            project: the folder with the words.
            choice: what is wanted.
            output: where files go; None leaves it to the settings.
            day: the day of the run: what was fine on another may have run out.

        Raises:
            AddressNotUsable: they are to go to an address that is of no store.
            MissingExtra: they go to a store, and the package that speaks to it is not installed.
            OutputNotWritten: the store does not let us in.
        """
        settings = _settings(project / SETTINGS)
        if settings is None:
            return None
        names = [SETTINGS, settings.get("content", CONTENT), settings.get("clinics", CLINICS)]
        reader = Reader()
        names += _translations(project, names[1])
        digests = {name: reader.digest(project / name) for name in names}
        folder = destination(output or below(project, settings.get("output", OUTPUT)))
        wish = json.dumps([os.path.abspath(project), asdict(choice), day])  # noqa: PTH100 - follows no link
        return cls(
            hashlib.sha256(wish.encode()).hexdigest()[:16],
            folder,
            digests,
            reader,
            program(),
        )

    @property
    def inputs(self) -> Mapping[str, str]:
        """The digests by the paths of the files."""
        return {path: seen.sha256 for path, seen in self.reader.seen.items()}

    def done(self, state: State) -> Build | None:
        """The build that made all that is asked for, if every file is still as it was then."""
        build = state.builds.get(self.key)
        inputs = self.inputs
        if build is None or not inputs.items() <= build.inputs.items() or build.program != self.program:
            return None
        reader = Reader(state.inputs)
        if any(reader.digest(path) != sha256 for path, sha256 in build.inputs.items() if path not in inputs):
            return None
        for path in build.files:
            seen = state.files.get(path)
            if seen is None or seen.stamp is None or seen.stamp != self.folder.stamp(path):
                return None
        return build


def _settings(file: Path) -> dict[str, str] | None:
    """The settings that say where files are; everything else in them is for who reads them in earnest."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError:
        return None
    import yaml  # noqa: PLC0415 - 28 ms that a folder without settings need not pay

    try:
        found: Any = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text, lists and dicts only
    except yaml.YAMLError:
        return None
    if not isinstance(found, dict):
        return None
    named = {name: found[name] for name in ("content", "clinics", "output") if name in found}
    return named if all(isinstance(value, str) and value for value in named.values()) else None


def _translations(project: Path, content: str) -> list[str]:
    """The names of the files with the words in other languages."""
    there, own = os.path.split(content)
    stem, suffix = os.path.splitext(own)  # noqa: PTH122 - a name, not a path
    try:
        names = os.listdir(project / there)  # noqa: PTH208 - names as text
    except OSError:
        return []
    found = sorted(name for name in names if name.startswith(f"{stem}.") and name.endswith(suffix) and name != own)
    return [f"{there}/{name}" if there else name for name in found]
