"""Pages of the law: what everybody reads, what keepers set, what strangers do not see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Plan, Point, Regime
from boucle.before.plans.queries import clocks, coverage
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Reason
from boucle.foundation.lifecycle.models import Contribution
from tests.factories import accounts
from tests.factories import plan_law as law
from tests.factories import plans as made

pytestmark = pytest.mark.django_db
NEWEST = law.PCS[-1]


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(plan: Plan, route: str = "law", *arguments: Any) -> str:
    return reverse(f"plans:{route}", args=[plan.slug, *arguments])


def read(plan: Plan, client: Client | None = None, query: str = "", language: str = "fr") -> str:
    answer = (client or Client()).get(address(plan) + query, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def late(section: Any) -> Any:
    """Its review date was yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    Contribution.objects.filter(pk=section.pk).update(review_on=yesterday)
    return section


# what everybody reads


def test_everybody_reads_what_an_open_plan_covers() -> None:
    plan = law.answering()
    law.tagged(made.section(plan, title="Annuaire inventé"), "contacts-operational", part=("alert-procedure",))
    late(law.tagged(made.section(plan, title="Risques inventés"), "risks-overview"))
    page = read(plan)
    assert "1 point sur 36 est couvert, 33 manquent, 1 est à revoir" in page
    assert "Annuaire inventé" in page and "Contacts des services de terrain" in page
    assert "1 sur 9, 7 manquent" in page and "0 sur 4, 3 manquent, 1 est à revoir" in page
    english = read(plan, language="en")
    assert "1 of 36 points is covered, 33 are missing, 1 is late" in english
    assert "Contacts of the services in the field" in english


def test_a_plan_without_a_list_says_so() -> None:
    page = read(made.plan())
    assert "Ce plan n’a pas encore dit à quelle liste légale il répond." in page
    assert "csrfmiddlewaretoken" not in page


def test_points_are_narrowed_to_those_that_are_missing_or_late() -> None:
    plan = law.answering()
    law.tagged(made.section(plan), "contacts-operational")
    late(law.tagged(made.section(plan, title="Risques inventés"), "risks-overview"))
    missing, due = read(plan, query="?show=missing"), read(plan, query="?show=late")
    assert "Contacts des services de terrain" not in missing and "Aperçu des risques" not in missing
    assert "Contacts des autorités concernées" in missing
    assert "Aperçu des risques" in due and "Contacts des autorités concernées" not in due
    assert "Aucun point n’est dans cet état." in read(plan, query="?show=partial")
    assert read(plan, query="?show=nonsense").count("<tr>") == read(plan).count("<tr>")


def test_a_plan_that_is_closed_to_the_public_does_not_exist_for_a_stranger() -> None:
    plan = law.answering(made.plan(is_open=False))
    assert Client().get(address(plan)).status_code == 404
    assert signed(accounts.stranger()).get(address(plan)).status_code == 404
    assert Client().get(address(plan, "calendar")).status_code == 404
    assert signed(made.keeper(plan)).get(address(plan)).status_code == 200
    assert Client().get("/plans/unknown/law/").status_code == 404


def test_the_public_learns_that_a_draft_exists_and_not_its_title() -> None:
    plan = law.answering()
    law.tagged(made.draft(plan, title="Secret de brouillon"), "contacts-operational")
    page = read(plan)
    assert "Secret de brouillon" not in page and "une section en préparation" in page
    assert "0 point sur 36 est couvert, 35 manquent" in page
    assert "Secret de brouillon" in read(plan, signed(made.keeper(plan)))


def test_an_archived_section_answers_nothing() -> None:
    plan = law.answering()
    section = law.tagged(made.section(plan), "contacts-operational")
    by = lifecycle_rules.By(user=made.keeper(plan))
    lifecycle.archive(contribution=section.contribution, by=by, reason=Reason.OUTDATED)
    assert "0 point sur 36 est couvert, 36 manquent" in read(plan)


def test_an_open_page_is_the_same_for_everybody_and_the_staff_has_its_own() -> None:
    plan = law.answering()
    public = Client().get(address(plan))
    assert public.headers["Cache-Control"] == "public, max-age=0, must-revalidate" and public.headers["ETag"]
    assert "no-store" in signed(made.keeper(plan)).get(address(plan)).headers["Cache-Control"]
    assert len(public.content) < 50_000


