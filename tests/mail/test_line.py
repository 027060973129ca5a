"""The line, with a server that is a list of what it says: when a byte comes is as sure as which."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.mail.account import Login, Server
from handouts.mail.faults import Distrusted, LineLost, Refused
from handouts.mail.line import Line
from handouts.mail.replies import Action, Step

if TYPE_CHECKING:
    import socket


class Early(bytes):
    """Said before it was the server's turn."""

    __slots__ = ()


class Peer:
    """A server that says one thing after another, and keeps what it heard and how long it was waited for."""

    def __init__(self, *script: bytes) -> None:
        self.script = list(script)
        self.pieces: list[bytes] = []
        self.waits: list[float] = []
        self.timeout = 30.0

    @property
    def heard(self) -> bytes:
        return b"".join(self.pieces)

    def settimeout(self, seconds: float) -> None:
        self.timeout = seconds

    def sendall(self, data: bytes) -> None:
        self.pieces.append(data)

    def recv(self, count: int) -> bytes:
        if self.timeout == 0 and not (self.script and isinstance(self.script[0], Early)):
            raise BlockingIOError
        if self.timeout:
            self.waits.append(self.timeout)
        if not self.script:
            return b""
        head = self.script.pop(0)
        if head[count:]:
            self.script.insert(0, type(head)(head[count:]))
        return bytes(head[:count])

    def close(self) -> None:
        self.script.clear()


FINE = (b"250 2.1.0 fine\r\n", b"250 2.1.5 fine\r\n", b"354 go on\r\n")
TAKEN = b"250 2.0.0 queued\r\n"


def line_to(*script: bytes, offers: str = "", security: str = "none") -> tuple[Line, Peer]:
    peer = Peer(*script)
    line = Line(Server("mail.example", 25, security), cast("socket.socket", peer), lambda found, _: found)  # type: ignore[arg-type]
    line.offers = {name: rest for name, _, rest in (offer.partition(" ") for offer in offers.split(",") if offer)}
    return line, peer


def deliver(line: Line, content: bytes = b"Subject: x\r\n\r\nHello\r\n") -> None:
    line.deliver("desk@alder.example", "anna@example.org", content, lambda: None)


def test_the_final_dot_goes_out_after_it_was_written_down() -> None:
    line, peer = line_to(*FINE, TAKEN)
    seen: list[bytes] = []
    line.deliver("desk@alder.example", "anna@example.org", b"a\r\n.b\r\n", lambda: seen.append(peer.heard))
    assert seen == [b"MAIL FROM:<desk@alder.example>\r\nRCPT TO:<anna@example.org>\r\nDATA\r\na\r\n..b\r\n"]
    assert peer.heard == seen[0] + b".\r\n"


def test_no_dot_goes_out_when_writing_down_fails() -> None:
    line, peer = line_to(*FINE, TAKEN)

    def full() -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any
        line.deliver("desk@alder.example", "anna@example.org", b"a\r\n", full)
    assert peer.heard.endswith(b"DATA\r\na\r\n")


@pytest.mark.parametrize("when", ["while the words go out", "while it is written down"])
def test_an_answer_that_comes_before_the_dot_keeps_the_dot_back(when: str) -> None:
    line, peer = line_to(*FINE)
    if when.startswith("while the words"):
        peer.script.append(Early(TAKEN))
    with pytest.raises(LineLost, match="nothing was asked for") as caught:
        line.deliver("desk@alder.example", "a@b.example", b"a\r\n", lambda: peer.script.append(Early(TAKEN)))
    assert not caught.value.after_dot
    assert not peer.heard.endswith(b".\r\n")


@pytest.mark.parametrize("second", [b"250 2.0.0 queued\r\n", b"554 5.6.0 no\r\n", b"x"])
@pytest.mark.parametrize("first", [TAKEN, b"554 5.6.0 no\r\n", b"451 4.3.0 later\r\n"])
def test_of_two_answers_to_the_dot_none_is_believed(first: bytes, second: bytes) -> None:
    line, _ = line_to(*FINE, first, Early(second))
    with pytest.raises(LineLost, match="nothing was asked for") as caught:
        deliver(line)
    assert caught.value.after_dot


def test_a_server_that_hangs_up_right_after_it_took_the_mail_has_taken_it() -> None:
    line, _ = line_to(*FINE, TAKEN, Early(b""))
    deliver(line)


