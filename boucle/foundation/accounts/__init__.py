"""People who sign in, and what they may do where.

A `User` is known by an e-mail address. A `Scope` is what a member may do on a territory and a theme: a
referent has one for a theme, or for all; a coordinator has one for a whole territory. An `Invitation` offers a
scope by mail. The four rights (see, decide, edit, export) are separate: `rules.can` asks for one of them at one
place, `queries.covered` gives the rows of a list on which somebody has it, and `queries.chain` says whom an item
is given to.
"""
