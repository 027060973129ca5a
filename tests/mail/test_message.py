from __future__ import annotations

import email.header
import email.policy
import email.utils
import hashlib
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mailing import KEY, PDF, WORDING, message, parsed

from handouts.errors import ContentInvalid, ExitCode, MessageBroken, Place
from handouts.mail import message as message_module
from handouts.mail import mime
from handouts.mail.addresses import Address, Fault, read_address
from handouts.mail.message import as_draft, message_bytes, opened
from handouts.mail.twins import html_twin, plain_text
from handouts.mail.wording import Run

if TYPE_CHECKING:
    from handouts.mail.message import Message

HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "X-Handouts-Key", "Auto-Submitted", "Content-Language"),
    *("MIME-Version", "Content-Type"),
]


def test_a_mail_has_the_planned_headers_and_no_others() -> None:
    read = parsed(message_bytes(message()))
    assert read.keys() == HEADERS
    assert read["From"] == '"Alder Skin Clinic" <desk@alder.example>'
    assert read["To"] == "anna@example.org"
    assert read["Subject"] == "Information from Alder Skin Clinic"
    assert read["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert read["Message-ID"] == f"<{KEY}@alder.example>"
    assert read["X-Handouts-Key"] == KEY
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Content-Language"] == "en"


def test_answers_may_go_to_another_address() -> None:
    read = parsed(message_bytes(message(reply_to=Address("hello", "alder.example"))))
    assert read.keys() == [*HEADERS[:2], "Reply-To", *HEADERS[2:]]
    assert read["Reply-To"] == "hello@alder.example"


def test_plain_text_a_twin_of_it_and_the_pdf_are_in_it() -> None:
    parts = list(parsed(message_bytes(message())).walk())
    assert [part.get_content_type() for part in parts] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf")
    ]
    texts = [part.get_payload(decode=True) for part in parts[2:]]
    assert texts[0] == plain_text(WORDING).replace("\n", "\r\n").encode()
    assert texts[1] == html_twin(WORDING, "#1f5c57").replace("\n", "\r\n").encode()
    assert texts[2] == PDF
    assert [part.get_filename() for part in parts] == [None, None, None, None, "information.pdf"]
    assert parts[4].get_content_disposition() == "attachment"


def test_a_mail_opens_as_it_was_made() -> None:
    read = opened(message_bytes(message()))
    assert [name for name, _ in read.headers] == HEADERS
    assert (read.plain, read.html) == (plain_text(WORDING), html_twin(WORDING, "#1f5c57"))
    assert (read.attachment, read.pdf) == ("information.pdf", PDF)


def test_what_is_no_mail_of_ours_does_not_open() -> None:
    with pytest.raises(MessageBroken, match="its parts"):
        opened(b"Subject: x\r\n\r\nwords\r\n")


def test_the_same_values_give_the_same_bytes_on_every_python() -> None:
    words = "Информация от É 例え, \u00a0 = . " * 6
    text = f"{words}\n.\n..\nFrom me \n{'x' * 200}\n"
    parts = (mime.text_part(text, "plain", "ru"), mime.pdf_part(PDF, "information.pdf"))
    headers = (
        ("From", mime.mailbox(words, "desk@alder.example", "From")),
        ("Subject", mime.unstructured(words, "Subject")),
    )
    written = mime.header_block(headers) + mime.multipart("mixed", "=_x", parts).encoded()
    assert hashlib.sha256(written).hexdigest() == "e22050578410bfd9bc4748dd7a8c4ba2e3af581d6139c1c23f9083b84e336f9b"
    assert message_bytes(message()) == message_bytes(message())


#: Letters that can be seen.
_SEEN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"])


@settings(max_examples=300)
@given(st.text(_SEEN, max_size=90))
def test_subjects_and_names_in_any_letters_come_back(words: str) -> None:
    if words.strip() and "=?" not in words:
        wording = replace(WORDING, subject=words, clinic=words)
        read = parsed(message_bytes(message(wording)))
        words = " ".join(words.split())
        assert _decoded(read["Subject"]) == words
        name, address = email.utils.parseaddr(read["From"].replace("\r\n", ""))
        assert (_decoded(name), address) == (words, "desk@alder.example")


def _decoded(value: str) -> str:
    return str(email.header.make_header(email.header.decode_header(value)))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
def test_any_words_in_the_body_come_back_and_no_line_is_long(words: str) -> None:
    content = message_bytes(message(replace(WORDING, body=((Run(words),),))))
    assert words in opened(content).plain
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")


# --- the gate

_BREAKS = (
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\0",
    "\r\n ",
    "\n\t",
)
_EXTRA = ("Bcc: eve@evil.test", "To: eve@evil.test", "X-Evil: 1", "\r\n\r\n<b>body</b>", "Content-Type: text/html")

