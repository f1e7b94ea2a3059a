"""Index of every job, one import line per subject."""
