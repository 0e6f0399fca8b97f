"""Forms of those who decide and coordinate."""
