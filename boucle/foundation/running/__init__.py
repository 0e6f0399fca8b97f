"""Keeps an installation alive.

The *worker* empties the outbox and does what is periodic; its *heartbeat* says that it lives. The *doctor* makes
*findings* and says what to mend. A *backup* is one file, made while the server runs and proved by reading it back.
"""
