"""What clinics write: models of the files, reading them, and every mistake in them at once."""
