"""Pages of the dominoes."""
