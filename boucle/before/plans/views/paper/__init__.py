"""A plan on paper, and without a network."""
