"""Template words of the search."""
