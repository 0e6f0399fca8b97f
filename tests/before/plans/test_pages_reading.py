"""The list, the plan, the section: what everybody reads, what the crisis staff reads besides, what nobody else does."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.before.plans import actions
from boucle.before.plans.models import Section
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, plan_pages, plans, search
from tests.factories import consultations as asked

pytestmark = pytest.mark.django_db
SECRET = "tablette-trois"


def open_place() -> Territory:
    place = contributions.commune()
    Territory.objects.filter(pk=place.pk).update(is_open=True)
    return Territory.objects.get(pk=place.pk)


def address(section: Section, part: str = "") -> str:
    return f"/s/{section.contribution.reference}/{part}"


def told(html: str) -> str:
    """What a person reads, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_territory_without_a_plan_says_so(client: Client) -> None:
    place = open_place()
    html = plan_pages.page(client, f"/t/{place.slug}/plans/")
    assert "Aucun plan n’est encore ouvert au public ici" in html
    assert plan_pages.page(client, "/t/nulle-part/plans/", 404)


def test_the_list_shows_open_plans_and_those_that_are_shared_and_no_other() -> None:
    place, neighbour = open_place(), contributions.commune("Oullins")
    mine = plans.plan(place)
    shared = plans.plan(neighbour, shared_with=[place])
    closed = plans.plan(place, user=plans.keeper(mine), is_open=False)
    elsewhere = plans.plan(neighbour)
    html = plan_pages.page(plan_pages.signed(), f"/t/{place.slug}/plans/")
    assert [each.name in html for each in (mine, shared, closed, elsewhere)] == [True, True, False, False]
    staff = plan_pages.page(plan_pages.signed(plans.keeper(mine)), f"/t/{place.slug}/plans/")
    assert closed.name in staff
    assert closed.name not in plan_pages.page(plan_pages.signed(accounts.stranger()), f"/t/{place.slug}/plans/")


def test_the_list_asks_as_much_for_many_plans_as_for_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = open_place()
    first = plans.plan(place)
    plans.section(first)
    client = plan_pages.signed()
    client.get(f"/t/{place.slug}/plans/")
    with django_assert_num_queries(4):
        client.get(f"/t/{place.slug}/plans/")
    for _ in range(4):
        plans.section(plans.plan(place, user=plans.keeper(first)))
    with django_assert_num_queries(4):
        client.get(f"/t/{place.slug}/plans/")


def test_the_plan_says_its_figures_in_a_sentence() -> None:
    plan = plans.plan(open_place())
    now = clock.now()
    with clock.at(now - plan_pages.days(400)):
        late = plans.section(plan, title="Fiche inondation")
    with clock.at(now - plan_pages.days(350)):
        plans.section(plan, title="Ordre d’appel")
    plans.section(plan, title="Circulation")
    plans.draft(plan, title="Foyers sous appareil")
    water = plans.section(plan, title="Eau potable", parent=late)
    html = plan_pages.page(plan_pages.signed(), f"/plans/{plan.slug}/")
    assert "Quatre sections. Deux sont à jour, une est à revoir bientôt, une est en retard." in html
    actions.revise_section(section=water, user=plans.keeper(plan), content={"text": plan_pages.OTHER_TEXT})
    staff = plan_pages.page(plan_pages.signed(plan_pages.staff(plan)), f"/plans/{plan.slug}/")
    assert (
        "Cinq sections. Deux sont à jour, une est à revoir bientôt, une est en retard, une est en brouillon." in staff
    )
    assert "La section 1.1 a changé le" in staff


def test_a_draft_has_its_number_so_that_everybody_says_the_same() -> None:
    plan = plans.plan(open_place())
    plans.section(plan, title="Alerter")
    draft = plans.draft(plan, title="Risques secrets")
    below = plans.section(plan, title="Fiche délestage", parent=draft)
    html = plan_pages.page(plan_pages.signed(), f"/plans/{plan.slug}/")
    assert re.findall(r"<span>([\d.]+ [^<]+)</span>", html) == ["1 Alerter", "2.1 Fiche délestage"]
    staff = plan_pages.page(plan_pages.signed(plan_pages.staff(plan)), f"/plans/{plan.slug}/")
    assert "2 Risques secrets" in staff
    assert plan_pages.page(plan_pages.signed(), address(below)).count("2.1 Fiche délestage") >= 2


