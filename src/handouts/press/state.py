"""What is kept beside the manifest so that an unchanged folder costs little: the stamps of files.

Everything in it can be found out anew, so it may be thrown away at any time, and is not believed when it is damaged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handouts.press.stamps import Seen, Stamp

if TYPE_CHECKING:
    from handouts.press.folder import Folder

#: The folder of ours in the output folder, and what lies in it.
FOLDER = ".handouts"
NAME = f"{FOLDER}/state.json"
LOCK = f"{FOLDER}/lock"

#: The version of its shape. Another one is not read.
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class State:
    """The stamps of the files that were written, by their paths below the folder, and of the files they came from."""

    files: dict[str, Seen] = field(default_factory=dict)
    inputs: dict[str, Seen] = field(default_factory=dict)

    def text(self) -> str:
        """The state as it is written."""
        members = {
            "schema": SCHEMA,
            "inputs": {path: _row(seen) for path, seen in self.inputs.items()},
            "files": {path: _row(seen) for path, seen in self.files.items()},
        }
        return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def read(folder: Folder) -> State:
    """The state of an output folder; an empty one when there is none to be relied on."""
    try:
        found: Any = json.loads(folder.read(NAME) or b"")
        if found["schema"] != SCHEMA:
            return State()
        return State(_table(found["files"]), _table(found["inputs"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return State()


def _table(rows: Any) -> dict[str, Seen]:  # noqa: ANN401 - whatever stands in the file
    return {path: Seen(Stamp(size, changed, number), sha) for path, (sha, size, changed, number) in rows.items()}


def _row(seen: Seen) -> tuple[str, int, int, int]:
    stamp = seen.stamp or Stamp(-1, -1, -1)  # which no file has
    return seen.sha256, stamp.size, stamp.changed, stamp.number