#: What turns into a header of its own on some Pythons, or means something else to mail programs.
_WORDS = (
    "é =?UTF-8?Q?=0ABcc=3A_x=40evil.test?=",
    "\U0001f4a9 hi=?UTF-8?Q?=0A?=Bcc: x@evil.test",
    "=?utf-8?b?CkJjYzogeEBldmlsLnRlc3Q=?=",
    "=?utf-8?q?=0D=0ABcc:_x@evil.test?=",
    "=?utf-8?q?=0D=0A=0D=0Abody?= words",
    "a =?us-ascii?q?=0D=0ATo:_eve@evil.test?=",
    "=?utf-7?q?+AA0ACg-Bcc:?=",
    "=?",
    "a=?b",
    "\u202egro.elpmaxe",
    "\u2066x\u2069",
    "\ufeffx",
    "a\ud800b",
    "x" * 201,
    " ",
    "",
)

HEADER_INJECTIONS = [
    *(f"Alder{line_break}{extra}" for line_break in _BREAKS for extra in _EXTRA),
    *_WORDS,
]

#: What a name before the address could become if quotes were not minded: these stand in it as they are.
HARMLESS = (
    'Alder" <eve@evil.test>, "Skin',
    'Alder\\" <eve@evil.test>',
    "Alder, eve@evil.test",
    "Alder <eve@evil.test>",
    "Alder; eve@evil.test",
    "Alder (eve@evil.test)",
    "Friends: eve@evil.test;",
    "Bcc: eve@evil.test",
    "@evil.test:desk@alder.example",
    "Alder\t=",
    "?= Alder",
)

_LOCAL_BREAKS = (*_BREAKS, " ", ",", ";", ">", "<", '"', "(", ":", "@", "%")
ADDRESS_INJECTIONS = [
    *(f"anna@example.org{sign}eve@evil.test" for sign in _LOCAL_BREAKS),
    *(f"anna{sign}@example.org" for sign in _LOCAL_BREAKS),
    *(f"anna@example.org{line_break}{extra}" for line_break in _BREAKS[:6] for extra in _EXTRA),
    "=?utf-8?q?eve=40evil.test=2C?=@example.org",
    "anna@example.org=?utf-8?q?,eve@evil.test?=",
    "Anna <anna@example.org>",
    "<anna@example.org>, eve@evil.test",
    "undisclosed: anna@example.org, eve@evil.test;",
    "anna@[evil.test]",
    "anna@example.org\u3002evil.test",
]


def injections() -> list[tuple[str, str]]:
    """Where, and what."""
    found = [("clinic", words) for words in HEADER_INJECTIONS] + [("subject", words) for words in HEADER_INJECTIONS]
    return found + [("address", words) for words in ADDRESS_INJECTIONS]


def test_there_are_enough_injections() -> None:
    assert len(injections()) >= 200


@pytest.mark.parametrize(("where", "words"), injections())
def test_nothing_written_becomes_a_header_or_a_receiver(where: str, words: str) -> None:
    if where == "address":
        assert isinstance(read_address(words), Fault)
        local, _, domain = words.partition("@")
        for changes in ({"to": Address(local, domain)}, {"reply_to": Address(local, domain)}):
            with pytest.raises(MessageBroken, match="an address"):
                message_bytes(message(**changes))
        return
    with pytest.raises(ContentInvalid, match="cannot stand in the head of a mail") as caught:
        message_bytes(message(replace(WORDING, **{where: words}), place=Place("clinics.yaml", 7, 11)))
    assert caught.value.problems[0].place == Place("clinics.yaml", 7, 11)


@pytest.mark.parametrize("words", HARMLESS)
@pytest.mark.parametrize("where", ["clinic", "subject"])
def test_signs_of_addresses_in_words_stay_words(where: str, words: str) -> None:
    if "\t" in words:
        with pytest.raises(ContentInvalid):
            message_bytes(message(replace(WORDING, **{where: words})))
        return
    content = message_bytes(message(replace(WORDING, **{where: words})))
    for policy in (email.policy.default, email.policy.compat32):
        read = email.message_from_bytes(content, policy=policy)
        assert read.keys() == HEADERS
        receivers = email.utils.getaddresses(
            [str(value) for name in ("To", "Cc", "Bcc") for value in read.get_all(name, [])]
        )
        assert receivers == [("", "anna@example.org")]
        assert [address for _, address in email.utils.getaddresses([str(read["From"])])] == ["desk@alder.example"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"key": "g" * 32}, "the key"),
        ({"key": KEY + "\r\nBcc: x"}, "the key"),
        ({"date": datetime(2026, 11, 23)}, "the time"),  # noqa: DTZ001 - that is the case
        ({"wording": replace(WORDING, attachment='x.pdf"\r\nX: 1')}, "the name of the file"),
        ({"wording": replace(WORDING, attachment="anna.exe")}, "the name of the file"),
        ({"wording": replace(WORDING, language="en\r\nX: 1")}, "the language"),
    ],
)
def test_values_that_only_we_make_are_minded_too(changes: dict[str, Any], wrong: str) -> None:
    with pytest.raises(MessageBroken, match=wrong) as caught:
        message_bytes(message(**changes))
    assert caught.value.exit_code is ExitCode.BUG


