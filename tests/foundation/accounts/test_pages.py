"""My space, my absence, the people of a territory, and the end of an account."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.foundation.accounts import queries
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

Places = dict[str, Territory]
Themes = dict[str, Theme]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", ["", "name/", "absence/", "delete/", "people/", "people/1/", "invite/", "2fa/"])
def test_a_visitor_signs_in_first(page: str, db: None) -> None:
    answer = Client().get(f"/account/{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/account/")


def test_my_space_says_what_is_entrusted_to_me(bron: Territory, themes: Themes) -> None:
    page = signed_in(accounts.referent(bron, themes["eau"])).get("/account/").content.decode()
    assert "Référent ou référente, Bron, Trouver de l’eau" in page
    assert "voir, décider" in page and "Pas de second facteur" in page
    assert "Inviter quelqu’un" not in page


def test_a_stranger_has_a_space_with_nothing_in_it(db: None) -> None:
    page = signed_in(accounts.stranger()).get("/account/").content.decode()
    assert "Rien encore" in page and "Mon absence" not in page


def test_my_space_in_english(bron: Territory) -> None:
    page = signed_in(accounts.coordinator(bron)).get("/account/", headers={"accept-language": "en"}).content.decode()
    assert "What is entrusted to me" in page and "Coordinator, Bron, every theme" in page


def test_an_absence_is_noted_and_ended(bron: Territory) -> None:
    user = accounts.referent(bron)
    client, day = signed_in(user), clock.today() + timedelta(days=9)
    assert client.post("/account/absence/", {"until": day.isoformat()}).status_code == 302
    assert "Absence jusqu’au" in client.get("/account/").content.decode()
    assert f'value="{day.isoformat()}"' in client.get("/account/absence/").content.decode()
    assert queries.holders(bron.pk, None) == []
    client.post("/account/absence/", {"until": ""})
    assert queries.holders(bron.pk, None) == [user]


@pytest.mark.parametrize(("typed", "sentence"), [("2020-01-01", "Ce jour est passé"), ("hier", "Écrivez une date")])
def test_a_wrong_absence_is_refused_and_stays_typed(typed: str, sentence: str, bron: Territory) -> None:
    answer = signed_in(accounts.referent(bron)).post("/account/absence/", {"until": typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode() and f'value="{typed}"' in answer.content.decode()


def test_a_name_changes_and_loses_hidden_signs(db: None) -> None:
    user = accounts.user()
    signed_in(user).post("/account/name/", {"name": "  Référente \u202eeau,   Bron "})
    user.refresh_from_db()
    assert user.name == "Référente eau, Bron"


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_name_is_asked_and_short(name: str, db: None) -> None:
    answer = signed_in(accounts.user()).post("/account/name/", {"name": name})
    assert answer.status_code == 422
    assert 'class="why"' in answer.content.decode()


def test_an_erased_account_leaves_nothing_personal(bron: Territory) -> None:
    user = accounts.referent(bron, email="partante@bron.example", name="Partante")
    client = signed_in(user)
    assert client.post("/account/delete/", {}).status_code == 422
    answer = client.post("/account/delete/", {"sure": "on"})
    assert "Votre compte est supprimé" in answer.content.decode()
    user.refresh_from_db()
    assert (user.email, user.name, user.is_active) == (f"erased-{user.pk}@boucle.invalid", "", False)
    assert not user.has_usable_password() and str(user) == "ancien membre"
    assert not user.scopes.exists() and not EmailAddress.objects.filter(user=user).exists()
    assert client.get("/account/").status_code == 302
    assert accounts.user("partante@bron.example").pk != user.pk  # the address is free again


def test_the_last_coordinator_is_warned_before_leaving(bron: Territory, metropole: Territory) -> None:
    user = accounts.coordinator(bron)
    assert "Personne d’autre ne coordonne" in signed_in(user).get("/account/delete/").content.decode()
    accounts.coordinator(bron)
    assert "Personne d’autre ne coordonne" not in signed_in(user).get("/account/delete/").content.decode()


def test_people_are_listed_with_presence_and_rights(places: Places, themes: Themes) -> None:
    metropole, bron = places["200046977"], places["69029"]
    accounts.referent(bron, themes["eau"], name="Eau Bron", absent_until=clock.today(), is_deputy=True)
    accounts.referent(places["01015"], name="Somewhere else")
    client = signed_in(accounts.coordinator(metropole))
    page = client.get("/account/people/").content.decode()
    assert "Eau Bron" in page and "absence jusqu’au" in page and "suppléance" in page
    assert "Somewhere else" not in page
    assert "Eau Bron" in client.get("/account/people/?territoire=bron").content.decode()
    assert "Eau Bron" not in client.get("/account/people/?territoire=villeurbanne").content.decode()


def test_people_are_for_coordinators_of_that_place(places: Places) -> None:
    assert signed_in(accounts.referent(places["69029"])).get("/account/people/").status_code == 403
    client = signed_in(accounts.coordinator(places["69029"]))
    assert client.get("/account/people/?territoire=villeurbanne").status_code == 403
    assert client.get("/account/people/?territoire=nowhere").status_code == 403


def test_a_hundred_people_cost_no_more_queries_than_two(bron: Territory) -> None:
    client = signed_in(accounts.coordinator(bron))
    accounts.referent(bron)
    with CaptureQueriesContext(connection) as for_two:
        client.get("/account/people/")
    for _ in range(109):
        accounts.referent(bron)
    with CaptureQueriesContext(connection) as for_many:
        page = client.get("/account/people/").content.decode()
    assert len(for_many) == len(for_two) <= 12  # the frame's own are among them
    assert page.count("<tr>") == 101 and "page=2" in page
    assert client.get("/account/people/?page=2").content.decode().count("<tr>") == 12


def test_rights_change_and_a_scope_is_taken_back(bron: Territory) -> None:
    client, held = signed_in(accounts.coordinator(bron)), accounts.referent(bron).scopes.get()
    url = f"/account/people/{held.pk}/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"rights": ["see", "export"], "is_deputy": "on"}).status_code == 302
    held.refresh_from_db()
    assert (held.can_see, held.can_decide, held.can_edit, held.can_export) == (True, False, False, True)
    assert held.is_deputy
    assert client.post(url, {"remove": "1"}).status_code == 302
    assert not Scope.objects.filter(pk=held.pk).exists()
    assert client.get(url).status_code == 404


def test_rights_that_one_does_not_hold_cannot_be_given(bron: Territory) -> None:
    client = signed_in(accounts.coordinator(bron, rights=frozenset({Right.SEE})))
    held = accounts.referent(bron).scopes.get()
    answer = client.post(f"/account/people/{held.pk}/", {"rights": ["see", "edit"]})
    assert answer.status_code == 422
    assert "Vous ne pouvez pas donner le droit « corriger »" in answer.content.decode()


def test_a_scope_elsewhere_or_above_is_out_of_reach(bron: Territory, metropole: Territory) -> None:
    client = signed_in(accounts.coordinator(bron))
    held = accounts.coordinator(metropole).scopes.get()
    url = f"/account/people/{held.pk}/"
    assert [client.get(url).status_code, client.post(url, {"remove": "1"}).status_code] == [403, 403]
    stranger = signed_in(accounts.stranger())
    assert stranger.post(url, {"remove": "1"}).status_code == 403


def test_a_coordinator_does_not_lock_themselves_out(bron: Territory) -> None:
    user = accounts.coordinator(bron)
    answer = signed_in(user).post(f"/account/people/{user.scopes.get().pk}/", {"remove": "1"})
    assert answer.status_code == 403
    assert user.scopes.count() == 1
