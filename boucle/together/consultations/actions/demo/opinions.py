"""An open opinion map: three tendencies in the votes, statements that wait for moderation, a place for visitors."""

from random import Random
from typing import Any

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions import prepare, rounds, sheets, statements
from boucle.together.consultations.actions.demo.cast import Cast, days_ago, evening, read
from boucle.together.consultations.enums import AGREE, DISAGREE, PASS, Access, ItemType, Method
from boucle.together.consultations.models import Consultation, Item, Voice, Vote

NAME = "Carte d’opinions…"
TITLE = "Couper qui, protéger qui ?"
CODE = ""  # a visitor joins
SEED = 2027
BEGUN, FIRST_BROUGHT, LAST_BROUGHT = 6, 4, 0.6  # days ago
LEAST_SEEN = 24  # statements that a voice met
PASSES = 0.11
AGREES = {-2: 0.07, -1: 0.24, 0: 0.5, 1: 0.76, 2: 0.94}  # share that agrees, by leaning


def tell(cast: Cast) -> None:
    told = read("opinions")
    with clock.at(days_ago(BEGUN)):
        row = cast.create(
            told,
            Method.OPINIONS,
            Access.PUBLIC,
            situation=cast.situation,
            is_hidden=False,
            is_open_to_statements=True,
        )
        items = [
            prepare.add_item(consultation=row, user=cast.coordinator, type=ItemType.STATEMENT, text=each["text"])
            for each in told["statements"]
        ]
        planned = rounds.plan_round(consultation=row, user=cast.coordinator, items=items, closes_at=evening(24))
        rounds.open_round(round=planned, by=cast.by)
        row.refresh_from_db()
        vote(row, items, told)
    bring(cast, row, told)


def vote(row: Consultation, items: list[Item], told: dict[str, Any]) -> None:
    rng = Random(SEED)
    votes = []
    for tendency, people in enumerate(each["people"] for each in told["tendencies"]):
        for _ in range(people):
            voice, _code = sheets.join(consultation=row)
            met = sorted(rng.sample(range(len(items)), rng.randint(LEAST_SEEN, len(items))))
            votes += [(voice, items[at], said(rng, told["statements"][at]["leaning"][tendency])) for at in met]
    cast_all(consultation=row, votes=votes)


def said(rng: Random, leaning: int) -> int:
    if rng.random() < PASSES:
        return PASS
    return AGREE if rng.random() < AGREES[leaning] else DISAGREE


def cast_all(*, consultation: Consultation, votes: list[tuple[Voice, Item, int]]) -> int:
    """Votes of many voices at once, by the checks of `votes.cast`. Returns how many."""
    rules.check_voting(consultation)
    if any(
        voice.consultation_id != consultation.pk or item.consultation_id != consultation.pk for voice, item, _ in votes
    ):
        raise NotPossible("A vote of another consultation.")
    rows = [
        Vote(consultation=consultation, voice=voice, item=item, value=rules.check_value(item, value))
        for voice, item, value in votes
    ]
    return len(Vote.objects.bulk_create(rows, batch_size=2000))


def bring(cast: Cast, row: Consultation, told: dict[str, Any]) -> None:
    """Three statements that people brought are published, and asked; five still wait."""
    with clock.at(days_ago(FIRST_BROUGHT)):
        for text in told["brought"]:
            made = statements.bring(consultation=row, text=text)
            lifecycle.publish(contribution=made.contribution, by=cast.by)
    with clock.at(days_ago(LAST_BROUGHT)):
        for text in told["waiting"]:
            statements.bring(consultation=row, text=text)
