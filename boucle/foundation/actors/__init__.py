"""Actors: organisations and people who show themselves by consent.

An *actor* is a contribution: who they are, what they know, seek and offer, in words and by *subject* (a theme on one of
these sides). A *tie* joins two actors who work with one another, once both have said so. A *meeting* is a
message by which one asks to be introduced to another: addresses pass only when both agree. The *matching* of two actors
is computed on plain values, and says its reasons.
"""
