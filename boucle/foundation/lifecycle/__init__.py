"""The lifecycle of everything that people bring.

A *contribution* is proposed, returned, published, rejected, withdrawn or archived; each step is a *transition*, in an
append-only, hash-chained history that is also the outbox; what the public may read of it is a *revision*; personal
data stays in a *contact*. Kinds (initiatives, lessons, sections…) register here and add only their own fields.
"""
