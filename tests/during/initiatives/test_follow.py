"""The private link: follow, correct, answer, verify, withdraw, restore, delete."""

from typing import Any

import pytest
from django.test import Client

from boucle.during.initiatives.forms import initiative as initial
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.territories.models import Territory
from tests.factories import accounts
from tests.factories import initiatives as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lyon() -> Territory:
    return factory.metropole()


def get(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"accept-language": "fr"})
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def post(client: Client, path: str, typed: dict[str, Any] | None = None, status: int = 302) -> str:
    answer = client.post(path, typed or {}, headers={"accept-language": "fr"})
    assert answer.status_code == status, answer.content.decode()[:300]
    return answer.content.decode().replace("\xa0", " ")


def filled(row: Contribution, place: Territory, **changes: Any) -> dict[str, Any]:
    """What a browser sends back of the form to revise."""
    values = initial.initial(queries.content(queries.full().get(pk=row.pk)), place)
    last = queries.last_transition(row)
    assert last is not None
    typed = {name: value for name, value in values.items() if value not in (None, False)}
    return {**typed, "seen": last.number, **changes}


@pytest.mark.parametrize("step", ["", "revise/", "verify/", "withdraw/", "restore/", "erase/"])
def test_a_false_or_expired_link_says_so(lyon: Territory, client: Client, step: str) -> None:
    for secret in ("forged", "x" * 200):
        assert "Ce lien ne marche plus" in get(client, f"/follow/{secret}/{step}", 410)


def test_the_page_says_the_state_in_words_and_is_kept_by_nobody(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    answer = client.get(f"/follow/{made.secret}/", headers={"accept-language": "fr"})
    assert "Des référents la relisent." in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_revision_of_a_public_fiche_waits(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    path = f"/follow/{made.secret}/revise/"
    assert row.title in get(client, path)
    post(client, path, filled(row, lyon, title="Un autre titre"))
    row.refresh_from_db()
    assert (row.title != "Un autre titre", row.has_waiting_revision) == (True, True)
    assert 'value="Un autre titre"' in get(client, path)
    assert "Votre correction attend un référent" in get(client, f"/follow/{made.secret}/")


def test_a_correction_that_comes_back_to_what_is_public_waits_no_longer(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon, hours="24/7")
    row = factory.publish(made, lyon)
    path = f"/follow/{made.secret}/revise/"
    before = filled(row, lyon)
    post(client, path, filled(row, lyon, title="Un autre titre"))
    post(client, path, {**before, "seen": filled(row, lyon)["seen"]})
    row.refresh_from_db()
    assert not row.has_waiting_revision
    html = get(client, f"/follow/{made.secret}/")
    for words in ("aucune correction n’attend", "Correction retirée", "Correction envoyée"):
        assert words in html


def test_a_question_is_answered_by_correcting(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    by = rules.By(user=accounts.coordinator(lyon))
    row = lifecycle.return_to_author(contribution=made.contribution, by=by, question="À quelle heure ?")
    assert "À quelle heure ?" in get(client, f"/follow/{made.secret}/")
    post(
        client,
        f"/follow/{made.secret}/revise/",
        filled(row, lyon, note="À midi.", always="", opens="12:00", closes="14:00"),
    )
    row.refresh_from_db()
    assert row.state == State.PROPOSED
    assert queries.content(queries.full().get(pk=row.pk))["hours"] == "Mo-Su 12:00-14:00"
    last = queries.last_transition(row)
    assert last is not None
    assert last.note == "À midi."


def test_a_form_opened_before_a_decision_is_told_so_and_loses_nothing(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    typed = filled(made.contribution, lyon, title="Un titre écrit avant")
    factory.publish(made, lyon)
    html = post(client, f"/follow/{made.secret}/revise/", typed, 409)
    assert 'value="Un titre écrit avant"' in html
    assert 'name="seen" value="2"' in html


def test_bad_answers_keep_what_was_typed(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    typed = filled(made.contribution, lyon, title="", text="Un texte nouveau")
    html = post(client, f"/follow/{made.secret}/revise/", typed, 422)
    assert "Donnez-lui un titre court." in html
    assert "Un texte nouveau" in html


def test_reading_a_link_changes_nothing_and_a_press_verifies(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    path = f"/follow/{made.secret}/verify/"
    assert "Oui, toujours vrai" in get(client, path)
    assert row.transitions.count() == 2
    post(client, path)
    assert row.transitions.count() == 3
    assert "vérifiée aujourd’hui" in get(client, f"/follow/{made.secret}/")


def test_a_fiche_is_withdrawn_then_brought_back_to_its_referents(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    post(client, f"/follow/{made.secret}/withdraw/")
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    assert "Vous l’avez retirée" in get(client, f"/follow/{made.secret}/")
    post(client, f"/follow/{made.secret}/withdraw/", status=409)
    post(client, f"/follow/{made.secret}/restore/")
    row.refresh_from_db()
    assert row.state == State.PROPOSED


def test_an_archived_fiche_comes_back_in_one_press(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    lifecycle.archive(contribution=row, by=rules.SYSTEM, reason=Reason.OUTDATED)
    post(client, f"/follow/{made.secret}/restore/")
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_what_cannot_be_revised_says_why(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    lifecycle.withdraw(contribution=made.contribution, by=rules.By(secret=made.secret))
    get(client, f"/follow/{made.secret}/revise/", 409)


def test_everything_is_deleted_and_the_link_stops_working(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    path = f"/follow/{made.secret}/erase/"
    assert "Tout effacer ?" in get(client, path)
    assert Contact.objects.exists()
    assert "Tout est effacé" in post(client, path, status=200)
    assert not Contact.objects.exists()
    get(client, path, 410)
