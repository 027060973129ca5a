"""The words of a mail that carries a leaflet. They say nothing of the treatment, and offer nothing."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from handouts.document import inline
from handouts.source.words import Model, Words

#: The longest subject, in characters: a header of more is not shown whole by anybody.
SUBJECT_LIMIT: Final = 150

_FILE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}\.pdf")


def _holding(*names: str, needed: str | None = None) -> AfterValidator:
    """Words that may hold these names in braces, and have to hold one of them."""

    def check(words: Words) -> Words:
        problems = inline.problems(words, names)
        if problems:
            raise PydanticCustomError("mail_words", problems[0].message)
        if not words.strip():
            raise PydanticCustomError("blank", "There are no words here. Write them, or take the whole line out.")
        if needed is not None and words.count(f"{{{needed}}}") != 1:
            raise PydanticCustomError(
                "mail_words", "This line has to hold {wanted}, once.", {"wanted": f"{{{needed}}}"}
            )
        return words

    return AfterValidator(check)


def _subject(words: Words) -> Words:
    if len(words) > SUBJECT_LIMIT:
        raise PydanticCustomError("subject", f"A subject has at most {SUBJECT_LIMIT} characters.")
    if "=?" in words:
        raise PydanticCustomError("subject", 'The signs "=?" mean something else in a subject. Leave them out.')
    return words


def _file_name(words: Words) -> Words:
    if not _FILE_NAME.fullmatch(words):
        message = "Write a name of small letters, digits and -, that ends with .pdf, such as information.pdf."
        raise PydanticCustomError("attachment", message)
    return words


Subject = Annotated[Words, _holding("clinic"), AfterValidator(_subject)]
Greeting = Annotated[Words, _holding("name", "clinic", needed="name")]
Sentence = Annotated[Words, _holding("clinic")]
SomeWords = Annotated[tuple[Words, ...], Field(min_length=1)]
Attachment = Annotated[Words, AfterValidator(_file_name)]


class Offers(Model):
    """Words by which a mail would become marketing, in small letters.

    ``*`` stands for the rest of a word, ``#`` for a number.
    """

    #: Money, with or without its sign: words beside a number, and words for what something costs.
    price: SomeWords
    discount: SomeWords
    #: Gifts, and what is given away.
    free: SomeWords
    #: What presses people to book or buy.
    pressure: SomeWords
    #: Other treatments and goods.
    selling: SomeWords


class MailPhrases(Model):
    """What a mail says in one language. What stands in braces is filled in."""

    #: Seen on locked screens: neither the treatment nor the client's name.
    subject: Subject
    greeting: Greeting
    #: Where the client's name was not given.
    greeting_nobody: Sentence
    body: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    #: The heading above the clinic's details.
    contact: Sentence
    phone: Annotated[Words, _holding("phone", needed="phone")]
    email: Annotated[Words, _holding("address", needed="address")]
    website: Annotated[Words, _holding("address", needed="address")]
    booking: Annotated[Words, _holding("address", needed="address")]
    closing: Sentence
    #: What to do with a mail that came to the wrong person.
    not_for_you: Sentence
    #: What the PDF is called: seen before it is opened, so it says nothing either.
    attachment: Attachment
    offers: Offers
