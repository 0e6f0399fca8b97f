"""Writes of the site: the demo's story."""
