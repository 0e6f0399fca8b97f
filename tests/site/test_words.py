"""Dates, delays and distances are said as people say them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from boucle.foundation.core import clock
from boucle.site.templatetags import words
from config import translations

NOW = datetime(2027, 1, 19, 9, 40, tzinfo=UTC)  # a Tuesday, 10:40 in Paris


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    translations.compile_all()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 19))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (NOW, "mardi 19 janvier 2027", "Tuesday 19 January 2027"),
        (date(2027, 5, 1), "samedi 1er mai 2027", "Saturday 1 May 2027"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "vendredi 1er janvier 2027", "Friday 1 January 2027"),
    ],
)
def test_a_day_is_written_in_full(value: datetime, french: str, english: str) -> None:
    with translation.override("fr"):
        assert words.day(value) == french
    with translation.override("en"):
        assert words.day(value) == english


def test_a_short_day_names_its_year_only_when_it_is_another() -> None:
    with translation.override("fr"):
        assert words.short_day(date(2027, 1, 14)) == "14 janvier"
        assert words.short_day(date(2026, 11, 24)) == "24 novembre 2026"


@pytest.mark.parametrize(("minute", "french"), [(40, "10 h 40"), (5, "10 h 05"), (0, "10 h")])
def test_an_hour_is_written_as_people_say_it(minute: int, french: str) -> None:
    with translation.override("fr"):
        assert plain(words.hour(NOW.replace(minute=minute))) == french


def test_a_moment_has_its_day_and_its_hour() -> None:
    with translation.override("fr"):
        assert plain(words.moment(NOW)) == "mardi 19 janvier 2027, 10 h 40"
    with translation.override("en"):
        assert words.moment(NOW) == "Tuesday 19 January 2027, 10:40"


@pytest.mark.parametrize(
    ("value", "french"),
    [
        (NOW, "ce matin"),
        (NOW.replace(hour=2), "cette nuit"),
        (NOW.replace(hour=13), "cet après-midi"),
        (NOW.replace(hour=19), "ce soir"),
        (NOW + timedelta(days=1), "ce matin"),
        (date(2027, 1, 19), "aujourd’hui"),
        (NOW - timedelta(hours=11), "hier"),
        (NOW - timedelta(days=3), "il y a 3 jours"),
        (NOW - timedelta(days=13), "il y a 13 jours"),
        (NOW - timedelta(days=35), "il y a 5 semaines"),
        (NOW - timedelta(days=100), "il y a 3 mois"),
        (NOW - timedelta(days=800), "il y a 2 ans"),
    ],
)
def test_how_long_ago_follows_the_calendar(value: datetime, french: str) -> None:
    with translation.override("fr"):
        assert words.ago(value) == french


@pytest.mark.parametrize(
    ("span", "french"),
    [
        (timedelta(minutes=50), "50 min"),
        (timedelta(hours=31), "31 h"),
        (timedelta(hours=95, minutes=59), "95 h"),
        (timedelta(days=5), "5 jours"),
        (timedelta(seconds=-5), "0 min"),
    ],
)
def test_what_waits_says_for_how_long(span: timedelta, french: str) -> None:
    with translation.override("fr"):
        assert plain(words.waiting(span)) == french
        assert plain(words.waiting(NOW - span)) == french


@pytest.mark.parametrize(
    ("metres", "french"),
    [
        (0, "0 m"),
        (848, "850 m"),
        (994, "990 m"),
        (996, "1 km"),
        (1234, "1,2 km"),
        (9940, "9,9 km"),
        (12345, "12 km"),
    ],
)
def test_a_distance_is_as_exact_as_a_walk_needs(metres: float, french: str) -> None:
    with translation.override("fr"):
        assert plain(words.kilometres(metres)) == french


@pytest.mark.parametrize("word", [words.day, words.short_day, words.hour, words.moment, words.ago, words.kilometres])
def test_nothing_is_said_of_nothing(word: Callable[[None], str]) -> None:
    assert word(None) == ""


def test_a_name_inside_a_sentence_begins_small() -> None:
    assert words.lowered("Se réchauffer") == "se réchauffer"


def test_what_was_typed_has_french_spaces_and_what_is_no_text_stays() -> None:
    shown = Template("{{ title|spaced }} {{ count|spaced }}").render(Context({"title": "Et <b> ?", "count": 3}))
    assert shown == "Et &lt;b&gt;\u202f? 3"
