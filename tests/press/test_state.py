"""What is kept beside the manifest is written bit by bit, and read as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.press import state
from handouts.press.folder import Folder
from handouts.press.stamps import Seen, Stamp
from handouts.press.state import Build, State

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
NUMBERS = st.integers(-1, 2**63)
SEEN = st.builds(Seen, st.builds(Stamp, NUMBERS, NUMBERS, NUMBERS), WORDS)
TABLE = st.dictionaries(WORDS, SEEN, max_size=4)
BUILD = st.builds(Build, WORDS, st.dictionaries(WORDS, WORDS, max_size=3), st.lists(WORDS), st.lists(WORDS))


@given(st.builds(State, TABLE, TABLE, st.dictionaries(WORDS, BUILD, max_size=3)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_state_is_read_as_it_was_written(tmp_path: Path, kept: State) -> None:
    Folder(tmp_path).put(state.NAME, kept.parts())
    found = state.read(Folder(tmp_path))
    assert found == kept
    assert [list(each) for each in (found.files, found.inputs, found.builds)] == [
        list(each) for each in (kept.files, kept.inputs, kept.builds)
    ]


def test_no_part_of_a_large_state_is_large() -> None:
    paths = [f"clinic-{number:05}/leaflet.pdf" for number in range(20_000)]
    build = Build("program", {}, paths, paths)
    parts = list(State(dict.fromkeys(paths, Seen(Stamp(1, 2, 3), "0" * 64)), {}, {"all": build}).parts())
    assert json.loads(b"".join(parts))["builds"]["all"][2] == paths
    assert max(map(len, parts)) < 100_000
