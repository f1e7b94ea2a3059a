"""The reporter's room, opened with a case key and closed without a trace."""
