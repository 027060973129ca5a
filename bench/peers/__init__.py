"""Other programs that make the same leaflet: the same words, logo, colour, links and QR code, on two pages of A4.

Each module has ``maker(load)``, which gets everything ready that can be kept from leaflet to leaflet and returns the
function that makes one. What they need comes with the extra ``bench``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.subject import Clinic, Workload

    #: Makes the PDF of one treatment, by its slug, for one clinic.
    Make = Callable[[str, Clinic], bytes]


class Peer(NamedTuple):
    """A program that ours is compared with: how tables call it, and the packages that it takes."""

    name: str
    packages: tuple[str, ...]


#: By the module's name.
PEERS: Final = {
    "typst": Peer("Typst", ("typst", "zxingcpp")),
    "reportlab_platypus": Peer("ReportLab platypus", ("reportlab", "zxingcpp")),
    "weasyprint": Peer("WeasyPrint", ("weasyprint", "zxingcpp")),
}


def maker(peer: str, load: Workload) -> Make:
    """The function of a peer, ready to be called for each leaflet.

    Raises:
        ImportError: a package that it needs is not installed.
    """
    make: Make = import_module(f"bench.peers.{peer}").maker(load)
    return make


def missing(peer: str) -> tuple[str, ...]:
    """The packages that a peer needs and that are not installed."""
    return tuple(package for package in PEERS[peer].packages if find_spec(package) is None)
