"""Writing down what a run has made: the manifest, and beside it the stamps that make the next run quick.

Two runs may end at the same time: each takes the lock, reads what the other has written, and puts its own lines in.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.errors import OutputNotWritten
from handouts.press import manifest, state
from handouts.press.fingerprints import changes, values
from handouts.press.manifest import Entry
from handouts.press.names import folded
from handouts.press.order import entries
from handouts.press.stamps import MISSING
from handouts.press.state import Build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.press.asked import Asked
    from handouts.press.destination import Destination
    from handouts.press.job import Job
    from handouts.press.made import Made
    from handouts.press.order import Order
    from handouts.press.stamps import Seen
    from handouts.press.state import State


@contextlib.contextmanager
def recorded(order: Order, folder: Destination, asked: Asked | None = None) -> Iterator[Record]:
    """Keep a record while a block makes files, and write it down however the block ends: what is made is made.

    With what was ``asked``, a run that made all of it is remembered as a whole.

    Raises:
        OutputNotWritten: the record could not be written.
    """
    record = Record(order, folder, asked)
    try:
        yield record
    except BaseException:
        with contextlib.suppress(OutputNotWritten):  # the block's own failure says more
            record.write()
        raise
    record.write()


@dataclass(frozen=True, slots=True)
class Record:
    """What a run has made so far; little of each file, as there may be many."""

    order: Order
    folder: Destination
    asked: Asked | None = None
    made: dict[Job, Seen] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    @property
    def qr(self) -> dict[str, str]:
        """How codes are made, as the manifest says it."""
        chosen = self.order.batch.press.content.settings.qr
        return {"encoder": str(chosen.encoder), "level": str(chosen.level)}

    def take(self, made: Made) -> None:
        """A file was written."""
        self.made[made.job] = made.seen

    def prune(self) -> tuple[str, ...]:
        """Take away the files that belong to nothing any more, and give their names.

        A file that is not as we made it is somebody else's now: it stays, and is no more spoken of. So does one that
        still belongs, under a name with other capitals, where the disk takes both for one.
        """
        taken, twins = [], self._twins()
        for path, sha256 in self.order.strays:
            self.gone.add(path)
            if self._is_another(path, twins.get(folded(path))) and self.folder.digest(path) == sha256:
                self.folder.remove(path)
                taken.append(path)
        return tuple(taken)

    def _twins(self) -> dict[str, str]:
        """The files that belong, by what a disk that does not heed capitals makes of their names."""
        strays = dict(self.order.strays)
        if not strays:
            return {}
        there = (entry.path for entry in entries(self.folder) if entry.path not in strays)
        return {folded(path): path for path in (*there, *self.order.batch.names.values())}

    def _is_another(self, path: str, twin: str | None) -> bool:
        """Whether a file is not the same as its twin: the disk's own number of it tells, where it has one."""
        now = self.folder.stamp(path) if twin else None
        return twin is None or now is None or not now.number or now != self.folder.stamp(twin)

    def write(self) -> None:
        """Write it down; nothing is written when nothing has changed.

        Raises:
            OutputNotWritten: the folder would not take it.
        """
        build = self._build()
        if not (self.made or self.gone or self.order.looked or build):
            return
        names = self.order.batch.names
        fresh = {names[job]: job for job in sorted(self.made, key=names.__getitem__)}
        with self.folder.locked(state.LOCK):
            if self.made or self.gone:
                self.folder.put(manifest.NAME, self._manifest(fresh))
            with contextlib.suppress(OutputNotWritten):  # it only makes the next run quicker
                self.folder.put(state.NAME, self._state(fresh, build).parts())

    def _manifest(self, fresh: dict[str, Job]) -> Iterator[bytes]:
        sure = not self.order.prints.reader.overtaken()
        with self.folder.lines(manifest.NAME) as text:
            new = ((path, self._entry(job, sure=sure).line()) for path, job in fresh.items())
            yield from manifest.renewed(text, self.qr, new, fresh.keys() | self.gone)

    def _state(self, fresh: dict[str, Job], build: Build | None) -> State:
        now = state.read(self.folder)
        seen = self.order.looked | {path: self.made[job] for path, job in fresh.items()}
        after = replace(now, inputs=now.inputs | self.order.prints.reader.seen).after(seen, self.gone)
        if build is None or self.asked is None:
            return after
        before = self.order.state.files
        if any(now.files.get(path) != before.get(path) for path in build.files):
            return after  # another run has written them since: who was last is not known here
        return after.remembering(self.asked.key, build)

    def _build(self) -> Build | None:
        """What is to be remembered of a run that has made all it was asked for, and that nobody has overtaken."""
        order, asked = self.order, self.asked
        names, content = order.batch.names, order.batch.press.content
        if asked is None or len(self.made) + len(order.unchanged) < len(order.batch.jobs):
            return None
        read = {source.name for source in content.sources}
        there = {name for name, sha256 in asked.digests.items() if sha256 != MISSING}
        if read != there or asked.reader.overtaken() or order.prints.reader.overtaken():
            return None
        inputs = {path: seen.sha256 for path, seen in order.prints.reader.seen.items()}
        inputs.update(asked.inputs)
        strays = [path for path, _ in order.strays if path not in self.gone]
        build = Build(order.prints.program, inputs, [names[job] for job in order.batch.jobs], strays)
        return None if order.state.builds.get(asked.key) == build and not self.made else build

    def _entry(self, job: Job, *, sure: bool) -> Entry:
        """What the manifest says of a file that was made; where it is not ``sure`` from what, it is made again."""
        content = self.order.batch.press.content
        clinic = content.clinics[job.clinic]
        changed = {slug: changes(clinic, slug, job.language) for slug in job.treatments}
        numbers = {slug: values(clinic, slug) for slug in job.treatments}
        return Entry(
            self.order.batch.names[job],
            self.made[job].sha256,
            job,
            self.order.prints.of(job) if sure else (),
            {slug: found for slug, found in changed.items() if found},
            {slug: found for slug, found in numbers.items() if found},
            job.is_bundle or job.layout not in clinic.layouts or job.language not in clinic.languages,
            self.order.batch.waivers(job),
        )
