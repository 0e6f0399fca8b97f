"""What is asked of whoever testifies, and of whoever keeps the lessons."""