def test_an_answer_to_the_dot_may_take_ten_minutes_and_other_answers_may_not() -> None:
    for answer in (TAKEN, b"554 5.6.0 no\r\n"):
        line, peer = line_to(*FINE, answer)
        try:
            deliver(line)
        except Refused:
            assert answer is not TAKEN
        assert peer.waits == [30, 30, 30, 600]
        assert peer.timeout == 30


def test_a_long_mail_leaves_in_pieces_of_which_each_has_its_time() -> None:
    line, peer = line_to(*FINE, TAKEN)
    deliver(line, b"x" * 70 + b"\r\n" + b"y\r\n" * 100_000)
    assert max(map(len, peer.pieces)) == 65_536
    assert len(peer.heard) > 300_000


@pytest.mark.parametrize(
    "end",
    [
        *(before + b"." + after for before in (b"\n", b"\r", b"\r\n", b"") for after in (b"\n", b"\r", b"\r\n")),
        b"\n.\r\nMAIL FROM:<evil@x.example>\r\nRCPT TO:<you@x.example>\r\nDATA\r\n",
        b"\r\n.\r",
    ],
)
def test_no_words_end_a_mail_early(end: bytes) -> None:
    line, peer = line_to(*FINE, TAKEN)
    deliver(line, b"Subject: x\r\n\r\nHello" + end + b"World\r\n")
    body = peer.heard.partition(b"DATA\r\n")[2]
    assert body.count(b"\r\n.\r\n") == 1
    assert body.endswith(b"\r\n.\r\n")
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert b"\n" not in body.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example> SIZE=1",
        "a@b.example>\r\nRCPT TO:<c@d.example",
        "a b@c.example",
        "ä@b.example",
        "q",
        "",
        "@q",
        "a@b c",
    ],
)
def test_an_address_that_says_more_than_an_address_is_never_said(address: str) -> None:
    for pair in ((address, "ok@b.example"), ("ok@b.example", address)):
        line, peer = line_to(*FINE, TAKEN)
        with pytest.raises(ValueError, match="cannot stand in a command") as caught:
            line.deliver(*pair, b"a\r\n", lambda: None)
        assert not address or address not in str(caught.value)
        assert b"DATA" not in peer.heard


def test_a_mail_without_an_end_of_line_gets_one_before_the_dot() -> None:
    line, peer = line_to(*FINE, TAKEN)
    deliver(line, b"Hello")
    assert peer.heard.endswith(b"DATA\r\nHello\r\n.\r\n")


def test_a_mail_larger_than_the_server_takes_is_refused_before_a_byte_goes_out() -> None:
    line, peer = line_to(offers="SIZE 10")
    with pytest.raises(Refused) as caught:
        deliver(line)
    assert caught.value.action is Action.FAIL
    assert peer.heard == b""
    for limit in ("SIZE 0", "SIZE", "SIZE many"):
        deliver(line_to(*FINE, TAKEN, offers=limit)[0])


@pytest.mark.parametrize(
    "answer",
    [
        b"250junk\r\n",
        b"2500 fine\r\n",
        b"25 fine\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"\r\n",
        b"250 fi\rne\r\n",
        b"250-one\r\n550 two\r\n",
        b"\xb2\xb5\xb0 fine\r\n",
        b"250-" + b"x" * 70_000 + b"\r\n250 fine\r\n",
        b"250 " + b"x" * 70_000,
        b"250-x\r\n" * 20_000,
    ],
)
def test_what_is_no_answer_ends_the_line(answer: bytes) -> None:
    line, _ = line_to(answer)
    with pytest.raises(LineLost):
        line.reset()


def test_an_answer_may_be_a_code_alone_and_its_lines_may_end_without_a_return() -> None:
    for answer in (b"250\r\n", b"250-a\n250-\n250 b\n", b"250 \r\n", b"250-\r\n250\r\n"):
        line_to(answer)[0].reset()


def test_a_server_that_says_one_letter_at_a_time_does_not_hold_us_for_ever() -> None:
    line, peer = line_to(*(b"%c" % letter for letter in b"250 " + b"x" * 500 + b"\r\n"))
    with pytest.raises(LineLost, match="without end"):
        line.reset()
    assert len(peer.waits) <= 100