def test_a_list_that_is_not_known_here_is_said_and_the_others_are_shown() -> None:
    plan = law.answering()
    law.stored(plan, "psc", NEWEST)
    law.stored(plan, "pcs", date(2020, 1, 1))
    page = read(plan)
    assert "Aucune liste légale ne s’appelle ici « psc »" in page
    assert "La liste PCS n’a pas de version du 1 janvier 2020." in page
    assert "0 point sur 36 est couvert" in page
    assert "Vérifier les contacts" in page


def test_a_plan_keeps_its_version_and_says_that_another_is_in_force() -> None:
    plan = law.answering(code="pcs", version=law.PCS[1])
    page = read(plan)
    assert "Le plan répond à la version du 22 juin 2022. Une autre est en vigueur depuis le 10 décembre 2022." in page
    assert "2 points s’ajoutent" in page and "1 point est dit autrement" in page
    assert "sont couverts" not in page and "0 point sur 32 est couvert" in page
    assert address(plan, "law_version", "pcs", NEWEST) not in page
    assert address(plan, "law_version", "pcs", NEWEST) in read(plan, signed(made.keeper(plan)))
    assert "Une autre est en vigueur" not in read(law.answering(code="pcs", version=NEWEST))


def test_the_page_costs_the_same_whatever_it_lists(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    plan = law.answering()
    law.tagged(made.section(plan), "contacts-operational")
    few = queries_of(plan)
    for _ in range(4):
        law.tagged(made.section(plan), "contacts-operational", "risks-overview", "alert-procedure")
    law.answering(plan, "pcs", NEWEST)
    law.fact(plan, MilestoneType.ADOPTED, date(2024, 1, 1))
    assert queries_of(plan) == few
    row = Plan.objects.get()
    with django_assert_num_queries(2):
        coverage.of(row)
    with django_assert_num_queries(3):
        clocks.of(row)


def queries_of(plan: Plan) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        read(plan)
    return len(found)


# clocks


def test_clocks_say_how_long_is_left_and_what_is_late() -> None:
    plan = law.answering()
    today = clock.today()
    law.fact(plan, MilestoneType.CONTACTS, today - timedelta(days=175))
    law.fact(plan, MilestoneType.EXERCISED, today - timedelta(days=120), "exercice inventé")
    found = {each.code: each for each in clocks.of(Plan.objects.get())}
    assert [each.code for each in clocks.of(Plan.objects.get())] == ["debrief", "contacts", "exercise"]
    page = read(plan)
    assert f"depuis {found['debrief'].late_days} jours" in page
    assert f"dans {found['contacts'].reading.days} jours" in page
    assert "fait le" in page and "exercice inventé" in page


def test_a_clock_without_its_date_says_which_one_it_needs() -> None:
    page = read(law.answering(code="pcs", version=NEWEST))
    assert "Elle part d’une date qui n’est pas encore notée" in page


# lists


def test_a_keeper_chooses_a_list() -> None:
    plan = made.plan()
    client = signed(made.keeper(plan))
    assert "PCS, 10 décembre 2022" in client.get(address(plan, "law_lists")).content.decode()
    answer = client.post(address(plan, "law_lists"), {"chosen": "pgui:2019-07-07"}, follow=True)
    assert "Le plan répond à la liste PGUI." in answer.content.decode()
    assert Regime.objects.values_list("code", "version").get() == ("pgui", law.PGUI)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("", "Choisissez une liste."),
        ("pcs", "Choisissez une liste avec le jour de sa version."),
        ("psc:2022-12-10", "Aucune liste légale ne s’appelle ici « psc ». Celles que l’on connaît : DICRIM, PCS"),
        ("pcs:2020-01-01", "La liste PCS n’a pas de version du 1 janvier 2020. Ses versions : 16 septembre 2005"),
    ],
)
def test_a_list_or_a_day_that_is_not_known_is_named(chosen: str, sentence: str) -> None:
    plan = made.plan()
    answer = signed(made.keeper(plan)).post(address(plan, "law_lists"), {"chosen": chosen})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Regime.objects.exists()


def test_another_version_is_compared_before_it_is_taken() -> None:
    plan = law.answering(code="pcs", version=law.PCS[1])
    client = signed(made.keeper(plan))
    there = address(plan, "law_version", "pcs", NEWEST)
    assert client.post(address(plan, "law_lists"), {"chosen": f"pcs:{NEWEST}"}).headers["Location"] == there
    page = client.get(there).content.decode()
    assert "2 points s’ajoutent" in page and "La population prend part aux exercices" in page
    assert Regime.objects.get().version == law.PCS[1]
    client.post(there)
    assert Regime.objects.get().version == NEWEST


