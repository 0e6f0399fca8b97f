"""What whoever keeps the lessons does: one form a step."""
