"""HTTP: one query or one action, then an answer."""
