"""Looking sent mails up: which folder, whom the password is told, and that no fault is taken for an answer."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from imap_server import MARKED, ImapServer

from handouts.content.mail_settings import MailSettings
from handouts.errors import LookUpFailed
from handouts.mail.account import Login
from handouts.mail.lookup import Mailbox, mailbox_of, sent_among
from handouts.source.words import Words

LOGIN = Login("desk@alder.example", "s3cret-CANARY")
IDS = [f"<{number:032x}@alder.example>" for number in range(3)]
FOLDER = b'"Gesendet &APw-ber"'


def box(server: ImapServer, folder: str | None = None) -> Mailbox:
    return Mailbox("localhost", server.port, folder, encrypted=False, timeout=2)


def test_what_the_marked_folder_holds_was_sent() -> None:
    with ImapServer({FOLDER: {IDS[1]}}) as server:
        assert sent_among(IDS, box(server), LOGIN) == {IDS[1]}
        assert any(each.startswith(b"A") or b"EXAMINE" in each for each in server.heard)
        assert not any(b"SELECT" in each for each in server.heard), "the folder is opened to be read only"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (rb'(\HasNoChildren) "/" "Sent Items"', b'"Sent Items"'),
        (rb'(\HasNoChildren) "." INBOX.Sent', b'"INBOX.Sent"'),
        (rb"() NIL Sent", b'"Sent"'),
    ],
)
def test_a_folder_that_is_not_marked_is_known_by_its_name(line: bytes, name: bytes) -> None:
    with ImapServer({name: {IDS[0]}}, (MARKED[0], line)) as server:
        assert sent_among(IDS, box(server), LOGIN) == {IDS[0]}


def test_the_clinic_may_name_the_folder() -> None:
    with ImapServer({b'"my \\"sent\\" mail"': {IDS[2]}, FOLDER: {IDS[0]}}) as server:
        assert sent_among(IDS, box(server, 'my "sent" mail'), LOGIN) == {IDS[2]}


def test_a_folder_that_is_not_there_is_no_answer() -> None:
    with ImapServer({}, MARKED[:1]) as server, pytest.raises(LookUpFailed, match="imap: folder:"):
        sent_among(IDS, box(server), LOGIN)
    with ImapServer({}) as server, pytest.raises(LookUpFailed, match="imap: folder:"):
        sent_among(IDS, box(server, "Sent"), LOGIN)
    with ImapServer({}) as server, pytest.raises(LookUpFailed, match="beyond ASCII"):
        sent_among(IDS, box(server, "Gesendet für"), LOGIN)


@pytest.mark.parametrize("command", ["AUTHENTICATE", "SEARCH"])
def test_a_no_is_no_answer(command: str) -> None:
    with ImapServer({FOLDER: set(IDS)}, refuses=command) as server, pytest.raises(LookUpFailed) as caught:
        sent_among(IDS, box(server), LOGIN)
    assert LOGIN.secret not in str(caught.value)


@pytest.mark.parametrize("command", ["AUTHENTICATE", "LIST", "EXAMINE", "SEARCH"])
def test_a_line_that_breaks_is_no_answer(command: str) -> None:
    with ImapServer({FOLDER: set(IDS)}, hangs_up_at=command) as server, pytest.raises(LookUpFailed):
        sent_among(IDS, box(server), LOGIN)


def test_nobody_there_is_told() -> None:
    with ImapServer({}) as server:
        closed = box(server)
    with pytest.raises(LookUpFailed, match=r"localhost, port \d+: "):
        sent_among(IDS, closed, LOGIN)


def test_a_server_that_is_not_encrypted_hears_no_password() -> None:
    with ImapServer({FOLDER: set(IDS)}) as server, pytest.raises(LookUpFailed):
        sent_among(IDS, replace(box(server), encrypted=True), LOGIN)
    assert not any(b"AUTHENTICATE" in each for each in server.heard)


def test_a_token_goes_as_xoauth2() -> None:
    with ImapServer({FOLDER: set(IDS)}) as server:
        sent_among(IDS[:1], box(server), Login("desk@alder.example", "token", bearer=True))
    said = b"user=desk@alder.example\1auth=Bearer token\1\1"
    assert any(
        base64.b64decode(each.strip() + b"==", validate=False) == said for each in server.heard[:6] if b" " not in each
    )


def test_only_our_own_names_of_mails_go_into_a_command() -> None:
    with pytest.raises(ValueError, match="none of ours"):
        sent_among(['<x"\r\nA1 DELETE INBOX@alder.example>'], Mailbox("localhost"), LOGIN)


def test_without_a_login_nothing_is_asked() -> None:
    with pytest.raises(LookUpFailed, match="a login is needed"):
        sent_among(IDS, Mailbox("localhost"), None)


def test_the_settings_say_where_to_look() -> None:
    user = Words("desk@alder.example")
    gmail = mailbox_of(MailSettings.model_validate({"preset": "gmail", "user": user}))
    assert gmail == Mailbox("imap.gmail.com", keeps_sent=True)
    own = {"host": Words("mail.alder.example"), "user": user}
    assert mailbox_of(MailSettings.model_validate(own)) is None
    imap = {"host": Words("imap.alder.example"), "folder": Words("Sent"), "keeps_sent": "yes"}
    told = mailbox_of(MailSettings.model_validate({**own, "imap": imap}))
    assert told == Mailbox("imap.alder.example", folder="Sent", keeps_sent=True)
