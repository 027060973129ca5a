"""``python -m bench.peers PEER FOLDER OUTPUT [FIRST]``: a workload's leaflets by one peer, in one new process.

``OUTPUT`` is the folder they go to, or ``-`` for nowhere; ``FIRST`` is how many to make, where not all are wanted.
The arguments are read by hand, so that a peer does not pay for reading them well.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from bench.files import write
from bench.peers import maker
from bench.subject import file_name, read


def main(peer: str, folder: str, output: str, first: str = "") -> None:
    """Make them one by one, each written whole as ours are, or kept in memory."""
    load = read(Path(folder))
    make = maker(peer, load)
    pairs = itertools.product(load.treatments, load.clinics)
    for treatment, clinic in itertools.islice(pairs, int(first) if first else None):
        pdf = make(treatment, clinic)
        if output != "-":
            write(Path(output) / file_name(treatment, clinic.slug), pdf)


main(*sys.argv[1:])
