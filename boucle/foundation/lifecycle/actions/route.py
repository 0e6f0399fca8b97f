"""Routing by subsidiarity: an item goes to the most specific scope, and climbs one level after the delay."""

from datetime import timedelta

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution

STANDING_HOURS = 48  # the delay where no situation sets one
URGENT_HOURS = 1


def delay(contribution: Contribution) -> timedelta:
    if contribution.is_urgent:
        return timedelta(hours=URGENT_HOURS)
    situation = contribution.situation
    return timedelta(hours=situation.decision_hours if situation else STANDING_HOURS)


def route(contribution: Contribution) -> None:
    """Asks the closest scope; the row is saved by the caller. Nobody in charge: asked of nobody, due all the same."""
    contribution.climbs = 0
    if registry.kind(contribution.kind).is_moderated:
        ask(contribution)


def climb(contribution: Contribution) -> None:
    """Asks one level higher; at the top it stays, due again after the same delay. The row is saved by the caller."""
    contribution.climbs += 1
    contribution.held_by = contribution.held_until = None
    ask(contribution)


def ask(contribution: Contribution) -> None:
    """Asks the scope of the level that it has reached, among those where somebody is present. Unsaved."""
    chain = accounts.chain(contribution.territory_id, contribution.theme_id)
    now = clock.now()
    asked = chain[min(contribution.climbs, len(chain) - 1)] if chain else None
    contribution.asked_territory_id = asked.territory_id if asked else None
    contribution.asked_theme_id = asked.theme_id if asked else None
    contribution.asked_at = now
    contribution.due_at = now + delay(contribution)
