"""What the views of every room have in common."""
