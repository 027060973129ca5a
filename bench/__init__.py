"""The benchmark: what leaflets cost here and in other programs. Nothing is asserted about time."""
