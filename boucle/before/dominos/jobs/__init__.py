"""What the worker does for the dominoes."""
