"""The staff page as people meet it: in a browser, with a mouse, with keys alone, enlarged, and read aloud."""

from __future__ import annotations

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import browsing
import pytest
from browsing import SIZES, open_page
from desk_clerk import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Tab
    from playwright.sync_api import Browser, Page, Request, Route

    from handouts.press.equipment import Equipment

#: Every address that can be opened without naming a file or a person.
ADDRESSES = ("/", "/edit", "/mail", "/gallery", "/status")

#: Addresses of pictures, files and streams.
NO_PAGES = {"/events", "/leaflet.pdf", "/thumbnail.png"}

A4 = "/?treatment=microneedling&clinic=alder&language=en&layout=a4"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    path = browsing.axe()
    if path is None:
        if os.environ.get(browsing.REQUIRED) == "1":
            pytest.fail(f"{browsing.REQUIRED} is set, and {browsing.AXE} names no file")
        pytest.skip(f"{browsing.AXE} names no file")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def tab(chromium: Browser, folder: Path, equipment: Equipment) -> Iterator[Tab]:
    """The page, opened at a desk."""
    with open_page(chromium, folder, equipment) as tab:
        yield tab
        assert tab.faults == []


def mended(folder: Path, old: str, new: str, name: str = "content.yaml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_address_is_looked_at_here(folder: Path, equipment: Equipment) -> None:
    rules = opened(folder, equipment).app.url_map.iter_rules()
    plain = {rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments}
    assert plain - NO_PAGES == set(ADDRESSES)


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(chromium: Browser, folder: Path, equipment: Equipment, axe: str, size: str) -> None:
    with open_page(chromium, folder, equipment, size=size) as tab:
        for address in ADDRESSES:
            assert tab.go(address).title()
            for each in tab.page.locator("details").all():
                each.evaluate("details => { details.open = true }")
            assert tab.judged(axe) == [], address
        assert tab.faults == []


def test_axe_sees_what_is_wrong(tab: Tab, axe: str) -> None:
    tab.go("/").evaluate("() => document.querySelector('label').remove()")
    assert [said for said in tab.judged(axe) if said.startswith("select-name (critical)")]


def test_axe_finds_nothing_serious_where_something_is_wrong(
    chromium: Browser, folder: Path, equipment: Equipment, axe: str
) -> None:
    with open_page(chromium, folder, equipment) as tab:
        assert tab.go("/nowhere").get_by_text("There is no such page.").count() == 1
        found = tab.judged(axe)
        mended(folder, "Your complexion can look smoother.", "It removes scars.")
        assert tab.go("/leaflet.pdf" + A4[1:]).get_by_role("heading", name="This leaflet is held back").count() == 1
        found += tab.judged(axe)
        assert tab.go(A4).locator(".bar.past").count() == 1
        found += tab.judged(axe)
        mended(folder, "    title: Microneedling\n", "    titel: Microneedling\n")
        assert tab.go("/").get_by_role("heading", name="The files have mistakes").count() == 1
        found += tab.judged(axe)
    assert found == []


def test_axe_finds_nothing_serious_on_the_way_of_a_mail(
    chromium: Browser, folder: Path, equipment: Equipment, axe: str, tmp_path: Path
) -> None:
    account = "    phone: 01632 960 123\n    mail:\n      host: localhost\n      user: desk@alder.example\n"
    mended(folder, "    phone: 01632 960 123\n", account, "clinics.yaml")
    with open_page(chromium, folder, equipment, ledger=tmp_path / "records" / "ledger.sqlite3") as tab:
        page = tab.go("/mail" + A4[1:])
        page.get_by_label("E-mail address").fill("nobody")
        page.evaluate("() => { document.querySelector('form[action^=\"/mail\"]').noValidate = true }")
        page.get_by_role("button", name="Look at the mail").click()
        page.locator(".problems").first.wait_for()
        found = tab.judged(axe)
        page.get_by_label("E-mail address").fill("anna@example.org")
        page.get_by_role("button", name="Look at the mail").click()
        page.get_by_role("heading", name="Ready, not sent").wait_for()
        found += tab.judged(axe)
        page.get_by_role("button", name="Do not send").click()
        page.get_by_role("heading", name="Done").wait_for()
        found += tab.judged(axe)
    assert found == []


def test_axe_finds_nothing_serious_while_words_are_changed(
    chromium: Browser, folder: Path, equipment: Equipment, axe: str
) -> None:
    with open_page(chromium, folder, equipment) as tab:
        page = tab.go("/edit" + A4[1:])
        field = page.get_by_label("Why people choose it: benefit 4, words")
        field.fill("Your skin can look smoother. " * 20)
        page.locator("#fields .faults li").first.wait_for()
        found = tab.judged(axe)
        field.fill("Your skin can look softer.")
        mended(folder, "Your complexion can look smoother.", "Your skin can look better.")
        field.locator("xpath=..").get_by_role("button", name="Save").click()
        page.get_by_text("Your skin can look better.").first.wait_for()
        found += tab.judged(axe)
    assert found == []


def test_axe_finds_nothing_serious_at_the_door(chromium: Browser, folder: Path, equipment: Equipment, axe: str) -> None:
    with open_page(chromium, folder, equipment, password="four quiet words") as tab:  # noqa: S106 - a test's own
        assert tab.page.get_by_label("The password that was given with the page").count() == 1
        assert tab.judged(axe) == []
        tab.page.get_by_label("The password").fill("four quiet words")
        tab.page.get_by_role("button", name="Open").click()
        tab.page.get_by_role("link", name="Print").wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_lies_beyond_the_side_of_the_window(
    chromium: Browser, folder: Path, equipment: Equipment, size: str
) -> None:
    with open_page(chromium, folder, equipment, size=size) as tab:
        for address in ADDRESSES:
            beyond = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert tab.go(address).evaluate(beyond) == 0, address


def shown(page: Page) -> str:
    return page.locator("img.page").first.get_attribute("src") or ""


def test_a_choice_shows_its_page_and_is_kept_in_the_address(tab: Tab) -> None:
    page = tab.go(A4)
    before = shown(page)
    page.evaluate("window.same = true")
    page.get_by_label("Clinic").select_option("bayview")
    page.wait_for_function("before => document.querySelector('img.page').getAttribute('src') !== before", arg=before)
    assert "clinic=bayview" in page.url
    assert page.title().startswith("Microneedling, Bayview Dermatology")
    assert page.locator("#said").text_content() == "Page 1 of 1"
    assert page.evaluate("window.same"), "it was not loaded anew"
    page.reload()
    assert page.get_by_label("Clinic").input_value() == "bayview"


def test_keys_alone_choose_and_print_and_the_focus_is_seen(tab: Tab) -> None:
    page = tab.go(A4)
    reached = []
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS))
        if reached[-1][0] == "Print":
            break
    names = [name for name, _ in reached]
    assert [name for name in names if name in WANTED] == WANTED
    assert [name for name, seen in reached if not seen] == []
    page.get_by_role("radio", name="A4 sheet, one side").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelectorAll('img.page').length === 2")
    assert page.evaluate(FOCUS) == ["A4 sheet, two sides", True]


