"""Before: what a territory prepares, and what falls when something falls."""
