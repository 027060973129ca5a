"""What a clinic says in its mails instead of the words that come with the program."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handouts.blocks.base import SOME
from handouts.locales.mail import Attachment, Greeting, Sentence, Subject
from handouts.source.words import Model


class MailWords(Model):
    """A clinic's own words in one language; what is left out stays as it comes with the program."""

    subject: Subject | None = Field(None, description="Seen on locked screens: name no treatment and no client")
    greeting: Greeting | None = Field(None, description="With {name}, once")
    greeting_nobody: Sentence | None = Field(None, description="The greeting where the client's name is not known")
    body: Annotated[tuple[Sentence, ...], *SOME] | None = Field(None, description="One paragraph a line")
    contact: Sentence | None = Field(None, description="The heading above the clinic's details")
    closing: Sentence | None = Field(None, description="What stands above the clinic's name at the end")
    not_for_you: Sentence | None = Field(None, description="What to do with a mail that came to the wrong person")
    attachment: Attachment | None = Field(None, description="The name of the PDF, such as information.pdf")
