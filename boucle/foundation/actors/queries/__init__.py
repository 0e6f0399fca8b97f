"""Reads of actors: `finding` by name or link, `fields` of their content, `joined` for who works with whom, `asking` for
questions that wait, `suggestions` of whom to meet."""
