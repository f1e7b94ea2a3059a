"""What the service does. Knows nothing of HTTP, HTML, forms or JSON bodies."""
