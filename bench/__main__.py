"""``python -m bench``: all figures."""

from __future__ import annotations

from bench.program import main

main()
