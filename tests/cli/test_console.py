from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from handouts.cli.console import Console, colour_wished, counted
from handouts.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBLEM = Problem(Place("content.yaml", 31, 9), '"benefit" is not a word I know here.', "        benefit:", 7)


def test_results_go_to_stdout_and_talk_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    console.result("alder/x.pdf")
    console.talk("1 leaflet made.")
    console.fault("wrong")
    assert capsys.readouterr() == ("alder/x.pdf\n", "1 leaflet made.\nwrong\n")


@pytest.mark.parametrize(("loudness", "said"), [(-1, "fault\n"), (0, "talk\nfault\n"), (1, "talk\ndetail\nfault\n")])
def test_loudness_chooses_what_is_said(capsys: pytest.CaptureFixture[str], loudness: int, said: str) -> None:
    console = Console(loudness)
    console.talk("talk")
    console.detail("detail")
    console.fault("fault")
    assert capsys.readouterr().err == said


def test_a_problem_is_shown_with_its_line_and_a_caret(capsys: pytest.CaptureFixture[str]) -> None:
    Console(-1).problems([PROBLEM])
    assert capsys.readouterr().err == (
        'content.yaml:31:9: "benefit" is not a word I know here.\n   31 |         benefit:\n      |         ^^^^^^^\n'
    )


def test_colour_changes_nothing_but_the_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    Console(colour=True).problems([PROBLEM])
    coloured = capsys.readouterr().err
    assert "\x1b[1mcontent.yaml:31:9\x1b[0m" in coloured
    assert "\x1b[31m        ^^^^^^^\x1b[0m" in coloured
    Console(colour=False).problems([PROBLEM])
    assert "\x1b" not in capsys.readouterr().err


def test_a_warning_says_that_it_is_one_and_is_not_said_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    warning = Problem(Place("content.yaml", 3, 1), "not reviewed.", severity=Severity.WARNING)
    Console().warnings([warning])
    Console(-1).warnings([warning])
    assert capsys.readouterr().err == "content.yaml:3:1: warning: not reviewed.\n"


def test_json_is_one_object_with_the_version_of_its_shape(capsys: pytest.CaptureFixture[str]) -> None:
    Console(-1).result_json(files=["Zoë.pdf"])
    out = capsys.readouterr().out
    assert json.loads(out) == {"schema": 1, "files": ["Zoë.pdf"]}
    assert "Zoë" in out


@pytest.mark.parametrize(
    ("variables", "off", "wished"),
    [
        ({}, False, None),
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, False, None),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_colour_is_left_out_where_it_is_not_wished(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, off: bool, wished: bool | None
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert colour_wished(off=off) is wished


class Screen:
    """Stands for stderr on a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


def clock(step: float) -> Console:
    times = iter(step * number for number in range(1000))
    return Console(clock=lambda: next(times))


def tracked(console: Console) -> list[int]:
    return list(console.track(iter([1, 2, 3]), 3))


def test_progress_is_shown_on_a_terminal_and_past_one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    assert tracked(clock(0.6)) == [1, 2, 3]
    assert screen.text == f"[{'#' * 13}{'.' * 7}] 2/3, 2 a second, 0:01 left\r\x1b[K"


def test_progress_says_how_long_it_will_still_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    assert len(list(clock(10).track(iter(range(100)), 100))) == 100
    assert screen.text.startswith(f"[{'.' * 20}] 1/100, 0 a second, 16:30 left\r\x1b[K")
    assert screen.text.endswith(f"[{'#' * 20}] 99/100, 0 a second, 0:10 left\r\x1b[K")


def test_a_short_run_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    assert tracked(clock(0.3)) == [1, 2, 3]
    assert screen.text == ""


def test_a_dumb_terminal_a_quiet_run_and_a_pipe_show_no_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tracked(clock(5)) == [1, 2, 3]
    assert capsys.readouterr().err == ""
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "dumb")
    assert tracked(clock(5)) == [1, 2, 3]
    monkeypatch.setenv("TERM", "xterm")
    assert list(Console(-1, clock=clock(5).clock).track(iter([1]), 1)) == [1]
    assert screen.text == ""


def test_progress_is_cleared_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)

    def failing() -> Iterator[int]:
        yield 1
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        list(clock(5).track(failing(), 2))
    assert screen.text.endswith("0:05 left\r\x1b[K")


def test_numbers_agree_with_their_nouns() -> None:
    assert [counted(n, "problem") for n in (0, 1, 2)] == ["0 problems", "1 problem", "2 problems"]
    assert counted(2, "copy", "copies") == "2 copies"
