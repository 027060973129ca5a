"""The benchmark measures the same leaflets everywhere, reckons right, and names whoever does not take part.

How long anything takes is asserted nowhere.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from bench import peers, program
from bench.contenders import Setting, ours, present
from bench.figures import Spread, number, ratio, spread
from bench.goals import GOALS, Result, goals_table
from bench.peers import PEERS, Peer
from bench.plot import Point, plot
from bench.race import NotThere, Use, run, side_by_side
from bench.rows import ROWS
from bench.rows.common import cpu, further, result
from bench.subject import file_name, read
from bench.tables import table
from bench.where import PARTS
from bench.workload import make
from PIL import Image

import handouts

if TYPE_CHECKING:
    from pathlib import Path

    from bench.subject import Workload

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a child process used")


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Workload:
    return make(tmp_path_factory.mktemp("bench") / "load", 2, 2)


def rows_of(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:1] == "|"]


def test_the_middle_of_rounds_stands_with_the_lowest_and_the_highest() -> None:
    assert spread([3, 1, 2]) == Spread(2, 1, 3)
    assert spread([4, 1, 2, 3]) == Spread(2.5, 1, 4)
    assert str(spread([3, 1, 2])) == "2.00 (1.00 to 3.00)"
    assert str(spread([2])) == "2.00"


def test_a_ratio_is_reckoned_round_by_round() -> None:
    assert ratio([10, 30, 12], [5, 10, 2]) == Spread(3, 2, 6)


def test_one_more_file_costs_what_many_cost_more_than_few() -> None:
    assert further([110, 205], [10, 5], 100) == [1, 2]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0, "0"), (0.0456, "0.046"), (1.234, "1.23"), (12.34, "12.3"), (123.4, "123"), (12345.6, "12,346")],
)
def test_a_figure_shows_three_digits(value: float, printed: str) -> None:
    assert number(value) == printed


def test_a_goal_says_how_far_a_figure_comes() -> None:
    batch, size = GOALS["batch"], GOALS["bytes"]
    assert [batch.reached(value) for value in (7.9, 8, 14)] == ["not met", "met", "met, stretch too"]
    assert [size.reached(value) for value in (32.1, 32, 26)] == ["not met", "met", "met, stretch too"]
    assert GOALS["unwritten"].reached(100) == "-"


def test_a_result_without_a_figure_says_why() -> None:
    def figure() -> Spread:
        raise NotThere("no such program")

    text = goals_table([result("batch", figure), Result(GOALS["help"], spread([99]), "one round")])
    lines = rows_of(text)
    assert lines[2][1:] == ["-", "at least 8x", "at least 14x", "not there: no such program"]
    assert lines[3][1:] == ["99.0 ms", "at most 120 ms", "at most 80 ms", "met (one round)"]


def test_columns_of_a_table_line_up() -> None:
    lines = table(("a", "b"), [("long name", "1"), ("c", "1,000")]).splitlines()
    assert lines == ["| a         |     b |", "| --------- | ----: |", "| long name |     1 |", "| c         | 1,000 |"]


def test_contenders_take_turns_and_one_that_fails_is_named() -> None:
    turns = []

    def good() -> Use:
        turns.append("good")
        return Use(1, 2, 3, 4)

    def bad() -> Use:
        turns.append("bad")
        raise NotThere("it broke")

    heat = side_by_side({"good": good, "bad": bad}, 3, {"absent": "not installed"})
    assert turns == ["good", "bad", "good", "good"]
    assert heat.figures("good", cpu) == [3, 3, 3]
    assert heat.absent == {"bad": "it broke", "absent": "not installed"}
    with pytest.raises(NotThere, match="it broke"):
        heat.figures("bad", cpu)


def test_what_a_process_and_its_children_use_is_told() -> None:
    work = "b = b'x' * 50_000_000; sum(range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True); print('done')"
    little, much = run((sys.executable, "-c", "pass")), run((sys.executable, "-c", child))
    assert much.said == "done\n"
    assert much.peak > little.peak + 40
    assert 0 < little.cpu < much.cpu


def test_a_program_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(NotThere, match=r"^ValueError: so it is$"):
        run((sys.executable, "-c", "raise ValueError('so it is')"))


def test_a_peer_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEERS, "typst", Peer("Typst", ("no_such_package", "json")))
    monkeypatch.setitem(PEERS, "weasyprint", Peer("WeasyPrint", ("json",)))
    assert present("typst", "weasyprint") == (
        ("weasyprint",),
        {"typst": "skipped: no_such_package not installed"},
    )


def test_a_row_goes_on_without_a_peer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bench.peers.missing", lambda _: ("typst",))
    monkeypatch.setattr("bench.contenders.missing", lambda _: ("typst",))
    program.main(["--only", "fresh", "--quick", "--rounds", "1", "--scratch", str(tmp_path)])
    said = capsys.readouterr().out
    assert re.search(r"^handouts: [\d.]+ ms of CPU for one more leaflet", said, re.MULTILINE)
    assert "not there: skipped: typst not installed" in said


def test_the_workload_has_no_mistakes_and_no_two_clinics_alike(load: Workload) -> None:
    content = handouts.load(load.folder)
    assert {problem.message.split('"')[0] for problem in handouts.check(content)} == {"no clinician has reviewed "}
    assert list(content.treatments) == list(load.treatments)
    assert list(content.clinics) == [clinic.slug for clinic in load.clinics]
    one, other = load.clinics
    for field in ("slug", "name", "phone", "website", "booking", "colour", "logo"):
        assert getattr(one, field) != getattr(other, field)
    logos = [(load.folder / clinic.logo).read_bytes() for clinic in load.clinics]
    assert logos[0] != logos[1]
    with Image.open(load.folder / one.logo) as logo:
        assert (logo.mode, logo.size) == ("RGBA", (360, 120))


def test_the_workload_is_the_same_each_time(load: Workload, tmp_path: Path) -> None:
    again = make(tmp_path / "again", 2, 2)
    for path in load.folder.rglob("*.*"):
        if path.parent.name in {"logos", "fonts"} or path.name in {"content.yaml", "clinics.yaml", "words.json"}:
            assert (again.folder / path.relative_to(load.folder)).read_bytes() == path.read_bytes()


def test_other_programs_read_the_same_workload(load: Workload) -> None:
    told = read(load.folder)
    assert told.clinics == load.clinics
    for slug, treatment in load.treatments.items():
        assert {key: told.treatments[slug][key] for key in treatment} == treatment


def test_a_leaflet_has_two_sides_full_of_words(load: Workload) -> None:
    pages, words, _ = seen(ours_of(load, "microneedling", 0))
    assert pages == 2
    assert 480 <= words.total() <= 620


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_makes_the_same_leaflet(load: Workload, tmp_path: Path, repository: Path, peer: str) -> None:
    if lacks := peers.missing(peer):
        pytest.skip(f"{' and '.join(lacks)} not installed: they come with the extra bench")
    command = [sys.executable, "-m", "bench.peers", peer, str(load.folder), str(tmp_path)]
    subprocess.run(command, cwd=repository, check=True)
    assert len([*tmp_path.rglob("*.pdf")]) == load.leaflets
    for treatment in load.treatments:
        for at, clinic in enumerate(load.clinics):
            made = (tmp_path / file_name(treatment, clinic.slug)).read_bytes()
            mine = ours_of(load, treatment, at)
            assert seen(made) == seen(mine)
            assert seen(made)[2] == {clinic.link(treatment)}
            assert number_of_pictures(made) >= 1


def ours_of(load: Workload, treatment: str, clinic: int) -> bytes:
    content = handouts.load(load.folder)
    return handouts.render(content, treatment, clinic=load.clinics[clinic].slug).data


def seen(data: bytes) -> tuple[int, Counter[str], set[str]]:
    """How many pages there are, which words, and where the codes lead."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
        codes = [code.text for page in pdf for code in zxingcpp.read_barcodes(page.render(scale=2.5).to_pil())]
        return len(pdf), Counter(re.findall(r"\w+", text)), set(codes)


