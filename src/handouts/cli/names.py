"""Names for shells to complete, read straight from the keys of the files: also from files that have mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


def complete_treatment(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Treatments whose names begin so."""
    return _beginning(incomplete, _keys(_folder(context) / "content.yaml", "treatments"))


def complete_clinic(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Clinics whose names begin so."""
    return _beginning(incomplete, _keys(_folder(context) / "clinics.yaml", "clinics"))


def complete_layout(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Layouts whose names begin so."""
    from handouts.layouts import available

    return _beginning(incomplete, available(_folder(context)))


def _folder(context: click.Context) -> Path:
    """What ``-C`` says; the command itself has not run when a shell asks."""
    return Path(context.find_root().params.get("folder") or ".")


def _keys(file: Path, group: str) -> list[str]:
    from handouts.source import gather

    data = gather(file).data
    members = data.get(group) if isinstance(data, dict) else None
    return list(members) if isinstance(members, dict) else []


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [str(name) for name in names if name.startswith(incomplete)]
