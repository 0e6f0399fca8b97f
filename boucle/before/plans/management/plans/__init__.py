"""Subjects of `boucle plans`: each has a HELP, adds its arguments and runs."""
