"""Pages of the search of everything: its results, and what will come."""
