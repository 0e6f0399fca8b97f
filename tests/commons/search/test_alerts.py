"""Saved searches: confirmed, told of what is new and fits, once, and of nothing else."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from boucle.commons.search import actions
from boucle.commons.search.models import Alert, AlertHit, AlertKey
from boucle.commons.search.queries import alerts, everywhere
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contact, Transition
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages import jobs
from boucle.foundation.messages.enums import Rhythm
from boucle.foundation.messages.models import Letter, Subscription
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, library, search

pytestmark = pytest.mark.django_db
FOLLOWED = "«\u00a0fontaine\u00a0», fiches de la bibliothèque"


@pytest.fixture
def place() -> Territory:
    contributions.theme()
    return library.place()


def saved(place: Territory, email: str = "awa@bron.example", **typed: object) -> Subscription:
    asked, sentences = everywhere.parse({name: str(value) for name, value in typed.items()}, place)
    assert sentences == []
    made = actions.save(asked=asked, email=email, rhythm=Rhythm.HOURLY, language="fr")
    assert made is not None
    return messages.confirm(subscription=made)


def tell() -> list[list[str]]:
    """The titles of every digest so far, after one round of them."""
    search.work()
    Subscription.objects.filter(confirmed_at__isnull=False).update(next_at=clock.now())
    jobs.send_digests()
    letters = Letter.objects.filter(template="digest").order_by("pk")
    return [[fiche["title"] for fiche in letter.context["fiches"]] for letter in letters]


def test_a_search_is_saved_confirmed_told_and_left(place: Territory, client: Client) -> None:
    address = f"/t/{place.slug}/search/follow/?q=fontaine&quoi=sheet"
    page = client.get(address).content.decode()
    assert f"{FOLLOWED}, Bron" in page
    posted = {"email": "awa@bron.example", "rhythm": "hourly", "website": ""}
    assert client.post(address, posted)["Location"] == f"/t/{place.slug}/subscribe/asked/"
    jobs.send_due()
    found = re.search(r"https?://[^/]+(/subscriptions/confirm/\S+)", str(mail.outbox[0].body))
    assert found is not None
    assert FOLLOWED in client.get(found[1]).content.decode()
    client.post(found[1])
    library.sheet(territory=place, title="Une fontaine à clé")
    assert tell() == [["Une fontaine à clé"]]
    jobs.send_due()
    text = str(mail.outbox[-1].body)
    assert FOLLOWED.replace("\u00a0", " ") in mail.outbox[-1].subject
    left = re.search(r"https?://[^/]+(/subscriptions/leave/\S+)", text)
    assert left is not None
    assert client.post(left[1]).status_code == 200
    assert [model.objects.count() for model in (Alert, AlertKey, AlertHit, Subscription)] == [0, 0, 0, 0]


def test_a_wrong_address_is_told_and_loses_nothing(place: Territory, client: Client) -> None:
    address = f"/t/{place.slug}/search/follow/?q=fontaine&du=2026-01-01"
    answer = client.post(address, {"email": "awa", "rhythm": "hourly", "website": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="awa"' in page
    assert "Les dates de votre recherche ne comptent pas ici" in page
    assert client.post(address, {"email": "a@b.example", "rhythm": "hourly", "website": "x"}).status_code == 302
    assert Subscription.objects.count() == 0
    drill = contributions.situation(place, nature=Nature.EXERCISE)
    assert client.get(f"/t/{place.slug}/search/follow/?situation={drill.slug}").status_code == 404


def test_an_alert_never_names_the_same_thing_twice(place: Territory) -> None:
    saved(place, q="soupe")
    row = contributions.contribution(State.PUBLISHED, territory=place, title="Soupe du soir")
    assert tell() == [["Soupe du soir"]]
    by = rules.By(user=accounts.coordinator(place))
    contributions.with_revision(row, by)
    lifecycle.publish(contribution=row, by=by)
    assert tell() == [["Soupe du soir"]]
    first = Transition.objects.filter(contribution=row, verb="publish").earliest("number")
    actions.match(transition=first)  # a worker that stopped halfway does it again
    assert tell() == [["Soupe du soir"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertHit.objects.create(alert=Alert.objects.get(), contribution=row)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, {"Soupe de Bron", "Fontaine", "Repas"}),
        ({"q": "soupes"}, {"Soupe de Bron"}),
        ({"q": "soupe fontaine"}, set()),
        ({"quoi": "sheet"}, {"Fontaine"}),
        ({"moment": "after"}, set()),
        ({"moment": "before"}, {"Fontaine"}),
        ({"theme": "manger"}, {"Repas", "Soupe de Bron"}),
        ({"ou": "Bron", "distance": 1}, {"Repas", "Fontaine"}),
        ({"situation": "crue"}, {"Repas"}),
    ],
)
def test_an_alert_tells_what_its_search_would_show(place: Territory, typed: dict[str, Any], told: set[str]) -> None:
    around = territories.open_territory(territory=contributions.metropole())
    flood = contributions.situation(around)
    flood.slug = "crue"
    flood.save()
    saved(around, **typed)
    contributions.contribution(State.PUBLISHED, territory=place, title="Soupe de Bron", lat=45.76, lon=4.95)
    library.sheet(territory=place, title="Fontaine", text="Rien.", theme="", phase="before")
    contributions.contribution(
        State.PUBLISHED, territory=place, title="Repas", text="Rien.", theme="repas-chauds", situation=flood
    )
    assert {title for digest in tell() for title in digest} == told
    asked, _ = everywhere.parse({name: str(value) for name, value in typed.items()}, around)
    shown = {row.title for row in everywhere.page(asked).rows}
    assert told <= shown, "what is told is on the page of the search"


def test_an_exercise_another_place_and_what_came_before_are_never_told(place: Territory) -> None:
    contributions.contribution(State.PUBLISHED, territory=place, title="Avant")
    search.work()
    saved(place)
    drill = contributions.situation(place, nature=Nature.EXERCISE)
    contributions.contribution(State.PUBLISHED, territory=place, title="Exercice", situation=drill)
    contributions.contribution(State.PUBLISHED, territory=contributions.commune("Oullins"), title="Ailleurs")
    contributions.contribution(State.PROPOSED, territory=place, title="Pas encore")
    assert tell() == []


def test_nothing_is_told_to_an_address_that_did_not_confirm(place: Territory) -> None:
    asked, _ = everywhere.parse({"q": "soupe"}, place)
    actions.save(asked=asked, email="awa@bron.example", rhythm=Rhythm.DAILY, language="fr")
    contributions.contribution(State.PUBLISHED, territory=place, title="Soupe")
    assert tell() == []
    assert AlertHit.objects.count() == 0


def test_what_is_withdrawn_before_the_digest_is_not_told(place: Territory) -> None:
    saved(place, q="soupe")
    row = search.published(title="Soupe", territory=place)
    assert AlertHit.objects.count() == 1
    lifecycle.archive(contribution=row, by=rules.SYSTEM)
    assert tell() == []


def test_the_same_search_saved_again_takes_the_place_of_the_first_and_another_does_not(place: Territory) -> None:
    for query in ("soupe", "fontaine", "soupe"):
        saved(place, q=query)
    assert sorted(Subscription.objects.values_list("search", flat=True)) == ["?q=fontaine", "?q=soupe"]


def test_an_address_that_expires_takes_its_searches_with_it(place: Territory) -> None:
    from boucle.foundation.lifecycle.actions import purge_contacts

    saved(place, q="soupe")
    search.published(title="Soupe", territory=place)
    Contact.objects.update(keep_until=clock.today() - timedelta(days=1))
    purge_contacts()
    assert [model.objects.count() for model in (Alert, AlertKey, AlertHit, Subscription)] == [0, 0, 0, 0]


def test_a_search_keeps_nothing_of_a_person_and_its_feed_neither(place: Territory, client: Client) -> None:
    row = saved(place, q="soupe")
    page = client.get(f"/t/{place.slug}/search/follow/?q=soupe").content.decode()
    assert f'href="/t/{place.slug}/search/?q=soupe&amp;format=atom"' in page
    assert alerts.path(row) == f"/t/{place.slug}/search/?q=soupe"
    fields = {field.name for model in (Alert, AlertKey, AlertHit) for field in model._meta.get_fields()}
    assert fields.isdisjoint({"email", "name", "phone", "contact"})


def test_a_word_that_nobody_said_yet_is_awaited_as_written(place: Territory) -> None:
    saved(place, q="cerfs-volants")
    contributions.contribution(State.PUBLISHED, territory=place, title="Atelier de cerfs-volants")
    assert tell() == [["Atelier de cerfs-volants"]]


def test_a_new_fiche_meets_few_of_many_alerts_in_as_many_queries(
    place: Territory, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        saved(place, email=f"voisin{number}@bron.example", q=f"soupe {'chaude' if number else 'froide'}")
    row = search.published(title="Soupe froide", text="Rien.", territory=place)
    assert AlertHit.objects.count() == 1
    transition = Transition.objects.filter(contribution=row, verb="publish").get()
    with django_assert_max_num_queries(14):
        actions.match(transition=transition)


def test_a_new_fiche_reads_no_alert_of_another_kind_moment_theme_or_situation(place: Territory) -> None:
    flood = contributions.situation(place)
    others = [{"quoi": "sheet"}, {"moment": "after"}, {"theme": "soins"}, {"situation": flood.slug}]
    own = [{}, {"quoi": "initiative"}, {"moment": "during"}, {"theme": "manger"}, {"q": "soupe"}]
    for typed in [*others, *own]:
        saved(place, **typed)
    row = search.published(title="Soupe du soir", text="Rien.", territory=place, theme="repas-chauds")
    met = alerts.met(actions.alerts.seen(row), clock.now())
    asked = [everywhere.parse(typed, place)[0].to_query() for typed in own]
    assert [each.subscription.search for each in met] == asked
    assert AlertHit.objects.count() == len(own)


def test_what_was_told_or_went_before_is_forgotten_after_three_months(place: Territory) -> None:
    saved(place)
    told = search.published(title="Soupe", territory=place)
    assert tell() == [["Soupe"]]
    waiting = search.published(title="Fontaine", territory=place)
    gone = search.published(title="Repas", territory=place)
    lifecycle.archive(contribution=gone, by=rules.SYSTEM)
    purge, now = registry.PERIODIC["told alerts"], clock.now()
    for days, kept in ((89, {told, waiting, gone}), (91, {waiting})):
        with clock.at(now + timedelta(days=days)):
            purge.run()
        assert {hit.contribution for hit in AlertHit.objects.all()} == kept


def test_a_circle_without_a_size_is_refused(place: Territory) -> None:
    saved(place, q="soupe")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.update(lat=45.0, lon=4.0)


def test_a_stem_stands_once_for_an_alert(place: Territory) -> None:
    saved(place, q="soupe")
    key = AlertKey.objects.first()
    assert key is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertKey.objects.create(stem=key.stem, territory_id=key.territory_id, alert=key.alert)


def test_a_weekly_subscription_waits_for_monday(place: Territory) -> None:
    row = saved(place, q="soupe")
    Subscription.objects.update(rhythm=Rhythm.WEEKLY)
    tell()
    row.refresh_from_db()
    assert row.next_at is not None
    monday: date = timezone.localtime(row.next_at).date()
    assert monday.weekday() == 0
    assert timedelta(0) < row.next_at - clock.now() <= timedelta(days=7, hours=1)