def number_of_pictures(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as pdf:
        return len([*pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])])


@pytest.mark.parametrize("what", ["unwritten", "fresh", "pixels"])
def test_our_own_ways_run_and_leave_the_words_as_they_were(load: Workload, tmp_path: Path, what: str) -> None:
    before = (load.folder / "content.yaml").read_bytes()
    assert ours(Setting(tmp_path), what, load, 2, encoder="qrcode")().cpu > 0
    assert (load.folder / "content.yaml").read_bytes() == before


@pytest.mark.parametrize(("last", "verdict"), [(200, "met"), (600, "not met")])
def test_growth_is_flat_where_one_more_file_costs_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, last: float, verdict: str
) -> None:
    growth = import_module("bench.rows.growth")
    costs = iter([50, 100, last] * 2)
    monkeypatch.setattr(growth, "build", lambda *_: lambda: Use(100 + 2 * next(costs), 0, 0, 50))
    monkeypatch.setattr(growth, "one_process", lambda _: ())
    setting = Setting(tmp_path, rounds=2, quick=True, plot=tmp_path / "growth.svg")
    *said, flat = growth.growth(setting)
    assert isinstance(flat, Result)
    assert flat.cells()[-1] == verdict
    assert rows_of(str(said[0]))[2:4] == [["50", "4.00", "-", "50.0"], ["100", "3.00", "2.00", "50.0"]]
    assert (tmp_path / "growth.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_a_plot_has_a_point_for_each_size() -> None:
    points = [Point(100, Spread(3, 2, 4)), Point(1000, Spread(2, 2, 2)), Point(10_000, Spread(1, 1, 1))]
    drawn = plot(points, "ms", "files")
    assert re.findall(r'<circle cx="([\d.]+)"', drawn) == ["70.0", "345.0", "620.0"]
    assert ">10,000<" in drawn
    heights = [float(height) for height in re.findall(r'cy="([\d.]+)"', drawn)]
    assert heights == sorted(heights)


def test_without_a_browser_the_row_of_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bench.browser.shutil.which", lambda _: None)
    program.main(["--only", "page", "--quick", "--rounds", "1", "--scratch", str(tmp_path)])
    rows = [row for row in rows_of(capsys.readouterr().out) if row[0].startswith("Staff page")]
    assert len(rows) == 5
    assert {row[-1] for row in rows} <= {
        "not there: skipped: chromium not installed",
        "not there: skipped: playwright not installed",
    }


def test_nine_in_ten_do_not_go_over_the_figure_that_is_told() -> None:
    told = import_module("bench.rows.page").told
    assert told([10.0, *[1.0] * 19]) == (1, 1, 10)
    assert told([10.0, 9.0, *[1.0] * 8]) == (1, 9, 10)


def test_a_row_that_does_not_exist_is_told_with_those_that_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["--only", "batsh"])
    said = capsys.readouterr().err
    assert "there is no row batsh" in said
    assert all(name in said for name in ROWS)


def test_the_bench_prints_its_tables(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--rounds", "1", "--quick", "--only", "leaflets,unchanged"],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = rows_of(done.stdout)
    figures = [cell for row in rows for cell in row[1:] if re.fullmatch(r"-?[\d,.]+", cell)]
    assert len(figures) == 3 * 2 + 4 * 3 + 6 + 2 * 4
    assert [row[0] for row in rows if row[-1].startswith(("met", "not"))] == [
        GOALS["bytes"].text,
        GOALS["unchanged"].text,
    ]


def test_each_part_of_the_profile_is_a_function_of_ours(repository: Path) -> None:
    for file, function in PARTS:
        text = (repository / "src" / "handouts" / file).read_text(encoding="utf-8")
        assert re.search(rf"^ *def {function}\(", text, re.MULTILINE), (file, function)


def test_the_profile_shares_out_all_of_the_time(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.where", "--clinics", "2"],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    head, *rows = rows_of(done.stdout)
    assert done.stdout.startswith("20 leaflets, ")
    assert head[-1] == "Share"
    assert sum(float(row[-1].rstrip("%")) for row in rows[1:]) == pytest.approx(100, abs=1)
    assert {row[0] for row in rows[1:]} <= {*PARTS.values(), "everything else"}