@pytest.mark.parametrize("mechanisms", ["PLAIN", "LOGIN", "XOAUTH2"])
@pytest.mark.parametrize("answer", ["501 5.5.4 cannot read {} there", "535 5.7.8 {} and {} no", "299 {}", "421 {}"])
def test_a_secret_that_the_server_repeats_is_not_passed_on(mechanisms: str, answer: str) -> None:
    login = Login("desk@alder.example", "hunter2-Ω-secret", bearer=mechanisms == "XOAUTH2")
    line, peer = line_to(*[b"334 VXNlcm5hbWU6\r\n"] * (2 if mechanisms == "LOGIN" else 0), offers=f"AUTH {mechanisms}")
    forms = [base64.b64encode(words.encode()).decode() for words in (login.plain, login.bearing, login.secret)]
    for form in (*forms, login.secret):
        peer.script[2 if mechanisms == "LOGIN" else 0 :] = [f"{answer.replace('{}', form)}\r\n".encode()]
        script = list(peer.script)
        with pytest.raises((Refused, LineLost)) as caught:
            line.log_in(login)
        error = caught.value
        said = error.reply.text if isinstance(error, Refused) else error.why
        for hidden in (*forms, login.secret, login.secret.encode("ascii", "ignore").decode()):
            assert hidden not in said
        peer.script = script


def test_a_secret_that_the_server_repeats_after_the_login_is_not_passed_on() -> None:
    line, peer = line_to(b"235 welcome\r\n", offers="AUTH PLAIN")
    line.log_in(Login("desk@alder.example", "hunter2"))
    for answer in (b"530 5.7.0 hunter2?\r\n", b"421 hunter2 was it\r\n"):
        peer.script = [answer]
        with pytest.raises((Refused, LineLost)) as caught:
            line.try_sender("desk@alder.example")
        error = caught.value
        assert "[secret]" in (error.reply.text if isinstance(error, Refused) else error.why)
    peer.script = [b"250 fine\r\n"] * 2 + [b"354 go on\r\n", b"250 queued for hunter2\r\n"]
    reply = line.deliver("desk@alder.example", "a@b.example", b"\r\n", lambda: None)
    assert reply.text == "queued for [secret]"


@pytest.mark.parametrize("offers", ["", "AUTH CRAM-MD5", "AUTH", "AUTH XOAUTH2", "AUTH=PLAIN"])
def test_no_password_is_said_where_no_known_login_is_offered(offers: str) -> None:
    line, peer = line_to(offers=offers)
    with pytest.raises(Distrusted):
        line.log_in(Login("desk", "hunter2"))
    with pytest.raises(Distrusted):
        line_to(offers="AUTH PLAIN LOGIN")[0].log_in(Login("desk", "token", bearer=True))
    assert peer.heard == b""


def test_a_login_that_is_answered_by_another_question_ends_the_line() -> None:
    line, peer = line_to(b"334 more?\r\n", b"334 and more?\r\n", offers="AUTH PLAIN")
    with pytest.raises(LineLost, match="another kind"):
        line.log_in(Login("desk", "hunter2"))
    assert peer.heard.count(b"\r\n") == 2
    line, _ = line_to(b"235 welcome, at once\r\n", b"235 welcome\r\n", offers="AUTH LOGIN")
    with pytest.raises(LineLost, match="another kind"):
        line.log_in(Login("desk", "hunter2"))


def test_what_was_said_before_encryption_counts_for_nothing_after_it() -> None:
    hello = b"250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n"
    line, peer = line_to(b"220 hi\r\n", hello, b"220 go\r\n", b"250 mail.example\r\n", security="starttls")
    line.greet()
    assert line.offers == {}
    assert peer.heard == b"EHLO [127.0.0.1]\r\nSTARTTLS\r\nEHLO [127.0.0.1]\r\n"


def test_a_server_that_offers_no_encryption_hears_no_more() -> None:
    line, peer = line_to(b"220 hi\r\n", b"250-mail.example\r\n250 AUTH PLAIN\r\n", security="starttls")
    with pytest.raises(Distrusted, match="STARTTLS"):
        line.greet()
    assert peer.heard == b"EHLO [127.0.0.1]\r\n"


