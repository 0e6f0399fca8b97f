"""What changes by the hand of those who decide and coordinate."""