WANTED = ["Skip to the page", "Treatment", "Clinic", "Language", "A4 sheet, one side", "Colours", "Part", "Print"]

#: The name of what has the focus, and whether a line is drawn round it or round the tile it stands in.
FOCUS = """() => {
  const at = document.activeElement;
  const round = (each) => each && getComputedStyle(each).outlineStyle === 'solid' &&
    parseFloat(getComputedStyle(each).outlineWidth) >= 2;
  const said = at.labels?.[0] ?? at;
  return [said.innerText.trim(), Boolean(round(at) || round(at.closest('.tile')))];
}"""


def test_a_late_answer_is_dropped(tab: Tab) -> None:
    page = tab.go(A4)
    late: list[Route] = []
    page.route("**/?*clinic=bayview*", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.get_by_label("Clinic").select_option("bayview")
    page.get_by_label("Clinic").select_option("alder-st-catherine")
    page.wait_for_function("() => document.title.includes('St Catherine')")
    assert len(late) == 1
    late[0].continue_()
    page.wait_for_timeout(500)
    assert "St Catherine" in page.title()
    assert page.get_by_label("Clinic").input_value() == "alder-st-catherine"


def test_small_pictures_come_one_at_a_time_and_only_those_in_sight(tab: Tab) -> None:
    page = tab.go("/status")
    asked: list[str] = []
    under_way: set[Request] = set()
    most = [0]

    def begun(request: Request) -> None:
        if "thumbnail" in request.url:
            asked.append(request.url)
            under_way.add(request)
            most.append(len(under_way))

    def done(request: Request) -> None:
        under_way.discard(request)

    page.on("request", begun)
    page.on("requestfinished", done)
    tab.go(A4)
    page.wait_for_function("() => document.querySelectorAll('.tile img[src]').length === 2")
    page.wait_for_timeout(300)
    assert len(asked) == 2
    page.get_by_text("Other layouts").click()
    page.locator(".tile").last.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelectorAll('.tile img[src]').length >= 5")
    assert max(most) == 1
    assert len(asked) < page.locator(".tile").count()
    assert len(asked) == len(set(asked))


def test_a_change_on_disk_shows_by_itself_and_the_place_is_kept(tab: Tab, folder: Path) -> None:
    page = tab.go(A4)
    page.evaluate("window.scrollTo(0, 400)")
    before, place = shown(page), page.evaluate("window.scrollY")
    assert place == 400
    mended(folder, "Your complexion can look smoother.", "Your skin can look smoother.")
    page.wait_for_function("before => document.querySelector('img.page').getAttribute('src') !== before", arg=before)
    assert page.evaluate("window.scrollY") == place
    assert "Your skin can look smoother." in (page.locator("#view").text_content() or "")


def test_a_mistake_on_disk_is_told_by_itself_and_so_is_its_end(tab: Tab, folder: Path) -> None:
    page = tab.go(A4)
    mended(folder, "    title: Microneedling\n", "    titel: Microneedling\n")
    page.get_by_role("heading", name="The files have mistakes").wait_for()
    mended(folder, "    titel: Microneedling\n", "    title: Microneedling\n")
    page.get_by_role("link", name="Print").wait_for()


def test_without_scripts_the_page_is_a_form(chromium: Browser, folder: Path, equipment: Equipment) -> None:
    with open_page(chromium, folder, equipment, scripts=False) as tab:
        page = tab.go(A4)
        page.get_by_label("Clinic").select_option("bayview")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name="Download PDF").wait_for()
        page.wait_for_url("**clinic=bayview**")
        assert page.title().startswith("Microneedling, Bayview Dermatology")
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download PDF").click()
        assert saved.value.suggested_filename == "microneedling_bayview_en_a4.pdf"


