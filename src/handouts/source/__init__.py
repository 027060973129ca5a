"""Files: YAML text becomes plain values that remember their places, and a model's complaints become problems."""
