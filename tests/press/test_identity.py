"""What ``handouts verify`` says of a file that somebody found."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handouts
from handouts.cli import run
from handouts.errors import ExitCode
from handouts.pdf.signs import signs
from handouts.press.project import start

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

NAME = "alder/microneedling_alder_en_a4.pdf"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identity") / "project"
    start(folder)
    handouts.build(handouts.load(folder))
    return folder


@pytest.fixture
def project(once: Path, tmp_path: Path) -> Path:
    """A folder that was built."""
    shutil.copytree(once, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def verified(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Mapping[str, object]]]:
    def call(file: Path, *options: str) -> tuple[int, Mapping[str, object]]:
        code = run(["-C", str(project), "verify", str(file), "--json", *options])
        return code, json.loads(capsys.readouterr().out)

    return call


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_that_was_built_is_known_whole_and_current(
    project: Path, verified: Callable[..., tuple[int, Mapping[str, object]]]
) -> None:
    for path in (project / "output").rglob("*.pdf"):
        code, said = verified(path)
        assert code == ExitCode.FINE
        assert said["path"] == path.relative_to(project / "output").as_posix()
        assert (said["whole"], said["current"]) == (True, True)
        assert said["code"] == f"microneedling 1.0 en {path.stem.rpartition('_')[2]}"


def test_a_copy_is_known_by_its_bytes_wherever_it_lies_and_whatever_it_is_called(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(project / "output" / NAME, tmp_path / "found.pdf")
    assert run(["-C", str(project), "verify", str(tmp_path / "found.pdf")]) == ExitCode.FINE
    told = capsys.readouterr().out
    assert "microneedling 1.0 en a4\n" in told
    assert NAME in told
    assert told.endswith("Current: its words are those of today.\n")


@pytest.mark.parametrize(
    ("file", "old", "new", "since"),
    [
        ("content.yaml", 'version: "1.0"', 'version: "1.1"', ["content.yaml#microneedling"]),
        ("clinics.yaml", "01632 960 123", "01632 960 124", ["clinics.yaml#alder"]),
        ("content.yaml", "  microneedling:\n", "  needling:\n", ["content.yaml#microneedling"]),
    ],
    ids=["words", "phone", "gone"],
)
def test_what_has_changed_since_is_named(
    file: str,
    old: str,
    new: str,
    since: list[str],
    project: Path,
    verified: Callable[..., tuple[int, Mapping[str, object]]],
) -> None:
    edit(project / file, old, new)
    code, said = verified(project / "output" / NAME)
    assert code == ExitCode.FINDINGS
    assert said["since"] == since
    assert (said["whole"], said["current"]) == (True, False)


def test_a_review_that_is_overdue_makes_it_out_of_date_though_nothing_has_changed(
    project: Path, verified: Callable[..., tuple[int, Mapping[str, object]]]
) -> None:
    code, said = verified(project / "output" / NAME, "--today", "2028-03-02")
    assert code == ExitCode.FINDINGS
    assert (said["whole"], said["current"], said["since"]) == (True, False, [])
    assert "was due" in str(said["problems"])


def test_without_a_manifest_a_file_still_tells_whether_it_is_whole_and_of_this_version(
    project: Path, verified: Callable[..., tuple[int, Mapping[str, object]]]
) -> None:
    (project / "output" / "manifest.json").unlink()
    code, said = verified(project / "output" / NAME)
    assert (code, said["path"], said["whole"], said["current"]) == (ExitCode.FINE, None, True, True)
    edit(project / "content.yaml", 'version: "1.0"', 'version: "1.1"')
    code, said = verified(project / "output" / NAME)
    assert (code, said["whole"], said["since"]) == (ExitCode.FINDINGS, True, ["content.yaml#microneedling"])


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_changed_byte_goes_unnoticed(once: Path, data: st.DataObject) -> None:
    whole = (once / "output" / NAME).read_bytes()
    # the ends have no words, so that they are more likely to be passed over
    place = data.draw(
        st.integers(0, len(whole) - 1) | st.integers(0, 40) | st.integers(len(whole) - 900, len(whole) - 1)
    )
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    found = signs(bytes(changed))
    assert found is None or not found.whole
    found = signs(whole)
    assert found is not None
    assert found.whole


def test_no_changed_byte_of_the_end_goes_unnoticed(once: Path) -> None:
    """Every bit of what describes the file, where numbers stand that the digest itself does not take in."""
    whole = (once / "output" / NAME).read_bytes()
    start = int(whole.rpartition(b"startxref\n")[2].partition(b"\n")[0])
    passed = []
    for place in range(start, len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[place] ^= 1 << bit
            found = signs(bytes(changed))
            if found is not None and found.whole:
                passed.append((place - start, bit))
    assert passed == []


@pytest.mark.parametrize(
    "number", [rb"\n(\d+) 0 obj\n<</Type/XRef", rb"/FlateDecode/Length (\d+)>>\nstream", rb"startxref\n(\d+)"]
)
def test_a_number_written_otherwise_is_noticed(number: bytes, once: Path) -> None:
    whole = (once / "output" / NAME).read_bytes()
    found = list(re.finditer(number, whole))[-1]
    told = signs(whole[: found.start(1)] + b"0" + whole[found.start(1) :])
    assert told is not None
    assert not told.whole


@pytest.mark.parametrize("cut", [b"", b"\n", b"startxref\n0\n%%EOF\n", b"x" * 100])
def test_what_is_put_at_the_end_is_noticed(once: Path, cut: bytes) -> None:
    whole = (once / "output" / NAME).read_bytes()
    for changed in (whole + cut, whole[: -1 - len(cut)]):
        found = signs(changed)
        assert (found is not None and found.whole) == (changed == whole)


def test_a_file_that_another_program_has_saved_is_changed(
    project: Path, tmp_path: Path, verified: Callable[..., tuple[int, Mapping[str, object]]]
) -> None:
    with pikepdf.open(project / "output" / NAME) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(tmp_path / "turned.pdf")
    code, said = verified(tmp_path / "turned.pdf")
    assert code == ExitCode.FINDINGS
    assert (said["whole"], said["current"], said["path"]) == (False, False, None)
    assert run(["-C", str(project), "verify", str(tmp_path / "turned.pdf")]) == ExitCode.FINDINGS


def test_a_file_with_all_leaflets_is_whole_too(
    project: Path, verified: Callable[..., tuple[int, Mapping[str, object]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(project), "gather", "-o", str(project / "all.pdf")]) == ExitCode.FINE
    found = signs((project / "all.pdf").read_bytes())
    assert found is not None
    assert found.whole
    assert found.title == "all"
    changed = bytearray((project / "all.pdf").read_bytes())
    capsys.readouterr()
    code, said = verified(project / "all.pdf")
    assert (code, said["whole"], said["current"]) == (ExitCode.FINE, True, None)
    changed[len(changed) // 2] ^= 1
    (project / "all.pdf").write_bytes(changed)
    assert verified(project / "all.pdf")[1]["whole"] is False


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"words", b"<xmp:CreatorTool>handouts</xmp:CreatorTool>"])
def test_what_is_no_leaflet_is_said_to_be_none(
    data: bytes, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    assert run(["-C", str(project), "verify", str(tmp_path / "x.pdf")]) == ExitCode.USAGE
    assert "no leaflet of handouts" in capsys.readouterr().err
