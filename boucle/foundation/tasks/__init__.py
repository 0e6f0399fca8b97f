"""What somebody must do by a date, with evidence.

A *task* has an owner (a person, or a role that whoever is on duty fills), a moment by which it is due, and an *origin*:
the contribution that it comes from (a section of a plan, a lesson, a proposal). It is to do, under way, done with its
evidence, or dropped with a reason: never deleted. Each move is one append-only *step*.
"""
