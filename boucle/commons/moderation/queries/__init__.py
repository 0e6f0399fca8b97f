"""Reads of moderation: the queue, what changes, the figures."""
