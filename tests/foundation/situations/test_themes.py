"""The standing tree of themes: loaded, loaded again, read in one query."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.situations import actions, queries
from boucle.foundation.situations.models import Theme

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing() -> None:
    first = actions.load_themes()
    assert first.made == Theme.objects.count() > 60
    assert actions.load_themes() == actions.Loaded(0, 0)


def test_loading_brings_a_changed_theme_up_to_date_and_keeps_those_of_the_territory() -> None:
    actions.load_themes()
    Theme.objects.filter(slug="manger").update(name_fr="Autrement")
    Theme.objects.create(slug="marionnettes", name_fr="Marionnettes", name_en="Puppets")
    assert actions.load_themes() == actions.Loaded(0, 1)
    assert Theme.objects.get(slug="manger").name_fr == "Manger et faire ses courses"
    assert Theme.objects.filter(slug="marionnettes").exists()


def test_the_tree_has_two_levels_in_order_and_takes_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    actions.load_themes()
    with django_assert_num_queries(1):
        tree = queries.theme_tree()
    assert [branch.theme.rank for branch in tree] == list(range(len(tree)))
    assert all(branch.children for branch in tree)
    assert all(not leaf.children for branch in tree for leaf in branch.children)
    meals = next(branch for branch in tree if branch.theme.slug == "manger")
    assert "repas-chauds" in [leaf.theme.slug for leaf in meals.children]


def test_the_widest_themes_are_the_roots_of_the_tree_and_a_select_sets_the_others_in(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    actions.load_themes()
    tree = queries.theme_tree()
    with django_assert_num_queries(1):
        assert queries.widest_themes() == [branch.theme for branch in tree]
    first, *below = queries.indented(tree[:1])
    assert first == (tree[0].theme.slug, tree[0].theme.name)
    assert below == [(leaf.theme.slug, "\u2003" + leaf.theme.name) for leaf in tree[0].children]


def test_a_child_has_the_icon_of_its_root() -> None:
    actions.load_themes()
    assert Theme.objects.get(slug="repas-chauds").icon == "repas"


def test_a_theme_comes_with_those_below_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actions.load_themes()
    root = Theme.objects.get(slug="enfants")
    expected = sorted([root.pk, *root.children.values_list("id", flat=True)])
    with django_assert_num_queries(1):
        assert queries.theme_and_descendants_ids(root) == expected
    leaf = Theme.objects.get(slug="aide-devoirs")
    assert queries.theme_and_descendants_ids(leaf.pk) == [leaf.pk]
    assert queries.theme_and_descendants_ids(0) == []


def test_a_theme_speaks_the_language_of_the_reader() -> None:
    actions.load_themes()
    theme = Theme.objects.get(slug="aide-devoirs")
    with translation.override("fr"):
        assert theme.name == "Aide aux devoirs"
    with translation.override("en"):
        assert theme.name == "Help with homework"


def test_a_theme_cannot_be_placed_below_itself() -> None:
    actions.load_themes()
    theme = Theme.objects.get(slug="manger")
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(pk=theme.pk).update(parent=theme)


def test_two_themes_cannot_share_a_slug() -> None:
    actions.load_themes()
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.create(slug="manger", name_fr="Repas", name_en="Meals")


def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    with translation.override("en"):
        call_command("themes", "load", stdout=out)
    assert f"Themes: {Theme.objects.count()} new, 0 brought up to date." in out.getvalue()
