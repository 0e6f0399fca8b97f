"""Reads of testimonies and lessons."""
