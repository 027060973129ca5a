"""The staff page: what a person waits for in a browser, from a key, a choice or a change on disk to pixels."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final

from bench.browser import chromium, first_page, served, tab, took, watch
from bench.figures import Spread, number, spread
from bench.goals import GOALS, Result
from bench.race import NotThere
from bench.tables import table
from handouts.press.project import start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from bench.contenders import Setting

_LEAFLET: Final = "?treatment=microneedling&clinic=alder&layout=a4"

#: Small pictures in the gallery of which the time is taken; the sample three times over has more.
_THUMBNAILS: Final = 40
_COPIES: Final = 3

#: Goals for the usual time; the others are for nine times in ten.
_BY_MEDIAN: Final = frozenset({"page start", "page thumbnails"})

_SENTENCE: Final = "Your complexion can look smoother."


def page(setting: Setting) -> Iterator[str | Result]:
    """Times by the clock of the browser, with the server in a process of its own and nothing in its cache."""
    folder = setting.fresh("page") / "project"
    start(folder)
    times = 10 if setting.quick else 20
    try:
        with chromium() as browser:
            found = {
                "page start": [first_page(browser, folder) for _ in range(setting.rounds)],
                **_on_the_page(browser, folder, times),
                "page thumbnails": [_thumbnails(browser, folder)],
            }
    except NotThere as error:
        yield from (Result(GOALS[key], None, str(error)) for key in GOALS if key.startswith("page "))
        return
    rows = [(GOALS[key].text, str(len(each)), *map(number, told(each))) for key, each in found.items()]
    yield table(("The staff page, in Chromium", "times", "median ms", "nine in ten, ms", "longest ms"), rows)
    for key, each in found.items():
        middle, nine, _ = told(each)
        value = middle if key in _BY_MEDIAN else nine
        yield Result(GOALS[key], Spread(value, value, value))


def told(values: list[float]) -> tuple[float, float, float]:
    """The median, what nine in ten do not go over, and the longest."""
    middle = spread(values)
    return middle.middle, sorted(values)[math.ceil(0.9 * len(values)) - 1], middle.highest


def _on_the_page(browser: Browser, folder: Path, times: int) -> dict[str, list[float]]:
    with served(folder) as address:
        base = address.partition("open/")[0]
        window = tab(browser)
        window.goto(address)
        window.goto(base + "edit" + _LEAFLET)
        keys = [_typed(window, number) for number in range(times)]
        window.goto(base + _LEAFLET)
        for name in ("bayview", "alder"):
            _chosen(window, name)
        again = [_chosen(window, "bayview" if number % 2 == 0 else "alder") for number in range(times)]
        disk = [_saved(window, folder / "content.yaml", number) for number in range(times)]
        window.close()
    return {"page key": keys, "page again": again, "page disk": disk}


def _typed(window: Page, turn: int) -> float:
    """A letter typed into a sentence: the leaflet is set anew."""
    field = window.locator("textarea").first
    field.focus()
    field.press("End")
    time.sleep(0.3)  # somebody who types a word, and looks
    watch(window, "keydown")
    window.keyboard.press("abcdefghij"[turn % 10])
    return took(window)


def _chosen(window: Page, clinic: str) -> float:
    """Another clinic, whose leaflet was seen before."""
    watch(window, "change")
    window.select_option("#clinic", clinic)
    return took(window)


def _saved(window: Page, words: Path, turn: int) -> float:
    """A sentence changed on disk, by an editor."""
    text = words.read_text(encoding="utf-8")
    old = _SENTENCE if turn == 0 else f"Your skin can look smoother {turn - 1}."
    watch(window)
    since = time.time()
    words.write_text(text.replace(old, f"Your skin can look smoother {turn}."), encoding="utf-8")
    return took(window, since)


def _thumbnails(browser: Browser, folder: Path) -> float:
    """Small pictures that were never made, of several treatments in every layout: until the last is there."""
    words = folder / "content.yaml"
    head, _, block = words.read_text(encoding="utf-8").partition("  microneedling:\n")
    copies = (f"  microneedling{number or ''}:\n{block}" for number in range(_COPIES))
    words.write_text(head + "\n".join(copies), encoding="utf-8")
    with served(folder) as address:
        window = tab(browser)
        window.goto(address)
        base = address.partition("open/")[0]
        window.goto(base + "status")
        found = float(window.evaluate(_ALL, [base + "gallery", _THUMBNAILS]))
        window.close()
    return found


_ALL: Final = """async ([address, many]) => {
  const start = performance.now();
  const next = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  const found = [...next.querySelectorAll('img[src*=thumbnail]')].slice(0, many);
  if (found.length < many) throw new Error(`only ${found.length}`);
  await Promise.all(found.map((each) => {
    const image = new Image();
    image.src = each.getAttribute('src');
    document.body.append(image);
    return image.decode();
  }));
  return performance.now() - start;
}"""
