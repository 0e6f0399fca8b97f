"""Two dots each: thirty-three questions become four that burn, then four with power; another vote is open."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from boucle.foundation.core import clock
from boucle.together.consultations import actions
from boucle.together.consultations.actions import paper, prepare, rounds, sheets
from boucle.together.consultations.actions.demo.cast import Cast, days_ago, evening, read
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Consultation, Item, Round

NAME = "Voix et gommettes…"
TITLE = "Trois jours à quarante degrés : par quoi commencer ?"
CODE = ""  # a visitor joins
SEED = 33
BEGUN, CLOSED, DECIDED, OPEN = 31, 24, 22, 3  # days ago
DOTS = 2
BOTH_ON_ONE = 0.2  # of the people
OPEN_RULE = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 3}


def tell(cast: Cast) -> None:
    told = read("dots")
    tell_closed(cast, told)
    tell_open(cast, told["open"])


def tell_closed(cast: Cast, told: dict[str, Any]) -> None:
    with clock.at(days_ago(BEGUN)):
        row = cast.create(told, Method.BUDGET, Access.PUBLIC)
        items = options(cast, row, [each["text"] for each in told["questions"]], told["questions"])
        round_ = opened(cast, row, items, clock.now() + timedelta(days=6))
        rng, weights = Random(SEED), [each["weight"] + 0.2 for each in told["questions"]]
        for _ in range(told["online"]):
            place(rng, row, items, weights)
        for _ in range(told["paper"]):
            paper.enter_paper(round=round_, user=cast.second, answers=drawn(rng, items, weights))
    with clock.at(days_ago(CLOSED)):
        rounds.close_round(round=round_, by=cast.by)
        grow(cast, row, items, told["lineages"])
        rounds.close(consultation=row, by=cast.by)
    with clock.at(days_ago(DECIDED)):
        decided(cast, row, items, told["lineages"])


def options(cast: Cast, row: Consultation, texts: Sequence[str], told: Sequence[dict[str, Any]] = ()) -> list[Item]:
    details = [f"Thème : {each['group']}" for each in told] or [""] * len(texts)
    return [
        prepare.add_item(consultation=row, user=cast.coordinator, type=ItemType.OPTION, text=text, detail=detail)
        for text, detail in zip(texts, details, strict=True)
    ]


def opened(cast: Cast, row: Consultation, items: list[Item], closes_at: Any) -> Round:
    planned = rounds.plan_round(consultation=row, user=cast.coordinator, items=items, closes_at=closes_at)
    return rounds.open_round(round=planned, by=cast.by)


def drawn(rng: Random, items: list[Item], weights: Sequence[float]) -> dict[Item, int]:
    """Two dots on two lines, or both on one."""
    first = rng.choices(items, weights)[0]
    if rng.random() < BOTH_ON_ONE:
        return {first: DOTS}
    second = first
    while second == first:
        second = rng.choices(items, weights)[0]
    return {first: 1, second: 1}


def place(rng: Random, row: Consultation, items: list[Item], weights: Sequence[float]) -> None:
    voice, code = sheets.join(consultation=row)
    sheets.keep_ballot(voice=voice, values=drawn(rng, items, weights))
    sheets.send(voice=voice, code=code)


def grow(cast: Cast, row: Consultation, items: list[Item], lineages: list[dict[str, Any]]) -> None:
    """From what was collected to what burns, then to what gives power: each keeps where it comes from."""
    by_text = {item.text: item for item in items}
    for each in lineages:
        parents = [by_text[text] for text in each["from"]]
        burning = prepare.add_item(
            consultation=row,
            user=cast.coordinator,
            type=ItemType.OPTION,
            text=each["burning"],
            settings={"kind": "burning"},
            parents=parents,
        )
        prepare.add_item(
            consultation=row,
            user=cast.coordinator,
            type=ItemType.OPTION,
            text=each["powerful"],
            settings={"kind": "powerful"},
            parents=[burning],
        )


def decided(cast: Cast, row: Consultation, items: list[Item], lineages: list[dict[str, Any]]) -> None:
    """The question with the most dots of each lineage is kept; the others are answered by it, or wait."""
    winners = {each["from"][0]: each for each in lineages}
    joined = {text: each for each in lineages for text in each["from"][1:]}
    outcomes = {item: actions.Choice(item.text in winners, why(item.text, winners, joined)) for item in items}
    actions.decide(
        consultation=row,
        user=cast.coordinator,
        text="Quatre questions partent aux tables de travail, sous leur forme puissante. Les autres restent au mur :"
        " elles reviendront au prochain exercice.",
        review_on=evening(120).date(),
        outcomes=outcomes,
    )


def why(text: str, winners: dict[str, dict[str, Any]], joined: dict[str, dict[str, Any]]) -> str:
    if text in winners:
        return f"Parmi les quatre plus choisies. Elle devient : « {winners[text]['powerful']} »"
    if text in joined:
        return f"Reprise dans la question brûlante : « {joined[text]['burning']} »"
    return "Moins de voix que les quatre premières : gardée pour le prochain exercice."


def tell_open(cast: Cast, told: dict[str, Any]) -> None:
    with clock.at(days_ago(OPEN)):
        row = cast.create(told, Method.BUDGET, Access.PUBLIC)
        prepare.write_rule(consultation=row, user=cast.coordinator, rule=OPEN_RULE)
        items = options(cast, row, [text for text, _weight in told["options"]])
        opened(cast, row, items, evening(18))
        rng, weights = Random(SEED), [weight for _text, weight in told["options"]]
        for _ in range(told["voters"]):
            place(rng, row, items, weights)
