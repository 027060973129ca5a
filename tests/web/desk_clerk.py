"""Somebody at the desk who has opened the page: asks as the page's own browser would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from handouts.web import create_app
from handouts.web.running import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from handouts.press.equipment import Equipment
    from handouts.web.running import Running

TODAY = date(2026, 11, 23)
SAME = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


class Page(HTMLParser):
    """What stands on a page: its words, and the attributes of its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        found = (attributes for name, attributes in self.elements if name == tag)
        return [each for each in found if all(each.get(key.rstrip("_")) == value for key, value in wanted.items())]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        (found,) = self.all(tag, **wanted)
        return found


@dataclass
class Clerk:
    app: Flask
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    @property
    def run(self) -> Running:
        found: Running = self.app.extensions[NAME]
        return found

    def get(self, path: str, **more: Any) -> TestResponse:  # noqa: ANN401 - passed on
        return self.client.get(path, **more)

    def page(self, path: str) -> Page:
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return Page(answer.text)

    def post(self, path: str, **said: Any) -> TestResponse:  # noqa: ANN401 - passed on
        return self.client.post(path, data={"word": self.run.guard.word, **said}, headers=SAME)


def opened(folder: Path, equipment: Equipment, **more: Any) -> Clerk:  # noqa: ANN401 - passed on
    clerk = Clerk(create_app(folder, equipment=equipment, today=lambda: TODAY, **more))
    assert clerk.get(f"/open/{clerk.run.guard.ticket}").status_code == 302
    return clerk
