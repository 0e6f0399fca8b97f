"""What templates of the lessons ask for."""
