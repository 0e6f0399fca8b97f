"""Measures of the hot paths. Each is read beside a limit taken on the same machine in the same run: see README.md."""
