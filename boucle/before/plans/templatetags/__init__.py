"""Template words of the plans."""
