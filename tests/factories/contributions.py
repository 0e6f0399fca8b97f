"""Places, themes and contributions for tests; a contribution reaches its state by the real verbs."""

import itertools
from datetime import timedelta
from typing import Any

from boucle.before.plans import actions as plans
from boucle.before.plans.models import Plan
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.engine.places import Place
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

numbers = itertools.count(1)
EPCI = Place("200046977", "Métropole de Lyon", "epci")
COMMUNES = {
    "Bron": Place("69029", "Bron", "commune", within=("200046977",), lat=45.733, lon=4.913, radius=1800),
    "Oullins": Place("69149", "Oullins", "commune", within=("200046977",), lat=45.715, lon=4.808, radius=1200),
}
SAMPLES: dict[str, dict[str, Any]] = {
    "initiative": {"side": "need"},
    "consultation": {"method": "delphi", "access": "public"},
    "statement": {},  # its consultation is made when one is needed
    "section": {"review_months": 12},  # so is its plan
    "note": {"variety": "remark"},  # so is its section
    "testimony": {"speaker": "resident", "may_quote": True},
    "lesson": {"happened": "Le réservoir s’est vidé en 70 minutes."},
    "sheet": {"variety": "method"},
    "actor": {"role": "association", "is_person": False, "knows": "Faire une soupe pour cent.", "agrees": True},
    "challenge": {"figure": "autonomy", "former": "20/30/40", "value": "10/15/20", "source": "J’y étais"},
}


def metropole() -> Territory:
    territories.load(places=[EPCI])
    return Territory.objects.get(code=EPCI.code)


def commune(name: str = "Bron") -> Territory:
    """A commune of the métropole, open to the public."""
    place = COMMUNES[name]
    if not Territory.objects.filter(code=place.code).exists():
        territories.load(places=[EPCI, place])
    return Territory.objects.get(code=place.code)


def theme(slug: str = "manger") -> Theme:
    """One of the standing themes."""
    if not Theme.objects.filter(slug=slug).exists():
        situations.load_themes()
    return Theme.objects.get(slug=slug)


def situation(territory: Territory, *, nature: Nature = Nature.REAL, **fields: Any) -> Situation:
    number = next(numbers)
    return Situation.objects.create(
        territory=territory,
        slug=f"situation-{number}",
        name=f"Situation {number}",
        nature=nature,
        end_review_on=clock.today() + timedelta(days=30),
        activated_at=clock.now(),
        **fields,
    )


def content(territory: Territory, kind: str = "initiative", **changes: Any) -> dict[str, Any]:
    shared = {
        "title": f"Soupe de midi {next(numbers)}",
        "text": "Une soupe chaude, servie debout, sans inscription.",
        "theme": theme().slug,
        "territory": territory.code,
        "address": "quai de la Gare",
        "language": "fr",
    }
    if kind == "statement" and "consultation" not in changes:
        changes["consultation"] = proposed(territory, kind="consultation").contribution.reference
    if kind == "section" and "plan" not in changes:
        changes["plan"] = open_plan(territory).slug
    if kind == "note" and "section" not in changes:
        changes["section"] = proposed(territory, kind="section").contribution.reference
    if kind == "challenge" and "inventory" not in changes:
        changes |= contested(territory)
    return {**shared, **SAMPLES[kind], **changes}


def open_plan(territory: Territory) -> Plan:
    """A plan whose sections may be published."""
    keeper = accounts.coordinator(territory)
    made = plans.create_plan(territory=territory, user=keeper, name=f"Plan {next(numbers)}")
    return plans.open_to_public(plan=made, user=keeper)


def contested(territory: Territory) -> dict[str, Any]:
    """A figure that can be contested, in an inventory made for it."""
    from tests.factories import dominos

    made = dominos.inventory(territory)
    mast, feeder = dominos.service(made, "mast", "mast"), dominos.service(made, "feeder", "feeder")
    dominos.need(mast, feeder, low=20, likely=30, high=40)
    return {"inventory": made.slug, "service": mast.code, "supplier": feeder.code}


def proposed(
    territory: Territory | None = None,
    *,
    kind: str = "initiative",
    by: rules.By = rules.STRANGER,
    situation: Situation | None = None,
    contact: lifecycle.ContactDetails | None = None,
    is_urgent: bool = False,
    **changes: Any,
) -> lifecycle.Proposed:
    """A contribution that somebody just proposed, with the secret of its private link."""
    place = territory or commune()
    return lifecycle.propose(
        kind=kind,
        territory=place,
        content=content(place, kind, **changes),
        by=by,
        situation=situation,
        contact=contact,
        is_urgent=is_urgent,
    )


def contribution(state: State = State.PROPOSED, *, decider: User | None = None, **options: Any) -> Contribution:
    """A contribution in a state; `decider` decides (a coordinator made for it when none is given)."""
    made = proposed(**options)
    author = options.get("by") or rules.By(secret=made.secret)
    return walk(made.contribution, state, author, decider)


def walk(row: Contribution, state: State, author: rules.By, decider: User | None = None) -> Contribution:
    """Takes a proposed contribution to a state, verb after verb."""
    if state == State.PROPOSED:
        return row
    if state == State.WITHDRAWN:
        return lifecycle.withdraw(contribution=row, by=author)
    by = rules.By(user=decider or accounts.coordinator(row.territory))
    if state == State.RETURNED:
        return lifecycle.return_to_author(contribution=row, by=by, question="À quelle heure ?")
    if state == State.REJECTED:
        return lifecycle.reject(contribution=row, by=by, reason=Reason.UNVERIFIABLE)
    row = lifecycle.publish(contribution=row, by=by)
    if state == State.ARCHIVED:
        return lifecycle.archive(contribution=row, by=rules.SYSTEM, reason=Reason.OUTDATED)
    return row


def with_revision(row: Contribution, by: rules.By, **changes: Any) -> Contribution:
    """A published contribution behind which a revision waits."""
    return lifecycle.revise(contribution=row, content=changes or {"text": "Une autre soupe."}, by=by)


def kinds() -> list[str]:
    return sorted(registry.KINDS)
