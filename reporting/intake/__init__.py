"""From the first answer to the filed report."""
