"""Languages: one YAML file each, named by its BCP 47 code. To add a language, add a file; it needs every phrase."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from handouts.errors import ContentInvalid, UnknownName
from handouts.locales.model import Locale, Phrases
from handouts.source import check, read

__all__ = ["Locale", "Phrases", "available", "locale"]


def _folder() -> Path:
    return Path(str(files("handouts.locales")))


def available() -> tuple[str, ...]:
    """The codes of all languages that leaflets can be made in, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def locale(code: str) -> Locale:
    """A language's phrases and rules.

    Args:
        code: a BCP 47 code, such as ``en`` or ``pt-BR``.

    Raises:
        UnknownName: there is no file for this language.
        ContentInvalid: its file has mistakes.
    """
    if code not in available():
        raise UnknownName("language", code, available())
    name = f"locales/{code}.yaml"
    source = read(_folder() / f"{code}.yaml", name=name)
    model, problems = check(source, Locale)
    if model is None or problems:
        raise ContentInvalid(problems)
    return model.model_copy(update={"code": code})
