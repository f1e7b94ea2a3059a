"""The staff face: sign-in, queues, cases, incidents, platforms, trail."""
