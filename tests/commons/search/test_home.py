"""What a home says, what looks alike, and what is searched in vain."""

from datetime import timedelta

import pytest

from boucle.commons.search import actions, queries
from boucle.commons.search.models import EmptySearch, Visit
from boucle.foundation.core import clock, counters, ready
from boucle.foundation.situations.enums import Nature
from tests.factories import contributions, search

pytestmark = pytest.mark.django_db


def test_themes_are_counted_with_what_is_below_them_and_what_is_open() -> None:
    place = contributions.commune()
    search.published(theme="manger", hours="24/7")
    search.published(theme="manger", hours="")
    search.published(theme="manger", territory=contributions.commune("Oullins"))
    lines = {line.theme.slug: line for line in queries.theme_counts(place)}
    assert (lines["manger"].count, lines["manger"].is_more, lines["manger"].open_count) == (2, False, 1)
    assert sum(line.count for line in lines.values()) == 2
    drill = contributions.situation(place, nature=Nature.EXERCISE)
    assert sum(line.count for line in queries.theme_counts(place, drill)) == 0


def test_a_home_counts_fiches_and_communes() -> None:
    search.published()
    search.published()
    search.published(territory=contributions.commune("Oullins"))
    assert queries.figures(contributions.metropole()) == queries.Figures(3, False, 2)
    assert queries.figures(contributions.commune()) == queries.Figures(2, False, 1)


def test_the_latest_are_the_freshest() -> None:
    for title in "ABCD":
        search.published(title=title)
    assert [row.title for row in queries.latest(contributions.commune())] == ["D", "C", "B"]


def test_a_double_is_recognised_with_the_reason() -> None:
    place = contributions.commune()
    search.published(title="Recharge de téléphones, salle des Tilleuls", text="Six multiprises sur groupe.")
    search.published(title="Soupe chaude", text="À midi.", lat=45.733, lon=4.913)
    [same] = queries.similar("Recharge de téléphone à la salle des Tilleuls", "Apportez un câble", place)
    assert (same.row.title, same.is_public, same.why) == (
        "Recharge de téléphones, salle des Tilleuls",
        True,
        same.why,
    )
    assert same.why
    [near] = queries.similar("Une soupe", "Tous les jours", place, contributions.theme(), (45.7331, 4.9131))
    assert (near.row.title, near.distance_m is not None and near.distance_m < 50) == ("Soupe chaude", True)
    assert queries.similar("Garde d’enfants", "Le soir", place) == []
    assert queries.similar("", "", place) == []


def test_what_waits_is_compared_on_request_only_and_never_with_itself() -> None:
    place = contributions.commune()
    waiting = contributions.proposed(title="Prêt de couvertures").contribution
    assert queries.similar("Prêt de couvertures", "", place) == []
    [found] = queries.similar("Prêt de couvertures", "", place, include_waiting=True)
    assert (found.row.title, found.is_public) == ("Prêt de couvertures", False)
    assert queries.similar("Prêt de couvertures", "", place, include_waiting=True, exclude=waiting.pk) == []


def test_a_search_in_vain_is_counted_by_day_without_anything_personal() -> None:
    place = contributions.commune()
    for q in ("Piscine", "piscine !", "piscines", "appelez le 06 12 34 56 78", "moi@exemple.fr piscine", "0612345678"):
        actions.note_empty_search(territory=place, q=q)
    assert EmptySearch.objects.count() == 0  # a GET writes nothing
    counters.flush()
    counters.flush()
    kept = dict(EmptySearch.objects.values_list("words", "count"))
    assert kept == {"piscine": 3, "piscines": 1, "appelez": 1}
    assert not any(sign.isdigit() or sign == "@" for words in kept for sign in words)


def test_a_search_in_vain_is_shown_from_three_times_on_here_and_above() -> None:
    place, today = contributions.commune(), clock.today()
    actions.keep_empty_searches({(place.pk, "piscine", today): 2, (place.pk, "rare", today): 2})
    actions.keep_empty_searches({(place.pk, "piscine", today): 1})
    actions.keep_empty_searches({(place.pk, "ancien", today - timedelta(days=40)): 9})
    expected = [queries.Searched("piscine", 3)]
    since = today - timedelta(days=30)
    assert queries.empty_searches(place, since) == queries.empty_searches(contributions.metropole(), since) == expected
    assert queries.empty_searches(contributions.commune("Oullins"), since) == []


def test_visits_are_added_up_by_day() -> None:
    place, today = contributions.commune(), clock.today()
    for _ in range(3):
        counters.count(ready.VISITS, (place.pk, today))
    counters.flush()
    counters.count(ready.VISITS, (place.pk, today))
    counters.flush()
    assert list(Visit.objects.values_list("count", flat=True)) == [4]
    assert queries.visits(contributions.metropole(), today) == [(today, 4)]


def test_a_count_that_cannot_be_written_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    place, today = contributions.commune(), clock.today()

    def fails(counts: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setitem(counters.keepers, ready.VISITS, fails)
        counters.count(ready.VISITS, (place.pk, today))
        counters.flush()
    counters.flush()
    assert Visit.objects.get().count == 1


def test_the_usual_searches_are_those_of_the_situation() -> None:
    place = contributions.commune()
    assert queries.often_searched(place) == []
    contributions.situation(place, common_searches=["repas chaud", "garde d’enfants"])
    assert queries.often_searched(place) == ["repas chaud", "garde d’enfants"]
