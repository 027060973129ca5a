"""The cache on disk: what is put in comes out again, and whatever is wrong with it is as if it were not there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from handouts.cache import Cache, usual_folder

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = b"what it was made from"

#: Where the system keeps users apart by rights of files.
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entry(cache: Cache) -> Path:
    assert cache.folder is not None
    (only,) = cache.folder.iterdir()
    return only


def size(cache: Cache) -> int:
    assert cache.folder is not None
    return sum(path.stat().st_size for path in cache.folder.iterdir())


@pytest.mark.parametrize("value", [b"", b"\n\0\xff", b"x" * 100_000])
def test_what_was_put_in_comes_out(cache: Cache, value: bytes) -> None:
    assert cache.get("logo", KEY) is None
    cache.put("logo", KEY, value)
    assert cache.get("logo", KEY) == value
    assert Cache(cache.folder).get("logo", KEY) == value


def test_kinds_and_keys_are_apart(cache: Cache) -> None:
    cache.put("a", b"bc", b"one")
    assert cache.get("ab", b"c") is None
    assert cache.get("a", b"b") is None
    assert cache.get("b", b"bc") is None


def test_programs_are_apart(cache: Cache) -> None:
    cache.of("one").put("a", KEY, b"one")
    assert cache.of("one").get("a", KEY) == b"one"
    assert cache.of("another").get("a", KEY) is None
    assert cache.get("a", KEY) is None


def test_the_last_value_of_a_key_counts(cache: Cache) -> None:
    cache.put("a", KEY, b"one")
    cache.put("a", KEY, b"two")
    assert cache.get("a", KEY) == b"two"
    assert entry(cache)


def test_without_a_folder_nothing_is_kept() -> None:
    Cache().put("a", KEY, b"one")
    assert Cache().get("a", KEY) is None


def _flipped(found: bytes) -> bytes:
    return found[:-1] + bytes([found[-1] ^ 1])


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda found: found[:-1],
        lambda found: found[:20],
        lambda found: found + b"x",
        _flipped,
        lambda found: found.replace(b"cache 1", b"cache 0"),
        lambda _: b"\x80\x04cos\nsystem\n(S'touch ran'\ntR.",
        lambda _: b"\0" * 300,
    ],
    ids=["empty", "cut", "cut short", "longer", "changed", "of another version", "of another program", "nothing"],
)
def test_a_damaged_entry_is_as_good_as_none_and_is_replaced(cache: Cache, harm: Callable[[bytes], bytes]) -> None:
    cache.put("a", KEY, b"one")
    path = entry(cache)
    path.write_bytes(harm(path.read_bytes()))
    assert cache.get("a", KEY) is None
    cache.put("a", KEY, b"one")
    assert cache.get("a", KEY) == b"one"


def test_an_entry_under_anothers_name_is_damaged(cache: Cache) -> None:
    cache.put("a", KEY, b"one")
    path = entry(cache)
    cache.put("a", b"another", b"two")
    assert cache.folder is not None
    other = next(found for found in cache.folder.iterdir() if found != path)
    other.write_bytes(path.read_bytes())
    assert cache.get("a", b"another") is None
    assert cache.get("a", KEY) == b"one"


def test_a_folder_in_the_place_of_an_entry_is_no_entry(cache: Cache) -> None:
    cache.put("a", KEY, b"one")
    path = entry(cache)
    path.unlink()
    path.mkdir()
    assert cache.get("a", KEY) is None
    cache.put("a", KEY, b"one")
    assert cache.get("a", KEY) is None
    assert entry(cache) == path, "nothing half done lies beside"


def test_the_names_of_entries_tell_nothing(cache: Cache) -> None:
    cache.put("qr", b"https://alder.example/book", b"one")
    assert len(entry(cache).name) == 64
    assert set(entry(cache).name) <= set("0123456789abcdef")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine")
    for folder in (tmp_path / "cache", tmp_path / "cache" / "below"):
        Cache(folder).put("a", KEY, b"one")
        assert Cache(folder).get("a", KEY) is None
    assert (tmp_path / "cache").read_text() == "mine"


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_nothing(cache: Cache) -> None:
    cache.put("a", KEY, b"one")
    assert cache.folder is not None
    cache.folder.chmod(0o500)
    cache.put("a", b"another", b"two")
    assert cache.get("a", b"another") is None
    assert cache.get("a", KEY) == b"one"


def test_a_full_disk(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    cache.put("a", KEY, b"one")
    monkeypatch.setattr(os, "replace", full)
    cache.put("a", b"another", b"two")
    assert cache.get("a", b"another") is None
    assert cache.get("a", KEY) == b"one"
    assert entry(cache), "nothing half done lies beside"


@posix
def test_a_new_folder_is_the_users_alone(cache: Cache) -> None:
    cache.put("a", KEY, b"one")
    assert cache.folder is not None
    assert cache.folder.stat().st_mode & 0o777 == 0o700
    assert entry(cache).stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("rights", [0o770, 0o777, 0o702])
def test_a_folder_that_others_may_write_in_is_not_relied_on(cache: Cache, rights: int) -> None:
    cache.put("a", KEY, b"one")
    assert cache.folder is not None
    cache.folder.chmod(rights)
    assert cache.get("a", KEY) is None
    cache.put("a", b"another", b"two")
    assert entry(cache)
    cache.folder.chmod(0o755)
    assert cache.get("a", KEY) == b"one"


def test_the_folder_does_not_grow_beyond_its_bound_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 100_000)
    for number in range(300):
        cache.put("a", str(number).encode(), bytes(1000))
        assert cache.get("a", b"0") is not None, "it is used again and again"
        assert size(cache) <= cache.limit
    assert size(cache) > cache.limit / 2
    assert cache.get("a", b"299") is not None
    assert cache.get("a", b"1") is None


def test_many_short_runs_do_not_make_it_grow_either(tmp_path: Path) -> None:
    for number in range(60):
        Cache(tmp_path / "cache", 20_000).put("a", str(number).encode(), bytes(1000))
    assert size(Cache(tmp_path / "cache")) <= 20_000


def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 8000)
    cache.put("a", KEY, bytes(1001))
    assert cache.get("a", KEY) is None
    cache.put("a", KEY, bytes(900))
    Cache(cache.folder, 800).get("a", KEY)
    assert Cache(cache.folder, 800).get("a", KEY) is None


def test_entries_of_older_versions_go_and_files_that_are_not_ours_stay(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 8000)
    older, mine, unfinished = tmp_path / ("0" * 64), tmp_path / "letter.txt", tmp_path / f".{'0' * 64}-12.tmp"
    for path in (older, mine, unfinished):
        path.write_bytes(bytes(8000))
        os.utime(path, (time.time() - 10_000,) * 2)
    fresh = tmp_path / f".{'0' * 64}-13.tmp"
    fresh.write_bytes(b"of a run that is at it")
    cache.put("a", KEY, b"one")
    assert not older.exists()
    assert not unfinished.exists()
    assert mine.exists()
    assert fresh.exists()


_PUT = """
import sys
from pathlib import Path
from handouts.cache import Cache
cache = Cache(Path(sys.argv[1]), 400_000)
for number in range(400):
    key = str(number % 20).encode()
    found = cache.get("a", key)
    assert found is None or found == key * 5000, "half an entry"
    cache.put("a", key, key * 5000)
"""


def test_processes_share_a_folder(tmp_path: Path, repository: Path) -> None:
    command = [sys.executable, "-c", _PUT, str(tmp_path / "cache")]
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    running = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    for process in running:
        _, said = process.communicate()
        assert not said
        assert process.returncode == 0
    cache = Cache(tmp_path / "cache")
    assert sum(cache.get("a", str(number).encode()) is not None for number in range(20)) > 10
    assert not list((tmp_path / "cache").glob("*.tmp"))


def test_the_usual_folder_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert usual_folder({}, "linux") == Unix("handouts").user_cache_path
    assert usual_folder({}, "darwin") == MacOS("handouts").user_cache_path
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere/else")
    assert usual_folder(os.environ, "linux") == Unix("handouts").user_cache_path
    assert usual_folder({"XDG_CACHE_HOME": "not/whole"}, "linux") == usual_folder({}, "linux")
    assert usual_folder({"LOCALAPPDATA": "/local"}, "win32") == Path("/local/handouts/Cache")


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert usual_folder({}, "linux") is None
