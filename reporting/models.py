"""Index of every table, one import line per subject."""