def test_a_version_that_is_not_known_is_refused_with_a_sentence() -> None:
    plan = law.answering(code="pcs", version=NEWEST)
    client = signed(made.keeper(plan))
    for day, sentence in (
        ("2020-01-01", "La liste PCS n’a pas de version du 1 janvier 2020."),
        ("hier", "Ce n’est pas un jour : hier."),
    ):
        answer = client.post(address(plan, "law_version", "pcs", day), follow=True)
        assert sentence in answer.content.decode()
    unchosen = client.get(address(plan, "law_version", "pgui", law.PGUI), follow=True)
    assert "Ce plan ne répond pas à cette liste : choisissez-la d’abord." in unchosen.content.decode()
    assert Regime.objects.get().version == NEWEST


def test_a_version_that_this_installation_lost_can_be_left() -> None:
    plan = made.plan()
    law.stored(plan, "pcs", date(2020, 1, 1))
    client = signed(made.keeper(plan))
    page = client.get(address(plan, "law_version", "pcs", NEWEST)).content.decode()
    assert "La version du plan n’est plus connue ici : il n’y a rien à comparer." in page
    assert (
        "La liste PCS n’a pas de version du 1 janvier 2020." in client.get(address(plan, "law_lists")).content.decode()
    )
    client.post(address(plan, "law_version", "pcs", NEWEST))
    assert Regime.objects.get().version == NEWEST


def test_a_list_is_dropped_and_found_again_with_its_answers() -> None:
    plan = law.answering()
    law.tagged(made.section(plan), "contacts-operational")
    signed(made.keeper(plan)).post(address(plan, "law_drop", "pgui"))
    assert not Regime.objects.exists() and Point.objects.count() == 1
    assert coverage.of(Plan.objects.get()) == []
    law.answering(Plan.objects.get())
    assert "1 point sur 36 est couvert" in read(plan)


# dates


def test_a_keeper_writes_a_date_and_takes_it_back() -> None:
    plan = law.answering(code="pcs", version=NEWEST)
    client = signed(made.keeper(plan))
    sent = {"type": "adopted", "on": "2024-03-01", "note": "arrêté inventé"}
    answer = client.post(address(plan, "law_dates"), sent, follow=True)
    page = answer.content.decode()
    assert "La date est notée" in page and "arrêté inventé" in page
    (fact,) = plan.milestones.all()
    client.post(address(plan, "law_date_remove", fact.pk))
    client.post(address(plan, "law_date_remove", fact.pk))
    assert not plan.milestones.exists()


def test_a_date_that_is_wrong_is_named_and_stays() -> None:
    plan = made.plan()
    client = signed(made.keeper(plan))
    tomorrow = clock.today() + timedelta(days=1)
    for sent, field in (
        ({"type": "adopted", "on": tomorrow.isoformat(), "note": "trop tôt"}, "__all__"),
        ({"type": "birthday", "on": "2024-03-01", "note": "trop tôt"}, "type"),
        ({"type": "adopted", "on": "hier", "note": "trop tôt"}, "on"),
        ({"type": "", "on": "", "note": "trop tôt"}, "type"),
    ):
        answer = client.post(address(plan, "law_dates"), sent)
        assert answer.status_code == 422 and field in answer.context["form"].errors
        assert 'value="trop tôt"' in answer.content.decode()
    assert not plan.milestones.exists()


# points


def points_of(section: Any) -> str:
    return reverse("plans:points", args=[section.contribution.reference])


def test_a_section_is_tagged_and_the_count_moves() -> None:
    plan = law.answering()
    section = made.section(plan, content="directory")
    client = signed(made.keeper(plan))
    form = client.get(points_of(section))
    assert form.content.decode().count("<details open>") == 2  # chapters that a directory usually answers
    client.post(points_of(section), {"pgui-contacts-operational": "whole", "pgui-risks-overview": "part"})
    assert list(section.points.values_list("code", "is_partial")) == [
        ("contacts-operational", False),
        ("risks-overview", True),
    ]
    assert "1 point sur 36 est couvert, 34 manquent" in read(plan)
    client.post(points_of(section), {"pgui-contacts-operational": ""})
    assert not section.points.exists()


def test_points_of_another_version_are_not_lost() -> None:
    plan = law.answering(code="pcs", version=law.PCS[0])
    section = law.tagged(made.section(plan), "stakes-diagnosis", "means-own", code="pcs")
    law.answering(plan, "pcs", NEWEST)
    signed(made.keeper(plan)).post(points_of(section), {"pcs-means-private": "whole"})
    assert list(section.points.values_list("code", flat=True)) == ["means-private", "stakes-diagnosis"]


