"""Wrong designs of the ledger and the mailer: each a small change to the source that breaks the promise somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Tests that know the promise, the quick ones first.
USUAL: Final = (
    "test_line",
    "test_replies",
    "test_ledger",
    "test_settling",
    "test_opening",
    "test_erasing",
    "test_lock",
    "test_dial",
    "test_sender",
    "test_hostile_servers",
    "test_histories",
    "test_faults",
)

#: Which tests know most of a module.
_LIKELY: Final = {
    "dial": ("test_dial", "test_hostile_servers"),
    "sender": ("test_sender",),
    "replies": ("test_replies",),
    "opening": ("test_ledger", "test_opening"),
    "ledger": ("test_ledger", "test_settling", "test_sender"),
    "records": ("test_ledger",),
    "settling": ("test_settling",),
    "states": ("test_ledger",),
    "schema": ("test_ledger",),
    "erasing": ("test_erasing",),
    "lock": ("test_lock",),
    "witness": ("test_opening",),
}

_COMMANDS: Final = ("test_mail_commands",)


@dataclass(frozen=True)
class Mutant:
    """A wrong design: what stands in a module of ``handouts.mail``, and what would stand there."""

    name: str
    module: str
    right: str
    wrong: str
    #: Those that are asked first.
    first: tuple[str, ...] = ()

    @property
    def tests(self) -> tuple[str, ...]:
        """Those that are likely to notice it, then all others."""
        likely = self.first or _LIKELY.get(self.module, ())
        return tuple(dict.fromkeys((*likely, *USUAL)))


_LINE: Final = (
    Mutant(
        "the dot goes out before it is written down",
        "line",
        "        before_dot()\n        self._expect_silence(Step.DATA)",
        "        reply = self._dot()\n        before_dot()\n        return reply\n"
        "        self._expect_silence(Step.DATA)",
    ),
    Mutant("the dot goes out with the words", "line", "stuffed(content))", 'stuffed(content) + b".\\r\\n")'),
    Mutant(
        "nobody listens before a command",
        "line",
        "        self._expect_silence(step)\n        self._send",
        "        self._send",
    ),
    Mutant(
        "nobody listens before the dot",
        "line",
        "        before_dot()\n        self._expect_silence(Step.DATA)",
        "        before_dot()",
    ),
    Mutant("of two answers to the dot the first is believed", "line", "self._overheard() == _UNASKED", "False"),
    Mutant("any line that begins with a code is an answer", "line", r"(?:([ -])([^\r\n]*))?", r"([ -]?)([^\r\n]*)"),
    Mutant("lines of an answer may contradict each other", "line", "len(codes) > 1", "len(codes) > 9"),
    Mutant("a server that drips letters is waited for", "line", "_MOST_PIECES = 100", "_MOST_PIECES = 10**9"),
    Mutant("a long mail has one moment to leave in", "line", "_PIECE = 65_536", "_PIECE = 10**9"),
    Mutant("the server's limit is not looked at", "line", "        self._check_size(content)\n", ""),
    Mutant(
        "a password is said though encryption was not offered",
        "line",
        '            raise Distrusted("the server offers no encryption (STARTTLS)")',
        "            return",
    ),
    Mutant("words slipped in behind STARTTLS are kept", "line", "        self._expect_silence(Step.STARTTLS)\n", ""),
    Mutant(
        "offers from before encryption count after it",
        "line",
        "            self._start_tls()\n            self._hello()",
        "            offers = self.offers\n            self._start_tls()\n            self.offers = offers",
    ),
    Mutant(
        "a login that is not offered is tried", "line", "        if name not in offered:", "        if not offered:"
    ),
    Mutant(
        "a command may hold several lines", "line", "if not words.isascii() or not words.isprintable():", "if False:"
    ),
    Mutant(
        "a line lost after the dot counts as lost before it", "faults", "return self.step is Step.DOT", "return False"
    ),
    Mutant(
        "dots are not doubled",
        "octets",
        'b"." + line + b"\\r\\n" if line.startswith(b".") else line',
        'line + b"\\r\\n" if line.startswith(b".") else line',
    ),
    Mutant(
        "bare line ends go out as they are", "octets", r're.split(rb"\r\n|\r|\n", content)', r'content.split(b"\r\n")'
    ),
    Mutant("an address may end its bracket", "octets", "if _PATH.fullmatch(address) is None:", "if False:"),
    Mutant("a secret that the server repeats is passed on", "account", 'text.replace(form, "[secret]")', "text"),
    Mutant(
        "the answer to the dot has thirty seconds", "account", "dot_timeout: float = 600.0", "dot_timeout: float = 30.0"
    ),
)

_DIAL: Final = (
    Mutant(
        "no certificate is asked for",
        "dial",
        "    context.minimum_version",
        "    context.check_hostname = False\n    context.verify_mode = ssl.CERT_NONE\n    context.minimum_version",
    ),
    Mutant(
        "a certificate of any name will do",
        "dial",
        "    context.minimum_version",
        "    context.check_hostname = False\n    context.minimum_version",
    ),
    Mutant(
        "any age of TLS will do",
        "dial",
        "    context.minimum_version = ssl.TLSVersion.TLSv1_2",
        '    context.minimum_version = ssl.TLSVersion.TLSv1\n    context.set_ciphers("DEFAULT@SECLEVEL=0")',
    ),
    Mutant("mail goes unencrypted anywhere", "dial", "            _check_loopback(connection)", "            pass"),
    Mutant("the dot waits for an acknowledgement", "dial", "socket.TCP_NODELAY, 1", "socket.TCP_NODELAY, 0"),
)

_SENDER: Final = (
    Mutant("an unknown mail is tried again of itself", "sender", "        if error.after_dot:", "        if False:"),
    Mutant("an unknown mail is called sent", "sender", "State.UNKNOWN, why=error.why", "State.SENT, why=error.why"),
    Mutant("a no for now is a failure", "sender", "if entry.tries > len(WAITS):", "if entry.tries:"),
    Mutant("a no for now is never given up", "sender", "if entry.tries > len(WAITS):", "if entry.tries > 10**9:"),
    Mutant(
        "a refusal of the account makes a client fail",
        "sender",
        "if error.action in {Action.STOP, Action.PAUSE}:",
        "if not error.action:",
    ),
    Mutant("the same refusal for all pauses nothing", "sender", "IN_A_ROW: Final = 3", "IN_A_ROW: Final = 10**9"),
    Mutant(
        "what a dead run left behind is not settled first",
        "sender",
        "        recover(self.ledger)\n        try:",
        "        try:",
    ),
    Mutant("nobody can end a run", "sender", "            if self.halted():", "            if self.halted() is None:"),
    Mutant("there is no cap a day", "sender", "if first is None or first + _DAY <= now:", "if True:"),
    Mutant("there is no pace", "sender", "_MINUTE / self.pace.a_minute", "0"),
    Mutant("a clock that was set back holds mails up", "sender", "        self._since = min(self._since, now)\n", ""),
    Mutant(
        "what was prepared is not compared with what goes out",
        "sender",
        "hexdigest() != entry.digest:",
        "hexdigest() is None:",
    ),
    Mutant(
        "a mail is unknown though its dot was held back",
        "sender",
        "                self.ledger.release(entry.key, why=",
        "                (lambda *_, **__: None)(entry.key, why=",
    ),
    Mutant(
        "a 4yz is a yes",
        "replies",
        "    return Action.RECONNECT if step in _LINE else Action.LATER",
        "    return Action.RECONNECT if step in _LINE else Action.GO_ON",
    ),
    Mutant("a 5yz to the dot is tried again", "replies", "if holds), Action.FAIL)", "if holds), Action.LATER)"),
    Mutant("every 2yz and 3yz is a yes", "replies", "if reply.code in WANTED[step]:", "if 200 <= reply.code < 400:"),
    Mutant(
        "a limit of the account is an address that does not exist",
        "replies",
        "(_is_limit(reply) or _NOT_FOR_GOOD.search(reply.text), Action.PAUSE)",
        "(False, Action.PAUSE)",
    ),
    Mutant("a login is tried again and again", "replies", "    if step is Step.AUTH:", "    if False:"),
)

_LEDGER: Final = (
    Mutant("a step is not synced to the disk", "opening", '"synchronous = FULL"', '"synchronous = NORMAL"'),
    Mutant("others can read the ledger", "opening", "path.chmod(0o600)", "path.chmod(0o644)"),
    Mutant("a ledger from a backup is sent from", "opening", "    if last is not None and", "    if False and"),
    Mutant(
        "what a backup never heard of is forgotten",
        "opening",
        '        write("INSERT OR IGNORE INTO witnessed(key) VALUES(?)", (key,))\n',
        "",
    ),
    Mutant(
        "any step of a mail counts as one that the second record saw",
        "ledger",
        "WHERE after IN ('committing', 'unknown', 'restored')",
        "WHERE after <> ''",
        ("test_opening",),
    ),
    Mutant(
        "a second record that lost its end stays so",
        "settling",
        "        ledger.witness.mend(ledger.seen())",
        "        pass",
        ("test_opening",),
    ),
    Mutant(
        "a draft in a person's hand is not in the second record",
        "ledger",
        "frozenset({State.COMMITTING, State.UNKNOWN})",
        "frozenset({State.COMMITTING})",
    ),
    Mutant("no second record is written", "ledger", "            self.witness.write(number, key)", "            pass"),
    Mutant(
        "a mail may be in the ledger twice",
        "ledger",
        "            for letter in letters:\n                if self.find(letter.key) is not None:",
        "            for letter in letters:\n                if self.find(letter.key) is None and False:",
    ),
    Mutant("the key changes from run to run", "ledger", '"\\0".join(parts)', '"\\0".join((*parts, self.run))'),
    Mutant("the key needs no secret", "ledger", "hmac.new(self.secret, words", 'hmac.new(b"", words'),
    Mutant(
        "a mail goes to somebody who wants none", "ledger", 'if self.is_suppressed(entry.address or ""):', "if False:"
    ),
    Mutant(
        "a list brings back somebody who wants none",
        "ledger",
        "        if self.is_suppressed(letter.address):",
        "        if False:",
    ),
    Mutant(
        "a wait is not waited for",
        "ledger",
        "AND (not_before <= ? OR not_before > ?)",
        "AND (not_before <= ? OR 1 OR ?)",
    ),
    Mutant("tries are not counted", "ledger", "SET tries = tries + 1, run", "SET tries = tries, run"),
    Mutant("a mail that was let go of costs a try", "ledger", "SET tries = tries - 1 WHERE", "SET tries = tries WHERE"),
    Mutant(
        "a server's words are kept with the address",
        "ledger",
        "words = discreet(why, address)[:_REPLY]",
        "words = why[:_REPLY]",
    ),
    Mutant(
        "a mail that was printed shows its address",
        "records",
        "    address: str = field(repr=False)",
        "    address: str",
    ),
    Mutant(
        "a run that died after the dot sends again",
        "settling",
        'ledger.move(key, State.UNKNOWN, why="the run',
        'ledger.move(key, State.QUEUED, why="the run',
    ),
    Mutant(
        "a person's retry sends what is unknown again",
        "settling",
        "    if entry.state is not State.FAILED or entry.content is None:",
        "    if entry.state is State.SENT or entry.content is None:",
    ),
    Mutant(
        "what is looked up is sent again",
        "settling",
        "        ledger.move(key, State.SENT, why=why)",
        "        ledger.move(key, State.QUEUED, why=why)",
    ),
    Mutant("sent is not final", "states", "    State.SENT: frozenset(),", "    State.SENT: frozenset({State.QUEUED}),"),
    Mutant(
        "a mail is sent before it is being sent",
        "states",
        "State.QUEUED: frozenset({State.SENDING,",
        "State.QUEUED: frozenset({State.SENT, State.SENDING,",
    ),
    Mutant(
        "the record can be changed",
        "schema",
        "BEFORE UPDATE ON event BEGIN",
        "BEFORE UPDATE ON event WHEN 0 BEGIN",
    ),
    Mutant(
        "what was prepared can be changed",
        "schema",
        "WHEN NEW.address IS NOT NULL OR NEW.content IS NOT NULL BEGIN",
        "WHEN 0 BEGIN",
    ),
    Mutant(
        "a mail can be put over another",
        "schema",
        "CREATE TRIGGER mail_is_one BEFORE INSERT ON mail WHEN EXISTS(SELECT 1 FROM mail WHERE key = NEW.key) BEGIN",
        "CREATE TRIGGER mail_is_one BEFORE INSERT ON mail WHEN 0 BEGIN",
    ),
    Mutant(
        "the words of who was forgotten stay",
        "erasing",
        '_FORGET = "UPDATE mail SET address = NULL, content = NULL',
        '_FORGET = "UPDATE mail SET address = NULL',
    ),
    Mutant("what was forgotten stays in the log", "erasing", "wal_checkpoint(TRUNCATE)", "wal_checkpoint(PASSIVE)"),
    Mutant("who was forgotten is mailed again", "erasing", "        if wants_none:\n", "        if not wants_none:\n"),
    Mutant(
        "a mail that waits is sent to who was forgotten",
        "erasing",
        "    if state is State.QUEUED:",
        "    if state is None:",
    ),
    Mutant("two can send at once", "lock", "fcntl.LOCK_EX | fcntl.LOCK_NB", "fcntl.LOCK_SH | fcntl.LOCK_NB"),
    Mutant("a second record that was cut off counts", "witness", "end - end % _LENGTH", "end"),
)

_KEYS: Final = (
    Mutant(
        "the key has the row in it",
        "prepare",
        "job.clinic, job.treatment, job.part,",
        "job.clinic, job.treatment, job.part + str(recipient.row),",
        _COMMANDS,
    ),
    Mutant(
        "the key has the letters of the address as they were written",
        "prepare",
        "recipient.address.folded, str(again)",
        "recipient.address.spec, str(again)",
        _COMMANDS,
    ),
    Mutant(
        "the key has the words in it",
        "prepare",
        "job.clinic, job.treatment, job.part,",
        "job.clinic, job.treatment, job.part + str(self.order.content),",
        _COMMANDS,
    ),
    Mutant("a person need not ask for a second one", "prepare", "if not self.order.again or", "if", _COMMANDS),
)

MUTANTS: Final = (*_LINE, *_DIAL, *_SENDER, *_LEDGER, *_KEYS)
