"""The staff page: leaflets chosen, seen, printed and mailed in a browser, on this machine alone.

It calls the same functions as the command line; everything it shows was made by them.
"""

from __future__ import annotations

from handouts.web.app import create_app
from handouts.web.guard import Guard

__all__ = ["Guard", "create_app"]
