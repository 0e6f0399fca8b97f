"""What sections list: read, written, brought in from a file, taken out."""