class Theirs(BaseHTTPRequestHandler):
    """Another program's page on this machine. A browser gives it our cookie: cookies know no ports (RFC 6265 8.5)."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>theirs</title><form method=post><button>Send</button></form>")

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def theirs() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Theirs) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


#: Ways in which one page may use another without its reader's knowing; each takes our address.
WAYS = {
    "fetch": "base => { fetch(base + 'leaflet.pdf?theirs', {credentials: 'include', mode: 'no-cors'}).catch(() => 0) }",
    "picture": "base => { new Image().src = base + 'thumbnail.png?theirs' }",
    "script": "base => { at = document.createElement('script'); at.src = base + '?theirs'; document.body.append(at) }",
    "frame": "base => { at = document.createElement('iframe'); at.src = base + '?theirs'; document.body.append(at) }",
    "form": "base => { document.forms[0].action = base + 'enter?theirs'; document.forms[0].submit() }",
    "link": "base => { location.href = base + 'leaflet.pdf?theirs' }",
}


@pytest.mark.parametrize("way", WAYS)
def test_another_page_of_this_machine_gets_nothing(tab: Tab, theirs: str, way: str) -> None:
    page = tab.page
    page.goto(theirs)
    page.evaluate(WAYS[way], tab.base)
    answers: list[int] = []
    while not answers:
        page.wait_for_timeout(20)
        answers = [status for path, status in tab.answers if "theirs" in path]
    assert answers == [403]
    tab.faults.clear()  # the browser says why
