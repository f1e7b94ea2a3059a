"""What the portal knows of the world, with sources and dates: categories, destinations, clocks, the law, questions. Data, not code."""