def test_a_point_that_does_not_exist_is_not_taken() -> None:
    plan = law.answering()
    section = made.section(plan)
    client = signed(made.keeper(plan))
    answer = client.post(points_of(section), {"pgui-contacts-operational": "perhaps"})
    assert answer.status_code == 422 and "pgui-contacts-operational" in answer.context["form"].errors
    client.post(points_of(section), {"pgui-invented": "whole", "pcs-means-own": "whole"})
    assert not Point.objects.exists()


def test_a_section_of_a_plan_without_a_list_says_what_to_do() -> None:
    section = made.section()
    page = signed(made.keeper(section.plan)).get(points_of(section)).content.decode()
    assert "Choisir une liste" in page and "<select" not in page


def test_the_keeper_of_a_section_tags_it_and_nothing_else() -> None:
    plan = law.answering()
    keeper = accounts.user(name="Tient la section")
    section = made.section(plan, keeper=keeper)
    client = signed(keeper)
    assert client.post(points_of(section), {"pgui-risks-overview": "whole"}).status_code == 302
    assert section.points.count() == 1
    assert client.get(points_of(made.section(plan))).status_code == 403
    assert client.get(address(plan, "law_lists")).status_code == 403


# who may not


@pytest.mark.parametrize("route", ["law_lists", "law_dates"])
def test_only_whoever_keeps_the_plan_sets_it(route: str) -> None:
    plan = law.answering()
    assert signed(made.keeper(plan)).get(address(plan, route)).status_code == 200
    assert signed(accounts.stranger()).get(address(plan, route)).status_code == 403
    assert signed(accounts.stranger()).post(address(plan, route), {"chosen": "pcs:2022-12-10"}).status_code == 403
    assert Client().get(address(plan, route)).status_code == 302


def test_a_stranger_changes_nothing() -> None:
    plan = law.answering()
    section = made.section(plan)
    fact = law.fact(plan, MilestoneType.ADOPTED, date(2024, 1, 1))
    client = signed(accounts.stranger())
    there = [
        address(plan, "law_version", "pgui", law.PGUI),
        address(plan, "law_drop", "pgui"),
        address(plan, "law_date_remove", fact.pk),
        points_of(section),
    ]
    assert [client.post(url).status_code for url in there] == [403] * 4
    assert client.get(points_of(section)).status_code == 403
    assert plan.regimes.count() == plan.milestones.count() == 1
    assert signed(made.keeper(plan)).get("/s/UNKNOWN/points/").status_code == 404


def test_what_a_section_answers_is_listed_in_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    plan = law.answering()
    section = law.tagged(made.section(plan), "risks-overview", part=("alert-procedure",))
    with django_assert_num_queries(2):
        found = coverage.points_of(section)
    assert [(each.title, each.is_partial) for each in found] == [
        ("Qui alerte qui, dans quel ordre", True),
        ("Aperçu des risques", False),
    ]


# what other pages include


def test_the_pages_of_a_plan_and_of_a_section_may_include_what_is_covered(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = law.answering()
    section = law.tagged(made.section(plan), "risks-overview", part=("alert-procedure",))
    with django_assert_num_queries(2):
        of_plan = render_to_string("plans/law/covered.html", {"plan": plan})
    assert "1 point sur 36 est couvert, 34 manquent" in of_plan and "Ce qu’elle couvre dans la loi" not in of_plan
    with django_assert_num_queries(4):
        of_section = render_to_string("plans/law/covered.html", {"plan": plan, "section": section})
    assert "Qui alerte qui, dans quel ordre (en partie)" in of_section and points_of(section) not in of_section
    written = render_to_string("plans/law/covered.html", {"plan": plan, "section": section, "may_write": True})
    assert points_of(section) in written
    assert render_to_string("plans/law/covered.html", {"plan": made.plan()}).strip() == ""


def test_the_pages_of_a_plan_may_include_its_clocks(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    plan = law.answering()
    law.fact(plan, MilestoneType.CONTACTS, clock.today())
    with django_assert_num_queries(3):
        shown = render_to_string("plans/law/clocks.html", {"plan": plan})
    assert shown.count("<li>") == 3 and "fait le" in shown and "Abonner mon agenda" in shown
    assert render_to_string("plans/law/clocks.html", {"plan": made.plan()}).strip() == ""
