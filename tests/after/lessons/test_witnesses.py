"""Witnesses hear once what became of what they saw; they correct it, take it back, bring it back, by their own link."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boucle.after.lessons import actions, models
from boucle.after.lessons.actions import witnesses
from boucle.after.lessons.enums import Speaker, Stage, Verdict
from boucle.after.lessons.models import Lesson
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.messages import jobs
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, lesson_pages, lessons

pytestmark = pytest.mark.django_db

OTHER = "Plus d’eau dès six heures, et le réservoir vide à sept."


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


def witness(place: Territory, email: str = "voisine@exemple.be", **fields: Any) -> models.Testimony:
    contact = ContactDetails(email=email) if email else None
    return lessons.testimony(place, contact=contact, **fields)


def taught(place: Territory, stage: Stage, *witnessed: models.Testimony, **fields: Any) -> Lesson:
    return lessons.lesson(stage, place, testimonies=witnessed, **fields)


def told() -> list[Letter]:
    return list(Letter.objects.filter(template="testimony_became").order_by("pk"))


def posted() -> list[Any]:
    """The mails that left about what became of testimonies."""
    jobs.send_due()
    return [one for one in mail.outbox if "/testimony-became/" in one.body]


def test_who_left_an_address_hears_that_a_lesson_was_closed_with_its_proof(place: Territory) -> None:
    row = taught(place, Stage.VERIFIED, witness(place, may_quote=False), witness(place, email=""))
    (sent,) = posted()
    assert sent.to == ["voisine@exemple.be"]
    assert sent.subject == f"Ce que vous avez vu a changé quelque chose : « {row.contribution.title} »"
    assert "Relevé du réservoir" in sent.body
    assert f"/l/{row.contribution.reference}/" in sent.body
    assert lessons.WORDS not in sent.body
    found = re.search(r"/testimony-became/[^/\s]+/", sent.body)
    assert found is not None
    page = lesson_pages.page(Client(), found[0])
    assert lessons.WORDS in page
    assert row.contribution.reference in page
    assert "Retirer" not in page
    assert Client().post(found[0]).status_code == 405


def test_who_left_an_address_hears_why_a_lesson_is_refused(place: Territory) -> None:
    taught(place, Stage.REFUSED, witness(place))
    (sent,) = posted()
    assert sent.subject.startswith("Ce qu’est devenu votre témoignage")
    assert "Deux groupes de plus coûtent 31 000 €." in sent.body


def test_a_link_that_nobody_signed_opens_nothing(place: Territory) -> None:
    lesson_pages.page(Client(), f"/testimony-became/{witness(place).contribution.uid.hex}:forged/", 404)


def test_the_same_end_is_told_once_and_another_end_once_more(place: Territory) -> None:
    row = taught(place, Stage.REFUSED, witness(place))
    keeper = lessons.keeper(row)
    row = actions.reopen(lesson=row, user=keeper, why="Un don de la province.")
    lessons.decide(row, Verdict.REFUSED, reason="Le don n’est pas venu.")
    assert witnesses.tell(lesson=lessons.fresh(row)) == 1
    assert [letter.context["why"] for letter in told()] == ["Deux groupes de plus coûtent 31 000 €."]
    row = actions.reopen(lesson=lessons.fresh(row), user=keeper, why="Il est venu.")
    lessons.decide(row)
    lessons.act(row)
    lessons.done(row)
    lessons.check(row)
    assert [letter.context["end"] for letter in told()] == ["refused", "verified"]


def test_nothing_is_told_before_the_end_nor_of_a_lesson_that_only_the_staff_reads(place: Territory) -> None:
    row = taught(place, Stage.DONE, witness(place), is_public=False)
    assert told() == []
    lessons.check(row)
    assert told() == []
    actions.publish(lesson=row, user=lessons.keeper(row))
    assert [letter.context["end"] for letter in told()] == ["verified"]


def test_who_took_their_testimony_back_hears_nothing(place: Territory) -> None:
    made = lessons.brought(place, contact=ContactDetails(email="voisine@exemple.be"))
    row = taught(place, Stage.DONE, models.Testimony.objects.get(pk=made.contribution.pk))
    lifecycle.withdraw(contribution=made.contribution, by=rules.By(secret=made.secret))
    lessons.check(row)
    assert told() == []


def brought(place: Territory, state: State = State.PROPOSED, **fields: Any) -> tuple[models.Testimony, str]:
    made = lessons.brought(place, **fields)
    if state == State.PUBLISHED:
        lifecycle.publish(contribution=made.contribution, by=rules.By(user=accounts.coordinator(place)))
    return models.Testimony.objects.get(pk=made.contribution.pk), made.secret


def corrected(row: models.Testimony, secret: str, **fields: Any) -> models.Testimony:
    known = {"words": OTHER, "speaker": Speaker.FIELD, "may_quote": True, "by": rules.By(secret=secret), **fields}
    return actions.correct(testimony=row, **known)


def test_the_author_corrects_what_nobody_has_published_yet(place: Territory) -> None:
    row, secret = brought(place)
    path, client = f"/my-testimony/{secret}/", Client()
    assert f"{path}revise/" in lesson_pages.page(client, path)
    assert lessons.WORDS in lesson_pages.page(client, f"{path}revise/")
    refused = client.post(f"{path}revise/", {"words": "", "speaker": "field"})
    assert refused.status_code == 422
    assert client.post(f"{path}revise/", {"words": OTHER, "speaker": "field", "may_quote": "on"}).status_code == 302
    row.refresh_from_db()
    assert (row.words, row.speaker, row.contribution.text) == (OTHER, "field", OTHER)
    assert "Votre correction est arrivée." in client.get(path).content.decode()


def test_what_is_public_waits_for_a_referent_and_the_staff_reads_the_new_words(place: Territory) -> None:
    row, secret = brought(place, State.PUBLISHED)
    row = corrected(row, secret)
    assert (row.contribution.text, row.words) == (lessons.WORDS, OTHER)
    assert row.contribution.has_waiting_revision
    assert "Votre correction attend un référent" in lesson_pages.page(Client(), f"/my-testimony/{secret}/")
    lifecycle.publish(contribution=row.contribution, by=rules.By(user=accounts.coordinator(place)))
    row.refresh_from_db()
    assert (row.contribution.text, row.speaker) == (OTHER, "field")


def test_a_consent_that_is_taken_back_leaves_no_word_in_earlier_versions(place: Territory) -> None:
    row, secret = brought(place)
    row = corrected(row, secret, may_quote=False)
    assert row.words == OTHER
    texts = [version.content["text"] for version in row.contribution.revisions.all()]
    assert [lessons.WORDS in text or OTHER in text for text in texts] == [False, False]


def test_a_consent_that_waits_and_is_taken_back_is_never_published(place: Territory) -> None:
    row, secret = brought(place, State.PUBLISHED, may_quote=False)
    row = corrected(row, secret, speaker=row.speaker)
    assert row.contribution.has_waiting_revision
    row = corrected(row, secret, speaker=row.speaker, may_quote=False)
    assert not row.contribution.has_waiting_revision
    with pytest.raises(NotPossible):
        lifecycle.publish(contribution=row.contribution, by=rules.By(user=accounts.coordinator(place)))
    row.refresh_from_db()
    assert (row.may_quote, row.words) == (False, OTHER)
    kept = str(list(row.contribution.revisions.values_list("content", flat=True)))
    assert [words in kept for words in (OTHER, lessons.WORDS)] == [False, False]


def test_a_second_correction_begins_with_what_waits_and_undoes_nothing_of_it(place: Territory) -> None:
    row, secret = brought(place, State.PUBLISHED, may_quote=False)
    first = {"speaker": Speaker.FIELD, "pseudonym": "Une infirmière", "seen_on": date(2026, 1, 14)}
    row = corrected(row, secret, **first)
    path = f"/my-testimony/{secret}/revise/"
    form = Client().get(path).context["form"]
    sent = {name: form[name].value() for name in ("words", "seen_on", "speaker", "pseudonym", "may_quote", "seen")}
    assert sent | {"seen": 0} == {"words": OTHER, **first, "seen_on": "2026-01-14", "may_quote": True, "seen": 0}
    assert Client().post(path, {**sent, "words": "Autre chose."}).status_code == 302
    waiting = queries.waiting_revision(models.Testimony.objects.get(pk=row.pk).contribution)
    assert waiting is not None
    known = {name: waiting.content[name] for name in ("speaker", "pseudonym", "seen_on", "may_quote", "text")}
    assert known == {**first, "seen_on": "2026-01-14", "may_quote": True, "text": "Autre chose."}


def test_words_that_are_public_are_hidden_by_taking_them_back_not_by_a_correction(place: Territory) -> None:
    row, secret = brought(place, State.PUBLISHED)
    with pytest.raises(NotPossible, match="retirez"):
        corrected(row, secret, may_quote=False)
    page = lesson_pages.page(Client(), f"/my-testimony/{secret}/revise/")
    assert 'name="may_quote"' not in page
    assert f"/my-testimony/{secret}/withdraw/" in page


def test_a_testimony_under_embargo_is_not_corrected(place: Territory) -> None:
    row, secret = brought(place)
    actions.embargo(testimony=row, user=accounts.coordinator(place), is_inquired=True)
    with pytest.raises(NotPossible, match="embargo"):
        corrected(row, secret)
    path, client = f"/my-testimony/{secret}/", Client()
    assert f"{path}revise/" not in lesson_pages.page(client, path)
    assert "sous embargo" in lesson_pages.page(client, f"{path}revise/", 409)
    row.refresh_from_db()
    assert row.words == lessons.WORDS


def test_a_form_that_is_out_of_date_is_told_so_and_loses_nothing(place: Territory) -> None:
    row, secret = brought(place)
    path, client = f"/my-testimony/{secret}/revise/", Client()
    found = re.search(r'name="seen" value="(\d+)"', client.get(path).content.decode())
    assert found is not None
    corrected(row, secret, words="Autre chose.")
    stale = client.post(path, {"words": OTHER, "speaker": "field", "may_quote": "on", "seen": found[1]})
    assert stale.status_code == 409
    assert OTHER in stale.content.decode()


def test_nobody_else_corrects_it_and_an_empty_one_is_refused(place: Territory) -> None:
    row, secret = brought(place)
    with pytest.raises(NotAllowed):
        corrected(row, "another")
    with pytest.raises(NotPossible):
        corrected(row, secret, words="  ")
    lesson_pages.page(Client(), "/my-testimony/another/revise/", 404)


def test_names_of_others_are_pointed_out_in_a_correction_too(place: Territory) -> None:
    _row, secret = brought(place)
    typed = {"words": "Madame Jeanne Lambert a tout perdu.", "speaker": "resident"}
    answer = Client().post(f"/my-testimony/{secret}/revise/", typed)
    assert answer.status_code == 422
    assert "Jeanne Lambert" in answer.content.decode()


def test_one_press_takes_it_back_and_one_brings_it_back(place: Territory) -> None:
    row, secret = brought(place)
    client = Client()
    for what, state in (("withdraw", State.WITHDRAWN), ("restore", State.PROPOSED)):
        path = f"/my-testimony/{secret}/{what}/"
        lesson_pages.page(client, path)
        row.contribution.refresh_from_db()
        assert row.contribution.state != state
        assert client.post(path).status_code == 302
        row.contribution.refresh_from_db()
        assert row.contribution.state == state
    assert client.post(f"/my-testimony/{secret}/restore/").status_code == 409
