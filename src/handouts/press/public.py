"""The functions behind the public names: ``handouts.load``, ``render``, ``build`` and ``check``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.content.load import load as load_content
from handouts.errors import UnknownName
from handouts.graphics.icons import NAMES as ICONS
from handouts.graphics.illustrations import NAMES as PICTURES
from handouts.press import calendar, state
from handouts.press.batch import Batch, passed, problems_of
from handouts.press.choice import Choice
from handouts.press.destination import destination
from handouts.press.job import USES
from handouts.press.looking import Looking
from handouts.press.made import Made
from handouts.press.order import order
from handouts.press.parts import PARTS
from handouts.press.plan import one
from handouts.press.record import recorded
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.errors import Problem
    from handouts.press.output import Pdf


def load(path: str | Path = "content.yaml", *, held: Mapping[str, bytes] | None = None) -> Content:
    """Read the words and the clinics: ``path`` is the content file or its folder.

    ``held`` is read in the place of files of those names, for who wants to know how they would read.

    Raises:
        ContentInvalid: the files have mistakes; it carries all of them, with their places.
    """
    return load_content(path, icons=ICONS, pictures=PICTURES, held=held)


def render(
    content: Content,
    treatment: str,
    *,
    clinic: str | None = None,
    layout: str | None = None,
    language: str | None = None,
    edition: str = "standard",
    part: str = "all",
    use: str = "office",
) -> Pdf:
    """Make one leaflet in memory; what is not said is the first that the files name.

    ``use`` says who prints it: the ``office``, or a print shop on its ``press``.

    Raises:
        UnknownName: a name is not in the files.
        ContentInvalid: some words or pictures cannot be shown.
        Overset: the words do not fit the layout.
    """
    for kind, name, known in (("part", part, PARTS), ("use", use, USES)):
        if name not in known:
            raise UnknownName(kind, name, known)
    job = one(content, treatment, clinic=clinic, layout=layout, language=language)
    return run(replace(job, edition=edition, part=part, use=use), Press(content))


def build(
    content: Content,
    *,
    output: str | Path | None = None,
    treatments: Sequence[str] = (),
    clinics: Sequence[str] = (),
    layouts: Sequence[str] = (),
    languages: Sequence[str] = (),
    edition: str = "standard",
    part: str = "all",
    bundle: bool = False,
    use: str = "office",
    force: bool = False,
    today: date | None = None,
    allow_overdue: bool = False,
) -> tuple[Path | str, ...]:
    """Make every leaflet, or those asked for, and return the paths of their files.

    Where ``output`` is the address of a store, such as ``s3://bucket/leaflets``, they are addresses too.

    A file that is already what would be made is left as it is, unless ``force`` is given. With ``bundle`` the
    treatments of a clinic are made into one leaflet. ``use`` says who prints them: the ``office``, or a print shop on
    its ``press``. ``today`` is the day that review dates are held against; None is the day it is.
    ``allow_overdue`` makes leaflets whose review is past: they say so on the page.

    Raises:
        UnknownName: a name is not in the files.
        NothingToMake: no clinic has what was asked for.
        ContentInvalid: some words or pictures cannot be shown; all other leaflets were made.
        Overset: some words do not fit; all other leaflets were made.
        FindingsStand: rules found what could do harm in some leaflets; all others were made.
        OutputNotWritten: a file could not be written; those made before it are whole.
    """
    choice = Choice(tuple(treatments), tuple(clinics), tuple(layouts), tuple(languages), edition, bundle, part, use)
    batch = Batch.over(content, choice, output, today=today or calendar.this_day(), allow_overdue=allow_overdue)
    folder = destination(batch.folder)
    todo = order(batch, folder, state.read(folder), force=force)
    failed = [*todo.held.values()]
    with recorded(todo, folder) as record:
        for outcome in batch.make(todo.jobs, into=folder):
            if isinstance(outcome, Made):
                record.take(outcome)
            else:
                failed.append(outcome)
    passed(failed)
    return tuple(folder.at(batch.names[job]) for job in batch.jobs)


def check(content: Content, *, today: date | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong or worth knowing, over all leaflets; nothing is written.

    A problem's ``severity`` tells what stops ``build`` from what is only said. ``today`` is the day that review dates
    are held against; None is the day it is.
    """
    batch = Batch.over(content)
    looking = Looking.over(content, today or calendar.this_day())
    found = (finding.problem(content) for finding in looking.findings(batch.jobs))
    return (*problems_of(batch.prove()), *found, *looking.settings(batch.jobs))
