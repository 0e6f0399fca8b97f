"""Opening hours: what people type, what is kept, what is open, and how it is said."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from boucle.during.initiatives import queries
from boucle.during.initiatives.engine import hours, timetable
from boucle.during.initiatives.models import Initiative

NIORT = Path(__file__).parents[4] / "shared" / "data" / "lieux-niort-osm" / "lieux.geojson"
MONDAY = date(2027, 1, 18)
TUESDAY_TEN = datetime(2027, 1, 19, 9, 0, tzinfo=UTC)  # ten o'clock in Lyon
MORNING, AFTERNOON = (480, 720), (840, 1140)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8:00-12:00, 14:00-19:00", [MORNING, AFTERNOON]),
        ("8 h à 12 h et 14 h à 19 h", [MORNING, AFTERNOON]),
        ("de 8h à 12h puis 14h à 19h", [MORNING, AFTERNOON]),
        ("14h-19h; 8h-12h", [MORNING, AFTERNOON]),
        ("8h30–12h", [(510, 720)]),
        ("20 h à 8 h", [(1200, 1920)]),
        ("24h/24", [(0, 1440)]),
        ("fermé", []),
        ("", []),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, spans: list[hours.Span]) -> None:
    assert timetable.parse_day(typed) == spans


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("14:00-09:00", "order"),
        ("9h-9h", "order"),
        ("8:00-12:00, 11:00-13:00", "overlap"),
        ("le matin", "unreadable"),
        ("25:00-26:00", "unreadable"),
        ("8:75-9:00", "unreadable"),
        ("8-12-14", "unreadable"),
        ("🕗", "unreadable"),
    ],
)
def test_a_day_that_cannot_be_read_says_why(typed: str, code: str) -> None:
    with pytest.raises(hours.HoursError) as refused:
        timetable.parse_day(typed)
    assert refused.value.code == code


def test_a_week_is_written_in_the_syntax_of_openstreetmap() -> None:
    week = [[MORNING, AFTERNOON]] * 5 + [[(600, 1020)], []]
    written = timetable.write(week)
    assert written == "Mo-Fr 08:00-12:00,14:00-19:00; Sa 10:00-17:00"
    assert timetable.normalise(written) == written
    assert hours.week(written, MONDAY) == week
    assert timetable.write([[(0, 1440)]] * 7) == "24/7"
    assert timetable.write([[]] * 7) == ""


def test_a_night_belongs_to_the_evening_on_which_it_begins() -> None:
    night = timetable.write([[(1200, 1920)]] * 7)
    assert night == "Mo-Su 20:00-08:00"
    assert hours.week(night, MONDAY) == [[(1200, 1920)]] * 7
    assert hours.spans("Su 22:00-02:00", MONDAY) == [(0, 120), (9960, 10080)]


def test_what_is_kept_reads_back_the_same() -> None:
    for expression in ("24/7", "Mo-Fr 08:00-12:00; PH off", 'Mo 10:00-12:00 "sur rendez-vous"'):
        kept = timetable.normalise(expression)
        assert timetable.normalise(kept) == kept


def test_slashes_between_stretches_are_forgiven_and_a_day_of_its_own_wins() -> None:
    kept = timetable.normalise("Mo-Sa 09:15-12:15 / 14:15-19:15, We 09:00-12:15 / 16:15-19:15")
    assert kept == "Mo-Tu,Th-Sa 09:15-12:15,14:15-19:15; We 09:00-12:15,16:15-19:15"


@pytest.mark.shared
def test_every_opening_of_niort_is_read() -> None:
    places = json.loads(NIORT.read_text(encoding="utf-8"))["features"]
    given = [place["properties"]["opening_hours"] for place in places if place["properties"].get("opening_hours")]
    assert given
    assert [each for each in given if not hours.spans(timetable.normalise(each), MONDAY)] == []


@pytest.mark.parametrize("expression", ["n'importe quoi", "Mo 9-18", "24/7; " * 100])
def test_an_expression_that_cannot_be_read_is_refused(expression: str) -> None:
    with pytest.raises(hours.HoursError):
        timetable.normalise(expression)


def test_holidays_and_seasons_vary_while_plain_weeks_do_not() -> None:
    assert hours.varies("Mo-Fr 10:00-12:00; PH off")
    assert hours.varies("Jul-Aug 10:00-12:00")
    assert hours.varies("sunrise-sunset")
    assert not hours.varies('Mo-Fr 10:00-12:00 "sur rendez-vous"')
    assert not hours.varies("24/7")


def test_a_public_holiday_closes() -> None:
    christmas = date(2027, 12, 20)  # its Saturday is the 25th
    assert hours.week("Mo-Su 10:00-12:00; PH off", christmas)[5] == []
    assert hours.week("Mo-Su 10:00-12:00; PH off", christmas)[4] == [(600, 720)]


WEEK = "Mo-Fr 08:00-12:00,14:00-19:00; Sa 10:00-17:00"


@pytest.mark.parametrize(
    ("expression", "wait", "css", "words"),
    [
        (WEEK, 0, "open", "Ouvert jusqu’à 12 h"),
        (WEEK, 5, "open", "Ouvert jusqu’à 19 h"),
        (WEEK, 3, "soon", "Ouvre à 14 h"),
        (WEEK, 11, "closed", "Fermé, ouvre demain à 8 h"),
        (WEEK, 24 * 4 + 11, "closed", "Fermé, ouvre lundi à 8 h"),
        ("24/7", 0, "open", "Ouvert jour et nuit"),
        ("Mo 08:30-10:30", 0, "closed", "Fermé, ouvre lundi à 8 h 30"),
        ("2027 Jun 03 09:00-10:00", 0, "closed", "Fermé, ouvre le 3 juin à 9 h"),
        ("Mo-Fr 00:00-24:00", 0, "open", "Ouvert jusqu’à samedi"),
        ("off", 0, "closed", "Fermé"),
    ],
)
def test_the_state_is_said_in_plain_french(expression: str, wait: int, css: str, words: str) -> None:
    initiative = Initiative(hours=timetable.normalise(expression))
    with translation.override("fr"):
        said = queries.open_words(initiative, TUESDAY_TEN + timedelta(hours=wait))
    assert said is not None
    assert (said.css, said.words.replace("\xa0", " ")) == (css, words)


def test_the_fiche_says_the_rest_of_the_day() -> None:
    with translation.override("fr"):
        said = queries.open_words(Initiative(hours=WEEK), TUESDAY_TEN)
    assert said is not None
    assert said.full.replace("\xa0", " ") == "Ouvert, jusqu’à 12 h puis de 14 h à 19 h"


def test_dates_come_before_hours() -> None:
    over = Initiative(hours="24/7", ends_on=date(2027, 1, 10))
    later = Initiative(hours="24/7", starts_on=date(2027, 2, 1))
    with translation.override("fr"):
        said = [queries.open_words(each, TUESDAY_TEN) for each in (over, later, Initiative())]
    assert [each and (each.css, each.words) for each in said] == [
        ("closed", "Terminé depuis le 10 janvier"),
        ("soon", "Commence le 1er février"),
        None,
    ]


def test_the_table_of_the_week_marks_today() -> None:
    with translation.override("fr"):
        rows = queries.week_table(WEEK, date(2027, 1, 19))
    said = [(row.name, row.words.replace("\xa0", " "), row.is_today) for row in rows]
    assert said[1] == ("Mardi", "8 h à 12 h et 14 h à 19 h", True)
    assert said[5:] == [("Samedi", "10 h à 17 h", False), ("Dimanche", "Fermé", False)]


def test_english_says_it_too() -> None:
    with translation.override("en"):
        said = queries.open_words(Initiative(hours=WEEK), TUESDAY_TEN)
    assert said is not None
    assert said.words == "Open until 12:00"