def test_words_that_are_slipped_in_behind_the_answer_to_starttls_end_the_line() -> None:
    hello = b"250-mail.example\r\n250 STARTTLS\r\n"
    for script in ([b"220 go\r\n250 AUTH PLAIN\r\n"], [b"220 go\r\n", Early(b"250 AUTH PLAIN\r\n")]):
        line, peer = line_to(b"220 hi\r\n", hello, *script, security="starttls")
        with pytest.raises(LineLost, match="nothing was asked for"):
            line.greet()
        assert peer.heard.endswith(b"STARTTLS\r\n")


COMMANDS = ("MAIL FROM:<a@b.example>\r\nDATA", "NOOP \x00", "VRFY ü")


def test_a_command_is_one_line_of_ascii() -> None:
    line, peer = line_to()
    for words in COMMANDS:
        with pytest.raises(ValueError, match="not one line of ASCII"):
            line._ask(Step.MAIL, words)  # noqa: SLF001 - the one door that all commands go through
    assert peer.heard == b""


def test_a_broken_line_is_a_line_lost_at_every_step() -> None:
    class Broken(Peer):
        def sendall(self, data: bytes) -> None:
            raise ConnectionResetError(len(data), "Connection reset by peer")

    line, _ = line_to()
    line.connection = cast("socket.socket", Broken())
    with pytest.raises(LineLost, match="reset by peer"):
        line.reset()

    class Dead(Peer):
        def recv(self, count: int) -> bytes:
            if self.timeout == 0:
                raise ConnectionResetError(104, "Connection reset by peer")
            return super().recv(count)

    line.connection = cast("socket.socket", Dead())
    with pytest.raises(LineLost, match="reset by peer"):
        line.reset()

    class Deaf(Peer):
        def recv(self, count: int) -> bytes:
            if self.timeout:
                raise TimeoutError
            return super().recv(count)

    line.connection = cast("socket.socket", Deaf())
    with pytest.raises(LineLost, match="no answer in time"):
        line.reset()


#: Pieces of what servers say, right and wrong, and bytes that are none of it.
_SAID = st.one_of(
    st.sampled_from(
        [
            *(f"{code} 2.0.0 words\r\n".encode() for code in (220, 221, 235, 250, 251, 252, 334, 354)),
            *(f"{code} words\r\n".encode() for code in (421, 432, 451, 454, 530, 535, 550, 552, 554, 199, 600)),
            b"250-mail.example\r\n250-STARTTLS\r\n250-SIZE 1000\r\n250 AUTH PLAIN LOGIN XOAUTH2\r\n",
            b"250-mail.example\r\n",
            b"250\n",
            b"25",
            b"",
        ]
    ),
    st.binary(max_size=30),
)
_SCRIPT = st.lists(st.tuples(_SAID, st.booleans()).map(lambda said: Early(said[0]) if said[1] else said[0]), max_size=9)


@given(_SCRIPT)
def test_whatever_a_server_says_a_mail_is_only_taken_by_one_yes_behind_a_dot_that_was_written_down(
    script: list[bytes],
) -> None:
    line, peer = line_to(*script)
    noted: list[bytes] = []
    reply, lost_at = None, None
    try:
        reply = line.deliver("desk@alder.example", "a@b.example", b"Hello\r\n", lambda: noted.append(peer.heard))
    except (LineLost, Refused) as error:
        lost_at = error.step
    is_dotted = peer.heard.endswith(b"Hello\r\n.\r\n")
    assert noted or not is_dotted, "no dot that was not written down"
    assert is_dotted is (reply is not None or lost_at is Step.DOT), "else it would be unknown, or final"
    if reply is not None:
        assert reply.code == 250
        assert not any(isinstance(left, Early) and left for left in peer.script[:1]), "nothing more was said"


@given(script=_SCRIPT, bearer=st.booleans(), security=st.sampled_from(["none", "starttls"]))
def test_whatever_a_server_says_a_password_follows_only_its_offer_and_is_in_no_error(
    script: list[bytes], *, bearer: bool, security: str
) -> None:
    line, peer = line_to(*script, security=security)
    secret = "hunter2-of-the-clinic"  # noqa: S105 - of this test
    try:
        line.greet()
        line.log_in(Login("desk", secret, bearer=bearer))
    except (LineLost, Refused, Distrusted) as error:
        told = f"{error} {getattr(error, 'why', '')} {getattr(error, 'reply', '')}"
        assert secret not in told
    if b"AUTH" in peer.heard:
        assert "AUTH" in line.offers
        assert security == "none" or b"STARTTLS\r\nEHLO" in peer.heard
