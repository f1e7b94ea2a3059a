"""A true-to-life story for demonstration: invented platforms, invented people, no content."""
