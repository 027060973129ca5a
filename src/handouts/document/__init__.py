"""Meaning: elements, inline markup and the readable outline. Knows nothing of clinics' files, layouts or PDF."""
