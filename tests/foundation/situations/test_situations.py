"""A situation starts from a template, changes, and ends."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.core import clock
from boucle.foundation.situations import actions, queries, rules
from boucle.foundation.situations.enums import Nature, Phase
from boucle.foundation.situations.models import ArchiveRow, Situation, Template, Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, situations

pytestmark = pytest.mark.django_db

TEMPLATES = {
    "accident-industriel",
    "canicule",
    "confinement-sanitaire",
    "coupures-electricite",
    "exercice",
    "inondation",
    "tempete-hiver",
}


def revision(territory: Territory) -> int:
    return Territory.objects.get(pk=territory.pk).revision


def test_every_template_can_be_activated_as_it_is() -> None:
    situations.loaded()
    place = contributions.commune()
    assert {template.slug for template in queries.templates()} == TEMPLATES
    for template in queries.templates():
        made = actions.activate(territory=place, by=None, template=template)
        assert [theme.slug for theme in made.themes.all()] != []
        assert set(template.content["themes"]) == {theme.slug for theme in made.themes.all()}
        assert made.instructions == template.content["instructions"]
        assert made.end_review_on == clock.today() + timedelta(days=template.content["end_review_days"])


def test_loading_templates_again_changes_nothing() -> None:
    assert actions.load_templates() == actions.Loaded(len(TEMPLATES), 0)
    assert actions.load_templates() == actions.Loaded(0, 0)
    Template.objects.filter(slug="canicule").update(name_fr="Autre")
    assert actions.load_templates() == actions.Loaded(0, 1)


def test_what_somebody_chooses_wins_over_the_template() -> None:
    made = situations.situation(name=" Coupures  de janvier ", decision_hours=12, instructions=["Une lampe.", "  "])
    assert (made.name, made.slug, made.decision_hours) == ("Coupures de janvier", "coupures-de-janvier", 12)
    assert made.instructions == ["Une lampe."]
    assert made.review_days == 7
    assert made.nature == Nature.REAL


def test_the_same_name_twice_gets_an_address_of_its_own() -> None:
    place = contributions.commune()
    slugs = [situations.situation(place, name="Crue de l’Ain").slug for _ in range(3)]
    assert slugs == ["crue-de-l-ain", "crue-de-l-ain-2", "crue-de-l-ain-3"]


def test_a_form_sent_twice_activates_once() -> None:
    place, key = contributions.commune(), uuid4()
    first = actions.activate(territory=place, by=None, template=situations.template(), form_key=key)
    again = actions.activate(territory=place, by=None, template=situations.template(), form_key=key)
    assert again.pk == first.pk
    assert Situation.objects.count() == 1


def test_a_situation_without_a_name_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValidationError) as refusal:
        situations.situation(name="  ")
    assert list(refusal.value.message_dict) == ["name"]
    assert Situation.objects.count() == 0


def test_a_situation_without_a_template_needs_no_text() -> None:
    place, today = contributions.commune(), clock.today()
    made = actions.activate(territory=place, by=accounts.user(), name="Coupure", end_review_on=today, nature="real")
    assert (made.instructions, made.common_searches, made.asked_fields) == ([], [], [])


def test_a_situation_is_shown_in_its_territory_and_in_those_inside() -> None:
    outer, inner = contributions.metropole(), contributions.commune()
    inner.is_open = True
    inner.save()
    before = revision(outer), revision(inner)
    made = situations.situation(outer)
    assert queries.active(inner) == [made]
    assert queries.current(inner) == made
    assert queries.by_slug(inner, made.slug) == made
    assert (revision(outer), revision(inner)) == (before[0] + 1, before[1] + 1)


def test_a_situation_is_not_shown_in_a_neighbour() -> None:
    situations.situation(contributions.commune("Bron"))
    neighbour = contributions.commune("Oullins")
    assert queries.active(neighbour) == []
    assert queries.current(neighbour) is None


def test_what_the_public_lives_comes_before_an_exercise(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = contributions.commune()
    older, newer = situations.situation(place), situations.situation(place, nature=Nature.PLANNED)
    drill, over = situations.exercise(place), situations.closed(place)
    with django_assert_num_queries(1):
        assert queries.active(place) == [newer, older, drill]
    with django_assert_num_queries(1):
        assert queries.current(place) == newer
    with django_assert_num_queries(1):
        assert queries.by_slug(place, over.slug) == over
    assert queries.by_slug(place, "inconnue") is None


def test_the_territory_s_own_situation_wins_over_one_of_the_same_name_around_it() -> None:
    inner, outer = contributions.commune(), contributions.metropole()
    own = situations.situation(inner, name="Crue")
    around = situations.situation(outer, name="Crue")
    assert queries.by_slug(inner, "crue") == own
    assert queries.by_slug(outer, "crue") == around


def test_a_form_offers_the_themes_of_the_situation() -> None:
    situations.loaded()
    made = situations.situation(themes=queries.themes_by_slug(["manger", "aide-devoirs"]))
    offered = {b.theme.slug: [child.theme.slug for child in b.children] for b in queries.offered_themes(made)}
    assert offered["enfants"] == ["aide-devoirs"]
    assert "repas-chauds" in offered["manger"]
    assert len(offered) == 2
    assert queries.offered_themes() == queries.theme_tree()


def test_texts_change_and_the_pages_are_made_again() -> None:
    made = situations.situation()
    before = revision(made.territory)
    changed = actions.update_texts(situation=made, banner="Retour du courant à 18 h.", nature=Nature.EXERCISE)
    assert changed.banner == "Retour du courant à 18 h."
    assert changed.nature == Nature.REAL
    assert changed.revised_at is not None
    assert made.revised_at is not None
    assert changed.revised_at > made.revised_at
    assert revision(made.territory) == before + 1


def test_a_stale_form_is_told_so() -> None:
    made = situations.situation()
    seen = rules.stamp(made)
    actions.update_texts(situation=made, banner="Premier.", seen=seen)
    with pytest.raises(rules.NotPossible):
        actions.update_texts(situation=made, banner="Second.", seen=seen)
    assert Situation.objects.get(pk=made.pk).banner == "Premier."


def test_the_phase_moves_once() -> None:
    made = situations.situation()
    before = revision(made.territory)
    actions.change_phase(situation=made, phase=Phase.AFTER)
    actions.change_phase(situation=made, phase=Phase.AFTER)
    assert Situation.objects.get(pk=made.pk).phase == Phase.AFTER
    assert revision(made.territory) == before + 1


def test_the_end_review_is_postponed_but_not_to_the_past() -> None:
    made = situations.situation()
    tomorrow = clock.today() + timedelta(days=1)
    assert actions.postpone_end_review(situation=made, day=tomorrow).end_review_on == tomorrow
    with pytest.raises(rules.NotPossible):
        actions.postpone_end_review(situation=made, day=clock.today() - timedelta(days=1))


def test_a_reminder_is_due_once_for_each_date() -> None:
    made = situations.situation(end_review_on=clock.today())
    situations.situation(made.territory, end_review_on=clock.today() + timedelta(days=1))
    assert list(queries.due_for_reminder()) == [made]
    assert actions.mark_reminded(situation=made)
    assert not actions.mark_reminded(situation=made)
    assert list(queries.due_for_reminder()) == []
    assert list(queries.due_for_review()) == [made]
    later = clock.today() + timedelta(days=5)
    actions.postpone_end_review(situation=made, day=later)
    assert list(queries.due_for_reminder(later)) != []


def test_a_closed_situation_changes_no_more() -> None:
    made = situations.closed()
    with pytest.raises(rules.NotPossible):
        actions.update_texts(situation=made, banner="Trop tard.")
    with pytest.raises(rules.NotPossible):
        actions.change_phase(situation=made, phase=Phase.BEFORE)
    with pytest.raises(rules.NotPossible):
        actions.postpone_end_review(situation=made, day=clock.today())
    again = actions.close(situation=made, by=accounts.coordinator(made.territory), report={"published": 4})
    assert (again.closed_by_id, again.report) == (made.closed_by_id, {})
    assert not actions.mark_reminded(situation=made)


def test_its_own_situations_are_listed_open_ones_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = contributions.commune()
    over, open_one = situations.closed(place), situations.situation(place)
    situations.situation(contributions.metropole())
    with django_assert_num_queries(1):
        assert list(queries.own(place)) == [open_one, over]


@pytest.mark.parametrize(
    "broken",
    [
        {"nature": "rumour"},
        {"phase": "never"},
        {"decision_hours": 0},
        {"review_days": 0},
        {"closed_at": clock.now()},
        {"settled_at": clock.now()},
        {"slug": "prise"},
    ],
)
def test_the_database_refuses_a_broken_situation(broken: dict[str, object]) -> None:
    place = contributions.commune()
    situations.situation(place, name="Prise")
    made = situations.situation(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Situation.objects.filter(pk=made.pk).update(**broken)


def test_the_database_refuses_the_same_form_the_same_template_and_the_same_archive_twice() -> None:
    key, uid = uuid4(), uuid4()
    made = situations.situation()
    Situation.objects.filter(pk=made.pk).update(form_key=key)
    other = situations.situation(made.territory)
    with pytest.raises(IntegrityError), transaction.atomic():
        Situation.objects.filter(pk=other.pk).update(form_key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.create(slug="canicule", name_fr="Canicule", name_en="Heatwave")
    ArchiveRow.objects.create(situation=made, uid=uid, content={})
    with pytest.raises(IntegrityError), transaction.atomic():
        ArchiveRow.objects.create(situation=made, uid=uid, content={})
    assert Theme.objects.count() > 0
