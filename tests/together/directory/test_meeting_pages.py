"""Meeting by pages: from a suggestion or a page to two letters, or to none."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.messages import jobs as letters
from tests.factories import actors, search
from tests.together.directory.test_directory import plain, read

pytestmark = pytest.mark.django_db
Made = tuple[Actor, str]


@pytest.fixture
def one() -> Made:
    return actors.researcher(email="equipe@acteurs.example")


@pytest.fixture
def other() -> Made:
    return actors.practitioner(email="regie@acteurs.example")


def stamped(**typed: Any) -> dict[str, Any]:
    return {"stamp": guard.STAMP.sign(str(int(clock.now().timestamp()) - 60)), **typed}


def path_in_mail(word: str) -> str:
    mail.outbox.clear()
    letters.send_due()
    found = [re.search(rf"/{word}/[^/\s]+/", str(letter.body)) for letter in mail.outbox]
    return next(each[0] for each in found if each is not None)


def ask(one: Made, other: Made, status: int = 302, **changes: Any) -> str:
    sent = stamped(**{"words": "Pourrions-nous mesurer ensemble ?", **changes})
    answer = Client().post(f"/actor/{one[1]}/meet/{other[0].contribution.reference}/", sent)
    assert answer.status_code == status
    return plain(answer.content.decode())


def test_a_suggestion_leads_to_a_message_with_its_reasons(one: Made, other: Made) -> None:
    private = read(f"/actor/{one[1]}/")
    assert "Vous cherchez : « Trouver de l’eau ». Régie des eaux le propose." in private
    form = read(f"/actor/{one[1]}/meet/{other[0].contribution.reference}/")
    assert "Pourquoi vous deux" in form and "regie@acteurs.example" not in form
    ask(one, other)
    assert "Vous avez écrit à Régie des eaux" in read(f"/actor/{one[1]}/")
    assert "Équipe Eaux et sociétés vous a écrit" in read(f"/actor/{other[1]}/")


def test_the_other_one_accepts_by_one_button(one: Made, other: Made) -> None:
    ask(one, other)
    path = path_in_mail("meeting")
    page = read(path)
    assert "Pourrions-nous mesurer ensemble ?" in page and "equipe@acteurs.example" not in page
    assert Meeting.objects.get().answer == "asked"
    assert "Vous voilà en relation" in plain(Client().post(path, {"answer": "yes"}).content.decode())
    mail.outbox.clear()
    letters.send_due()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["equipe@acteurs.example", "regie@acteurs.example"]
    again = Client().post(path, {"answer": "no"})
    assert again.status_code == 409
    assert "Vous voilà en relation" in plain(again.content.decode()) and "close" not in again.content.decode()
    assert "vous avez dit oui tous les deux" in read(f"/actor/{one[1]}/")


def test_a_no_is_told_as_silence_is(one: Made, other: Made) -> None:
    ask(one, other)
    path = path_in_mail("meeting")
    assert "n’a pas votre adresse" in plain(Client().post(path, {"answer": "no"}).content.decode())
    assert "restée sans suite" in read(f"/actor/{one[1]}/")
    assert "Pourrions-nous" not in read(path)


def test_the_words_of_somebody_who_left_are_read_no_more(one: Made, other: Made) -> None:
    ask(one, other)
    path = path_in_mail("meeting")
    Client().post(f"/actor/{one[1]}/leave/")
    page = read(path)
    assert "Cette demande est close" in page and "Pourrions-nous" not in page
    assert Client().post(path, {"answer": "yes"}).status_code == 409


def test_an_empty_message_a_robot_or_a_stranger_is_refused(one: Made, other: Made) -> None:
    assert "Écrivez quelques mots" in ask(one, other, status=422, words="")
    ask(one, other, status=422, website="https://spam.example")
    ask((one[0], "un-secret-faux"), other, status=410)
    ask(one, one, status=422)
    read("/meeting/un-secret-faux/", status=410)
    read("/tie/un-secret-faux/", status=410)
    assert Meeting.objects.count() == 0


def test_a_refusal_keeps_what_was_written(one: Made, other: Made) -> None:
    ask(one, other)
    again = ask(one, other, status=422, key="0190c1d2-0000-7000-8000-000000000003")
    assert "Vous avez déjà écrit à Régie des eaux" in again and "Pourrions-nous mesurer ensemble ?" in again


def test_from_a_page_one_says_who_one_is_by_the_private_link(one: Made, other: Made) -> None:
    path = f"/a/{other[0].contribution.reference}/meet/"
    assert "Vous n’y êtes pas encore" in read(path)
    sent = Client().post(path, {"link": f"https://boucle.example/actor/{one[1]}/"})
    assert sent.headers["Location"] == f"/actor/{one[1]}/meet/{other[0].contribution.reference}/"
    assert Client().post(path, {"link": "n’importe quoi"}).status_code == 422
    assert Client().post(path, {"link": "/"}).status_code == 422
    assert Client().post(path, {"link": ""}).status_code == 422


def test_a_tie_is_asked_confirmed_and_ended_by_pages(one: Made, other: Made) -> None:
    search.work()
    found = read(f"/actor/{one[1]}/find/?q=régie")
    address = f"/actor/{one[1]}/tie/{other[0].contribution.reference}/"
    assert address in found
    read(address)
    assert Client().post(address, stamped(theme="eau")).status_code == 302
    path = path_in_mail("tie")
    assert "Travaillez-vous avec Équipe Eaux et sociétés ?" in read(path)
    assert "sur : Trouver de l’eau" in read(path)
    assert "C’est confirmé, merci" in plain(Client().post(path, {"answer": "yes"}).content.decode())
    page = f"/a/{one[0].contribution.reference}/"
    assert "Régie des eaux" in read(page)
    end = f"/actor/{other[1]}/ties/{Tie.objects.get().pk}/end/"
    assert Client().get(end).status_code == 405
    assert Client().post(end).status_code == 302
    assert "Régie des eaux" not in read(page)


def test_the_private_page_takes_as_many_queries_whatever_hangs_on_it(
    one: Made, other: Made, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        made = actors.practitioner(f"Fontaine {number}")
        if number < 3:
            actors.tied(made, one[0])
        else:
            actors.asked_meeting(made, one[0])
    ask(one, other)
    with django_assert_max_num_queries(38):
        read(f"/actor/{one[1]}/")
