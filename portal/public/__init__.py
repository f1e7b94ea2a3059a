"""Start, the report form, guidance, leaving."""
