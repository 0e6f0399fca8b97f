"""After each transition: the search shows the contribution as it now is, and alerts learn of what is new."""

from boucle.commons.search import actions
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition

# Moves that change nothing of what the public sees: those of rows that are not published.
SHOWN = frozenset({Verb.PUBLISH, Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.ARCHIVE, Verb.RESTORE, Verb.MERGE})


def index(transition_id: int) -> None:
    """Indexes the contribution of a transition."""
    contribution_id = Transition.objects.values_list("contribution_id", flat=True).get(pk=transition_id)
    actions.index(ids=[contribution_id])


def alert(transition_id: int) -> None:
    """Compares what was published for the first time with the saved searches."""
    transition = Transition.objects.get(pk=transition_id)
    if transition.source == State.PROPOSED:
        actions.match(transition=transition)
