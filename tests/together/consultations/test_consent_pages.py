"""Pages of a consent process: for whoever holds a code, for the facilitator, for everybody; then in a real browser."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page, expect

from boucle.foundation.accounts.models import User
from boucle.together.consultations import actions
from boucle.together.consultations.enums import ConsentStep, Fate, Method
from boucle.together.consultations.models import Consultation, Objection, Remark
from config import translations
from tests.factories import accounts
from tests.factories import consultations as factory
from tests.site import axe
from tests.together.consultations import consent_story as story

pytestmark = pytest.mark.django_db


def reading(user: User | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def part(code: str) -> str:
    return reverse("consultations:consent_part", args=[code])


def desk(row: Consultation) -> str:
    return reverse("consultations:consent_desk", args=[row.contribution.reference])


def way(row: Consultation) -> str:
    return reverse("consultations:consent", args=[row.contribution.reference])


def say(client: Client, code: str, step: str, **typed: object) -> int:
    return client.post(part(code), {"step": step, **typed}).status_code


def test_the_holder_of_a_code_is_asked_one_thing_at_each_step() -> None:
    row = story.begun()
    _voice, code = factory.voice(row)
    client = reading()
    asked = {}
    while True:
        html = client.get(part(code)).content.decode()
        asked[row.step] = re.findall(r'<h2 id="faire">([^<]+)</h2>', html)
        if row.step == ConsentStep.DECIDE:
            break
        row = actions.next_step(consultation=row, user=factory.facilitator(row))
    assert asked == {
        "clarify": ["Is something unclear?"],
        "react": ["How does it sound to you?"],
        "object": ["Would it harm?"],
        "decide": ["And now?"],
    }


def test_what_is_said_by_page_is_kept_and_confirmed() -> None:
    row = story.begun()
    _voice, code = factory.voice(row)
    client = reading()
    page = client.post(part(code), {"step": "clarify", "text": "Qui ouvre la salle ?"}, follow=True)
    assert "It is kept." in page.content.decode()
    actions.answer_question(remark=Remark.objects.get(), user=factory.facilitator(row), text="La mairie.")
    row = story.at(ConsentStep.REACT, row)
    assert say(client, code, "react", text="Cela me rassure.") == 302
    row = story.at(ConsentStep.OBJECT, row)
    assert say(client, code, "object", reason="Personne ne surveille.", amendment="Un agent.") == 302
    row = actions.next_step(consultation=row, user=factory.facilitator(row))
    objection = Objection.objects.get()
    assert say(client, code, "integrate", objection=objection.pk, resolution="On m’a répondu.") == 302
    row = story.at(ConsentStep.DECIDE, row)
    assert say(client, code, "decide", value="1") == 302
    html = client.get(part(code)).content.decode()
    assert row.rounds.get().sheets.get().receipt in html
    assert 'value="1" id="id_value_0" checked' in html or re.search(r'value="1"[^>]*checked', html)


def test_a_page_that_is_late_keeps_what_was_written_and_says_why() -> None:
    row = story.at(ConsentStep.REACT)
    _voice, code = factory.voice(row)
    page = reading().post(part(code), {"step": "clarify", "text": "Qui ouvre la salle ?"})
    assert page.status_code == 409
    assert "The group has gone on to another step" in page.content.decode()
    assert "Qui ouvre la salle ?" in page.content.decode()
    assert not Remark.objects.exists()


def test_an_empty_form_is_refused_with_its_field_named() -> None:
    row = story.at(ConsentStep.OBJECT)
    _voice, code = factory.voice(row)
    page = reading().post(part(code), {"step": "object", "reason": "", "amendment": "Un agent."})
    assert page.status_code == 422
    assert "without a reason, nobody can lift it" in page.content.decode()
    assert "Un agent." in page.content.decode()


def test_nobody_lifts_the_objection_of_somebody_else_by_page() -> None:
    row, objection, _owner = story.standing_at_integration()
    _voice, code = factory.voice(row)
    assert say(reading(), code, "integrate", objection=objection.pk, resolution="C’est bon.") == 422
    objection.refresh_from_db()
    assert objection.fate == Fate.RAISED


def test_a_code_that_opens_nothing_and_another_method_lead_elsewhere() -> None:
    assert reading().get(part("0000-0000-0000")).status_code == 404
    _voice, code = factory.voice(factory.consultation(Method.OPINIONS))
    assert reading().get(part(code)).url == reverse("consultations:take_part", args=[code])  # type: ignore[attr-defined]  # a redirection


def test_the_page_of_a_code_is_kept_by_no_cache_and_tells_no_site_its_address() -> None:
    _voice, code = factory.voice(story.begun())
    page = reading().get(part(code))
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in page["Cache-Control"]


def test_the_facilitator_walks_the_whole_way_by_page() -> None:
    row = factory.consultation(Method.CONSENT)
    client = reading(factory.facilitator(row))
    acts = client.post(desk(row), {"do": "write", "text": story.TEXT}), client.post(desk(row), {"do": "begin"})
    assert [page.status_code for page in acts] == [302, 302]
    row.refresh_from_db()
    voice, _code = factory.voice(row)
    question = actions.ask_question(voice=voice, text="Qui ouvre ?")
    assert client.post(desk(row), {"do": "next"}).status_code == 422
    client.post(desk(row), {"do": "answer", "key": question.pk, "text": "La mairie."})
    for _time in range(2):
        client.post(desk(row), {"do": "next"})
    row.refresh_from_db()
    first, second = story.objected(row)[0], story.objected(row, "Le chauffage est en panne.")[0]
    client.post(desk(row), {"do": "next"})
    typed = {"do": "amend", "text": story.MENDED, "note": "Un agent", f"objection-{first.pk}": "Un agent est là."}
    client.post(desk(row), typed)
    client.post(desk(row), {"do": "settle", "key": second.pk, "fate": "lifted", "resolution": "Il est réparé."})
    client.post(desk(row), {"do": "next"})
    page = client.post(desk(row), {"do": "close"}, follow=True)
    row.refresh_from_db()
    fates = list(Objection.objects.order_by("pk").values_list("fate", flat=True))
    assert (row.stage, fates, page.status_code) == ("closed", [Fate.INTEGRATED, Fate.LIFTED], 200)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"do": "dance"}, "does not know that act"),
        ({"do": "answer", "key": "x", "text": "Oui."}, "not one of this proposal"),
        ({"do": "settle", "key": "99", "fate": "lifted", "resolution": "Oui."}, "not one of this proposal"),
        ({"do": "settle", "key": "99", "fate": "integrated", "resolution": "Oui."}, "integrated is not one of"),
        ({"do": "amend", "text": "", "note": "x"}, "Write the proposal."),
        ({"do": "close"}, "now at this step"),
        ({"do": "again"}, "now at this step"),
    ],
)
def test_a_wrong_act_of_the_facilitator_gets_a_sentence(typed: dict[str, str], said: str) -> None:
    row = story.begun()
    page = reading(factory.facilitator(row)).post(desk(row), typed)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_stranger_does_not_see_the_facilitator_s_page() -> None:
    row = story.begun()
    assert reading(accounts.stranger()).get(desk(row)).status_code == 403
    assert "/account/login/" in reading().get(desk(row)).headers["Location"]
    vote = factory.consultation(Method.VOTE)
    assert reading(factory.facilitator(vote)).get(desk(vote)).status_code == 302


def test_before_the_close_everybody_reads_the_text_and_not_what_was_said() -> None:
    row, objection, _voice = story.standing_at_integration()
    html = reading().get(way(row)).content.decode()
    assert "ouvre la salle des fêtes" in html
    assert objection.reason not in html


def test_after_the_close_everybody_reads_the_whole_way_and_three_verdicts() -> None:
    row, objection, voice = story.standing_at_integration()
    actions.lift(objection=objection, voice=voice, resolution="On m’a montré la liste.")
    row = story.decided_by(row, 1, 1, 1, 1, 0)
    html = reading().get(way(row)).content.decode()
    for said in (
        objection.reason,
        "On m’a montré la liste.",
        "Nobody says no: the proposal passes",
        "not everybody says yes",
    ):
        assert said in html
    assert html.count("It passes") == 2
    assert str(voice.pk) not in html


def test_few_answers_are_not_counted_out_loud() -> None:
    row = story.decided_by(story.begun(), 1, 1, 0)
    html = reading().get(way(row)).content.decode()
    assert "Fewer than 5 people answered" in html
    assert '<svg class="chart' not in html


def test_a_draft_and_another_method_have_no_way_to_show() -> None:
    assert reading().get(way(factory.consultation(Method.CONSENT))).status_code == 404
    vote = factory.consultation(Method.VOTE)
    factory.open_round(vote)
    assert reading().get(way(vote)).status_code == 404


def test_the_way_asks_as_many_questions_of_the_database_for_two_voices_as_for_twelve() -> None:
    row = story.begun(is_hidden=False)
    reading().get(way(row))  # what a process reads once
    counts = []
    for count in (2, 10):
        for number in range(count):
            voice, _code = factory.voice(row)
            actions.ask_question(voice=voice, text=f"Et la question {count}-{number} ?")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert reading().get(way(row)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.fixture
def in_french(transactional_db: None) -> None:
    translations.compile_all()


def walk(page: Page, row: Consultation, code: str, look: Callable[[Page], None]) -> None:
    page.goto(part(code))
    page.get_by_label("Votre question").fill("Qui ouvre la salle ?")
    page.get_by_role("button", name="Poser la question").click()
    expect(page.get_by_role("status")).to_contain_text("C’est gardé")
    user = factory.facilitator(row)
    actions.answer_question(remark=Remark.objects.get(), user=user, text="Un agent, dès 17 h.")
    story.at(ConsentStep.OBJECT, row)
    page.reload()
    page.get_by_label("Quel tort ferait la proposition").fill("Personne ne surveille les appareils.")
    look(page)
    page.get_by_role("button", name="Objecter").click()
    expect(page.get_by_text("Soulevée")).to_be_visible()
    row.refresh_from_db()
    actions.next_step(consultation=row, user=user)
    sentence = {Objection.objects.get().pk: "Un agent de soin est là."}
    actions.amend(consultation=row, user=user, text=story.MENDED, note="Un agent de soin", integrates=sentence)
    row.refresh_from_db()
    actions.next_step(consultation=row, user=user)
    page.goto(part(code))
    expect(page.locator("ins")).to_have_text(", avec un agent de soin")
    page.get_by_label("Je dis oui").check()
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_role("status")).to_contain_text("Votre réponse compte")
    look(page)


def test_somebody_walks_to_consent_with_scripts(page: Page, in_french: None) -> None:
    row = story.begun()
    walk(page, row, factory.voice(row)[1], axe.assert_accessible)


def test_somebody_walks_to_consent_without_scripts_and_reads_the_end(
    page_without_scripts: Page, in_french: None
) -> None:
    row = story.begun()
    walk(page_without_scripts, row, factory.voice(row)[1], lambda page: None)  # axe is a script


def test_everybody_reads_the_end_in_a_browser(page: Page, in_french: None) -> None:
    row, objection, voice = story.standing_at_integration()
    actions.lift(objection=objection, voice=voice, resolution="On m’a montré la liste.")
    row = story.decided_by(row, 1, 1, 1, 1, 0)
    page.goto(way(row))
    expect(page.get_by_role("heading", name="Personne ne dit non")).to_be_visible()
    axe.assert_accessible(page)
    page.goto(reverse("consultations:consultation", args=[row.contribution.reference]))
    expect(page.get_by_role("link", name="Le chemin de la proposition")).to_be_visible()
    axe.assert_accessible(page)
