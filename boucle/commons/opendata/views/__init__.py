"""Pages of the open-data door: files on their way in."""
