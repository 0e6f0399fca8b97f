"""How what people bring is decided on.

The *queue* is what waits for somebody's decision: asked of one of their scopes, or anywhere in the places and themes
entrusted to them. An *item* is one contribution of it, with what changes, what resembles it and what happened to it.
A *decision* is one verb of the lifecycle. A *review* asks the people behind a fiche whether it is still true.
"""
