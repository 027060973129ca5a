"""What a second build makes, and what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import handouts
from handouts.press import state
from handouts.press.batch import Batch
from handouts.press.choice import EVERYTHING, Choice
from handouts.press.folder import Folder
from handouts.press.made import Made
from handouts.press.manifest import Entry
from handouts.press.order import entries, order
from handouts.press.personal import Leaflets
from handouts.press.project import copy_layout, start
from handouts.press.public import build
from handouts.press.record import recorded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.press.order import Order

SECOND = """
  peel:
    title: Chemical peel
    summary: A liquid that takes away the outer layer of the skin.
    sections:
      - title: What it is
        text: A liquid is brushed on.
      - title: Call us if
        call_us_if: Your skin blisters.
    about:
      version: "1.0"
      author: Somebody
      reviewed: 2026-03-01
      reviewed_by: none
      review_due: 2028-03-01
      sources:
        - id: own
          title: Peels in our clinics, our own protocol
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with a second treatment, built once."""
    start(tmp_path / "project")
    with (tmp_path / "project" / "content.yaml").open("a", encoding="utf-8") as file:
        file.write(SECOND)
    build(handouts.load(tmp_path / "project"))
    return tmp_path / "project"


def asked(project: Path, choice: Choice = EVERYTHING, *, force: bool = False) -> Order:
    batch = Batch.over(handouts.load(project), choice)
    folder = Folder(batch.folder)
    return order(batch, folder, state.read(folder), force=force)


def again(project: Path) -> list[str]:
    """Build, and tell which leaflets were made anew."""
    todo = asked(project)
    folder = Folder(todo.batch.folder)
    with recorded(todo, folder) as record:
        for made in todo.batch.make(todo.jobs):
            assert isinstance(made, Made)
            record.take(made)
    return [str(job) for job in todo.jobs]


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def manifest(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "output" / "manifest.json").read_text(encoding="utf-8"))
    return found


def words(project: Path) -> None:
    edited(project / "content.yaml", "A liquid is brushed on.", "A gel is brushed on.")


def words_moved(project: Path) -> None:
    edited(project / "content.yaml", "treatments:", "# A line more.\ntreatments:")
    edited(project / "clinics.yaml", "clinics:", "# A line more.\n\nclinics:")


def phone(project: Path) -> None:
    edited(project / "clinics.yaml", "phone: 800-555-0199", "phone: 800-555-0123")


def shared_phone(project: Path) -> None:
    """``alder-st-catherine`` is the same as ``alder``."""
    edited(project / "clinics.yaml", "hello@alder.example", "hi@alder.example")


def logo(project: Path) -> None:
    shutil.copy(project / "logos" / "alder-white.png", project / "logos" / "alder.png")


def own_layout(project: Path) -> None:
    """A layout of the project's own goes before the one that comes with the program."""
    copy = copy_layout(project, "letter", "letter")
    assert asked(project).jobs == ()
    copy.write_bytes(copy.read_bytes() + b"# ours\n")


def settings(project: Path) -> None:
    """Which have no say in what a leaflet looks like."""
    (project / "handouts.yaml").write_text("waivers: []\n", encoding="utf-8")


def listed(project: Path) -> None:
    edited(project / "clinics.yaml", "      - letter-two-sided", "      - letter-large-print")


def number(project: Path) -> None:
    """A clinic changes a number of one treatment, which its words name."""
    edited(project / "content.yaml", "A liquid is brushed on.", "A liquid is brushed on for {minutes}.")
    value = "    values: {minutes: {default: 3, unit: hours, range: [1, 9], source: clinic-policy}}\n    sections:\n"
    head, _, tail = (project / "content.yaml").read_text(encoding="utf-8").rpartition("    sections:\n")
    (project / "content.yaml").write_text(head + value + tail, encoding="utf-8")
    again(project)
    edited(project / "clinics.yaml", "  bayview:\n", "  bayview:\n    values: {peel: {minutes: 5}}\n")


