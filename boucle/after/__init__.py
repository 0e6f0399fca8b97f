"""After: what was learnt, and where it is kept for whoever comes next."""
