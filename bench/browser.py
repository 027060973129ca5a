"""The staff page in a real browser: Debian's Chromium, through Playwright, with the server in its own process."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bench.race import NotThere, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: A desk's screen.
_SIZE: Final = {"width": 1280, "height": 720}

#: Begins a watch in the page: milliseconds from an event to the first frame that has another first page in it. A frame
#: is drawn right after the calls of ``requestAnimationFrame``, and before the next task (HTML Living Standard 8.1.7.3).
_WATCH: Final = """(event) => {
  const now = () => document.querySelector('img.page')?.getAttribute('src');
  const before = now();
  let start = performance.timeOrigin + performance.now();
  if (event) addEventListener(event, () => { start = performance.timeOrigin + performance.now(); },
    {capture: true, once: true});
  window.watched = new Promise((done) => {
    new MutationObserver((_, observer) => {
      const image = document.querySelector('img.page');
      if (!image || now() === before) return;
      observer.disconnect();
      image.decode().then(() => requestAnimationFrame(() => setTimeout(
        () => done([start, performance.timeOrigin + performance.now()]))));
    }).observe(document.body, {childList: true, subtree: true});
  });
}"""


#: Begins, in a page that is being opened, to wait for the first frame that has the leaflet in it.
_FIRST: Final = """window.first = new Promise((done) => addEventListener('DOMContentLoaded', async () => {
  await document.querySelector('img.page')?.decode();
  requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
}))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that has just started.

    Raises:
        NotThere: it is not installed, or Playwright is not.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - comes with the tests, not with the program
    except ImportError as error:
        raise NotThere("skipped: playwright not installed") from error
    program = shutil.which("chromium")
    if program is None:
        raise NotThere("skipped: chromium not installed")
    with sync_playwright() as driver:
        # In a container no sandbox can be had; the browser sees nothing but our own pages.
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """``handouts serve`` for a folder, in a new process: the address that it prints."""
    command = [sys.executable, "-m", "handouts", "-C", str(folder), "serve", "--no-browser"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=surroundings()
    ) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.kill()


def tab(browser: Browser) -> Page:
    """An empty window of the browser, which remembers nothing."""
    return browser.new_page(viewport=_SIZE)  # type: ignore[arg-type] # a dictionary with these two keys


def watch(page: Page, event: str = "") -> None:
    """Begin to wait for another picture; ``event`` is what the time is measured from, else it is this call."""
    page.evaluate(_WATCH, event)


def took(page: Page, since: float | None = None) -> float:
    """Milliseconds until the other picture stood on the screen, from the event or from a moment of ``time.time()``."""
    start, end = page.evaluate("() => window.watched")
    return float(end - (start if since is None else since * 1000))


def first_page(browser: Browser, folder: Path) -> float:
    """Milliseconds from the start of the program to its first page on the screen; the browser is open already."""
    window = tab(browser)
    window.add_init_script(_FIRST)
    start = time.time()
    with served(folder) as address:
        window.goto(address)
        end = float(window.evaluate("() => window.first"))
        window.close()
    return end - start * 1000
