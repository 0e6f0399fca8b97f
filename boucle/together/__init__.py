"""Together: what people decide with one another, at every step of the cycle."""
