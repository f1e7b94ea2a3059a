"""What a reporter told us; written once, never edited."""
