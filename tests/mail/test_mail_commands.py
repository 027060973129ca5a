"""``handouts mail`` as staff use it, against a real server on a socket that remembers what it took."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
import pytest
import yaml
from fault_server import Fault, FaultServer
from mailing import parsed

from handouts.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

USER = "desk@alder.example"
FIELDS = """\
    fields:
      client_name: {kind: text}
      note: {kind: text}
      appointment: {kind: datetime}
    sections:
      - title: For you
        id: you
        text: For {client_name}. {note}
"""


@dataclass
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@dataclass
class Office:
    """A project whose clinic mails by a server on this machine, and the command line in it."""

    folder: Path
    server: FaultServer
    capsys: pytest.CaptureFixture[str]
    printed: list[str] = field(default_factory=list)

    def mail(self, *arguments: str) -> Said:
        try:
            code = run(["-C", str(self.folder), "mail", *arguments])
        except SystemExit as done:
            code = int(done.code or 0)
        said = Said(code, *self.capsys.readouterr())
        if arguments[:1] != ("preview",):
            self.printed.append(said.all)
        return said

    def prepare(self, *arguments: str) -> str:
        said = self.mail("prepare", "microneedling", "-c", "alder", *arguments)
        assert said.code == 0, said.all
        return said.out.strip()

    def listed(self, text: str, name: str = "clients.csv") -> str:
        (path := self.folder / name).write_text(text, encoding="utf-8")
        return str(path)

    def settings(self, **more: object) -> None:
        path = self.folder / "clinics.yaml"
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        own = {"host": "localhost", "port": self.server.port, "security": "none", "user": USER, "a_minute": 600}
        raw["clinics"]["alder"]["mail"] = {**own, **more}
        path.write_text(yaml.safe_dump(raw, sort_keys=False, allow_unicode=True), encoding="utf-8")

    @property
    def receivers(self) -> list[str]:
        return [receiver for taken in self.server.taken for receiver in taken.recipients]


@pytest.fixture
def office(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Office]]:
    for name in [name for name in os.environ if name.startswith("HANDOUTS_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    for name in ("content.yaml", "clinics.yaml"):
        shutil.copy(repository / name, tmp_path)
    shutil.copytree(repository / "logos", tmp_path / "logos")
    servers: list[FaultServer] = []

    def open_(*faults: Fault) -> Office:
        server = FaultServer(faults)
        servers.append(server.__enter__())
        made = Office(tmp_path, server, capsys)
        made.settings()
        return made

    yield open_
    for server in servers:
        server.__exit__(None, None, None)


def test_one_client_from_the_desk_to_the_mailbox(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org", "--name", "Anna")
    shown = at.mail("preview", batch).out
    assert "To: anna@example.org" in shown
    assert "Hello Anna," in shown
    assert "1 mail would be sent. Nothing was." in at.mail("send", batch).out
    assert at.server.taken == []
    wrong = at.mail("send", batch, "--yes-send", "2")
    assert (wrong.code, at.server.taken) == (2, [])
    assert "1 mail waits" in wrong.err
    assert at.mail("send", batch, "--yes-send", "1").code == 0
    assert at.receivers == ["anna@example.org"]
    assert at.mail("send", batch, "--yes-send", "0").code == 0
    assert at.receivers == ["anna@example.org"]
    assert "row 1  sent" in at.mail("status", batch).out


def test_what_was_previewed_is_what_is_sent_whatever_changes_after(office: Callable[..., Office]) -> None:
    at = office()
    clients = at.listed("email,name\nanna@example.org,Anna\nben@example.org,Ben\n")
    batch = at.prepare("--from", clients)
    assert at.mail("preview", batch, "--out", str(at.folder / "look")).code == 0
    files = sorted((at.folder / "look").glob("*.eml"))
    assert [file.name for file in files] == [f"{batch}-00002.eml", f"{batch}-00003.eml"]
    at.listed("email,name\ncarl@example.org,Carl\n")
    words = (at.folder / "content.yaml").read_text(encoding="utf-8")
    (at.folder / "content.yaml").write_text(words.replace("smoother", "softer"), encoding="utf-8")
    assert at.mail("send", batch, "--yes-send", "2").code == 0
    assert [taken.content for taken in at.server.taken] == [file.read_bytes() for file in files]
    assert at.receivers == ["anna@example.org", "ben@example.org"]


def test_the_same_leaflet_goes_twice_only_when_a_person_asks(office: Callable[..., Office]) -> None:
    at = office()
    at.mail("send", at.prepare("--to", "anna@example.org"), "--yes-send", "1")
    said = at.mail("prepare", "microneedling", "-c", "alder", "--to", "ANNA@example.org")
    assert (said.code, said.out) == (0, "")
    assert "row 1: had this leaflet on" in said.err
    clients = at.listed("email\nben@example.org\nAnna@Example.org\n")
    batch = at.prepare("--from", clients)
    assert at.mail("send", batch, "--yes-send", "1").code == 0
    assert at.receivers == ["anna@example.org", "ben@example.org"]
    again = at.prepare("--to", "anna@example.org", "--again")
    assert at.mail("send", again, "--yes-send", "1").code == 0
    assert at.receivers == ["anna@example.org", "ben@example.org", "anna@example.org"]
    assert at.prepare("--to", "anna@example.org", "--part", "after") != ""


def test_a_mail_that_waits_is_not_made_once_more_even_if_asked_for(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org")
    said = at.mail("prepare", "microneedling", "-c", "alder", "--to", "anna@example.org", "--again")
    assert f"row 1: waits in {batch}" in said.err
    assert said.out == ""


def test_every_mistake_of_a_list_is_told_and_nothing_is_made(office: Callable[..., Office]) -> None:
    at = office()
    clients = at.listed(
        "email;name;language\nanna@example;Zanzibara;en\nben@example.org;Ben;xx\nben@example.org;Ben;en\n"
    )
    said = at.mail("prepare", "microneedling", "-c", "alder", "--from", clients)
    assert said.code == 3
    for place in ("row 2, column A", "row 3, column C", "row 4, column A"):
        assert place in said.err
    assert "Zanzibara" not in said.all
    assert at.mail("status").out == ""


def test_offers_are_not_mailed(office: Callable[..., Office]) -> None:
    at = office()
    words = (at.folder / "content.yaml").read_text(encoding="utf-8")
    sold = words.replace("Your complexion can look smoother.", "Now 20% off.")
    (at.folder / "content.yaml").write_text(sold, encoding="utf-8")
    said = at.mail("prepare", "microneedling", "-c", "alder", "--to", "anna@example.org")
    assert said.code == 1
    assert "is an offer" in said.err


def test_a_refused_address_comes_back_as_a_row_to_mend(office: Callable[..., Office]) -> None:
    at = office(Fault("rcpt", "550 5.1.1 no ben@example.org here", nth=2))
    batch = at.prepare("--from", at.listed("email\nanna@example.org\nben@example.org\ncarl@example.org\n"))
    back = at.folder / "back.csv"
    said = at.mail("send", batch, "--yes-send", "3", "--failed", str(back))
    assert said.code == 6
    assert f"{batch}: 1 failed, 2 sent" in said.out
    rows = list(csv.DictReader(io.StringIO(back.read_text(encoding="utf-8-sig"))))
    assert [(row["row"], row["email"], row["state"]) for row in rows] == [("3", "ben@example.org", "failed")]
    assert "5.1.1" in rows[0]["reason"]
    assert "ben@" not in said.all
    assert at.mail("retry", batch).code == 0
    assert at.mail("send", batch, "--yes-send", "1").code == 0
    assert sorted(at.receivers) == ["anna@example.org", "ben@example.org", "carl@example.org"]


@pytest.mark.parametrize(("says", "state", "copies"), [("--sent", "sent", 1), ("--not-sent", "queued", 1)])
def test_a_mail_of_which_nobody_knows_is_settled_by_a_person(
    says: str, state: str, copies: int, office: Callable[..., Office]
) -> None:
    at = office(Fault("reply", "drop"))
    batch = at.prepare("--to", "anna@example.org")
    assert at.mail("send", batch, "--yes-send", "1").code == 6
    assert "row 1  unknown" in at.mail("status", batch).out
    assert at.mail("send", batch, "--yes-send", "1").code == 2
    assert at.mail("resolve", batch).code == 6
    assert at.mail("resolve", batch, says, "5").code == 2
    assert at.mail("resolve", batch, says, "1").code == 0
    assert f"row 1  {state}" in at.mail("status", batch).out
    assert len(at.receivers) == copies


def test_a_row_cannot_be_sent_and_not_sent(office: Callable[..., Office]) -> None:
    at = office(Fault("reply", "drop"))
    batch = at.prepare("--to", "anna@example.org")
    at.mail("send", batch, "--yes-send", "1")
    assert at.mail("resolve", batch, "--sent", "all", "--not-sent", "1").code == 2
    assert "row 1  unknown" in at.mail("status", batch).out


def test_drafts_are_for_a_person_and_never_sent_from_here(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org", "--name", "Anna")
    said = at.mail("drafts", batch, "--out", str(at.folder / "drafts"))
    assert said.code == 0
    (file,) = (at.folder / "drafts").iterdir()
    draft = parsed(file.read_bytes())
    assert (draft["X-Unsent"], draft["To"], draft["Message-ID"]) == ("1", "anna@example.org", None)
    assert at.mail("send", batch, "--yes-send", "1").code == 2
    assert at.mail("drafts", batch, "--out", str(at.folder / "more")).code == 0
    assert [each.read_bytes() for each in (at.folder / "more").iterdir()] == [file.read_bytes()]
    assert at.mail("resolve", batch, "--sent", "all").code == 0
    assert at.mail("drafts", batch, "--out", str(at.folder / "none")).code == 0
    assert list((at.folder / "none").iterdir()) == []
    assert at.server.taken == []


def test_a_clinic_without_an_account_can_make_drafts_and_cannot_send(office: Callable[..., Office]) -> None:
    at = office()
    said = at.mail("prepare", "microneedling", "-c", "bayview", "--to", "anna@example.org")
    batch = said.out.strip()
    assert at.mail("drafts", batch, "--out", str(at.folder / "drafts")).code == 0
    sending = at.mail("send", batch)
    assert sending.code == 3
    assert "no mail account" in sending.err


def test_a_test_goes_to_the_tester_and_to_nobody_else(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org", "--name", "Anna")
    assert at.mail("send", batch, "--test", "me@alder.example").code == 0
    assert at.receivers == ["me@alder.example"]
    sent = parsed(at.server.taken[0].content)
    assert sent["To"] == "me@alder.example"
    assert b"anna@example.org" not in at.server.taken[0].content
    assert "row 1  queued" in at.mail("status", batch).out
    assert at.mail("send", batch, "--test", "not an address").code == 2
    assert at.mail("send", batch, "--yes-send", "1").code == 0
    assert parsed(at.server.taken[1].content)["Message-ID"] != sent["Message-ID"]


def test_a_changed_account_stops_what_was_prepared_for_another(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org")
    at.settings(user="other@alder.example")
    said = at.mail("send", batch, "--yes-send", "1")
    assert (said.code, at.server.taken) == (2, [])
    assert "another address" in said.err
    assert at.mail("retry", batch, "--withdraw").code == 0
    assert "row 1  failed" in at.mail("status", batch).out


def test_a_forgotten_address_is_in_no_file_and_gets_no_mail(office: Callable[..., Office]) -> None:
    at = office()
    at.mail("send", at.prepare("--to", "zanzibar@example.org", "--name", "Zanzibara"), "--yes-send", "1")
    assert at.mail("forget", "Zanzibar@example.org").code == 0
    for file in (at.folder / "home").rglob("*"):
        assert file.is_dir() or b"zanzibar" not in file.read_bytes().lower()
    said = at.mail("prepare", "microneedling", "-c", "alder", "--to", "zanzibar@example.org", "--part", "after")
    assert "row 1: wants no mail" in said.err
    assert at.mail("forget", "zanzibar@example.org", "--may-mail").code == 0
    assert len(at.receivers) == 1


def test_after_ninety_days_any_command_wipes_words_and_addresses(
    office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = office()
    batch = at.prepare("--to", "zanzibar@example.org", "--name", "Zanzibara")
    at.mail("send", batch, "--yes-send", "1")
    later = time.time() + 89 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert "zanzibar" in at.mail("preview", batch).out
    monkeypatch.setattr(time, "time", lambda: later + 2 * 86_400)
    assert "row 1  sent" in at.mail("status", batch).out
    for file in (at.folder / "home").rglob("*"):
        assert file.is_dir() or b"zanzibar" not in file.read_bytes().lower()
    assert "words are forgotten" in at.mail("preview", batch).err
    said = at.mail("prepare", "microneedling", "-c", "alder", "--to", "zanzibar@example.org")
    assert "had this leaflet on" in said.err


def test_a_personal_leaflet_holds_its_own_person_alone(office: Callable[..., Office]) -> None:
    at = office()
    words = (at.folder / "content.yaml").read_text(encoding="utf-8").replace("    sections:\n", FIELDS, 1)
    (at.folder / "content.yaml").write_text(words, encoding="utf-8")
    rows = "".join(f"client{n}@example.org,Name{n}x,Bring card {n}x,2026-12-{n:02} 14:30\n" for n in range(1, 6))
    clients = at.listed(f"email,name,note,appointment\n{rows}")
    batch = at.prepare("--from", clients, "--layout", "a4-large-print")
    assert at.mail("send", batch, "--yes-send", "5").code == 0
    for number, taken in enumerate(at.server.taken, start=1):
        mail = parsed(taken.content)
        data = mail.get_payload()[1].get_payload(decode=True)  # type: ignore[union-attr,index]
        with pikepdf.open(io.BytesIO(data)) as pdf:
            told = (
                str(pdf.open_metadata())
                + str(dict(pdf.docinfo))
                + "".join(str(i.title) for i in pdf.open_outline().root)
            )
        text = _text(data)
        assert taken.recipients == (f"client{number}@example.org",)
        for other in range(1, 6):
            mine = other == number
            assert (f"Name{other}x" in text) is mine
            assert (f"Bring card {other}x" in text) is mine
        assert f"{number} December 2026" in text
        assert "Name" not in told
        assert "Name" not in mail["Subject"]
        assert mail.get_payload()[1].get_filename() == "information.pdf"  # type: ignore[union-attr,index]


def _text(data: bytes) -> str:
    import pypdfium2  # noqa: PLC0415 - slow, and for this test alone

    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_what_does_not_fit_is_told_by_its_row_and_not_repeated(office: Callable[..., Office]) -> None:
    at = office()
    words = (at.folder / "content.yaml").read_text(encoding="utf-8").replace("    sections:\n", FIELDS, 1)
    (at.folder / "content.yaml").write_text(words, encoding="utf-8")
    long_, odd = "Zanzibara " * 150, "Zanzibara \U0001f996"
    clients = at.listed(f"email,name,note\na@example.org,Ann,{long_}\nb@example.org,Bo,{odd}\nc@example.org,Cy,Hello\n")
    arguments = ("-c", "alder", "--from", clients, "--layout", "a4-two-sided")
    said = at.mail("prepare", "microneedling", *arguments)
    assert said.code == 3
    assert "clients.csv:2:1: What is said of this client: it is too long" in said.err
    assert "clients.csv:3:1: What is said of this client: a letter or sign in it is in no font" in said.err
    assert "Zanzibara" not in said.all


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--note", "Bring your card"), 'declares no field "note"'),
        (("--language", "xx"), "no leaflet in this language"),
    ],
)
def test_what_a_leaflet_has_no_place_for_is_told(
    arguments: tuple[str, ...], says: str, office: Callable[..., Office]
) -> None:
    said = office().mail("prepare", "microneedling", "-c", "alder", "--to", "anna@example.org", *arguments)
    assert said.code == 3
    assert says in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("prepare", "microneedling", "-c", "alder"),
        ("prepare", "microneedling", "-c", "alder", "--to", "a@example.org", "--from", "content.yaml"),
        ("prepare", "microneedlin", "-c", "alder", "--to", "a@example.org"),
        ("prepare", "microneedling", "-c", "aldr", "--to", "a@example.org"),
        ("preview", "2026-01-01-1"),
        ("prepare", "microneedling", "-c", "alder", "--to", "a@example.org", "--part", "during"),
        ("send", "last"),
        ("status", "none"),
        ("status", "--failed", "x.csv"),
        ("forget", "not an address"),
        ("retry", "last", "--withdraw", "--row", "1"),
    ],
)
def test_a_wrong_command_is_one_clear_line(arguments: tuple[str, ...], office: Callable[..., Office]) -> None:
    said = office().mail(*arguments)
    assert said.code == 2
    assert "Traceback" not in said.all
    assert said.err.strip()


def test_the_doctor_says_what_is_wrong_and_sends_nothing(
    office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = office()
    fine = at.mail("doctor", "-c", "alder")
    assert (fine.code, at.server.taken) == (0, [])
    assert "WRONG" not in fine.out
    at.settings(port=1)
    assert "Is the port right" in at.mail("doctor", "-c", "alder").out
    at.settings(host="no-such-server.invalid", security="implicit")
    monkeypatch.setenv("HANDOUTS_MAIL_PASSWORD", "x")
    assert 'No server is called "no-such-server.invalid"' in at.mail("doctor", "-c", "alder").out


def test_the_doctor_knows_an_account_that_may_not_send(office: Callable[..., Office]) -> None:
    at = office(Fault("mail", "553 5.7.1 not your address"))
    said = at.mail("doctor", "-c", "alder")
    assert said.code == 6
    assert "look at user:" in said.out


def test_an_address_in_other_letters_is_shown_both_ways(office: Callable[..., Office]) -> None:
    at = office()
    shown = at.mail("preview", at.prepare("--to", "anna@b\u00fccher.example")).out
    assert "To: anna@b\u00fccher.example (anna@xn--bcher-kva.example)" in shown


def test_a_folder_that_cannot_be_made_is_one_clear_line(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org")
    (closed := at.folder / "closed").touch()
    for command in ("preview", "drafts"):
        said = at.mail(command, batch, "--out", str(closed / "x"))
        assert said.code == 6
        assert "Traceback" not in said.all
    assert "row 1  queued" in at.mail("status", batch).out
    assert at.mail("preview", batch, "--row", "7").code == 2


def test_only_the_owner_can_read_the_ledger_and_what_is_written_for_a_look(office: Callable[..., Office]) -> None:
    at = office()
    batch = at.prepare("--to", "anna@example.org")
    at.mail("preview", batch, "--out", str(at.folder / "look"))
    (ledger,) = (at.folder / "home").rglob("mail.sqlite")
    assert ledger.stat().st_mode & 0o077 == 0
    assert (at.folder / "look").stat().st_mode & 0o077 == 0


def test_nothing_that_is_printed_names_a_client_or_a_treatment(office: Callable[..., Office]) -> None:
    at = office(Fault("rcpt", "550 5.1.1 no zanzibar@example.org", nth=1), Fault("reply", "drop"))
    clients = at.listed("email,name\nzanzibar@example.org,Zanzibara\nyork@example.org,Yorka\n")
    batch = at.prepare("--from", clients)
    at.mail("send", batch)
    at.mail("send", batch, "--yes-send", "2")
    at.mail("resolve", batch)
    at.mail("status", batch)
    at.mail("status", batch, "--json")
    at.mail("retry", batch)
    at.mail("drafts", batch, "--out", str(at.folder / "drafts"))
    at.mail("prepare", "microneedling", "-c", "alder", "--from", clients)
    assert len(at.printed) > 7
    for said in at.printed:
        for canary in ("zanzibar", "york", "microneedling"):
            assert canary not in said.lower()
    names = [path.name.lower() for path in (at.folder / "drafts").iterdir()]
    assert not any(canary in name for name in names for canary in ("zanzibar", "york", "microneedling"))


def test_ctrl_c_ends_after_the_mail_at_hand(office: Callable[..., Office]) -> None:
    at = office()
    at.settings(a_minute=30)
    batch = at.prepare("--from", at.listed("email\n" + "".join(f"c{n}@example.org\n" for n in range(20))))
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", "-C", str(at.folder), "mail", "send", batch, "--yes-send", "20"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("row 2: sent")
    process.send_signal(2)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 6
    assert "Stopped as you wished" in err
    assert f"{20 - len(at.receivers)} queued, {len(at.receivers)} sent" in out
