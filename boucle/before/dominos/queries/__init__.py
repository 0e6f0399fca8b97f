"""Reads of the dominoes, and the runs that pages show."""
