"""``handouts list``: the names there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.session import Session, examples, json_option, pass_session

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@click.command("list", epilog=examples("handouts list clinics", "handouts list icons --json"))
@click.argument("kind", type=click.Choice(["clinics", "treatments", "layouts", "languages", "icons", "rules"]))
@json_option
@pass_session
def listing(session: Session, kind: str, *, json: bool) -> None:
    """List the names that files and commands take.

    One a line, with what it stands for.
    """
    names = _NAMES[kind](session.folder)
    if json:
        session.console.result_json(**{kind: [{"name": name, "title": title} for name, title in names.items()]})
        return
    width = max(map(len, names), default=0)
    for name, title in names.items():
        session.console.result(f"{name:<{width}}  {title}".rstrip())


def _clinics(folder: Path) -> Mapping[str, str]:
    from handouts.press.public import load

    return {slug: str(clinic.name) for slug, clinic in load(folder).clinics.items()}


def _treatments(folder: Path) -> Mapping[str, str]:
    from handouts.press.public import load

    return {slug: str(treatment.title) for slug, treatment in load(folder).treatments.items()}


def _layouts(folder: Path) -> Mapping[str, str]:
    from handouts.layouts import available, find

    return {name: str(find(name, folder).title) for name in available(folder)}


def _languages(_folder: Path) -> Mapping[str, str]:
    from babel import Locale

    from handouts.locales import available

    return {code: Locale.parse(code, sep="-").get_display_name() or "" for code in available()}


def _icons(_folder: Path) -> Mapping[str, str]:
    from handouts.graphics.icons import NAMES

    return dict.fromkeys(sorted(NAMES), "")


def _rules(_folder: Path) -> Mapping[str, str]:
    from handouts.preflight import ALL_RULES

    return {rule.name: f"{rule.severity}: {rule.looks_for}" for rule in ALL_RULES}


_NAMES = {
    "clinics": _clinics,
    "treatments": _treatments,
    "layouts": _layouts,
    "languages": _languages,
    "icons": _icons,
    "rules": _rules,
}
