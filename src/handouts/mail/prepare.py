"""A list of clients made into mails that are frozen in the ledger, byte for byte, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from handouts.compose import personal
from handouts.content.treatment import PersonalField
from handouts.errors import ContentInvalid, Overset, Place, Problem
from handouts.mail.addresses import Address, read_address
from handouts.mail.message import Message, message_bytes
from handouts.mail.offers import offer_in, offers
from handouts.mail.recipients import Wanted
from handouts.mail.records import Letter
from handouts.mail.states import State
from handouts.mail.writing import worded
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
    from handouts.locales import Locale
    from handouts.mail.ledger import Ledger
    from handouts.mail.recipients import Recipient
    from handouts.mail.records import Entry
    from handouts.press.personal import Leaflets

#: Mails of one batch at most: they are all made before any is kept.
BATCH_LIMIT: Final = 10_000

#: The field that a mail greets with, also where the leaflet has no place for it.
NAME: Final = "client_name"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be mailed. ``again``: also to those who had it, because a person asks for it."""

    leaflets: Leaflets
    again: bool = False

    @property
    def content(self) -> Content:
        """The words and the clinics."""
        return self.leaflets.press.content

    @property
    def clinic(self) -> Clinic:
        """Who writes."""
        return self.content.clinics[self.leaflets.job.clinic]

    def locale(self, code: str) -> Locale:
        """A language."""
        return self.leaflets.press.locale(code)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch: its name, how many mails wait in it, and the rows that had theirs before, with what became of it."""

    batch: str
    count: int
    before: tuple[tuple[int, Entry], ...]
    #: Rows whose person wants no mail.
    unwanted: tuple[int, ...]


def wanted(order: Order) -> Wanted:
    """What a list may say of each client: their name, for the greeting, and what the treatment declares."""
    fields = {NAME: PersonalField(kind="text"), **{str(k): v for k, v in order.leaflets.treatment.fields.items()}}
    return Wanted(fields, order.leaflets.languages, partial(_fault_of, order, fields))


def _fault_of(order: Order, fields: dict[str, PersonalField], name: str, value: str) -> str | None:
    said = offer_in(value, order.locale(order.leaflets.job.language)) if fields[name].kind == "text" else None
    return personal.fault_of(fields[name], value) or said


def prepare(
    order: Order, recipients: Iterable[Recipient], ledger: Ledger, when: datetime, *, listed: str = "--to"
) -> Prepared:
    """Make all mails of a list and keep them in the ledger, or none.

    Args:
        order: what is mailed, and by whom.
        recipients: to whom.
        ledger: where the mails are kept, ready to be sent.
        when: now, with its time zone: the mails' date.
        listed: what the list is called, for problems with it.

    Raises:
        ContentInvalid: with all that is wrong: the clinic has no address to write from, the words hold an offer, what
            is said of a client does not fit the leaflet.
        Overset: the words do not fit the layout.
        LedgerUnusable: the ledger cannot be written.
    """
    rows = tuple(recipients)
    if len(rows) > BATCH_LIMIT:
        raise ContentInvalid([Problem(Place(listed), f"A batch has at most {BATCH_LIMIT} mails. Divide the list.")])
    making = _Making(order, ledger, when, listed)
    making.check(rows)
    letters, before = making.letters(rows)
    batch = _name(ledger, when)
    if letters:
        ledger.add(batch, str(order.clinic.slug), letters)
    counts = ledger.counts(batch)
    unwanted = tuple(entry.line for entry in ledger.entries(batch, State.SUPPRESSED))
    return Prepared(batch, counts.get(State.QUEUED, 0), before, unwanted)


def _name(ledger: Ledger, when: datetime) -> str:
    """The next batch of a day: ``2026-11-23-1``. It says nothing of whom or what."""
    day = f"{when:%Y-%m-%d}-"
    numbers = [int(batch.id.removeprefix(day)) for batch in ledger.batches() if batch.id.startswith(day)]
    return f"{day}{max(numbers, default=0) + 1}"


#: States after which a person may ask for a second copy; in any other it could be the first one that arrives twice.
_OVER: Final = frozenset({State.SENT, State.FAILED})


@dataclass(slots=True)
class _Making:
    order: Order
    ledger: Ledger
    when: datetime
    listed: str
    _shared: dict[str, bytes] = field(default_factory=dict)

    def check(self, rows: tuple[Recipient, ...]) -> None:
        """What holds for all rows, before any is made.

        Raises:
            ContentInvalid: with all that is wrong.
        """
        order, clinic = self.order, self.order.clinic
        job = order.leaflets.job
        problems: list[Problem] = []
        for code in dict.fromkeys(each.language or job.language for each in rows):
            words = clinic.mail.words.get(Words(code)) if clinic.mail else None
            problems += offers(
                order.leaflets.words(code),
                clinic,
                order.locale(code),
                part=job.part,
                words=words,
                sources=order.content.sources,
            )
        names = {name for each in rows for name in each.fields if name != NAME}
        try:
            order.leaflets.check(sorted(names), Place(self.listed))
        except ContentInvalid as error:
            problems += error.problems
        if problems:
            raise ContentInvalid(problems)

    def letters(self, rows: tuple[Recipient, ...]) -> tuple[tuple[Letter, ...], tuple[tuple[int, Entry], ...]]:
        """The mails of all rows, but for those that had theirs before.

        Raises:
            ContentInvalid: what is said of some clients cannot be printed.
            Overset: the words do not fit.
        """
        made: list[Letter] = []
        before: list[tuple[int, Entry]] = []
        problems: list[Problem] = []
        for recipient in rows:
            key, entry = self._key(recipient)
            if entry is not None:
                before.append((recipient.row, entry))
                continue
            try:
                made.append(self._letter(recipient, key))
            except Overset:
                raise
            except ContentInvalid as error:
                problems += error.problems
        if problems:
            raise ContentInvalid(problems)
        return tuple(made), tuple(before)

    def _key(self, recipient: Recipient) -> tuple[str, Entry | None]:
        """The mail's name, and what became of it before, if it may not be made once more."""
        job = self.order.leaflets.job
        again = 0
        while True:
            key = self.ledger.key(
                job.clinic, job.treatment, job.part, recipient.address.folded, str(again) if again else ""
            )
            entry = self.ledger.find(key)
            if entry is None:
                return key, None
            if not self.order.again or entry.state not in _OVER:
                return key, entry
            again += 1

    def _letter(self, recipient: Recipient, key: str) -> Letter:
        clinic = self.order.clinic
        code = recipient.language or self.order.leaflets.job.language
        settings = clinic.mail
        wording = worded(
            clinic,
            self.order.locale(code),
            name=recipient.fields.get(NAME),
            words=settings.words.get(Words(code)) if settings else None,
            written_in=self.order.content.language,
        )
        sender, reply_to = senders(clinic)
        message = Message(
            key=key,
            sender=sender,
            reply_to=reply_to,
            to=recipient.address,
            wording=wording,
            brand=str(clinic.brand.colour),
            date=self.when,
            pdf=self._pdf(recipient, code),
            place=clinic.name.place,
        )
        content = message_bytes(message)
        return Letter(key, recipient.row, message.message_id, recipient.address.spec, content)

    def _pdf(self, recipient: Recipient, code: str) -> bytes:
        declared = {str(name) for name in self.order.leaflets.treatment.fields}
        said = tuple((name, value) for name, value in recipient.fields.items() if name in declared)
        if said:
            return self.order.leaflets.pdf(code, said, Place(self.listed, recipient.row))
        if code not in self._shared:
            self._shared[code] = self.order.leaflets.pdf(code)
        return self._shared[code]


def senders(clinic: Clinic) -> tuple[Address, Address | None]:
    """The address that a clinic's mail comes from, and the one that answers go to where it is another.

    Raises:
        ContentInvalid: the clinic has no mail address, or one that no header can hold.
    """
    user = clinic.mail.user if clinic.mail else clinic.email
    if user is None:
        place = clinic.name.place or Place("clinics.yaml")
        message = f'The clinic "{clinic.slug}" has no mail address to write from. Add a line email: or a block mail:'
        raise ContentInvalid([Problem(place, message)])
    answers = (clinic.mail.reply_to if clinic.mail else None) or clinic.email
    sender = _address(user)
    reply_to = _address(answers) if answers else None
    return sender, None if reply_to == sender else reply_to


def _address(words: Words) -> Address:
    found = read_address(words)
    if isinstance(found, Address):
        return found
    raise ContentInvalid([Problem(words.place or Place("clinics.yaml"), found.sentence)])
