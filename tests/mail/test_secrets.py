"""Where a password comes from, in which order, and that no failure says what was found."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from handouts.content.mail_settings import MailSettings
from handouts.errors import SecretMissing
from handouts.mail import secrets
from handouts.mail.account import Login
from handouts.source.words import Words

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "s3cret-CANARY"
USER = Words("desk@alder.example")


def settings(**more: object) -> MailSettings:
    return MailSettings.model_validate({"preset": "gmail", "user": USER, **more})


def nobody() -> str | None:
    return None


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "find_spec", lambda _name: None)


def keyring(monkeypatch: pytest.MonkeyPatch, found: object) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []

    def get_password(service: str, user: str) -> object:
        asked.append((service, user))
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(secrets, "find_spec", lambda _name: object())
    monkeypatch.setattr(secrets, "import_module", lambda _name: SimpleNamespace(get_password=get_password))
    return asked


def test_the_environment_goes_before_the_keyring_and_that_before_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = keyring(monkeypatch, "from the keyring")
    variables = {secrets.VARIABLE: CANARY}
    assert secrets.login_of(settings(), variables, lambda: "typed") == Login(str(USER), CANARY)
    assert not asked
    assert secrets.login_of(settings(), {}, lambda: "typed") == Login(str(USER), "from the keyring")
    assert asked == [("handouts", "desk@alder.example")]
    keyring(monkeypatch, None)
    assert secrets.login_of(settings(), {}, lambda: "typed") == Login(str(USER), "typed")


def test_a_keyring_that_fails_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, RuntimeError(CANARY))
    assert secrets.login_of(settings(), {}, lambda: "typed") == Login(str(USER), "typed")


def test_without_any_secret_one_is_told_where_to_put_it() -> None:
    with pytest.raises(SecretMissing, match=r"keyring set handouts .* HANDOUTS_MAIL_PASSWORD"):
        secrets.login_of(settings(), {}, nobody)


def test_a_server_on_this_machine_may_ask_for_none() -> None:
    local = MailSettings.model_validate({"host": Words("localhost"), "security": "none", "user": USER})
    assert secrets.login_of(local, {}, nobody) is None
    assert secrets.login_of(local, {secrets.VARIABLE: CANARY}, nobody) == Login(str(USER), CANARY)


def program(folder: Path, text: str) -> tuple[str, ...]:
    (file := folder / "token.py").write_text(text, encoding="utf-8")
    return (sys.executable, str(file))


def test_a_token_comes_from_the_clinic_s_own_program(tmp_path: Path) -> None:
    command = program(tmp_path, f"print({CANARY!r})")
    assert secrets.login_of(settings(token_command=command), {}, nobody) == Login(str(USER), CANARY, bearer=True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "printed no token, and ended with 0"),
        (f"import sys; sys.exit({CANARY!r})", "printed no token, and ended with 1"),
        (f"print({CANARY!r}); raise SystemExit(3)", "ended with 3"),
        (f"print({CANARY!r}, {CANARY!r})", "is not a token"),
        (f"print({CANARY!r} * 2000)", "is not a token"),
        (f"import sys; sys.stdout.buffer.write({CANARY!r}.encode() + b'\\xff')", "is not a token"),
    ],
)
def test_a_program_without_a_token_is_told_of_without_its_words(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(SecretMissing, match=why) as caught:
        secrets.login_of(settings(token_command=program(tmp_path, text)), {}, nobody)
    assert CANARY not in str(caught.value)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SecretMissing, match="there is no program"):
        secrets.login_of(settings(token_command=(str(tmp_path / "none"),)), {}, nobody)
    (closed := tmp_path / "closed").touch(mode=0o600)
    with pytest.raises(SecretMissing, match="cannot be run"):
        secrets.login_of(settings(token_command=(str(closed),)), {}, nobody)


def test_a_program_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "_PATIENCE", 0.2)
    command = program(tmp_path, "import time; time.sleep(60)")
    with pytest.raises(SecretMissing, match="printed nothing for"):
        secrets.login_of(settings(token_command=command), {}, nobody)


def test_a_login_shows_no_secret() -> None:
    assert CANARY not in repr(Login(str(USER), CANARY))


def test_the_server_is_the_presets_or_the_clinics_own() -> None:
    server = secrets.server_of(settings())
    assert (server.host, server.port, server.security) == ("smtp.gmail.com", 465, "implicit")
    own = MailSettings.model_validate({"host": Words("mail.alder.example"), "security": "starttls", "user": USER})
    assert (secrets.server_of(own).port, secrets.server_of(own).security) == (587, "starttls")
