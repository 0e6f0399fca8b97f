"""Questions between two actors: asked by mail, answered once; nothing passes unless both agree."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from boucle.foundation.actors import actions
from boucle.foundation.actors import rules as actor_rules
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.actors.queries import joined
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Link
from boucle.foundation.messages import jobs as letters
from boucle.foundation.messages.models import Letter
from tests.factories import actors

pytestmark = pytest.mark.django_db
LEA, REGIE = "lea@acteurs.example", "regie@acteurs.example"
Made = tuple[Actor, str]


@pytest.fixture
def lea() -> Made:
    return actors.researcher("Léa Pré", is_person=True, email=LEA)


@pytest.fixture
def regie() -> Made:
    return actors.practitioner("Régie des eaux", email=REGIE)


def delivered() -> list[tuple[str, str]]:
    """Whom letters went to, with all their text."""
    mail.outbox.clear()
    letters.send_due()
    return [(letter.to[0], f"{letter.subject}\n{letter.body}") for letter in mail.outbox]


def kept() -> str:
    """Everything that stays in the tables of questions and letters."""
    return json.dumps([*Meeting.objects.values(), *Letter.objects.values("context", "once")], default=str)


def test_a_message_arrives_without_the_address_of_its_sender(lea: Made, regie: Made) -> None:
    delivered()
    actors.asked_meeting(lea, regie[0], "Je cherche un réservoir.")
    [(to, text)] = delivered()
    assert to == REGIE
    assert "Je cherche un réservoir." in text and "Léa Pré" in text and "/meeting/" in text
    assert LEA not in text


def test_when_both_agree_each_gets_the_other_one_s_address(lea: Made, regie: Made) -> None:
    meeting = actors.asked_meeting(lea, regie[0])
    delivered()
    actions.accept_meeting(meeting=meeting)
    told = dict(delivered())
    assert set(told) == {LEA, REGIE}
    assert REGIE in told[LEA] and LEA in told[REGIE]
    assert LEA not in kept() and REGIE not in kept() and "Bonjour." not in kept()


def test_declined_nothing_is_told_and_the_words_are_gone(lea: Made, regie: Made) -> None:
    meeting = actors.asked_meeting(lea, regie[0], "Je cherche un réservoir.")
    delivered()
    actions.decline_meeting(meeting=meeting)
    assert delivered() == []
    meeting.refresh_from_db()
    assert (meeting.answer, meeting.words) == (Answer.DECLINED, "")
    assert "réservoir" not in kept()


def test_silence_discloses_nothing_and_is_forgotten(lea: Made, regie: Made) -> None:
    meeting = actors.asked_meeting(lea, regie[0])
    delivered()
    with clock.at(clock.now() + timedelta(days=31)):
        with pytest.raises(rules.NotPossible):
            actions.accept_meeting(meeting=meeting)
        actions.let_go()
        assert Meeting.objects.get().answer == Answer.EXPIRED
    assert delivered() == []
    with clock.at(clock.now() + timedelta(days=122)):
        actions.let_go()
    assert Meeting.objects.count() == 0


def test_a_question_is_answered_once(lea: Made, regie: Made) -> None:
    meeting = actors.asked_meeting(lea, regie[0])
    actions.accept_meeting(meeting=meeting)
    for again in (actions.accept_meeting, actions.decline_meeting):
        with pytest.raises(rules.NotPossible):
            again(meeting=meeting)
    assert Letter.objects.filter(template="meeting_made").count() == 2


def test_the_same_form_twice_asks_once(lea: Made, regie: Made) -> None:
    key = uuid.uuid4()
    first = actors.asked_meeting(lea, regie[0], form_key=key)
    assert actors.asked_meeting(lea, regie[0], form_key=key) == first
    assert Letter.objects.filter(template="meeting_asked").count() == 1


def test_nobody_is_written_to_twice_by_the_same(lea: Made, regie: Made) -> None:
    actions.decline_meeting(meeting=actors.asked_meeting(lea, regie[0]))
    with pytest.raises(rules.NotPossible, match="déjà écrit"):
        actors.asked_meeting(lea, regie[0])
    actors.asked_meeting(regie, lea[0])


def test_two_who_write_at_the_same_time_are_told(lea: Made, regie: Made) -> None:
    actors.asked_meeting(lea, regie[0])
    with pytest.raises(rules.NotPossible, match="Entre-temps"):
        actors.asked_meeting(regie, lea[0])


def test_nobody_writes_to_a_whole_directory(lea: Made) -> None:
    for number in range(actor_rules.MOST_WAITING):
        actors.asked_meeting(lea, actors.actor(f"Fontaine {number}"))
    with pytest.raises(rules.NotPossible, match="attendent une réponse"):
        actors.asked_meeting(lea, actors.actor("La fontaine de trop"))


@pytest.mark.parametrize("who", ["stranger", "other"])
def test_nobody_writes_in_the_name_of_another(lea: Made, regie: Made, who: str) -> None:
    secret = regie[1] if who == "other" else "un-secret-faux"
    with pytest.raises(rules.NotAllowed):
        actors.asked_meeting((lea[0], secret), regie[0])


def test_whoever_left_the_directory_neither_asks_nor_is_asked(lea: Made, regie: Made) -> None:
    meeting = actors.asked_meeting(lea, regie[0])
    actions.leave(contribution=lea[0].contribution, by=rules.By(secret=lea[1]))
    with pytest.raises(rules.NotPossible, match="close"):
        actions.accept_meeting(meeting=meeting)
    assert Meeting.objects.get().words == ""
    gone = actors.find(lea[0].pk)
    with pytest.raises(rules.NotPossible, match="n’est plus dans l’annuaire"):
        actors.asked_meeting(regie, gone)
    with pytest.raises(rules.NotPossible, match="Dès que vous serez"):
        actors.asked_meeting((gone, lea[1]), regie[0])


def test_a_tie_is_shown_once_the_other_has_confirmed(lea: Made, regie: Made) -> None:
    delivered()
    tie = actors.asked_tie(lea, regie[0], actors.theme("eau"))
    assert joined.of_actor(lea[0]) == []
    [(to, text)] = delivered()
    assert to == REGIE and "Travaillez-vous avec Léa Pré" in text and LEA not in text
    actions.accept_tie(tie=tie)
    assert joined.of_actor(regie[0]) == [tie]


def test_a_tie_that_is_declined_is_never_shown(lea: Made, regie: Made) -> None:
    actions.decline_tie(tie=actors.asked_tie(lea, regie[0]))
    assert joined.of_actor(lea[0]) == []


def test_after_a_no_the_same_one_is_not_asked_again_but_may_ask(lea: Made, regie: Made) -> None:
    actions.decline_tie(tie=actors.asked_tie(lea, regie[0]))
    with pytest.raises(rules.NotPossible, match="une fois suffit"):
        actors.asked_tie(lea, regie[0])
    assert actors.asked_tie(regie, lea[0]).answer == Answer.ASKED


def test_either_of_the_two_ends_a_tie_and_a_stranger_does_not(lea: Made, regie: Made) -> None:
    tie = actors.tied(lea, regie[0])
    stranger, secret = actors.practitioner("Puits du Bourg")
    with pytest.raises(rules.NotPossible):
        actions.end_tie(tie=tie, actor=stranger, by=rules.By(secret=secret))
    actions.end_tie(tie=tie, actor=regie[0], by=rules.By(secret=regie[1]))
    assert joined.of_actor(lea[0]) == [] and Link.objects.count() == 0
    assert actors.tied(regie, lea[0]).answer == Answer.ACCEPTED


def test_two_are_joined_once_whoever_asks(lea: Made, regie: Made) -> None:
    actors.asked_tie(lea, regie[0])
    with pytest.raises(rules.NotPossible, match="existe déjà"):
        actors.asked_tie(regie, lea[0])


def test_the_ties_of_somebody_who_left_are_shown_no_more(lea: Made, regie: Made) -> None:
    actors.tied(lea, regie[0])
    actions.leave(contribution=lea[0].contribution, by=rules.By(secret=lea[1]))
    assert joined.of_actor(regie[0]) == []
    assert joined.of_territory(actors.place()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "perhaps"},
        {"answer": Answer.ACCEPTED, "words": ""},
        {"answered_at": "2026-01-01T00:00Z"},
        {"answer": Answer.DECLINED, "answered_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_what_a_meeting_cannot_be(lea: Made, regie: Made, change: dict[str, Any]) -> None:
    meeting = actors.asked_meeting(lea, regie[0], "Des mots.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**change)


@pytest.mark.parametrize("model", [Tie, Meeting])
def test_the_database_refuses_a_question_to_oneself(lea: Made, regie: Made, model: type[Tie] | type[Meeting]) -> None:
    row = actors.asked_tie(lea, regie[0]) if model is Tie else actors.asked_meeting(lea, regie[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(asked=lea[0].pk)


def test_the_database_refuses_a_tie_without_a_known_answer_or_a_date(lea: Made, regie: Made) -> None:
    tie = actors.asked_tie(lea, regie[0])
    for change in ({"answer": "perhaps"}, {"answer": Answer.ACCEPTED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tie.objects.filter(pk=tie.pk).update(**change)