def test_the_section_page_shows_text_marks_tags_measures_and_neighbours() -> None:
    plan = plans.plan(open_place())
    first = plans.section(plan, title="Alerter")
    section = plans.section(
        plan,
        title="Eau potable",
        text=plan_pages.TEXT,
        hazard="shedding",
        phase="during",
        discipline="d4",
        holder="Service des travaux",
        evidence="Visite du 3 septembre",
    )
    measure = actions.add_measure(
        section=section, user=plans.keeper(plan), title="Amener le groupe", role="Équipe travaux", moment="16 h"
    )
    retired = actions.add_measure(section=section, user=plans.keeper(plan), title="Vieille mesure", role="Personne")
    actions.retire_measure(measure=retired, user=plans.keeper(plan))
    html = told(plan_pages.page(plan_pages.signed(), address(section)))
    for words in (
        "2 Eau potable",
        "À jour, révision 1",
        "Délestage, coupure de courant · pendant · discipline 4, logistique",
        "Tenue par : Service des travaux",
        "Elle s’appuie sur : Visite du 3 septembre",
        measure.title,
        "← 1 Alerter",
    ):
        assert words in html, words
    assert retired.title not in html
    assert plan_pages.page(plan_pages.signed(), address(first)).count("Eau potable") >= 2


def test_what_changed_is_said_in_words_and_marked() -> None:
    plan = plans.plan(open_place())
    section = plans.section(plan, text=plan_pages.TEXT)
    actions.revise_section(
        section=section,
        user=plans.keeper(plan),
        content={"text": plan_pages.OTHER_TEXT},
        note="L’exercice du 12 novembre l’a montré.",
    )
    html = plan_pages.page(plan_pages.signed(), address(section))
    assert "L’exercice du 12 novembre l’a montré." in html
    assert '<del><span class="unseen">retiré : </span>une heure.' in html
    assert '<ins><span class="unseen">ajouté : </span>70 minutes.' in html


def test_any_two_public_versions_are_compared_and_no_other() -> None:
    plan = plans.plan(open_place())
    user = plans.keeper(plan)
    section = plans.section(plan, text="Première version.")
    section = actions.revise_section(section=section, user=user, content={"text": "Deuxième version."})
    keeper = plan_pages.keeper_of(section)
    section = actions.revise_section(section=section, user=keeper, content={"text": f"Refusée {SECRET}."})
    by = rules.By(user=user)
    lifecycle.reject(contribution=section.contribution, by=by, reason="unverifiable")
    section = actions.revise_section(section=section, user=user, content={"text": "Quatrième version."})
    html = plan_pages.page(plan_pages.signed(), address(section, "versions/?from=1&to=4"))
    assert "Révision 1 à côté de la révision 4" in html
    assert re.findall(r"<strong>Révision (\d)</strong>", html) == ["4", "2", "1"]
    assert SECRET not in html
    forged = plan_pages.page(plan_pages.signed(), address(section, "versions/?from=3&to=abc"))
    assert "Révision 2 à côté de la révision 4" in forged
    assert SECRET not in forged


def test_nobody_but_its_staff_reads_drafts_waiting_versions_and_staff_words() -> None:
    place = open_place()
    plan = plans.plan(place)
    user = plans.keeper(plan)
    section = plans.section(plan, title="Eau potable", text="Le réservoir tient une heure.")
    actions.write_staff_text(section=section, user=user, text=f"Clé : {SECRET}")
    keeper = plan_pages.keeper_of(section)
    actions.revise_section(section=section, user=keeper, content={"text": f"En attente : {SECRET}"}, note=SECRET)
    draft = plans.draft(plan, title=f"Brouillon {SECRET}", text=SECRET)
    search.work()
    reference, hidden = section.contribution.reference, draft.contribution.reference
    outsiders = [plan_pages.signed(), plan_pages.signed(accounts.stranger())]
    for client in outsiders:
        for path in (
            f"/t/{place.slug}/plans/",
            f"/plans/{plan.slug}/",
            f"/plans/{plan.slug}/ways/",
            f"/s/{reference}/",
            f"/s/{reference}/versions/",
            f"/s/{reference}/annotate/",
            f"/s/{reference}/propose/",
            f"/t/{place.slug}/list/",
            f"/t/{place.slug}/list/?q=tablette",
            f"/t/{place.slug}/list/?format=json",
            f"/t/{place.slug}/list/?format=csv",
            f"/t/{place.slug}/feed.atom",
            f"/api/v1/fiches?territory={place.slug}&kind=section",
            f"/api/v1/fiches?territory={place.slug}&kind=section&format=csv",
            f"/api/v1/fiches?territory={place.slug}&kind=section&format=atom",
            f"/api/v1/fiches/{reference}",
        ):
            answer = client.get(path)
            body = answer.getvalue()
            assert answer.status_code == 200, path
            assert SECRET not in body.decode(), path
        for path in (f"/s/{hidden}/", f"/s/{hidden}/versions/", f"/s/{hidden}/annotate/", f"/api/v1/fiches/{hidden}"):
            assert client.get(path).status_code == 404, path
    staff = plan_pages.signed(plan_pages.staff(plan))
    assert f"Clé : {SECRET}" in plan_pages.page(staff, f"/s/{reference}/")
    assert f"Brouillon {SECRET}" in plan_pages.page(staff, f"/s/{hidden}/")


