"""Mail from the page, against a real server on a socket: looked at, tried on oneself, sent when its number is typed."""

from __future__ import annotations

import email
import io
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import yaml
from desk_clerk import Clerk, Page, opened

sys.path.insert(0, str(Path(__file__).parents[1] / "mail"))

from fault_server import Fault, FaultServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.test import TestResponse

    from handouts.press.equipment import Equipment

CHOICE = "?treatment=microneedling&clinic=alder&language=en&layout=a4"
USER = "desk@alder.example"
FIELDS = """\
    fields:
      note: {kind: text}
    sections:
      - title: For you
        id: you
        text: "{note}"
"""


@dataclass
class Office:
    """A clerk of a clinic that mails by a server on this machine."""

    clerk: Clerk
    server: FaultServer
    folder: Path

    def prepare(self, **said: str) -> str:
        answer = self.clerk.post(f"/mail{CHOICE}", **said)
        assert answer.status_code == 303, Page(answer.text).text
        return answer.headers["Location"].partition("?")[0]

    def post(self, path: str, **said: str) -> TestResponse:
        return self.clerk.post(f"{path}{CHOICE}", **said)

    def page(self, path: str) -> Page:
        return self.clerk.page(f"{path}{CHOICE}")

    def sent(self, path: str, count: str) -> Page:
        assert self.post(f"{path}/send", count=count).status_code == 303
        deadline = time.monotonic() + 20
        while self.clerk.run.postman.is_at_work and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.page(path)

    @property
    def receivers(self) -> list[str]:
        return [receiver for taken in self.server.taken for receiver in taken.recipients]


