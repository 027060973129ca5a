"""Draw the pictures of docs/for-staff.md anew: the staff page of the sample, in Debian's Chromium.

Usage: python scripts/draw_staff_pages.py

Beside the pictures lies a digest of what they show: the pages as they are sent to the browser, and their style. A test
compares it with the pages of today, so that no picture grows stale.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import threading
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from draw_pictures import PICTURES, save
from PIL import Image

from handouts.press.project import start
from handouts.web import create_app
from handouts.web.running import NAME
from handouts.web.server import served

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FOLDER: Final = PICTURES / "staff"
DIGEST: Final = FOLDER / "digest.txt"

#: The sample's review is far away on this day.
TODAY: Final = date(2026, 11, 23)

CHOICE: Final = "?treatment=microneedling&clinic=alder&language=en&layout=a4"
PAGES: Final = ("/" + CHOICE, "/edit" + CHOICE, "/mail" + CHOICE, "/gallery" + CHOICE)

#: A desk's screen, and the colours of a picture.
SIZE: Final = (1280, 800)
COLOURS: Final = 160

#: What is new in each run, or differs with the versions of packages and not to the eye.
FLEETING: Final = re.compile(
    r'data-(mark|key)="[^"]*"|(?<=;v=)\w+|name="(word|read)" value="[^"]*"|/page/\w+',
)

ACCOUNT: Final = """
    mail:
      host: localhost
      user: desk@alder.example
"""


def main() -> None:
    """Draw all pictures, and write the digest."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        project = sample(Path(name) / "project")
        DIGEST.write_text(digest(project) + "\n", encoding="utf-8")
        draw(project, Path(name))


def sample(folder: Path) -> Path:
    """The sample, with a mail account for its first clinic."""
    start(folder)
    clinics = folder / "clinics.yaml"
    text = clinics.read_text(encoding="utf-8")
    head, phone, rest = text.partition("    phone: 01632 960 123\n")
    clinics.write_text(head + phone + ACCOUNT.lstrip("\n") + rest, encoding="utf-8")
    return folder


def digest(project: Path) -> str:
    """What the pictures show: the pages without what is new in each run, and their style."""
    app = create_app(project, today=lambda: TODAY, ledger=project.parent / "ledger" / "ledger.sqlite3")
    browser = app.test_client()
    browser.get(f"/open/{app.extensions[NAME].guard.ticket}")
    seen = [FLEETING.sub("", browser.get(page).text) for page in PAGES]
    seen.append((Path(str(files("handouts.web"))) / "static" / "page.css").read_text(encoding="utf-8"))
    return hashlib.blake2b("\n".join(seen).encode(), digest_size=16).hexdigest()


def draw(project: Path, scratch: Path) -> None:
    """Open each page in the browser, do there what the text tells, and take its picture."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the digest is had without it

    page = served(project, ledger=scratch / "records" / "ledger.sqlite3")
    page.run.desk.today = lambda: TODAY
    threading.Thread(target=page.until_idle, daemon=True).start()
    base = page.address.partition("/open/")[0]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        window.goto(page.address)
        for name, do in PICTURED.items():
            do(window, base)
            window.wait_for_timeout(1500)  # small pictures come one by one
            window.screenshot(path=scratch / "picture.png")
            with Image.open(scratch / "picture.png") as picture:
                save(picture.convert("RGB"), FOLDER / f"{name}.png", COLOURS)
        browser.close()
    page.server.shutdown()


def choose(window: Page, base: str) -> None:
    """The first page, with the layouts."""
    window.goto(base + PAGES[0])


def edit(window: Page, base: str) -> None:
    """A sentence that was changed, and not saved: its place on the leaflet stands out."""
    window.goto(base + PAGES[1])
    field = window.get_by_label("Why people choose it: benefit 4, words")
    field.fill("Your skin can look smoother and feel softer.")
    field.focus()
    field.evaluate("each => each.scrollIntoView({block: 'center'})")


def mail(window: Page, base: str) -> None:
    """A mail that is ready, and not sent."""
    window.goto(base + PAGES[2])
    window.get_by_label("E-mail address").fill("anna@example.org")
    window.get_by_label("Name, for the greeting").fill("Anna")
    window.get_by_role("button", name="Look at the mail").click()


def gallery(window: Page, base: str) -> None:
    """Every layout."""
    window.goto(base + PAGES[3])


PICTURED: Final[dict[str, Callable[[Page, str], None]]] = {
    "choose": choose,
    "edit": edit,
    "mail": mail,
    "gallery": gallery,
}


if __name__ == "__main__":
    main()
