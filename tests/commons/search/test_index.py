"""The index: the same whether written once or twice, one by one or all at once."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from boucle.commons.search import actions, queries
from boucle.commons.search.models import Document, Neighbour, Shelf, Term
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.situations.enums import Nature
from tests.factories import accounts, contributions, search

pytestmark = pytest.mark.django_db


def everything() -> list[Any]:
    """Every table of the search, without the numbers of rows."""
    columns = ("lane", "territory_id", "theme_id", "rank", "tile", "contribution_id")
    return [
        sorted(Shelf.objects.values_list(*columns)),
        sorted(Document.objects.values_list()),
        sorted(Term.objects.filter(documents__gt=0).values_list("word", "documents")),
        set(Neighbour.objects.values_list("key", "word")),
        {word: found(word) for word in ("soup", "four", "gratin", "midi")},
    ]


def found(word: str) -> list[int]:
    sql = (
        "SELECT -rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC"
        if connection.vendor == "sqlite"
        else "SELECT contribution_id FROM search_document WHERE terms @@ %s::tsquery ORDER BY contribution_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [word])
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def some() -> list[Any]:
    drill = contributions.situation(contributions.commune(), nature=Nature.EXERCISE)
    return [
        search.published(title="Soupe de midi", lat=45.733, lon=4.913),
        search.published(title="Gratin au four", territory=contributions.commune("Oullins"), theme=""),
        search.published(title="Soupe d’exercice", situation=drill),
        search.published(title="Partout", territory=contributions.metropole()),
    ]


def test_indexing_twice_changes_nothing(some: list[Any]) -> None:
    before = everything()
    actions.index(ids=[row.pk for row in some])
    actions.index(ids=[row.pk for row in reversed(some)])
    assert everything() == before


def test_everything_at_once_is_the_same_as_one_by_one(some: list[Any]) -> None:
    before = everything()
    assert actions.reindex() == 4
    assert everything() == before
    actions.index(ids=[row.pk for row in some])
    assert everything() == before


def test_the_command_repairs_an_index_that_was_lost(some: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    before = everything()
    for model in (Shelf, Document, Term, Neighbour):
        model.objects.all().delete()
    assert search.titles(contributions.metropole()) == []
    call_command("reindex")
    assert capsys.readouterr().out == "4 fiches indexed.\n"
    assert everything() == before


def test_what_leaves_the_public_leaves_every_table(some: list[Any]) -> None:
    for row in some:
        lifecycle.archive(contribution=row, by=rules.SYSTEM)
    search.work()
    assert [Shelf.objects.count(), Document.objects.count()] == [0, 0]
    assert Term.objects.filter(documents__gt=0).count() == 0
    assert [found(word) for word in ("soup", "gratin")] == [[], []]


def test_an_exercise_stands_on_no_public_shelf(some: list[Any]) -> None:
    lanes = set(Shelf.objects.filter(contribution=some[2]).values_list("lane", flat=True))
    assert lanes == {some[2].situation_id * 100 + 1}


def test_a_publication_moves_the_revision_here_and_around_and_nowhere_else() -> None:
    here, around, elsewhere = contributions.commune(), contributions.metropole(), contributions.commune("Oullins")
    search.published()

    def revisions() -> list[int | None]:
        return [queries.revision(place.pk) for place in (here, around, elsewhere)]

    assert revisions() == [1, 1, 0]
    contributions.proposed()
    search.work()
    assert revisions() == [1, 1, 0]


def test_a_fiche_that_moves_leaves_its_old_commune() -> None:
    here, there = contributions.commune(), contributions.commune("Oullins")
    row = search.published(title="Soupe")
    by = rules.By(user=accounts.coordinator(contributions.metropole()))
    before = queries.revision(here.pk)
    lifecycle.revise(contribution=row, content={"territory": there.code}, by=by)
    row.refresh_from_db()
    if row.has_waiting_revision:
        lifecycle.publish(contribution=row, by=by)
    search.work()
    assert (search.titles(here), search.titles(there)) == ([], ["Soupe"])
    assert queries.revision(here.pk) != before


def pieces() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM search_words_idx")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_full_text_is_joined_and_says_the_same() -> None:
    rows = [search.published(title=f"Soupe {number}").pk for number in range(3)]
    before = found("soup")
    assert sorted(before) == sorted(rows)
    if connection.vendor == "sqlite":
        assert pieces() > 1
        assert actions.join_pieces() > 0
        assert pieces() == 1
    assert actions.join_pieces() == 0
    assert found("soup") == before
