"""Debian's Chromium with the page in it, driven through Playwright, and axe-core, which judges what it shows."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_clerk import TODAY
from flask import Response, request

from handouts.web.server import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from handouts.press.equipment import Equipment

#: Set to 1 where the tests must not pass without a browser.
REQUIRED = "HANDOUTS_REQUIRE_BROWSER"

#: Where axe-core's ``axe.min.js`` lies: ``npm install --prefix FOLDER axe-core``.
AXE = "HANDOUTS_AXE"

#: A desk's screen, a tablet held upright, and the desk's screen at 200 %, where half as many pixels fit.
SIZES = {"desk": (1280, 720, 1), "tablet": (820, 1180, 1), "enlarged": (640, 360, 2)}


def missing() -> str | None:
    """Why no browser can be driven here; None where one can."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415 - asked whether it is there
    except ImportError:
        return "Playwright is not installed"
    return None if program() else "Chromium is not installed"


def program() -> str | None:
    return shutil.which("chromium")


def axe() -> Path | None:
    """axe-core's file, if one is named."""
    path = Path(os.environ.get(AXE, ""))
    return path if path.is_file() else None


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, without its sandbox: in a container none can be had, and it sees nothing but our own pages."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody who tests has it

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Tab:
    """A window of the browser in which the page is open, and what went wrong in it."""

    page: Page
    base: str
    #: What the page's server answered, as it went: the path and query that were asked for, and the status.
    answers: list[tuple[str, int]] = field(default_factory=list)
    #: Errors of the page's script, words on the console, and requests to anywhere but the page's own address.
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: said.type in {"error", "warning"} and self.faults.append(said.text))
        self.page.on(
            "request", lambda asked: asked.url.startswith((self.base, "data:")) or self.faults.append(asked.url)
        )

    def go(self, path: str) -> Page:
        """Open a path of the page, and wait until it is drawn; the stream of changes never ends."""
        self.page.goto(self.base + path.removeprefix("/"), wait_until="load")
        return self.page

    def judged(self, source: str) -> list[str]:
        """What axe-core finds serious or critical on the page as it stands."""
        self.page.evaluate(source)
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']} ({each['impact']}): {node['html'][:160]} {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
            if each["impact"] in {"serious", "critical"}
        ]


def noted(answers: list[tuple[str, int]], answer: Response) -> Response:
    answers.append((request.full_path, answer.status_code))
    return answer


@contextmanager
def open_page(
    chromium: Browser,
    folder: Path,
    equipment: Equipment,
    *,
    size: str = "desk",
    scripts: bool = True,
    **more: Any,  # noqa: ANN401 - passed on
) -> Iterator[Tab]:
    """The page of a folder, served as ``handouts serve`` does, and opened by its address."""
    server = served(folder, equipment=equipment, **more)
    server.run.desk.today = lambda: TODAY
    answers: list[tuple[str, int]] = []
    server.server.app.after_request(lambda answer: noted(answers, answer))  # type: ignore[attr-defined] # Werkzeug keeps what it serves
    thread = threading.Thread(target=server.until_idle, daemon=True)
    thread.start()
    width, height, scale = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, java_script_enabled=scripts
    )
    try:
        tab = Tab(context.new_page(), f"http://127.0.0.1:{server.port}/", answers)
        tab.page.goto(server.address, wait_until="load")
        yield tab
    finally:
        left(context)
        server.server.shutdown()
        thread.join(10)
        server.server.server_close()


@contextmanager
def somebody_else(page: Page) -> Iterator[Page]:
    """A second person before the same page. A window of their own: Chromium may never close a window of two tabs."""
    known, browser = page.context.storage_state(), page.context.browser
    assert browser is not None
    context = browser.new_context(storage_state=known)
    try:
        theirs = context.new_page()
        theirs.goto(page.url, wait_until="load")
        yield theirs
    finally:
        left(context)


def left(context: BrowserContext) -> None:
    """Leave the page first, which ends its stream of changes, and then close the window."""
    for page in context.pages:
        page.goto("about:blank")
    context.close()
