"""Reads of the directory: its list, an actor's page, the picture of who works with whom."""
