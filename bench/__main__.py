"""``python -m bench``: all figures of the README."""

from __future__ import annotations

from bench.leaflets import main

main()
