"""Running deadlines: what the portal promises, and what the law asks of others. Paused, resumed, kept, or breached and announced."""
