"""Two proposals: one that went all the way to consent with two objections, one that awaits those of the visitor."""

from typing import Any

from boucle.foundation.core import clock
from boucle.together.consultations import actions
from boucle.together.consultations.actions import consent, rounds, sheets
from boucle.together.consultations.actions.demo.cast import Cast, days_ago, evening, read
from boucle.together.consultations.enums import Access, Fate, Method
from boucle.together.consultations.models import Consultation, Objection, Remark, Voice

NAME = "Consentement…"
TITLE = "Prêter les clés des halls frais aux voisins pendant la canicule"
CODE = "DEM0-C0DE-0002"
BEGUN, REACTED, OBJECTED, MENDED, CLOSED, DECIDED = 28, 25, 22, 19, 15, 13  # days ago
OPENED, HEARD = 5, 2
PEOPLE = 9


def tell(cast: Cast) -> None:
    told = read("consent")
    tell_done(cast, told["done"])
    tell_open(cast, told["open"])


def begun(cast: Cast, told: dict[str, Any]) -> Consultation:
    row = cast.create(told, Method.CONSENT, Access.PUBLIC)
    consent.write_proposal(consultation=row, user=cast.coordinator, text=told["first"])
    consent.begin(consultation=row, user=cast.coordinator)
    return row


def asked(cast: Cast, told: dict[str, Any], voices: list[tuple[Voice, str]]) -> None:
    for (voice, _code), (question, answer) in zip(voices, told["questions"], strict=False):
        remark: Remark = consent.ask_question(voice=voice, text=question)
        consent.answer_question(remark=remark, user=cast.coordinator, text=answer)


def reacted(told: dict[str, Any], voices: list[tuple[Voice, str]]) -> None:
    for (voice, _code), text in zip(voices[2:], told["reactions"], strict=False):
        consent.react(voice=voice, text=text)


def objected(told: dict[str, Any], voices: list[tuple[Voice, str]]) -> list[Objection]:
    return [
        consent.object_to(voice=voice, reason=each["reason"], amendment=each["amendment"])
        for (voice, _code), each in zip(voices[1::4], told["objections"], strict=False)
    ]


def tell_done(cast: Cast, told: dict[str, Any]) -> None:
    user = cast.coordinator
    with clock.at(days_ago(BEGUN)):
        row = begun(cast, told)
        voices = [sheets.join(consultation=row) for _ in range(PEOPLE)]
        asked(cast, told, voices)
    with clock.at(days_ago(REACTED)):
        consent.next_step(consultation=row, user=user)
        reacted(told, voices)
    with clock.at(days_ago(OBJECTED)):
        consent.next_step(consultation=row, user=user)
        objections = objected(told, voices)
    with clock.at(days_ago(MENDED)):
        consent.next_step(consultation=row, user=user)
        settle(cast, row, told, objections)
        consent.next_step(consultation=row, user=user)
        for (voice, code), value in zip(voices, told["answers"], strict=True):
            consent.stand(voice=voice, code=code, value=value)
    with clock.at(days_ago(CLOSED)):
        rounds.close(consultation=row, by=cast.by)
    with clock.at(days_ago(DECIDED)):
        decided(cast, row, told)


def settle(cast: Cast, row: Consultation, told: dict[str, Any], objections: list[Objection]) -> None:
    """One objection enters the text; its owner lifts the other."""
    pairs = list(zip(objections, told["objections"], strict=True))
    taken = {objection.pk: each["resolution"] for objection, each in pairs if each["fate"] == Fate.INTEGRATED}
    consent.amend(consultation=row, user=cast.coordinator, text=told["second"], note=told["note"], integrates=taken)
    for objection, each in pairs:
        if each["fate"] == Fate.LIFTED:
            consent.lift(objection=objection, voice=objection.voice, resolution=each["resolution"])


def decided(cast: Cast, row: Consultation, told: dict[str, Any]) -> None:
    outcomes = {item: actions.Choice(True, told["outcome"]) for item in row.items.all()}
    actions.decide(
        consultation=row,
        user=cast.coordinator,
        text=told["decision"],
        review_on=evening(365).date(),
        outcomes=outcomes,
    )


def tell_open(cast: Cast, told: dict[str, Any]) -> None:
    """At the objections: a visitor comes by the code of the demo, or joins."""
    with clock.at(days_ago(OPENED)):
        row = begun(cast, told)
        voices = [sheets.join(consultation=row) for _ in range(PEOPLE)]
        sheets.join(consultation=row, code=CODE)
        asked(cast, told, voices)
        consent.next_step(consultation=row, user=cast.coordinator)
        reacted(told, voices)
    with clock.at(days_ago(HEARD)):
        consent.next_step(consultation=row, user=cast.coordinator)
        objected(told, voices)