@pytest.mark.parametrize(
    ("change", "made"),
    [
        (words, lambda job: job.startswith("peel")),
        (words_moved, lambda _job: False),
        (phone, lambda job: " bayview " in job),
        (shared_phone, lambda job: " alder" in job),
        (logo, lambda job: " alder" in job),
        (own_layout, lambda job: job.endswith(" letter")),
        (settings, lambda _job: False),
        (listed, lambda job: job.endswith("letter-large-print")),
        (number, lambda job: job.startswith("peel bayview")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_change_makes_anew_what_depends_on_it_and_nothing_else(
    project: Path, change: Callable[[Path], None], made: Callable[[str], bool]
) -> None:
    change(project)
    expected = [str(job) for job in Batch.over(handouts.load(project)).jobs if made(str(job))]
    assert again(project) == expected
    assert again(project) == []


def test_after_any_change_the_folder_is_what_a_new_build_makes(project: Path, tmp_path: Path) -> None:
    for change in (words, phone, shared_phone, logo, own_layout):
        change(project)
        again(project)
    shutil.rmtree(tmp_path / "new", ignore_errors=True)
    content = handouts.load(project)
    build(content, output=tmp_path / "new")
    assert contents(project / "output") == contents(tmp_path / "new")


def contents(folder: Path) -> dict[str, bytes]:
    """All files but those that only make the next run quick."""
    files = (path for path in folder.rglob("*") if path.is_file() and state.FOLDER not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def first(project: Path) -> Path:
    return min((project / "output" / "bayview").glob("*.pdf"))


def lost(project: Path) -> None:
    first(project).unlink()


def damaged(project: Path) -> None:
    first(project).write_bytes(first(project).read_bytes()[:-1])


def swapped(project: Path) -> None:
    """As many bytes as before, and the same time: only the file itself is another one."""
    path, was = first(project), first(project).stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes()[:-2] + b"xx")
    os.utime(other, ns=(was.st_atime_ns, was.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("harm", [lost, damaged, swapped])
def test_a_file_that_is_not_as_it_was_made_is_made_again(project: Path, harm: Callable[[Path], None]) -> None:
    sound = first(project).read_bytes()
    harm(project)
    (job,) = again(project)
    assert " bayview " in job
    assert first(project).read_bytes() == sound


def test_what_is_kept_beside_the_manifest_may_be_lost(project: Path) -> None:
    shutil.rmtree(project / "output" / state.FOLDER)
    todo = asked(project)
    assert todo.jobs == ()
    assert len(todo.looked) == len(todo.unchanged)
    assert again(project) == []
    assert asked(project).looked == {}


def test_a_file_with_another_time_is_looked_at_once(project: Path) -> None:
    os.utime(first(project), (1, 1))
    todo = asked(project)
    assert (todo.jobs, list(todo.looked)) == ((), [first(project).relative_to(project / "output").as_posix()])
    again(project)
    assert asked(project).looked == {}


@pytest.mark.parametrize("name", ["manifest.json", state.NAME])
@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", '{"schema": 2, "files": []}', '{"schema": 1, "files": [\n{"path": \n]}', "\xff\xfe"],
    ids=["empty", "cut", "null", "list", "other-schema", "damaged-line", "no-text"],
)
def test_a_damaged_record_is_not_believed(project: Path, name: str, text: str) -> None:
    before = contents(project / "output")
    (project / "output" / name).write_bytes(text.encode("latin-1"))
    assert len(again(project)) == (12 if name == "manifest.json" else 0)
    assert contents(project / "output") == before


def test_a_manifest_in_another_form_is_read_all_the_same(project: Path) -> None:
    text = json.dumps(dict(reversed(manifest(project).items())), indent=2)
    (project / "output" / "manifest.json").write_text(text, encoding="utf-8")
    assert again(project) == []


def test_forced_everything_is_made_again(project: Path) -> None:
    assert len(asked(project, force=True).jobs) == 12
    before = first(project).stat()
    build(handouts.load(project), force=True)
    assert first(project).stat().st_ino != before.st_ino


def test_another_program_makes_everything_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.press.order.program", lambda: "another")
    assert len(asked(project).jobs) == 12


def test_the_manifest_says_what_each_file_was_made_from(project: Path) -> None:
    found = manifest(project)
    assert list(found) == ["schema", "program", "qr", "files"]
    assert (found["schema"], found["program"]) == (1, f"handouts {handouts.__version__}")
    assert found["qr"] == {"encoder": "qrcode", "level": "M"}
    assert len(found["files"]) == 12
    assert [file["path"] for file in found["files"]] == sorted(file["path"] for file in found["files"])
    file = next(file for file in found["files"] if file["path"] == "alder/peel_alder_en_a4.pdf")
    assert list(file) == ["path", "sha256", "job", "inputs", "waivers", "changes", "values"]
    assert file["job"] == {
        "treatment": "peel",
        "clinic": "alder",
        "language": "en",
        "layout": "a4",
        "edition": "standard",
        "part": "all",
        "use": "office",
    }
    assert list(file["inputs"]) == [
        "clinics.yaml#alder",
        "content.yaml#peel",
        "handouts.yaml#qr",
        "layouts/a4.yaml",
        "locales/en.yaml",
        "logos/alder-white.png",
        "logos/alder.png",
        "program",
    ]
    assert all(len(sha256) == 64 for sha256 in (file["sha256"], *file["inputs"].values()))


def test_a_layout_depends_on_those_that_it_is_the_same_as(project: Path) -> None:
    build(handouts.load(project), treatments=["peel"], clinics=["alder"], layouts=["letter-large-print"])
    (entry,) = [entry for entry in entries(Folder(project / "output")) if entry.job.layout == "letter-large-print"]
    bases = [name for name, _ in entry.inputs if name.startswith("layouts/")]
    assert len(bases) > 1
    assert "layouts/letter-large-print.yaml" in bases
    assert entry.asked


def test_what_a_clinic_changes_is_in_the_manifest(project: Path) -> None:
    number(project)
    changes = "    changes: {microneedling: {en: {call_us_if: Call us at once.}}}\n"
    edited(project / "clinics.yaml", "  bayview:\n", "  bayview:\n" + changes)
    build(handouts.load(project))
    files = {file["path"]: file for file in manifest(project)["files"]}
    assert files["bayview/peel_bayview_en_letter.pdf"]["values"] == {"peel": {"minutes": "5"}}
    said = files["bayview/microneedling_bayview_en_letter.pdf"]["changes"]
    assert said == {"microneedling": {"call_us_if": "Call us at once."}}
    assert not files["alder/peel_alder_en_a4.pdf"]["values"]


def test_equal_words_give_an_equal_manifest(project: Path, tmp_path: Path) -> None:
    build(handouts.load(project), output=tmp_path / "other", clinics=["bayview"])
    build(handouts.load(project), output=tmp_path / "other")
    assert (tmp_path / "other" / "manifest.json").read_bytes() == (project / "output" / "manifest.json").read_bytes()


def test_a_leaflet_made_out_to_a_client_is_in_no_manifest(project: Path) -> None:
    before = contents(project / "output")
    Leaflets.of(handouts.load(project), "peel", "alder").pdf("en")
    assert contents(project / "output") == before


def strays(project: Path, choice: Choice = EVERYTHING) -> list[str]:
    return [path for path, _ in asked(project, choice).strays]


def test_what_was_not_asked_for_this_time_still_belongs(project: Path) -> None:
    build(handouts.load(project), clinics=["alder"], layouts=["a3-poster"])
    build(handouts.load(project), edition="grey", clinics=["alder"])
    build(handouts.load(project), bundle=True, clinics=["alder"])
    build(handouts.load(project), clinics=["alder"], layouts=["a6-card"])
    assert strays(project, Choice(clinics=("bayview",))) == []
    assert strays(project) == []


def test_what_nobody_lists_any_more_belongs_to_nothing(project: Path) -> None:
    listed(project)
    assert strays(project) == [
        "bayview/microneedling_bayview_en_letter-two-sided.pdf",
        "bayview/peel_bayview_en_letter-two-sided.pdf",
    ]
    text = (project / "content.yaml").read_text(encoding="utf-8")
    (project / "content.yaml").write_text(text.replace(SECOND, ""), encoding="utf-8")
    assert len(strays(project)) == 7
    (project / "handouts.yaml").write_text('filename: "{clinic}-{treatment}-{layout}.pdf"\n', encoding="utf-8")
    assert len(strays(project)) == 12


def test_only_what_we_made_and_nobody_changed_is_removed(project: Path) -> None:
    text = (project / "content.yaml").read_text(encoding="utf-8")
    (project / "content.yaml").write_text(text.replace(SECOND, ""), encoding="utf-8")
    changed = project / "output" / "bayview" / "peel_bayview_en_letter.pdf"
    changed.write_bytes(b"with notes of a nurse")
    (project / "output" / "alder" / "peel_own.pdf").write_bytes(b"hers too")
    todo = asked(project)
    folder = Folder(todo.batch.folder)
    with recorded(todo, folder) as record:
        assert len(record.prune()) == 5
    assert {path.name for path in (project / "output").rglob("peel*.pdf")} == {changed.name, "peel_own.pdf"}
    assert strays(project) == []
    assert len(manifest(project)["files"]) == 6


def test_a_file_whose_name_changed_in_capitals_only_is_not_removed(project: Path) -> None:
    """Where disks take both names for one, the old name is the new file; a link makes it so on every disk."""
    (project / "handouts.yaml").write_text('filename: "{clinic}/Leaflet-{treatment}-{layout}.pdf"\n', encoding="utf-8")
    again(project)
    (project / "handouts.yaml").write_text('filename: "{clinic}/leaflet-{treatment}-{layout}.pdf"\n', encoding="utf-8")
    made = again(project)
    old, new = (project / "output" / "alder" / f"{start}eaflet-peel-a4.pdf" for start in "Ll")
    old.unlink(missing_ok=True)
    os.link(new, old)
    todo = asked(project, Choice(clinics=("bayview",)))
    assert "alder/Leaflet-peel-a4.pdf" in dict(todo.strays)
    with recorded(todo, Folder(todo.batch.folder)) as record:
        taken = record.prune()
    assert made
    assert "alder/Leaflet-peel-a4.pdf" not in taken
    assert "alder/Leaflet-microneedling-a4.pdf" in taken
    assert old.is_file()
    assert strays(project) == []


def test_a_folder_that_is_left_empty_goes_with_its_files(project: Path) -> None:
    text = (project / "clinics.yaml").read_text(encoding="utf-8")
    head, _, tail = text.partition("  alder-st-catherine:")
    (project / "clinics.yaml").write_text(head, encoding="utf-8")
    todo = asked(project)
    with recorded(todo, Folder(todo.batch.folder)) as record:
        record.prune()
    assert tail
    assert not (project / "output" / "alder-st-catherine").exists()
    assert (project / "output" / "alder").is_dir()


def test_an_entry_is_read_as_it_was_written(project: Path) -> None:
    for entry in entries(Folder(project / "output")):
        assert Entry.of(entry.line()) == entry
