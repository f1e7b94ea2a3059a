"""How people reach the service: reads a request, asks `reporting`, and answers."""