@pytest.mark.parametrize("where", ["clinic", "subject"])
def test_the_longest_words_in_a_header(where: str) -> None:
    words = ("Praxis für Haut " * 13)[:199].strip().ljust(200, "x")
    content = message_bytes(message(replace(WORDING, **{where: words})))
    assert all(len(line) <= 78 for line in content.partition(b"\r\n\r\n")[0].split(b"\r\n"))
    with pytest.raises(ContentInvalid, match="more than 200 characters"):
        message_bytes(message(replace(WORDING, **{where: words + "x"})))


@pytest.mark.parametrize("length", [67, 68, 69, 70, 71, 140])
def test_lines_of_a_header_are_short(length: int) -> None:
    content = message_bytes(message(replace(WORDING, subject="x" * length, clinic="y" * length)))
    lines = content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(len(line) for line in lines) <= 78
    assert (f"Subject: {'x' * length}".encode() in lines) == (length <= 69), "short words stay as they are"
    assert all(len(line) <= 76 for line in lines if b"=?" in line)


# --- what is read back before anybody may send it


def _planted(monkeypatch: pytest.MonkeyPatch, *pairs: tuple[str, str]) -> None:
    real = message_module._headers  # noqa: SLF001 - the fault has to be planted inside

    def more(sent: Message) -> tuple[mime.Header, ...]:
        return (*real(sent), *pairs)

    monkeypatch.setattr(message_module, "_headers", more)


def test_a_second_receiver_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    _planted(monkeypatch, ("To", "eve@evil.test"))
    with pytest.raises(MessageBroken, match="its receiver"):
        message_bytes(message())


def test_a_header_that_grows_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    _planted(monkeypatch, ("X-Note", "words\r\nBcc: eve@evil.test"))
    with pytest.raises(MessageBroken, match="its headers"):
        message_bytes(message())


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("unstructured", "Another subject", "its subject"),
        ("mailbox", '"Another clinic" <desk@alder.example>', "its sender's name"),
        ("mailbox", '"Alder Skin Clinic" <eve@evil.test>', "its sender"),
        ("mailbox", '"Alder Skin Clinic" <desk@alder.example>, <eve@evil.test>', "its sender"),
    ],
)
def test_other_words_in_a_header_would_be_noticed(
    name: str, value: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mime, name, lambda *_: value)
    with pytest.raises(MessageBroken, match=wrong):
        message_bytes(message())


def test_another_pdf_or_other_words_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real_pdf, real_text = mime.pdf_part, mime.text_part
    with monkeypatch.context() as patch:
        patch.setattr(mime, "pdf_part", lambda _, name: real_pdf(b"%PDF of somebody else", name))
        with pytest.raises(MessageBroken, match="its PDF"):
            message_bytes(message())
    with monkeypatch.context() as patch:
        patch.setattr(mime, "text_part", lambda _, kind, language: real_text("Hello Ben,", kind, language))
        with pytest.raises(MessageBroken, match="its words"):
            message_bytes(message())
    with monkeypatch.context() as patch:
        patch.setattr(mime, "text_part", lambda *_: mime.Part((), b"no HTML\r\n"))
        with pytest.raises(MessageBroken, match="its parts"):
            message_bytes(message())


def test_a_long_or_torn_line_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = mime.pdf_part
    for torn in (b"x" * 999, b"a\nb", b"a\rb"):
        monkeypatch.setattr(
            mime, "pdf_part", lambda pdf, name, torn=torn: replace(real(pdf, name), body=torn + b"\r\n")
        )
        with pytest.raises(MessageBroken, match="its lines"):
            message_bytes(message())


# --- drafts


def test_a_draft_opens_for_sending() -> None:
    content = message_bytes(message(replace(WORDING, subject="Информация от É 例え " * 6)))
    draft = as_draft(content)
    read, sent = parsed(draft), parsed(content)
    assert read.keys() == ["X-Unsent", "From", "To", "Subject", "Content-Language", "MIME-Version", "Content-Type"]
    assert read["X-Unsent"] == "1"
    assert read["Subject"] == sent["Subject"]
    assert draft.partition(b"\r\n\r\n")[2] == content.partition(b"\r\n\r\n")[2]
    assert opened(draft).pdf == PDF


# --- privacy


def test_the_head_says_nothing_of_the_client_but_the_address() -> None:
    head = message_bytes(message()).partition(b"\r\n\r\n")[0].replace(b"To: anna@example.org", b"")
    assert not re.search(rb"anna|needling|treatment", head, re.IGNORECASE)


def test_values_of_a_mail_keep_the_client_to_themselves_in_logs() -> None:
    made = message()
    assert not re.search("anna|example", repr((made, opened(message_bytes(made)))), re.IGNORECASE)
