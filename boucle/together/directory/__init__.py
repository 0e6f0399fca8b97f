"""The directory: where actors show themselves, find one another and meet.

A *list* with its map, the *page* of an actor, the form by which somebody presents themselves, their *private page* (who
works with them, whom they should meet), and the *picture* of who works with whom. The actors themselves, their ties and
their meetings are of the foundation (`foundation/actors`), where any room may name them.
"""
