"""Pages of the lessons: each step by its form, what it refuses, who may not; the register, the loop, the panels."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.after.lessons import actions
from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import alike
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Link
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.models import Task
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, lesson_pages, lessons, plan_active, plans, search

pytestmark = pytest.mark.django_db
STEPS = ("analyse", "recommend", "decide", "act", "change", "check", "learn-from", "reopen", "error")


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


def path(row: Lesson, part: str = "") -> str:
    return f"/l/{row.contribution.reference}/{part}{'/' if part else ''}"


def post(client: Client, address: str, status: int = 302, **typed: Any) -> str:
    answer = client.post(address, typed)
    html = answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert answer.status_code == status, re.findall(r'class="why[^>]*>(.*?)<', html)
    return html


def stage(row: Lesson) -> str:
    return Lesson.objects.values_list("stage", flat=True).get(pk=row.pk)


def test_a_lesson_goes_all_the_way_round_by_its_pages(place: Territory) -> None:
    keeper = accounts.coordinator(place)
    client = lesson_pages.signed(keeper)
    witness = lessons.published(place)
    begin = f"/t/{place.slug}/lessons/work/new/?from={witness.contribution.reference}"
    assert lessons.WORDS in lesson_pages.page(client, begin)
    post(client, begin, title="Le réservoir tient une heure", raw=lessons.WORDS)
    row = Lesson.objects.get()
    assert Link.objects.filter(source=row.pk, target=witness.pk, type=LinkType.LEARNT_FROM).exists()
    analysed = {**lessons.ANALYSIS, "title": "Le réservoir tenait une heure"}
    post(client, path(row, "analyse"), **analysed)
    post(client, path(row, "publish"))
    post(client, path(row, "recommend"), text="Un groupe fixe.")
    post(client, path(row, "decide"), verdict="amended", body="Collège", words="Un groupe mobile.", reason="0 €.")
    day = (clock.today() + timedelta(days=9)).isoformat()
    post(client, path(row, "act"), title="Poser la prise", role="Travaux", due=day)
    tasks.finish(task=Task.objects.get(), by=keeper, evidence="Procès-verbal")
    section = lessons.changed_section(place, keeper).contribution
    choice = f"{section.reference}:{section.number - 1}:{section.number}"
    assert choice in lesson_pages.page(client, path(row, "change"))
    post(client, path(row, "change"), target="section", section=choice)
    post(client, path(row, "finish"))
    check = {"method": "retest", "holds": "yes", "evidence": "Relevé.", "measure": "minutes sans eau"}
    post(client, path(row, "check"), **check, before="185", after="0")
    assert stage(row) == Stage.VERIFIED
    page = lesson_pages.page(Client(), path(row))
    told = ("Le réservoir tenait une heure", "Un groupe mobile.", "0 €.", "Poser la prise", "Clos avec preuve")
    assert [words for words in told if words not in page] == []
    assert "<del>" in page
    assert "<ins>" in page
    assert "Minutes sans eau : 0, contre 185 avant" in page


@pytest.mark.parametrize(
    ("at", "step", "typed", "said"),
    [
        (Stage.OBSERVED, "analyse", {"title": "x", "happened": ""}, "Dites ce qui s’est passé"),
        (Stage.ANALYSED, "recommend", {"text": ""}, "Dites ce qui est recommandé"),
        (Stage.ANALYSED, "decide", {"verdict": "refused", "body": "Collège", "reason": ""}, "sans son motif"),
        (Stage.ANALYSED, "act", {"title": "x", "role": "y", "due": "2026-12-24"}, "Faites-le décider d’abord"),
        (Stage.DECIDED, "act", {"title": "x", "due": "2026-12-24"}, "Dites qui le fait"),
        (Stage.DECIDED, "act", {"title": "x", "role": "y"}, "une action sans date attend toujours"),
        (Stage.UNDER_WAY, "change", {"target": "section"}, "Choisissez la section"),
        (Stage.UNDER_WAY, "change", {"target": "rule", "words": "Une règle"}, "ce qui le prouve"),
        (Stage.DONE, "check", {"method": "retest", "holds": "yes", "evidence": ""}, "ne se clôt que sur preuve"),
        (
            Stage.DONE,
            "check",
            {"method": "retest", "holds": "yes", "evidence": "x", "before": "1"},
            "besoin de son nom",
        ),
        (
            Stage.UNDER_WAY,
            "check",
            {"method": "retest", "holds": "yes", "evidence": "x"},
            "une fois ses actions faites",
        ),
        (Stage.ANALYSED, "learn-from", {"reference": "ZZZZZZZ"}, "n’a la référence"),
        (Stage.REFUSED, "reopen", {"why": ""}, "pourquoi on le reprend"),
        (Stage.ANALYSED, "error", {"error_words": ""}, "ce qu’on a compris"),
    ],
)
def test_a_step_that_lacks_something_says_what_and_changes_nothing(
    place: Territory, at: Stage, step: str, typed: dict[str, str], said: str
) -> None:
    row = lessons.lesson(at, place)
    html = post(lesson_pages.signed(lessons.keeper(row)), path(row, step), 422, **typed)
    assert said in html
    assert stage(row) == at


def test_the_steps_are_for_those_who_keep_the_lessons(place: Territory) -> None:
    row = lessons.lesson(Stage.ANALYSED, place)
    stranger = lesson_pages.signed(accounts.coordinator(contributions.commune("Oullins")))
    keeper = lesson_pages.signed(lessons.keeper(row))
    for step in STEPS:
        assert stranger.get(path(row, step)).status_code == 403
        assert Client().get(path(row, step)).status_code == 302
        lesson_pages.page(keeper, path(row, step))
        assert keeper.get(f"/l/ZZZZZZZ/{step}/").status_code == 404
    for desk in ("work/", "work/new/"):
        assert stranger.get(f"/t/{place.slug}/lessons/{desk}").status_code == 403
        lesson_pages.page(keeper, f"/t/{place.slug}/lessons/{desk}")
        assert keeper.get(f"/t/nulle-part/lessons/{desk}").status_code == 404


def test_a_button_that_cannot_says_why(place: Territory) -> None:
    row = lessons.lesson(Stage.UNDER_WAY, place)
    client = lesson_pages.signed(lessons.keeper(row))
    answer = client.post(path(row, "finish"), follow=True)
    assert "encore ouvertes" in answer.content.decode()
    assert stage(row) == Stage.UNDER_WAY


def test_a_circle_is_refused_in_words(place: Territory) -> None:
    first, second = lessons.lesson(territory=place), lessons.lesson(territory=place)
    actions.learn_from(lesson=second, user=lessons.keeper(second), source=first.contribution)
    client = lesson_pages.signed(lessons.keeper(first))
    html = post(client, path(first, "learn-from"), 422, reference=second.contribution.reference)
    assert "chacun expliquerait l’autre" in html
    post(client, path(second, "learn-from"), reference=first.contribution.reference)


def test_a_draft_shows_itself_to_its_keepers_only(place: Territory) -> None:
    row = lessons.lesson(Stage.ANALYSED, place, is_public=False)
    assert Client().get(path(row)).status_code == 404
    assert "seule l’équipe le lit" in lesson_pages.page(lesson_pages.signed(lessons.keeper(row)), path(row))
    assert Client().get("/l/ZZZZZZZ/").status_code == 404


def test_the_public_reads_neither_the_raw_words_nor_who_moved_what(place: Territory) -> None:
    row = lessons.lesson(Stage.ANALYSED, place, raw="Le chef de garde dormait.")
    assert "Le chef de garde dormait." not in lesson_pages.page(Client(), path(row))
    assert "Le chef de garde dormait." in lesson_pages.page(lesson_pages.signed(lessons.keeper(row)), path(row))


def test_the_register_shows_what_is_open_closed_and_refused_with_its_reason(place: Territory) -> None:
    for at in (Stage.ANALYSED, Stage.VERIFIED, Stage.REFUSED):
        lessons.lesson(at, place)
    register = f"/t/{place.slug}/lessons/"
    page = lesson_pages.page(Client(), register)
    for words in ("Tous (3)", "Ouverts (1)", "Clos avec preuve (1)", "Refusés avec motif (1)"):
        assert words in page
    assert "Deux groupes de plus coûtent 31 000 €." in page
    assert "Clos avec preuve</span>" not in lesson_pages.page(Client(), f"{register}?show=refused")
    assert Client().get("/t/nulle-part/lessons/").status_code == 404


def test_the_register_asks_as_many_questions_for_many_lessons_as_for_one(
    place: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(6):
        lessons.lesson(Stage.DECIDED, place)
    with django_assert_max_num_queries(12):
        Client().get(f"/t/{place.slug}/lessons/")


def test_an_empty_register_and_an_empty_loop_say_how_to_begin(place: Territory) -> None:
    assert "Aucun enseignement n’est encore publié ici" in lesson_pages.page(Client(), f"/t/{place.slug}/lessons/")
    assert "Ni témoignage ni enseignement" in lesson_pages.page(Client(), f"/t/{place.slug}/lessons/loop/")
    assert Client().get("/t/nulle-part/lessons/loop/").status_code == 404


def test_the_loop_is_a_picture_with_the_same_figures_as_a_table(place: Territory) -> None:
    lessons.published(place)
    for at in (Stage.ANALYSED, Stage.DECIDED, Stage.VERIFIED, Stage.REFUSED):
        lessons.lesson(at, place)
    page = lesson_pages.page(Client(), f"/t/{place.slug}/lessons/loop/")
    for words in ("1 sur 4", "Où ça s’arrête", "1 décision sans action", "1 refusé, avec son motif", "La santé de la"):
        assert words in page
    row = re.search(r"<th scope=\"row\">Décisions</th><td class=\"n\">(\d+)</td>", page)
    assert row is not None
    assert row[1] == "3"


def test_an_error_and_what_went_well_stand_in_their_register(place: Territory) -> None:
    row = lessons.lesson(Stage.ANALYSED, place)
    lessons.lesson(Stage.ANALYSED, place, title="La ronde a marché", is_positive=True)
    client = lesson_pages.signed(lessons.keeper(row))
    post(client, path(row, "error"), error_words="Nous avions compté **l’été**.")
    page = lesson_pages.page(Client(), f"/t/{place.slug}/lessons/errors/")
    assert "<strong>l’été</strong>" in page
    assert "La ronde a marché" in page
    assert Client().get("/t/nulle-part/lessons/errors/").status_code == 404


def test_the_formats_say_who_does_what_and_for_how_long(place: Territory) -> None:
    here = f"/t/{place.slug}/lessons/formats/"
    page = lesson_pages.page(Client(), here)
    for name in ("debrief", "group", "interviews", "intra"):
        assert f"{here}{name}/" in page
        assert "min" in lesson_pages.page(Client(), f"{here}{name}/")
    assert Client().get(f"{here}dance/").status_code == 404
    assert Client().get("/t/nulle-part/lessons/formats/").status_code == 404


def test_the_figures_of_the_event_stand_beside_the_lesson(place: Territory) -> None:
    activation = plan_active.activation()
    row = lessons.lesson(Stage.ANALYSED, activation.scenario.plan.territory, event=activation.situation)
    page = lesson_pages.page(Client(), path(row))
    assert "L’événement en chiffres" in page
    assert "Mesures du plan" in page


def test_a_section_says_what_was_learnt_about_it(place: Territory) -> None:
    keeper = accounts.coordinator(place)
    section = lessons.changed_section(place, keeper)
    row = lessons.lesson(Stage.VERIFIED, place, section=section, user=keeper)
    page = lesson_pages.page(Client(), f"/s/{section.contribution.reference}/")
    assert "Ce qu’on en a appris" in page
    assert row.contribution.title in page
    assert page.count(f'href="{path(row)}"') == 1


def test_the_next_activation_shows_what_was_learnt_and_what_is_still_open() -> None:
    first = plan_active.activation()
    plan, place = first.scenario.plan, first.scenario.plan.territory
    keeper = plans.keeper(plan)
    taught = lessons.lesson(Stage.ANALYSED, place, event=first.situation, user=keeper, title="Encore ouvert")
    hidden = lessons.lesson(
        Stage.ANALYSED, place, event=first.situation, user=keeper, is_public=False, title="Brouillon"
    )
    refused = lessons.lesson(Stage.REFUSED, place, event=first.situation, user=keeper, title="Refusé")
    second = plan_active.activation(first.scenario)
    client = lesson_pages.signed(keeper)
    for address in (f"/activations/{second.pk}/board/", f"/plans/{plan.slug}/scenarios/{first.scenario_id}/"):
        page = lesson_pages.page(client, address)
        assert "Ce qu’on a appris, ce qui reste ouvert" in page
        assert path(taught) in page
        assert path(hidden) not in page
        assert path(refused) not in page


def test_what_was_learnt_is_told_still_open_first(place: Territory) -> None:
    keeper = accounts.coordinator(place)
    section = lessons.changed_section(place, keeper)
    for at in (Stage.VERIFIED, Stage.DONE):
        lessons.lesson(at, place, section=section, user=keeper)
    found = registry.learnt(registry.Taught([section.pk]))
    assert [one.is_open for one in found] == [True, False]
    assert registry.learnt(registry.Taught()) == []


def test_the_register_leaves_as_csv_and_json_with_its_reasons(place: Territory) -> None:
    row = lessons.lesson(Stage.REFUSED, place)
    lessons.lesson(Stage.ANALYSED, place, is_public=False, title="Brouillon")
    search.work()
    answer = Client().get(f"/t/{place.slug}/lessons/?format=csv")
    sheet = answer.getvalue().decode()
    assert "Deux groupes de plus coûtent 31 000 €." in sheet
    assert "Brouillon" not in sheet
    fiches = Client().get(f"/t/{place.slug}/lessons/?format=json").json()
    assert row.contribution.reference in json.dumps(fiches)
    assert Client().get(f"/t/{place.slug}/lessons/?format=xls").status_code == 400


def test_what_looks_like_a_lesson_of_another_territory_is_found_by_its_words(place: Territory) -> None:
    first = lessons.lesson(Stage.VERIFIED, contributions.commune("Oullins"))
    other = lessons.begun(place, title="Deux réponses à la radio", raw="Le standard n’avait pas le message.")
    told = {"happened": "Le standard a dit le contraire du message.", "why": "Personne n’avait le feuillet."}
    other = actions.change_text(lesson=other, user=lessons.keeper(other), content=told)
    actions.publish(lesson=other, user=lessons.keeper(other))
    row = lessons.lesson(Stage.ANALYSED, place)
    search.work()
    assert [one.lesson for one in alike.public(row)] == [first]
    assert "Ressemble à" in lesson_pages.page(Client(), path(row))
    actions.learn_from(lesson=row, user=lessons.keeper(row), source=first.contribution)
    assert alike.public(lessons.fresh(row)) == []


def test_a_lesson_that_is_open_becomes_an_inject_of_the_next_exercise() -> None:
    first = plan_active.activation()
    plan = first.scenario.plan
    keeper = plans.keeper(plan)
    row = lessons.lesson(Stage.ANALYSED, plan.territory, event=first.situation, user=keeper)
    client = lesson_pages.signed(keeper)
    page = lesson_pages.page(client, f"/plans/{plan.slug}/scenarios/{first.scenario_id}/")
    found = re.search(r'href="(/plans/[^"]*injects/[^"]*\?title=[^"]*)"', page)
    assert found is not None
    assert "1 enseignement encore ouvert, à jouer" in page
    form = client.get(found[1].replace("&amp;", "&")).context["form"]
    assert form.initial["title"] == row.contribution.title
    assert form.initial["expected"] == row.next


def test_a_theme_is_kept_with_the_lesson(place: Territory) -> None:
    row = lessons.lesson(Stage.OBSERVED, place)
    slug = contributions.theme().slug
    typed = {**lessons.ANALYSIS, "title": "Le réservoir", "theme": slug}
    post(lesson_pages.signed(lessons.keeper(row)), path(row, "analyse"), **typed)
    theme = lessons.fresh(row).contribution.theme
    assert theme is not None
    assert theme.slug == slug
