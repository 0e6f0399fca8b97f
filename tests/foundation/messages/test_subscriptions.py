"""Subscriptions: confirmed from the mailbox, told of what is new, left in one click."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.messages import actions, jobs, queries
from boucle.foundation.messages.enums import Rhythm
from boucle.foundation.messages.models import Letter, Subscription
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

ASKED = {"email": "awa@bron.example", "theme": "manger", "commune": "", "rhythm": "hourly", "website": ""}


@pytest.fixture
def bron(db: None) -> Territory:
    situations.load_themes()
    return territories.open_territory(territory=contributions.commune("Bron"))


@pytest.fixture
def subscription(bron: Territory) -> Subscription:
    made = actions.subscribe(
        email="awa@bron.example",
        territory=bron,
        theme=contributions.theme("manger"),
        rhythm=Rhythm.HOURLY,
        language="fr",
    )
    assert made is not None
    return actions.confirm(subscription=made)


def tell() -> list[Letter]:
    """One round of digests, as if their time had come."""
    Subscription.objects.filter(confirmed_at__isnull=False).update(next_at=clock.now())
    jobs.send_digests()
    return list(Letter.objects.filter(template="digest"))


def link(text: str) -> str:
    found = re.search(r"https?://[^/]+(/subscriptions/\S+)", text)
    assert found is not None
    return found.group(1)


def test_an_address_is_told_of_nothing_before_it_confirms(bron: Territory, client: Client) -> None:
    answer = client.post(f"/t/{bron.slug}/subscribe/", ASKED)
    assert (answer.status_code, answer["Location"]) == (302, f"/t/{bron.slug}/subscribe/asked/")
    contributions.contribution(State.PUBLISHED)
    assert tell() == []
    jobs.send_due()
    address = link(str(mail.outbox[0].body))
    assert client.get(address).status_code == 200
    assert Subscription.objects.get().confirmed_at is None, "a mail scanner that opens the link confirms nothing"
    assert client.post(address).status_code == 200
    assert Subscription.objects.get().confirmed_at is not None


def test_new_fiches_of_the_theme_are_told_once(subscription: Subscription) -> None:
    row = contributions.contribution(State.PUBLISHED, title="Soupe")
    contributions.contribution(State.PUBLISHED, title="Vélos", theme="trajets")
    contributions.contribution(State.PUBLISHED, title="Repas", theme="repas-chauds")
    contributions.proposed(title="Pas encore")
    (letter,) = tell()
    assert sorted(fiche["title"] for fiche in letter.context["fiches"]) == ["Repas", "Soupe"]
    assert tell() == [letter]
    jobs.send_due()
    text = str(mail.outbox[-1].body)
    assert f"/f/{row.reference}/" in text


def test_a_correction_is_no_news(subscription: Subscription) -> None:
    row = contributions.contribution(State.PUBLISHED, title="Soupe")
    tell()
    by = lifecycle_rules.By(user=accounts.coordinator(row.territory))
    contributions.with_revision(row, by)
    lifecycle.publish(contribution=row, by=by)
    assert len(tell()) == 1


def test_an_exercise_is_never_told(subscription: Subscription, bron: Territory) -> None:
    exercise = contributions.situation(bron, nature=Nature.EXERCISE)
    contributions.contribution(State.PUBLISHED, title="Exercice", situation=exercise)
    assert tell() == []


def test_a_fiche_elsewhere_is_not_told(subscription: Subscription) -> None:
    contributions.contribution(State.PUBLISHED, territory=contributions.commune("Oullins"))
    assert tell() == []


def test_at_most_one_mail_an_hour(subscription: Subscription) -> None:
    contributions.contribution(State.PUBLISHED)
    tell()
    subscription.refresh_from_db()
    assert subscription.next_at is not None
    assert subscription.next_at - clock.now() > timedelta(minutes=55)


def test_a_daily_subscription_waits_for_the_morning(subscription: Subscription) -> None:
    Subscription.objects.update(rhythm=Rhythm.DAILY)
    tell()
    subscription.refresh_from_db()
    assert subscription.next_at is not None
    assert timedelta(0) < subscription.next_at - clock.now() <= timedelta(days=1, hours=1)


def test_the_mail_program_leaves_in_one_click(subscription: Subscription) -> None:
    contributions.contribution(State.PUBLISHED)
    tell()
    jobs.send_due()
    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = link(headers["List-Unsubscribe"].strip("<>"))
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (Subscription.objects.count(), Contact.objects.filter(purpose="subscriber").count()) == (0, 0)
    assert stranger.post(address).status_code == 200, "leaving twice is the same as once"


def test_opening_the_leave_link_leaves_nothing_by_itself(subscription: Subscription, client: Client) -> None:
    address = f"/subscriptions/leave/{queries.leave_token(subscription.pk)}/"
    assert client.get(address).status_code == 200
    assert Subscription.objects.count() == 1


def test_a_forged_link_does_nothing(subscription: Subscription, client: Client) -> None:
    for name in ("leave", "confirm"):
        assert client.post(f"/subscriptions/{name}/{subscription.pk}:forged/").status_code == 404
    leave = queries.leave_token(subscription.pk)
    assert client.post(f"/subscriptions/confirm/{leave}/").status_code == 404
    assert Subscription.objects.count() == 1


def test_the_page_does_not_tell_who_subscribes(subscription: Subscription, bron: Territory, client: Client) -> None:
    known = client.post(f"/t/{bron.slug}/subscribe/", ASKED)
    new = client.post(f"/t/{bron.slug}/subscribe/", {**ASKED, "email": "new@bron.example"})
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])


def test_subscribing_again_takes_the_place_of_the_first(subscription: Subscription, bron: Territory) -> None:
    again = actions.subscribe(
        email="AWA@bron.example", territory=bron, theme=subscription.theme, rhythm=Rhythm.DAILY, language="fr"
    )
    assert again is not None
    actions.confirm(subscription=again)
    assert list(Subscription.objects.all()) == [again]


def test_nobody_can_be_pestered_with_confirmations(bron: Territory) -> None:
    asked = [
        actions.subscribe(email="x@bron.example", territory=bron, theme=None, rhythm=Rhythm.DAILY, language="fr")
        for _ in range(5)
    ]
    assert [bool(each) for each in asked] == [True, True, True, False, False]


def test_a_network_that_asks_too_often_is_told_to_wait(bron: Territory, client: Client) -> None:
    answers = [
        client.post(f"/t/{bron.slug}/subscribe/", {**ASKED, "email": f"x{n}@bron.example"}).status_code
        for n in range(11)
    ]
    assert answers == [302] * 10 + [422]


def test_a_robot_gets_the_same_page_and_nothing_is_written(bron: Territory, client: Client) -> None:
    answer = client.post(f"/t/{bron.slug}/subscribe/", {**ASKED, "website": "http://spam.example"})
    assert answer.status_code == 302
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [({"email": "awa"}, "email"), ({"email": ""}, "email"), ({"commune": "Brest"}, "commune"),
     ({"theme": "rien"}, "theme"), ({"rhythm": "jamais"}, "rhythm")],
)  # fmt: skip
def test_a_mistake_keeps_what_was_typed(bron: Territory, client: Client, change: dict[str, str], field: str) -> None:
    typed = {**ASKED, "commune": "Bron", **change}
    answer = client.post(f"/t/{bron.slug}/subscribe/", typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'value="{typed["email"]}"' in answer.content.decode() or not typed["email"]


def test_an_unconfirmed_address_is_forgotten_in_a_week(bron: Territory, client: Client) -> None:
    client.post(f"/t/{bron.slug}/subscribe/", ASKED)
    assert lifecycle.purge_contacts() == 0
    Contact.objects.update(keep_until=clock.today() - timedelta(days=1))
    assert lifecycle.purge_contacts() == 1
    assert Subscription.objects.count() == 0


def test_the_pages_of_a_closed_territory_are_not_there(bron: Territory, client: Client) -> None:
    for slug in ("oullins", "nowhere"):
        assert client.get(f"/t/{slug}/subscribe/").status_code == 404
        assert client.get(f"/t/{slug}/subscribe/asked/").status_code == 404
    assert client.get(f"/t/{bron.slug}/subscribe/?theme=manger").status_code == 200
    assert client.get(f"/t/{bron.slug}/subscribe/asked/").status_code == 200


def test_the_mailbox_is_for_the_demonstration_only(bron: Territory, client: Client, settings: object) -> None:
    assert client.get("/mailbox/").status_code == 404
    settings.BOUCLE = {**settings.BOUCLE, "DEMO": True}  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "boucle.foundation.messages.backends.Mailbox"  # type: ignore[attr-defined]
    client.post(f"/t/{bron.slug}/subscribe/", ASKED)
    jobs.send_due()
    assert "awa@bron.example" in client.get("/mailbox/").content.decode()
    number = client.get("/mailbox/").context["mails"][0].pk
    assert link(client.get(f"/mailbox/{number}/").content.decode())
