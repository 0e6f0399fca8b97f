"""Actors: shown by agreement, taken away at once, suggested with reasons."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor, Subject
from boucle.foundation.actors.queries import suggestions
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions_queries
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from tests.factories import accounts, actors, contributions

pytestmark = pytest.mark.django_db


def test_a_person_without_agreement_is_shown_by_nobody() -> None:
    place = actors.place()
    row = contributions.proposed(place, kind="actor", is_person=True, agrees=False).contribution
    with pytest.raises(rules.NotPossible, match="accord"):
        lifecycle.publish(contribution=row, by=rules.By(user=accounts.coordinator(place)))
    assert Actor.objects.get().contribution.state == State.PROPOSED


def test_leaving_takes_the_agreement_back_and_the_page_away() -> None:
    actor, secret = actors.made("Léa Pré", is_person=True, is_shared=True)
    actions.leave(contribution=actor.contribution, by=rules.By(secret=secret))
    left = actors.find(actor.pk)
    assert (left.contribution.state, left.agreed_at, left.is_shared) == (State.WITHDRAWN, None, False)


def test_whoever_left_comes_back_by_agreeing_again_and_only_so() -> None:
    actor, secret = actors.made("Léa Pré", is_person=True)
    by = rules.By(secret=secret)
    row = actions.leave(contribution=actor.contribution, by=by)
    with pytest.raises(rules.NotPossible):
        lifecycle.restore(contribution=row, by=by)
    actions.come_back(contribution=row, by=by)
    back = actors.find(actor.pk)
    assert (back.contribution.state, back.agreed_at is not None) == (State.PROPOSED, True)


def test_nobody_else_takes_an_agreement_back_or_gives_it() -> None:
    actor = actors.actor()
    stranger = rules.By(user=accounts.coordinator(actor.contribution.territory))
    with pytest.raises(rules.NotAllowed):
        actions.share(actor=actor, is_shared=True, by=stranger)
    with pytest.raises(rules.NotAllowed):
        actions.leave(contribution=actor.contribution, by=stranger)


def test_a_correction_that_waits_cannot_give_an_agreement_back() -> None:
    actor, secret = actors.made("Léa Pré", is_person=True, is_shared=True)
    by = rules.By(secret=secret)
    change = {"knows": "Les puits.", "agrees": True, "is_shared": True}
    row = lifecycle.revise(contribution=actor.contribution, content=change, by=by)
    actions.share(actor=actor, is_shared=False, by=by)
    lifecycle.publish(contribution=row, by=rules.By(user=accounts.coordinator(row.territory)))
    corrected = actors.find(actor.pk)
    assert (corrected.knows, corrected.is_shared) == ("Les puits.", False)


@pytest.mark.parametrize("is_person", [True, False])
def test_whoever_has_left_comes_back_before_they_share(is_person: bool) -> None:
    actor, secret = actors.made("Léa Pré", is_person=is_person)
    by = rules.By(secret=secret)
    actions.leave(contribution=actor.contribution, by=by)
    with pytest.raises(rules.NotPossible, match="revenez-y"):
        actions.share(actor=actor, is_shared=True, by=by)
    assert actors.find(actor.pk).is_shared is False


def test_sharing_moves_the_revision_of_the_territory_so_that_no_old_export_is_served() -> None:
    actor, secret = actors.made()
    before = actor.contribution.territory.revision
    actions.share(actor=actor, is_shared=True, by=rules.By(secret=secret))
    actor.contribution.territory.refresh_from_db()
    assert actor.contribution.territory.revision == before + 1


def test_themes_are_written_by_side_and_kept_in_the_revision() -> None:
    actor = actors.actor(knows_themes=["soins", "eau"], seeks_themes=["eau"])
    assert sorted(actor.subjects.values_list("side", "theme__slug")) == [
        ("knows", "eau"),
        ("knows", "soins"),
        ("seeks", "eau"),
    ]
    content = contributions_queries.content(actor.contribution)
    assert (content["knows_themes"], content["seeks_themes"]) == (["eau", "soins"], ["eau"])
    assert {"agrees", "agreed_at", "is_shared"} & set(content) == set()


def test_erasing_leaves_no_word_of_an_actor() -> None:
    one, other = actors.researcher(), actors.practitioner()
    actors.tied(one, other[0])
    actors.asked_meeting(other, one[0])
    lifecycle.erase(contribution=one[0].contribution, by=rules.By(secret=one[1]))
    assert list(Actor.objects.values_list("pk", flat=True)) == [other[0].pk]
    assert set(Subject.objects.values_list("actor", flat=True)) == {other[0].pk}
    assert other[0].ties_received.count() == 0 and other[0].meetings_asked.count() == 0


@pytest.mark.parametrize("change", [{"role": "queen"}, {"is_person": True, "agreed_at": None, "is_shared": True}])
def test_the_database_refuses_what_an_actor_cannot_be(change: dict[str, Any]) -> None:
    actor = actors.actor()
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(pk=actor.pk).update(**change)


def test_the_database_refuses_a_theme_twice_or_on_no_side() -> None:
    actor = actors.actor(knows_themes=["eau"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(actor=actor, theme=actors.theme("eau"), side="knows")
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(actor=actor, theme=actors.theme("eau"), side="sells")


def test_a_suggestion_says_why_in_words() -> None:
    one = actors.researcher()[0]
    actors.practitioner("Régie des eaux")
    actors.actor("Club de boules", knows_themes=["animaux"])
    found = suggestions.suggested(one)
    assert [each.actor.contribution.title for each in found] == ["Régie des eaux"]
    assert [reason.replace("\xa0", " ") for reason in found[0].reasons] == [
        "Vous cherchez : « Trouver de l’eau ». Régie des eaux le propose. Ses mots : « Un réservoir. »",
        "L’un étudie, l’autre pratique : vous regardez la même chose de deux côtés.",
        "Vous êtes tous deux au même endroit : Bron.",
    ]


def test_neighbours_are_suggested_before_those_who_live_farther() -> None:
    one = actors.researcher()[0]
    actors.practitioner("Fontainiers d’Oullins", territory=actors.place("Oullins"))
    actors.practitioner("Régie de Bron")
    found = suggestions.suggested(one)
    assert [each.actor.contribution.title for each in found] == ["Régie de Bron", "Fontainiers d’Oullins"]
    assert found[1].reasons[-1].replace("\xa0", " ") == "Tout près de vous : Fontainiers d’Oullins, Oullins."


def test_those_who_were_written_to_or_have_left_are_not_suggested() -> None:
    one = actors.researcher()
    asked = actors.practitioner("Régie de Bron")[0]
    actors.practitioner("Fontaine du Pré", state=State.PROPOSED)
    left, secret = actors.practitioner("Puits du Bourg")
    actions.leave(contribution=left.contribution, by=rules.By(secret=secret))
    actors.asked_meeting(one, asked)
    assert suggestions.suggested(one[0]) == []


def test_suggestions_take_as_many_queries_whatever_the_number_of_actors(django_assert_max_num_queries: Any) -> None:
    one = actors.researcher()[0]
    for number in range(8):
        actors.practitioner(f"Fontaine {number}")
    with django_assert_max_num_queries(10):
        assert len(suggestions.suggested(one)) == suggestions.SHOWN