def test_the_api_lists_published_sections_with_their_own_columns() -> None:
    place = open_place()
    section = plans.section(plans.plan(place), hazard="flood", holder="Service des travaux")
    plans.draft(section.plan)
    search.work()
    rows = json.loads(plan_pages.page(plan_pages.signed(), f"/api/v1/fiches?territory={place.slug}&kind=section"))
    found = [(row["reference"], row["plan"], row["hazard"], row["holder"]) for row in rows["items"]]
    assert found == [(section.contribution.reference, section.plan.slug, "flood", "Service des travaux")]


def test_a_plan_in_preparation_does_not_show_that_it_exists() -> None:
    plan = plans.plan(open_place(), is_open=False)
    draft = plans.draft(plan)
    for client in (plan_pages.signed(), plan_pages.signed(accounts.stranger())):
        assert client.get(f"/plans/{plan.slug}/").status_code == 404
        assert client.get(f"/plans/{plan.slug}/ways/").status_code == 404
        assert client.get(address(draft)).status_code == 404
    assert "En préparation" in plan_pages.page(plan_pages.signed(plan_pages.staff(plan)), f"/plans/{plan.slug}/")


def test_a_section_that_left_the_plan_says_so_and_nothing_else() -> None:
    plan = plans.plan(open_place())
    section = plans.section(plan, title="Vieille citerne", text=SECRET)
    actions.archive_section(section=section, user=plans.keeper(plan))
    html = plan_pages.page(plan_pages.signed(), address(section), 410)
    assert "Cette section n’est plus dans le plan" in html
    assert SECRET not in html + plan_pages.page(plan_pages.signed(), address(section, "versions/"), 410)
    assert SECRET in plan_pages.page(plan_pages.signed(plans.keeper(plan)), address(section))


def test_a_reader_without_an_account_gets_ready_bytes_and_the_staff_a_page_of_their_own() -> None:
    section = plans.section(plans.plan(open_place()))
    anybody = plan_pages.signed().get(address(section))
    assert anybody["Cache-Control"] == "public, max-age=0, must-revalidate"
    staff = plan_pages.signed(plan_pages.staff(section.plan)).get(address(section))
    assert "no-store" in staff["Cache-Control"]


def test_a_section_page_asks_as_much_for_a_large_plan_as_for_a_small_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = plans.plan(open_place())
    section = plans.section(plan)
    plan_pages.note(section)
    client = plan_pages.signed()
    client.get(address(section))
    with django_assert_num_queries(20):  # one asks what stands beside it
        client.get(address(section))
    for _ in range(5):
        plans.section(plan, parent=section)
        plan_pages.note(section)
    with django_assert_num_queries(20):
        client.get(address(section))


def test_a_consultation_about_a_section_stands_beside_it_once_it_is_published() -> None:
    place = open_place()
    section = plans.section(plans.plan(place))
    running = asked.consultation(territory=place)
    by = rules.By(user=plans.keeper(section.plan))
    lifecycle.link(source=running.contribution, target=section.contribution, type=LinkType.CHANGES, by=by)
    assert running.contribution.title not in plan_pages.page(plan_pages.signed(), address(section))
    lifecycle.publish(contribution=running.contribution, by=by)
    html = plan_pages.page(plan_pages.signed(), address(section))
    assert f'<a href="/c/{running.contribution.reference}/">{running.contribution.title}</a>' in html
    ask = f"/consultations/new/?about={section.contribution.reference}"
    assert ask not in html
    assert ask in plan_pages.page(plan_pages.signed(plans.keeper(section.plan)), address(section))


@pytest.mark.parametrize("path", ["/plans/rien/", "/s/RIEN123/", "/s/%00/", "/n/RIEN123/", "/s/RIEN123/versions/"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_note_is_no_section_and_a_section_no_note() -> None:
    section = plans.section(plans.plan(open_place()))
    note = plan_pages.note(section)
    client = plan_pages.signed()
    assert client.get(f"/s/{note.contribution.reference}/").status_code == 404
    assert client.get(f"/n/{section.contribution.reference}/").status_code == 404
