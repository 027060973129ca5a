"""Where the time of one leaflet more goes: ``python -m bench.where``, by a look at the stack each millisecond of CPU.

A look costs little and changes nothing, where a profiler that counts calls doubles what it measures.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.tables import table
from bench.workload import make
from handouts.press.batch import Batch
from handouts.press.public import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Seconds of CPU between two looks.
_STEP: Final = 0.001

#: What counts as what: the innermost of these functions on the stack, by (end of the file's name, function).
PARTS: Final = {
    ("press/folder.py", "put"): "the file: written, synced, renamed",
    ("pdf/images.py", "pack"): "a clinic's logo made ready, once a clinic",
    ("graphics/images.py", "read"): "a clinic's logo read, once a clinic",
    ("pdf/objects.py", "deflated"): "zlib: pages, code, logo, objects",
    ("graphics/qr.py", "_by_qrcode"): "the QR code's matrix, by qrcode",
    ("graphics/qr.py", "_by_zxing"): "the QR code's matrix, by ZXing",
    ("graphics/qr.py", "symbol"): "the QR code's rectangles",
    ("pdf/forms.py", "pack"): "the QR code's path",
    ("typeset/body.py", "typeset_body"): "bodies set, ten in all",
    ("pdf/plates.py", "plate"): "bodies painted, ten in all",
    ("compose/body.py", "compose_body"): "bodies composed, ten in all",
    ("press/stages.py", "ticket"): "looking up and composing the clinic's part",
    ("typeset/imprint.py", "typeset_imprint"): "setting the clinic's part",
    ("pdf/tags.py", "write"): "the clinic's structure elements",
    ("pdf/layers.py", "numbered"): "painting the clinic's part",
    ("pdf/assembler.py", "assemble"): "cross-references and trailer",
    ("pdf/metadata.py", "xmp"): "metadata",
    ("pdf/imprints.py", "imprint"): "all other objects of the clinic's part",
}


@contextmanager
def looking() -> Iterator[Counter[str]]:
    """Count, while a block runs, in which part it is."""
    found: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        while frame is not None:
            code = frame.f_code
            for (file, function), part in PARTS.items():
                if code.co_name == function and code.co_filename.endswith(file):
                    found[part] += 1
                    return
            frame = frame.f_back
        found["everything else"] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _STEP, _STEP)
    try:
        yield found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def rows(found: Counter[str], leaflets: int, seconds: float) -> list[list[str]]:
    """Parts from the largest on: milliseconds of CPU a leaflet, and the share."""
    looks = found.total()
    share = {part: count / looks for part, count in found.most_common()}
    return [[part, f"{1000 * seconds * each / leaflets:.2f}", f"{each:.1%}"] for part, each in share.items()]


def main() -> None:
    """Print the table for a number of clinics with ten leaflets each."""
    asked = argparse.ArgumentParser(prog="python -m bench.where", description=__doc__)
    asked.add_argument("--clinics", type=int, default=100)
    asked.add_argument("--encoder", choices=("qrcode", "zxing"), default="qrcode")
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "load"
        make(folder, wish.clinics)
        (folder / "handouts.yaml").write_text(f"qr:\n  encoder: {wish.encoder}\n", encoding="utf-8")
        batch = Batch.over(load(folder), output=Path(scratch) / "out")
        start = time.process_time()
        with looking() as found:
            made = sum(1 for _ in batch.make())
        seconds = time.process_time() - start
    head = ["Part", "CPU ms a leaflet", "Share"]
    print(f"{made} leaflets, {1000 * seconds / made:.2f} ms of CPU each, Python {sys.version.split()[0]}\n")
    print(table(head, rows(found, made, seconds)))


if __name__ == "__main__":
    main()
