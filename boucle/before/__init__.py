"""Before: what a territory prepares, so that a crisis finds it ready, and what falls when something falls."""
