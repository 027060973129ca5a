"""Whatever is done to a file, the answer is content or our own error: no traceback ever reaches a clinic."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.content.load import load
from handouts.errors import ContentInvalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.errors import Problem

PROJECT = Path(__file__).parent / "project"
FILES = {name: (PROJECT / name).read_bytes() for name in ("content.yaml", "clinics.yaml")}

#: What YAML, pydantic and our own rules trip over most.
SPITE = st.one_of(
    st.binary(max_size=8),
    st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [b"\t", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\n", b"\n\n", b" ", b"\\"]
    ),
    st.sampled_from([b": ", b"- ", b"{", b"}", b"[", b"]", b'"', b"'", b"#", b"*a", b"&a ", b"!!int ", b"? ", b"<<: "]),
    st.sampled_from([b"---\n", b"...\n", b"%YAML 1.1\n", b"|", b">", b"**", b"@", b"`", b", ", b"{x}", b"[a](b)"]),
    st.sampled_from([b"{clinic.name}", b"9" * 5000, b"https://[", b"same_as: alder\n"]),
)


@st.composite
def spoilt(draw: Callable[[st.SearchStrategy[int]], int], data: bytes) -> bytes:
    """The file with up to four changes: bytes put in or taken out, lines swapped or dropped, the end cut off."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.integers(0, 5))
        if kind <= 1:
            data = data[:at] + bytes(draw(SPITE)) + data[at:]  # type: ignore[arg-type]
        elif kind == 2:
            data = data[:at] + data[at + draw(st.integers(1, 40)) :]
        elif kind == 3:
            lines = data.split(b"\n")
            one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            lines[one], lines[other] = lines[other], lines[one]
            data = b"\n".join(lines)
        elif kind == 4:
            lines = data.split(b"\n")
            del lines[draw(st.integers(0, len(lines) - 1))]
            data = b"\n".join(lines)
        else:
            data = data[:at]
    return data


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    (folder / "logos").mkdir()
    (folder / "logos" / "alder.png").write_bytes(b"")
    return folder


def judged(folder: Path, name: str, data: bytes) -> None:
    """Load with one file replaced; a problem must stand in a file there is, at a line and column it has."""
    for other, whole in FILES.items():
        (folder / other).write_bytes(data if other == name else whole)
    for problem in problems(folder):
        assert problem.place.file in FILES
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message.endswith((".", "?", '"', "init", ":", ")")), problem.message
        str(problem).encode()


def problems(folder: Path) -> tuple[Problem, ...]:
    try:
        load(folder, icons=("plaster",), pictures=("needling",))
    except ContentInvalid as error:
        return error.problems
    return ()


@pytest.mark.parametrize("name", list(FILES))
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_no_spoilt_file_raises_anything_but_our_error(name: str, project: Path, data: st.DataObject) -> None:
    judged(project, name, data.draw(spoilt(FILES[name])))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
def test_no_random_file_raises_anything_but_our_error(project: Path, text: bytes) -> None:
    judged(project, "content.yaml", text)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"a: " * 60_000,
        b"- " * 90_000,
        b"{a: " * 40_000,
        b"? " * 90_000,
        b"a: b: c\n" * 20_000,
        b'"' + b"\\u0041" * 30_000,
        b"&a [*a,*a]\n",
        b"a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
        b"x" * 199_999,
        b"\n" * 199_999,
        b"\xff" * 199_999,
        b"#\t\n" * 60_000,
        b"a: *b\n" * 30_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_a_file_made_to_hurt_ends_soon_and_in_our_error(project: Path, data: bytes) -> None:
    judged(project, "content.yaml", data)


def test_a_folder_whose_name_no_disk_takes_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    shutil.copytree(PROJECT, tmp_path / "project")
    file = tmp_path / "project" / "clinics.yaml"
    file.write_bytes(FILES["clinics.yaml"].replace(b"logos/alder.png", b"9" * 5000 + b"/alder.png", 1))
    with pytest.raises(ContentInvalid) as caught:
        load(tmp_path / "project")
    assert all(problem.place.file == "clinics.yaml" for problem in caught.value.problems)
