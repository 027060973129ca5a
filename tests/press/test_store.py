"""Leaflets in a store: a real S3 server on this machine, that can be told to fail."""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3
import fsspec.config
import pytest
import s3fs
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

import handouts
from handouts.cli import run
from handouts.errors import AddressNotUsable, ExitCode, MissingExtra, OutputNotWritten
from handouts.press.destination import destination, is_address
from handouts.press.folder import Folder
from handouts.press.project import start
from handouts.press.public import build
from handouts.press.store import PACKAGES, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

BUCKET, ADDRESS = "leaflets", "s3://leaflets/spring"
KEY, SECRET = "CANARYKEY", "canary-secret"


@dataclass
class Server:
    """S3 as moto plays it. ``fault`` may answer a request in its place, and ``asked`` is what was asked of it."""

    app: Any
    fault: Callable[[str, str], int | None] = lambda _method, _path: None
    asked: list[tuple[str, str]] = field(default_factory=list)
    slowness: float = 0.0

    def __call__(self, environ: dict[str, Any], respond: Callable[..., object]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.asked.append((method, path))
        time.sleep(self.slowness)
        status = self.fault(method, path)
        if status is None:
            return self.app(environ, respond)
        if status == 0:  # half of what is sent is read, and then the line is cut
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0) // 2)
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            return [b""]
        respond(f"{status} No", [("Content-Type", "application/xml")])
        code = {403: "AccessDenied", 503: "ServiceUnavailable"}[status]
        return [f"<Error><Code>{code}</Code><Message>{SECRET} {KEY}</Message></Error>".encode()]

    def quiet(self) -> None:
        """As if nothing had been."""
        self.fault, self.slowness = lambda _method, _path: None, 0.0
        self.asked.clear()


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Server, str]]:
    server = Server(DomainDispatcherApplication(create_backend_app))
    http = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    yield server, f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def server(running: tuple[Server, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An empty bucket of a server that is well, and who is signed in to it."""
    found, address = running
    signed_in = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/nowhere",
        "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
    }
    for name, value in signed_in.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    quick = {"connect_timeout": 1, "read_timeout": 1, "retries": {"max_attempts": 0}}
    monkeypatch.setitem(fsspec.config.conf, "s3", {"config_kwargs": quick})
    found.quiet()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield found
    found.quiet()
    for name, value in signed_in.items():
        monkeypatch.setenv(name, value)
    for each in objects():
        client.delete_object(Bucket=BUCKET, Key=each)
    client.delete_bucket(Bucket=BUCKET)
    client.close()


def objects() -> dict[str, bytes]:
    """What is in the bucket, read by another program's hands."""
    client = boto3.client("s3")
    try:
        listed = client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {each["Key"]: client.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read() for each in listed}
    finally:
        client.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    start(tmp_path / "project")
    return tmp_path / "project"


def built(project: Path) -> list[str]:
    return [str(made) for made in build(handouts.load(project), output=ADDRESS)]


@pytest.mark.parametrize(
    ("where", "is_one"),
    [("s3://b/x", True), ("memory://x", True), ("C:\\x", False), ("c://x", False), ("out/x", False), ("", False)],
)
def test_an_address_is_told_from_a_folder(where: str, *, is_one: bool) -> None:
    assert is_address(where) is is_one
    if where and not is_one:
        assert isinstance(destination(where), Folder)


@pytest.mark.usefixtures("server")
def test_a_store_gets_the_very_files_of_a_folder(project: Path) -> None:
    content = handouts.load(project)
    folder = project / "output"
    build(content)
    there = {f"spring/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*.pdf")}
    assert sorted(built(project)) == sorted(f"s3://{BUCKET}/{name}" for name in there)
    found = objects()
    assert {name: found[name] for name in there} == {name: path.read_bytes() for name, path in there.items()}
    assert found["spring/manifest.json"] == (folder / "manifest.json").read_bytes()
    assert "spring/.handouts/lock" not in found


def test_a_build_with_nothing_to_do_reads_no_leaflet_and_writes_nothing(server: Server, project: Path) -> None:
    command = ["-C", str(project), "build", "-o", ADDRESS]
    assert run(command) == ExitCode.FINE
    before = objects()
    server.asked.clear()
    assert run(command) == ExitCode.FINE
    assert [method for method, _ in server.asked if method not in {"GET", "HEAD"}] == []
    assert [path for _, path in server.asked if path.endswith(".pdf")] == []
    assert objects() == before


def test_a_file_that_somebody_else_wrote_or_took_away_is_made_anew(server: Server, project: Path) -> None:
    built(project)
    before, client = objects(), boto3.client("s3")
    leaflets = sorted(name for name in before if name.endswith(".pdf"))
    client.put_object(Bucket=BUCKET, Key=leaflets[0], Body=b"x" * len(before[leaflets[0]]))
    client.delete_object(Bucket=BUCKET, Key=leaflets[1])
    client.close()
    server.asked.clear()
    assert run(["-C", str(project), "build", "-o", ADDRESS]) == ExitCode.FINE
    assert sorted(path for method, path in server.asked if method == "PUT" and path.endswith(".pdf")) == [
        f"/{BUCKET}/{name}" for name in leaflets[:2]
    ]
    after = objects()
    assert {name: after[name] for name in leaflets} == {name: before[name] for name in leaflets}


@pytest.mark.usefixtures("server")
def test_what_belongs_to_nothing_goes_with_prune(project: Path) -> None:
    built(project)
    clinics = project / "clinics.yaml"
    clinics.write_text(clinics.read_text(encoding="utf-8").replace("  bayview:", "  harbour:"), encoding="utf-8")
    assert run(["-C", str(project), "build", "-o", ADDRESS]) == ExitCode.FINE
    assert any("bayview" in name for name in objects())
    assert run(["-C", str(project), "build", "-o", ADDRESS, "--prune"]) == ExitCode.FINE
    assert not any("bayview" in name for name in objects())
    assert any("harbour" in name for name in objects())


@pytest.mark.usefixtures("server")
def test_the_settings_may_name_the_address(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "handouts.yaml").write_text(f"output: {ADDRESS}\n", encoding="utf-8")
    assert run(["-C", str(project), "build", "-c", "alder", "--json"]) == ExitCode.FINE
    told = json.loads(capsys.readouterr().out)
    assert [each["path"] for each in told["files"]] == [
        f"{ADDRESS}/alder/microneedling_alder_en_a4.pdf",
        f"{ADDRESS}/alder/microneedling_alder_en_a4-two-sided.pdf",
    ]
    assert not (project / "output").exists()


@pytest.mark.usefixtures("server")
def test_runs_at_one_address_write_down_each_other_s_files(project: Path) -> None:
    content, failed = handouts.load(project), list[BaseException]()

    def one(clinic: str) -> None:
        try:
            build(content, output=ADDRESS, clinics=[clinic])
        except BaseException as error:  # noqa: BLE001 - shown below
            failed.append(error)

    threads = [threading.Thread(target=one, args=(clinic,)) for clinic in content.clinics]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = objects()
    listed = {f"spring/{each['path']}" for each in json.loads(found["spring/manifest.json"])["files"]}
    assert listed == {name for name in found if name.endswith(".pdf")}
    assert len(listed) == 6


@pytest.mark.usefixtures("server")
def test_a_lock_is_waited_for_and_one_left_behind_is_taken_away_after_a_minute() -> None:
    waited: list[float] = []
    held = Store.opened(ADDRESS)
    with held.locked("lock"):
        other = Store(held.address, held.files, held.root, {}, waited.append)
        with other.locked("lock"):
            assert sum(waited) == 60
    assert objects() == {}
    with held.locked("lock"):

        def freed(seconds: float) -> None:
            waited.append(seconds)
            held.remove("lock")

        waited.clear()
        with Store(held.address, held.files, held.root, {}, freed).locked("lock"):
            assert len(waited) == 1


@pytest.mark.parametrize(
    ("status", "says"),
    [(403, "does not let you write"), (503, "would not do it"), (0, "would not do it|does not answer")],
    ids=["not allowed", "overloaded", "cut off"],
)
def test_a_store_that_stops_in_the_middle_has_whole_files_only_and_the_next_run_makes_the_rest(
    status: int, says: str, server: Server, project: Path
) -> None:
    seen: list[str] = []

    def fault(method: str, path: str) -> int | None:
        if method == "PUT" and path.endswith(".pdf"):
            seen.append(path)
        return status if len(set(seen)) > 2 and method == "PUT" and path.endswith(".pdf") else None

    server.fault = fault
    with pytest.raises(OutputNotWritten, match=says) as caught:
        built(project)
    assert KEY not in str(caught.value)
    assert SECRET not in str(caught.value)
    server.quiet()
    found = {name: data for name, data in objects().items() if name.endswith(".pdf")}
    assert len(found) == 2
    assert all(data.rstrip().endswith(b"%%EOF") for data in found.values())
    server.asked.clear()
    assert len(built(project)) == 6
    assert sum(method == "PUT" and path.endswith(".pdf") for method, path in server.asked) == 4


def test_a_server_that_is_slow_is_told_of(server: Server, project: Path) -> None:
    server.slowness = 1.5
    with pytest.raises(OutputNotWritten, match="does not answer"):
        built(project)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "does not answer. Look at the network"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "nobody is signed in"),
    ],
    ids=["nobody there", "not signed in"],
)
def test_a_store_that_cannot_be_reached_is_told_in_one_line(
    change: dict[str, str],
    says: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    assert run(["-C", str(project), "build", "-o", ADDRESS]) == ExitCode.DELIVERY_FAILED
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told


@pytest.mark.usefixtures("server")
def test_a_bucket_that_is_not_there_is_told(project: Path) -> None:
    with pytest.raises(OutputNotWritten, match=r'^"s3://other/x" was not written: there is no such bucket'):
        build(handouts.load(project), output="s3://other/x")


@pytest.mark.usefixtures("server")
def test_a_name_and_a_password_in_an_address_are_not_told() -> None:
    with pytest.raises(OutputNotWritten) as caught:
        Store.opened(f"s3://{KEY}:{SECRET}@other/x?sig={SECRET}")
    assert KEY not in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["ftp://files.example/x", "file:///x", "sftp://files.example/x", "s3:///", "s4://b"]
)
def test_an_address_of_no_such_store_is_refused(address: str) -> None:
    with pytest.raises(AddressNotUsable):
        destination(address)


@pytest.mark.parametrize("kind", [kind for kind in PACKAGES if kind.startswith(("s3", "memory"))])
def test_without_its_package_a_store_is_a_line_to_install(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = PACKAGES[kind]
    monkeypatch.setitem(sys.modules, package, None)
    if package == "fsspec":
        monkeypatch.setitem(sys.modules, "fsspec.core", None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, kind, raising=False)  # noqa: SLF001 - it forgets nothing else
    with pytest.raises(MissingExtra, match=re.escape(f"-m pip install {package}")):
        destination(f"{kind}://bucket/x")


@pytest.mark.usefixtures("server")
def test_pictures_of_leaflets_that_go_to_a_store_lie_in_the_project(project: Path) -> None:
    (project / "handouts.yaml").write_text(f"output: {ADDRESS}\n", encoding="utf-8")
    assert run(["-C", str(project), "preview", "microneedling", "-c", "alder", "--layout", "a4"]) == ExitCode.FINE
    assert (project / "output" / "preview" / "microneedling.png").exists()
    assert objects() == {}
