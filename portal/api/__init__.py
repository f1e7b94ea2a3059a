"""The API: programs of platforms, and reporters who prefer a program to a page. Reads, asks `reporting`, answers JSON."""
