"""Leaflets that were made before from the same bytes are taken from the cache, and are what would be made again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.cache import Cache
from handouts.press import calendar, shelf, state
from handouts.press.asked import Asked
from handouts.press.choice import Choice
from handouts.press.workers import Printed

if TYPE_CHECKING:
    from collections.abc import Callable

    Program = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
ALDER = ("build", "microneedling", "-c", "alder", "--layout", "a4")

#: What a build that takes its leaflets from the cache does without.
HEAVY = (
    *("pydantic", "pydantic_core", "yaml", "uharfbuzz", "fontTools", "PIL", "qrcode", "reportlab", "rich"),
    *("pymupdf_fonts", "phonenumbers", "babel", "markdown_it", "bidi", "platformdirs"),
    *("handouts.cli.mail", "handouts.cli.preview", "handouts.cli.check", "random", "secrets", "logging"),
    *("handouts.content", "handouts.compose", "handouts.typeset", "handouts.pdf", "handouts.press.batch"),
)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder but what makes the next build quick, by their paths below."""
    found = [path for path in folder.rglob("*") if path.is_file() and ".handouts" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The leaflets that were made, and not taken from the cache."""
    jobs: list[str] = []
    original = Printed.__new__

    def counted(cls: type[Printed], job: object, *rest: object) -> Printed:
        jobs.append(str(job))
        return original(cls, job, *rest)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(Printed, "__new__", counted)
    return jobs


def built(command: Program, project: Path, *arguments: str, **environment: str) -> dict[str, bytes]:
    """Build into an empty folder, and give all files."""
    shutil.rmtree(project / "output", ignore_errors=True)
    done = command("-C", str(project), *(arguments or ALDER), **environment)
    assert done.returncode == 0, done.stderr
    return files(project / "output")


def test_the_second_time_they_are_taken_and_are_the_same(command: Program, project: Path, made: list[str]) -> None:
    first = built(command, project)
    assert len(made) == 1
    assert built(command, project) == first
    assert len(made) == 1
    assert built(command, project, "--no-cache", *ALDER) == first
    assert len(made) == 2


def test_a_build_after_it_has_nothing_to_do(command: Program, project: Path, made: list[str]) -> None:
    built(command, project)
    before = (project / "output" / ".handouts" / "state.json").read_bytes()
    built(command, project)
    after = (project / "output" / ".handouts" / "state.json").read_bytes()
    assert json.loads(after).keys() == json.loads(before).keys()
    done = command("-C", str(project), *ALDER)
    assert "1 leaflet up to date" in done.stderr
    again = command("-C", str(project), "--no-cache", "build", "-c", "alder", "--layout", "a4")
    assert "1 leaflet up to date" in again.stderr, "by the manifest too"
    assert len(made) == 1


def test_it_says_what_a_build_says(command: Program, project: Path) -> None:
    shutil.rmtree(project / "output", ignore_errors=True)
    first = command("-C", str(project), *ALDER, "--json")
    shutil.rmtree(project / "output")
    second = command("-C", str(project), *ALDER, "--json")
    assert second.stdout == first.stdout
    shutil.rmtree(project / "output")
    told = command("-C", str(project), "-v", *ALDER)
    assert told.stdout.strip().endswith("microneedling_alder_en_a4.pdf")
    assert "kept from before" in told.stderr
    assert "1 leaflet made" in told.stderr


def test_only_files_that_are_not_there_are_written(command: Program, project: Path, made: list[str]) -> None:
    whole = built(command, project, "build")
    there = sorted(path for path in (project / "output").rglob("*.pdf"))
    there[0].unlink()
    there[1].write_bytes(b"somebody wrote over it")
    stands = there[2].stat().st_ino
    count = len(made)
    done = command("-C", str(project), "build")
    assert f"2 leaflets made, {len(there) - 2} up to date" in done.stderr
    assert files(project / "output") == whole
    assert there[2].stat().st_ino == stands
    assert len(made) == count


def _word(project: Path) -> None:
    path = project / "content.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")


def _logo(project: Path) -> None:
    shutil.copy(project / "logos" / "alder-white.png", project / "logos" / "alder.png")


def _clinic(project: Path) -> None:
    path = project / "clinics.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Alder", "Elder", 1), encoding="utf-8")


def _settings(project: Path) -> None:
    (project / "handouts.yaml").write_text("qr:\n  level: H\n", encoding="utf-8")


def _layout(project: Path) -> None:
    (project / "layouts").mkdir()
    shutil.copy(ROOT / "layouts" / "a4.yaml", project / "layouts" / "a4.yaml")


@pytest.mark.parametrize("change", [_word, _logo, _clinic, _settings, _layout])
def test_whatever_changes_they_are_made_anew(
    change: Callable[[Path], None], command: Program, project: Path, made: list[str]
) -> None:
    built(command, project)
    change(project)
    fresh = built(command, project)
    assert len(made) == 2
    assert built(command, project, "--no-cache", *ALDER) == fresh


def test_another_program_takes_nothing(
    command: Program, project: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(command, project)
    monkeypatch.setattr("handouts.press.asked.program", lambda: "another")
    built(command, project)
    assert len(made) == 2


def test_what_was_asked_for_otherwise_is_made(command: Program, project: Path, made: list[str]) -> None:
    built(command, project)
    built(command, project, *ALDER, "--edition", "grey")
    assert len(made) == 2


def test_another_day_is_looked_at_anew(command: Program, project: Path, made: list[str]) -> None:
    """What was fine on one day may have run out on another."""
    built(command, project, *ALDER, "--today", "2026-11-01")
    built(command, project, *ALDER, "--today", "2026-11-02")
    assert len(made) == 2


def test_force_makes_them(command: Program, project: Path, made: list[str]) -> None:
    built(command, project)
    built(command, project, *ALDER, "--force")
    assert len(made) == 2


def test_leaflets_with_mistakes_are_told_of_each_time(command: Program, project: Path) -> None:
    for logo in (project / "logos").iterdir():
        logo.write_bytes(b"no picture")
    for _ in range(2):
        done = command("-C", str(project), "build")
        assert done.returncode == 3
        assert "alder" in done.stderr


def test_files_of_other_builds_are_still_spoken_of(command: Program, project: Path) -> None:
    built(command, project, "build", "-c", "bayview")
    path = project / "clinics.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  bayview:", "  bayside:", 1), encoding="utf-8")
    for _ in range(2):
        done = command("-C", str(project), *ALDER)
        assert "1 leaflet made" in done.stderr
        assert "handouts build --prune" in done.stderr
        shutil.rmtree(project / "output" / "alder")


def test_a_folder_that_is_copied_is_another(command: Program, project: Path, made: list[str], tmp_path: Path) -> None:
    first = built(command, project)
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("output"))
    assert built(command, tmp_path / "copy") == first
    assert len(made) == 2


@pytest.mark.parametrize("harm", [lambda found: found[:-1], lambda found: b"\0" * len(found), lambda _: b""])
def test_a_damaged_cache_is_as_good_as_none(
    harm: Callable[[bytes], bytes], command: Program, project: Path, made: list[str], tmp_path: Path
) -> None:
    first = built(command, project)
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(harm(path.read_bytes()))
    assert built(command, project) == first
    assert len(made) == 2
    assert built(command, project) == first
    assert len(made) == 2, "it is mended"


def test_a_cache_that_cannot_be_written_stops_nothing(command: Program, project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    place = str(tmp_path / "file" / "cache")
    first = built(command, project, HANDOUTS_CACHE_DIR=place)
    assert built(command, project, HANDOUTS_CACHE_DIR=place) == first


def asked(project: Path) -> Asked:
    found = Asked.of(project, Choice(("microneedling",), ("alder",), ("a4",)), day=calendar.this_day().isoformat())
    assert found is not None
    return found


def _no_json(text: bytes) -> bytes:
    return b"{" + text


def _outside(text: bytes) -> bytes:
    return text.replace(b"alder/microneedling_alder_en_a4.pdf", b"../microneedling_alder_en_a4.pdf.of")


def _changed(text: bytes) -> bytes:
    return text.replace(b"%PDF", b"%pdf")


def _fewer(text: bytes) -> bytes:
    return text[:-10]


def _other(text: bytes) -> bytes:
    return b"[]\n" + text


@pytest.mark.parametrize("forged", [_no_json, _outside, _changed, _fewer, _other])
def test_an_entry_that_is_whole_and_holds_something_else_is_not_used(
    forged: Callable[[bytes], bytes], command: Program, project: Path, made: list[str], tmp_path: Path
) -> None:
    first = built(command, project)
    cache, key = Cache(tmp_path / "cache"), shelf.key(asked(project))
    text = cache.get(shelf.KIND, key)
    assert text is not None
    cache.put(shelf.KIND, key, forged(text))
    assert built(command, project) == first
    assert len(made) == 2
    assert not list(project.rglob("*.of"))


def test_a_large_build_is_not_kept(command: Program, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 1)
    built(command, project, "build")
    cache = Cache(project.parent / "cache")
    found = Asked.of(project, Choice(), day=calendar.this_day().isoformat())
    assert found is not None
    assert cache.get(shelf.KIND, shelf.key(found)) is None


def test_what_was_overwritten_meanwhile_is_not_kept(
    command: Program, project: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = state.read

    def late(folder: object) -> object:
        for path in (project / "output").rglob("*.pdf"):
            path.write_bytes(b"by somebody else")
        return read(folder)  # type: ignore[arg-type]

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(shelf.state, "read", late)
        shutil.rmtree(project / "output", ignore_errors=True)
        command("-C", str(project), *ALDER)
    fresh = built(command, project)
    assert all(data.startswith(b"%PDF") for path, data in fresh.items() if path.endswith(".pdf"))
    assert len(made) == 2


_LOADED = """
import sys
from handouts.cli import run
code = run(sys.argv[1:])
print(" ".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def test_nothing_heavy_is_loaded_to_take_them(program: Program, project: Path, tmp_path: Path) -> None:
    assert program("-C", str(project), *ALDER).returncode == 0
    shutil.rmtree(project / "output")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HANDOUTS_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "HANDOUTS_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, "-C", str(project), *ALDER],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "microneedling_alder_en_a4.pdf" in done.stdout
    assert not set(done.stderr.split()) & set(HEAVY)


def test_what_several_leaflets_need_is_kept_too(program: Program, project: Path, tmp_path: Path) -> None:
    """Where a leaflet is made anew: no font is unpacked, and no code is computed."""
    first = built(program, project)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HANDOUTS_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "HANDOUTS_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, "-C", str(project), *ALDER, "--force"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    loaded = set(done.stderr.split())
    assert "handouts.typeset.fonts" in loaded
    assert not loaded & {"pymupdf_fonts", "qrcode", "qrcode.main", "multiprocessing", "concurrent.futures.process"}
    assert files(project / "output") == first


def test_after_a_change_what_is_kept_makes_the_same_leaflets(command: Program, project: Path) -> None:
    before = built(command, project, "build")
    path = project / "content.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("skin", "face"), encoding="utf-8")
    after = built(command, project, "build")
    assert after == built(command, project, "--no-cache", "build")
    assert after != before


def test_two_processes_at_once(program: Program, project: Path) -> None:
    first = built(program, project)
    shutil.rmtree(project / "output")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: program("-C", str(project), *ALDER), range(4)))
    assert [each.returncode for each in done] == [0] * 4, [each.stderr for each in done]
    assert files(project / "output") == first
