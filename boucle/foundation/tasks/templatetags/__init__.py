"""Template words of tasks."""
