"""``handouts build``: the PDFs."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.failures import failed
from handouts.cli.outcome import Outcome
from handouts.cli.reporting import failures_as_json
from handouts.cli.session import (
    Session,
    clinics_option,
    edition_option,
    examples,
    json_option,
    languages_option,
    layouts_option,
    overdue_option,
    part_option,
    pass_session,
    today_option,
    treatments_argument,
    use_option,
)
from handouts.errors import HandoutsError
from handouts.press import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from handouts.errors import ExitCode
    from handouts.press.asked import Asked
    from handouts.press.batch import Batch
    from handouts.press.choice import Choice
    from handouts.press.equipment import Equipment
    from handouts.press.workers import Crew

#: Names of changed files that are said at once.
_FEW = 5


@click.command(
    epilog=examples(
        "handouts build",
        "handouts build microneedling -c alder --layout a4 -o ready-to-print",
        "handouts build --force --prune -j 4",
        "handouts build --watch",
        "handouts build -o s3://our-bucket/leaflets",
        "handouts build --scheduler tcp://10.0.0.5:8786",
    ),
)
@treatments_argument
@clinics_option
@layouts_option
@languages_option
@edition_option
@part_option
@use_option
@click.option("--bundle", is_flag=True, help="All treatments, or those named, in one leaflet for each clinic.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    help="The folder to put them in, made when missing; or a store, such as s3://bucket/leaflets."
    "  [default: output, beside content.yaml]",
)
@click.option("--force", is_flag=True, help="Make every file, also those that are up to date.")
@click.option("--prune", is_flag=True, help="Remove files of earlier builds that belong to nothing any more.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that make leaflets at once. Usual: one; for very many leaflets, as many as there are processors.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Have the leaflets made by the workers of a dask.distributed scheduler, such as tcp://10.0.0.5:8786.",
)
@click.option("--watch", is_flag=True, help="Stay, and build again whenever a file changes. Ctrl-C ends it.")
@today_option
@overdue_option
@json_option
@pass_session
def build(
    session: Session,
    treatments: tuple[str, ...],
    clinic: tuple[str, ...],
    layout: tuple[str, ...],
    language: tuple[str, ...],
    *,
    edition: str,
    part: str,
    use: str,
    bundle: bool,
    output: str | None,
    force: bool,
    prune: bool,
    jobs: int | None,
    scheduler: str | None,
    watch: bool,
    today: datetime | None,
    allow_overdue: bool,
    json: bool,
) -> ExitCode:
    """Make the PDFs.

    Every treatment for every clinic, in each clinic's layouts and languages, unless you name some.
    A file that is up to date is left as it is. Leaflets with a mistake, or with words that do not
    fit, are not made, nor those that could mislead or have run out; every problem is shown, and all
    other leaflets are made. The path of each file made is printed, one a line.
    """
    from handouts.press.choice import Choice

    choice = Choice(treatments, clinic, layout, language, edition, bundle, part, use)
    wish = Wish(session, choice, output, force, prune, jobs, scheduler, today, allow_overdue)
    if watch:
        if json:
            raise click.UsageError("--watch never ends, so there is no JSON at its end. Leave one of them out.")
        return _watched(wish)
    outcome = Outcome(session.console, json, session.console.clock())
    with failures_as_json(session.console, wanted=json, made=outcome.files):
        _run(wish, outcome)
    return outcome.told()


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    session: Session
    choice: Choice
    output: str | None
    force: bool
    prune: bool
    jobs: int | None
    scheduler: str | None
    today: datetime | None
    allow_overdue: bool = False
    #: What builds that follow each other share.
    equipment: Equipment | None = None

    @property
    def day(self) -> date:
        """The day that review dates are held against."""
        return self.today.date() if self.today else calendar.this_day()


def _watched(wish: Wish) -> ExitCode:
    """Build again and again, until Ctrl-C."""
    from handouts.errors import ExitCode
    from handouts.press.watching import changes, stamps

    wish = replace(wish, equipment=wish.session.equipment())
    console, folder = wish.session.console, wish.session.folder
    try:
        seen = changes(partial(stamps, folder), time.sleep)
        _once(wish)
        console.talk("Watching for changes. Ctrl-C ends it.")
        for changed in seen:
            console.talk(f"Changed: {', '.join(changed[:_FEW])}{' and more' if len(changed) > _FEW else ''}")
            _once(replace(wish, force=False))
    except KeyboardInterrupt:
        console.talk("No longer watching.")
    return ExitCode.FINE


def _once(wish: Wish) -> None:
    """One build of several: what is wrong is said, and may be mended for the next."""
    outcome = Outcome(wish.session.console, json=False, start=wish.session.console.clock())
    try:
        _run(wish, outcome)
    except HandoutsError as error:
        failed(error, wish.session.console)
    else:
        outcome.told()


def _run(wish: Wish, outcome: Outcome) -> None:
    """Make what is to be made."""
    from handouts.press import state
    from handouts.press.asked import Asked

    day = f"{wish.day} overdue" if wish.allow_overdue else str(wish.day)
    asked = Asked.of(wish.session.folder, wish.choice, wish.output, day)
    if asked is not None and not wish.force:
        build = asked.done(state.read(asked.folder))
        if build is not None and not (wish.prune and build.strays):
            outcome.leave(asked.folder, build.files)
            outcome.strays = [asked.folder.at(path) for path in build.strays if asked.folder.stamp(path)]
            return
        if _taken(wish, outcome, asked):
            return
    _make(wish, outcome, asked)


def _taken(wish: Wish, outcome: Outcome, asked: Asked) -> bool:
    """Put finished leaflets of an earlier build in their places, if the same was asked then of the same files."""
    from handouts.press import shelf

    found = shelf.kept(wish.session.cache, asked)
    if found is None:
        return False
    fresh = set()
    for made in shelf.put_out(found, asked):
        outcome.take(made)
        fresh.add(made.path)
        wish.session.console.detail(
            f"{made.job}: type at {made.scale:.1%}, {made.size / 1000:.1f} kB, kept from before"
        )
    outcome.leave(asked.folder, [path for path in found.build.files if asked.folder.at(path) not in fresh])
    return True


def _batch(wish: Wish) -> Batch:
    from handouts.press.batch import Batch
    from handouts.press.public import load

    return Batch.over(
        load(wish.session.folder),
        wish.choice,
        wish.output,
        wish.equipment or wish.session.equipment(),
        today=wish.day,
        allow_overdue=wish.allow_overdue,
    )


def _make(wish: Wish, outcome: Outcome, asked: Asked | None) -> None:
    """Read the words, and make what would come out otherwise than it is."""
    from handouts.press import shelf, state
    from handouts.press.destination import destination
    from handouts.press.made import Made
    from handouts.press.order import order
    from handouts.press.record import recorded

    console, batch = wish.session.console, _batch(wish)
    folder = asked.folder if asked else destination(batch.folder)
    todo = order(batch, folder, state.read(folder), force=wish.force)
    outcome.leave(folder, [batch.names[job] for job in batch.jobs if job in todo.unchanged])
    outcome.strays = [folder.at(path) for path, _ in todo.strays]
    for job, proof in todo.held.items():
        outcome.fail(folder.at(batch.names[job]), proof, dated=job in todo.dated)
    now, finished = console.clock(), list[Made]()
    with recorded(todo, folder, asked) as record, _crew(wish, len(todo.jobs)) as crew:
        for each in console.track(batch.make(todo.jobs, crew, folder), len(todo.jobs)):
            path = folder.at(batch.names[each.job])
            if isinstance(each, Made):
                record.take(each)
                outcome.take(each)
                finished += [each] if len(finished) <= shelf.MOST else []
                before, now = now, console.clock()
                took = 1000 * (now - before)
                console.detail(f"{each.job}: type at {each.scale:.1%}, {each.size / 1000:.1f} kB in {took:.0f} ms")
            else:
                outcome.fail(path, each, dated=each.job in todo.dated)
        for name, tally in batch.press.tallies().items():
            if crew is None and tally.made:
                console.detail(f"kept, {name}: {tally.made} made, {counted(tally.again, 'time')} taken again")
        if wish.prune:
            outcome.pruned = [folder.at(path) for path in record.prune()]
    if asked is not None:
        shelf.keep(wish.session.cache, asked, record.qr, finished)


@contextmanager
def _crew(wish: Wish, leaflets: int) -> Iterator[Crew | None]:
    """The processes that make so many leaflets; None where this one does it alone."""
    from handouts.press import workers
    from handouts.press.cluster import workers_of

    size = wish.jobs or (workers.cores() if leaflets >= workers.WORTH_A_POOL else 1)
    if leaflets == 0 or (size == 1 and not wish.scheduler):
        yield None
        return

    def lost(jobs: int) -> None:
        wish.session.console.talk(f"A worker did not do its part. Its {counted(jobs, 'leaflet')} will be made here.")

    if wish.scheduler:
        with workers_of(wish.scheduler) as (executor, at_once):
            yield workers.Crew(executor, at_once, lost)
    else:
        with workers.pool(size) as executor:
            yield workers.Crew(executor, size, lost)