@pytest.fixture
def office(
    folder: Path, tmp_path: Path, equipment: Equipment, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Office]]:
    for name in [name for name in os.environ if name.startswith("HANDOUTS_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    servers: list[FaultServer] = []

    def open_(*faults: Fault, account: bool = True, fields: bool = False) -> Office:
        server = FaultServer(faults)
        servers.append(server.__enter__())
        raw = yaml.safe_load((folder / "clinics.yaml").read_text(encoding="utf-8"))
        settings = {"host": "localhost", "port": server.port, "security": "none", "user": USER, "a_minute": 600}
        if account:
            raw["clinics"]["alder"]["mail"] = settings
        (folder / "clinics.yaml").write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
        if fields:
            words = (folder / "content.yaml").read_text(encoding="utf-8")
            declared = (
                "    fields:\n      note:\n        kind: text\n    sections:\n      - title: For you\n        id: you\n"
            )
            words = words.replace("    sections:\n", f"{declared}        text: '{{note}}'\n", 1)
            (folder / "content.yaml").write_text(words, encoding="utf-8")
        return Office(opened(folder, equipment), server, folder)

    yield open_
    for server in servers:
        server.__exit__(None, None, None)


def test_one_client_from_the_page_to_the_mailbox(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org", name="Anna")
    page = at.page(batch)
    for words in ("Ready, not sent", "anna@example.org", "Hello Anna,", "1 mail waits. Type 1 to send it"):
        assert words in page.text
    picture = next(each["src"] or "" for each in page.all("img") if ".png" in (each.get("src") or ""))
    assert at.clerk.get(picture).data.startswith(b"\x89PNG")
    assert at.server.taken == []
    done = at.sent(batch, "1")
    assert at.receivers == ["anna@example.org"]
    assert "1 sent" in done.text
    assert "Type 1" not in done.text


@pytest.mark.parametrize("typed", ["", "0", "2", "10", "one", "1 ", "-1", "1e0", "\u0661"])
def test_nothing_is_sent_unless_the_very_number_is_typed(office: Callable[..., Office], typed: str) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org")
    answer = at.post(f"{batch}/send", count=typed)
    if typed.strip() == "1":  # a space that nobody sees
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert "Nothing was sent" in answer.text
    assert at.server.taken == []


def test_a_test_goes_to_oneself_alone_and_counts_for_nobody(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org", name="Anna")
    answer = at.post(f"{batch}/test", to="me@alder.example")
    assert "The first mail was sent to you as a test." in answer.text
    assert at.receivers == ["me@alder.example"]
    assert "1 waiting" in at.page(batch).text
    for wrong in ("", "me", "me@alder.example, you@alder.example"):
        assert at.post(f"{batch}/test", to=wrong).status_code == 422
    assert at.receivers == ["me@alder.example"]


def test_nobody_is_mailed_twice_by_two_clicks_or_two_days(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org")
    at.sent(batch, "1")
    assert at.post(f"{batch}/send", count="1").status_code == 422
    answer = at.post(f"/mail{''}", email="anna@example.org")
    assert answer.status_code == 422
    assert "This client had this leaflet on" in answer.text
    assert at.receivers == ["anna@example.org"]
    again = at.prepare(email="anna@example.org", again="yes")
    at.sent(again, "1")
    assert at.receivers == ["anna@example.org"] * 2


def test_a_list_is_sent_and_each_row_is_told(office: Callable[..., Office]) -> None:
    at = office(Fault("rcpt", "550 5.1.1 no such user", 2))
    text = "email,name\nanna@example.org,Anna\nben@example.org,Ben\ncarl@example.org,Carl\n"
    answer = at.clerk.post(f"/mail{CHOICE}", list=(io.BytesIO(text.encode()), "my clients.csv"))
    assert answer.status_code == 303
    batch = answer.headers["Location"].partition("?")[0]
    assert "3 mails wait. Type 3 to send them" in at.page(batch).text
    assert "Hello Ben," in at.clerk.page(f"{batch}{CHOICE}&row=3").text
    done = at.sent(batch, "3")
    assert sorted(at.receivers) == ["anna@example.org", "carl@example.org"]
    assert "1 failed" in done.text
    assert "2 sent" in done.text
    assert "no such user" in done.text


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"email": "anna"}, "address"),
        ({"email": "anna@example.org, ben@example.org"}, "address"),
        ({"email": ""}, "address"),
        ({"email": "anna@example.org", "name": "Half price today"}, "a mail with an offer is marketing"),
        ({"email": "anna@example.org", "language": "pl"}, "There is no leaflet in this language"),
    ],
)
def test_what_is_wrong_is_told_beside_the_form_and_nothing_is_made(
    office: Callable[..., Office], said: dict[str, str], says: str
) -> None:
    at = office()
    answer = at.clerk.post(f"/mail{CHOICE}", **said)
    assert answer.status_code == 422
    assert says in Page(answer.text).text
    if said["email"]:
        assert f'value="{said["email"]}"' in answer.text  # nobody types it twice


def test_every_mistake_of_a_list_is_told_with_its_row(office: Callable[..., Office]) -> None:
    at = office()
    text = "email,name\nanna,Anna\nben@example.org,Ben\nben@example.org,Ben\n"
    answer = at.clerk.post(f"/mail{CHOICE}", list=(io.BytesIO(text.encode()), "clients.csv"))
    assert answer.status_code == 422
    for words in ("row 2, column A", "row 4, column A"):
        assert words in answer.text


def test_a_note_for_one_client_is_in_their_leaflet_alone(office: Callable[..., Office]) -> None:
    at = office(fields=True)
    two_sides = CHOICE.replace("a4", "a4-two-sided")
    assert "Note" in at.clerk.page(f"/mail{two_sides}").text
    answer = at.clerk.post(f"/mail{two_sides}", email="anna@example.org", note="Bring your sunglasses.")
    batch = answer.headers["Location"].partition("?")[0]
    at.sent(batch, "1")
    (taken,) = at.server.taken
    pdf = email.message_from_bytes(taken.content).get_payload()[1].get_payload(decode=True)  # type: ignore[union-attr, index] # a mail of two parts
    assert "Bring your sunglasses." in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    names = [path.name for path in at.folder.rglob("*")]
    assert not [name for name in names if name.endswith(".pdf")]


def test_a_clinic_without_an_account_says_what_is_missing(office: Callable[..., Office]) -> None:
    at = office(account=False)
    assert "has no mail account yet" in at.page("/mail").text


def test_a_leaflet_that_is_held_back_is_not_mailed(office: Callable[..., Office]) -> None:
    at = office()
    words = (at.folder / "content.yaml").read_text(encoding="utf-8")
    (at.folder / "content.yaml").write_text(
        words.replace("Your complexion can look smoother.", "It removes scars."), encoding="utf-8"
    )
    assert "held back" in at.page("/mail").text
    assert at.clerk.post(f"/mail{CHOICE}", email="anna@example.org").status_code == 422


def test_mails_that_wait_can_be_taken_back(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org")
    assert "1 will not be sent." in at.post(f"{batch}/withdraw").text
    assert at.post(f"{batch}/send", count="1").status_code == 422
    assert at.server.taken == []


def test_a_stop_ends_after_a_whole_mail_and_the_rest_can_be_sent(office: Callable[..., Office]) -> None:
    at = office()
    rows = "".join(f"c{number}@example.org\n" for number in range(5))
    answer = at.clerk.post(f"/mail{CHOICE}", list=(io.BytesIO(f"email\n{rows}".encode()), "c.csv"))
    batch = answer.headers["Location"].partition("?")[0]
    assert at.post(f"{batch}/send", count="5").status_code == 303
    assert at.post(f"{batch}/stop").status_code == 303
    assert not at.clerk.run.postman.is_at_work
    first = len(at.receivers)
    page = at.page(batch)
    if first < 5:
        assert f"{5 - first} waiting" in page.text
        at.sent(batch, str(5 - first))
    assert sorted(at.receivers) == [f"c{number}@example.org" for number in range(5)]


def test_the_password_may_be_typed_and_is_kept_nowhere(office: Callable[..., Office], tmp_path: Path) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org")
    secret = "quiet-words-of-nobody"  # noqa: S105 - of nobody
    at.post(f"{batch}/test", to="me@alder.example", password=secret)
    found = [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert found == []


def test_addresses_of_pages_name_no_person(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare(email="anna@example.org", name="Anna")
    page = at.page(batch)
    links = [
        value or "" for _, attributes in page.elements for key, value in attributes.items() if key in {"href", "src"}
    ]
    assert not [link for link in links if "anna" in link.lower()]
    assert at.clerk.get("/mail/2020-01-01-9").status_code == 404
    assert at.clerk.get(f"{batch}/99.png{CHOICE}").status_code == 404


def test_a_page_for_looking_mails_nothing(office: Callable[..., Office]) -> None:
    at = office()
    at.clerk.run.read_only = True
    assert at.clerk.get(f"/mail{CHOICE}").status_code == 403
    assert at.clerk.post(f"/mail{CHOICE}", email="anna@example.org").status_code == 403
