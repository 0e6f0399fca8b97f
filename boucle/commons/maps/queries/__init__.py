"""Reads of maps: `ground` is what lies below, `drawing` what a list puts on it."""
