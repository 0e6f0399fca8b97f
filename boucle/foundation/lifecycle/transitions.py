"""THE table of the lifecycle: for each verb, from which states, to which state, and who may.

The diagram in docs/reference/lifecycle.md is generated from it, and the tests walk every line of it for every
registered kind. A move `about_revision` concerns the revision that waits behind a published contribution: the public
text stays as it is until somebody decides.
"""

from dataclasses import dataclass

from boucle.foundation.lifecycle.enums import Role, State, Verb

AUTHOR = frozenset({Role.AUTHOR})
DECIDERS = frozenset({Role.REFERENT, Role.COORDINATOR})
ANYONE = frozenset(Role)


@dataclass(frozen=True)
class Move:
    verb: Verb
    source: State | None  # None: the contribution does not exist yet
    target: State
    roles: frozenset[Role]
    about_revision: bool = False


MOVES: tuple[Move, ...] = (
    Move(Verb.PROPOSE, None, State.PROPOSED, ANYONE),
    Move(Verb.REVISE, State.PROPOSED, State.PROPOSED, AUTHOR | DECIDERS),
    Move(Verb.REVISE, State.RETURNED, State.PROPOSED, AUTHOR | DECIDERS),
    Move(Verb.REVISE, State.PUBLISHED, State.PUBLISHED, AUTHOR | DECIDERS),
    Move(Verb.RETURN, State.PROPOSED, State.RETURNED, DECIDERS),
    Move(Verb.RETURN, State.PUBLISHED, State.PUBLISHED, DECIDERS, about_revision=True),
    Move(Verb.PUBLISH, State.PROPOSED, State.PUBLISHED, DECIDERS | {Role.SYSTEM}),
    Move(Verb.PUBLISH, State.PUBLISHED, State.PUBLISHED, DECIDERS, about_revision=True),
    Move(Verb.REJECT, State.PROPOSED, State.REJECTED, DECIDERS),
    Move(Verb.REJECT, State.RETURNED, State.REJECTED, DECIDERS),
    Move(Verb.REJECT, State.PUBLISHED, State.PUBLISHED, DECIDERS, about_revision=True),
    Move(Verb.VERIFY, State.PUBLISHED, State.PUBLISHED, AUTHOR | DECIDERS),
    Move(Verb.WITHDRAW, State.PROPOSED, State.WITHDRAWN, AUTHOR),
    Move(Verb.WITHDRAW, State.RETURNED, State.WITHDRAWN, AUTHOR),
    Move(Verb.WITHDRAW, State.PUBLISHED, State.WITHDRAWN, AUTHOR),
    Move(Verb.WITHDRAW, State.ARCHIVED, State.WITHDRAWN, AUTHOR),
    Move(Verb.ARCHIVE, State.PROPOSED, State.ARCHIVED, frozenset({Role.SYSTEM})),
    Move(Verb.ARCHIVE, State.RETURNED, State.ARCHIVED, DECIDERS | {Role.SYSTEM}),
    Move(Verb.ARCHIVE, State.PUBLISHED, State.ARCHIVED, DECIDERS | {Role.SYSTEM}),
    Move(Verb.RESTORE, State.ARCHIVED, State.PUBLISHED, AUTHOR | DECIDERS),
    Move(Verb.RESTORE, State.WITHDRAWN, State.PROPOSED, AUTHOR),
    Move(Verb.RESTORE, State.REJECTED, State.PROPOSED, DECIDERS),
    Move(Verb.MERGE, State.PROPOSED, State.ARCHIVED, DECIDERS),
    Move(Verb.MERGE, State.RETURNED, State.ARCHIVED, DECIDERS),
    Move(Verb.MERGE, State.PUBLISHED, State.ARCHIVED, DECIDERS),
)

TABLE: dict[tuple[Verb, State | None], Move] = {(move.verb, move.source): move for move in MOVES}


def find(verb: Verb, source: State | None) -> Move | None:
    """The move that a verb makes from a state, or None when there is no such line."""
    return TABLE.get((verb, source))
