"""Coverage and clocks, on plain values."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.before.plans.engine import clocks, coverage
from boucle.before.plans.engine.clocks import Fact, Status
from boucle.before.plans.engine.coverage import Answer, Verdict
from boucle.before.plans.engine.regimes import Chapter, Checklist, Clock, Point, Regime, Text, Version, Words
from boucle.before.plans.engine.squares import Row, Squares
from boucle.foundation.figures.engine import figure

TODAY = date(2027, 1, 21)
SINCE = date(2019, 7, 7)
A_DAY = timedelta(days=1)
FRESH, PAST = TODAY, TODAY - A_DAY
SAID = Words("dit", "said")
SHORT = settings(max_examples=80)


def checklist(*codes: str) -> Checklist:
    version = Version(SINCE, [Text(SAID, SINCE, "")])
    chapters = [Chapter("one", SAID, [Point(code, SAID, "1", SINCE) for code in codes])]
    return Checklist(Regime("small", "BE", SAID, [version], chapters, []), version, chapters, [])


def whole(review_on: date | None = FRESH) -> Answer:
    return Answer("a", "section", True, review_on)


def part(review_on: date | None = FRESH) -> Answer:
    return Answer("a", "section", False, review_on)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], Verdict.MISSING),
        ([whole()], Verdict.COVERED),
        ([whole(None)], Verdict.COVERED),
        ([part()], Verdict.PARTIAL),
        ([part(), part()], Verdict.PARTIAL),
        ([whole(PAST)], Verdict.LATE),
        ([part(PAST)], Verdict.LATE),
        ([whole(PAST), whole()], Verdict.COVERED),
        ([part(PAST), part()], Verdict.PARTIAL),
        ([part(), whole(PAST)], Verdict.LATE),
    ],
)
def test_a_point_has_the_verdict_of_its_best_answer(answers: list[Answer], verdict: Verdict) -> None:
    assert coverage.verdict(answers, TODAY) == verdict


def test_points_are_counted_by_verdict() -> None:
    answers = [whole(), Answer("b", "s", False), Answer("c", "s", True, PAST), Answer("elsewhere", "s", True)]
    found = coverage.cover(checklist("a", "b", "c", "d", "e"), answers, TODAY)
    assert found.counts == {Verdict.COVERED: 1, Verdict.PARTIAL: 1, Verdict.LATE: 1, Verdict.MISSING: 2}
    assert [found.chapters[0].count(verdict) for verdict in Verdict] == [1, 1, 1, 2]
    assert [len(line.answers) for line in found.lines] == [1, 1, 1, 0, 0]


ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from("abcd"),
        st.just("s"),
        st.booleans(),
        st.none() | st.dates(TODAY - 9 * A_DAY, TODAY + 9 * A_DAY),
    ),
    max_size=8,
)
RANK = {Verdict.MISSING: 0, Verdict.PARTIAL: 1, Verdict.LATE: 1, Verdict.COVERED: 2}


@SHORT
@given(ANSWERS, ANSWERS)
def test_each_point_has_one_verdict_and_one_more_answer_never_uncovers_it(
    some: list[Answer], more: list[Answer]
) -> None:
    points = checklist("a", "b", "c")
    before, after = coverage.cover(points, some, TODAY), coverage.cover(points, some + more, TODAY)
    assert sum(before.counts.values()) == 3
    for old, new in zip(before.lines, after.lines, strict=True):
        assert RANK[new.verdict] >= RANK[old.verdict]


@SHORT
@given(ANSWERS)
def test_the_order_of_answers_does_not_matter(answers: list[Answer]) -> None:
    points = checklist("a", "b", "c")
    turned = coverage.cover(points, answers[::-1], TODAY)
    assert [line.verdict for line in turned.lines] == [
        line.verdict for line in coverage.cover(points, answers, TODAY).lines
    ]


def clock(kind: str = "again", months: int = 6, due_on: date | None = None) -> Clock:
    return Clock(
        "c", SAID, kind, "law", "1", SINCE, months=months, due_on=due_on, counts_from=["adopted"], done_by=["contacts"]
    )


def adopted(on: date) -> Fact:
    return Fact("adopted", on)


def contacts(on: date) -> Fact:
    return Fact("contacts", on)


def test_without_a_fact_a_clock_waits() -> None:
    assert clocks.read(clock(), [], TODAY).status == Status.IDLE
    assert clocks.read(clock(), [Fact("posted", TODAY)], TODAY).status == Status.IDLE


def test_again_counts_from_the_last_time_that_it_was_done() -> None:
    facts = [adopted(date(2020, 1, 1)), contacts(date(2026, 7, 30)), contacts(date(2025, 1, 1))]
    found = clocks.read(clock(), facts, TODAY)
    assert (found.status, found.due_on, found.days) == (Status.SOON, date(2027, 1, 30), 9)
    assert found.done_on == date(2026, 7, 30)


def test_again_is_done_while_the_next_deadline_is_far() -> None:
    found = clocks.read(clock(), [contacts(date(2027, 1, 14))], TODAY)
    assert (found.status, found.done_on, found.due_on) == (Status.DONE, date(2027, 1, 14), date(2027, 7, 14))


def test_again_counts_from_the_first_adoption_when_it_was_never_done() -> None:
    found = clocks.read(clock(months=60), [adopted(date(2026, 1, 1)), adopted(date(2021, 12, 28))], TODAY)
    assert (found.status, found.due_on, found.days) == (Status.LATE, date(2026, 12, 28), -24)


def test_once_is_done_for_good() -> None:
    found = clocks.read(clock("once", 24), [adopted(date(2020, 1, 1)), contacts(date(2024, 1, 1))], TODAY)
    assert (found.status, found.done_on, found.due_on) == (Status.DONE, date(2024, 1, 1), None)
    ahead = clocks.read(clock("once", 24), [adopted(date(2026, 1, 1))], TODAY)
    assert (ahead.status, ahead.due_on) == (Status.AHEAD, date(2028, 1, 1))


def test_after_asks_again_after_each_fact() -> None:
    facts = [adopted(date(2026, 1, 10)), contacts(date(2026, 2, 1))]
    assert clocks.read(clock("after", 3), facts, TODAY).status == Status.DONE
    again = clocks.read(clock("after", 3), [*facts, adopted(date(2026, 9, 1))], TODAY)
    assert (again.status, again.due_on, again.days) == (Status.LATE, date(2026, 12, 1), -51)


def test_a_fixed_day_needs_no_fact() -> None:
    due = clock("fixed", 0, date(2026, 11, 26))
    found = clocks.read(due, [], TODAY)
    assert (found.status, found.days) == (Status.LATE, -56)
    assert clocks.read(due, [contacts(date(2026, 3, 1))], TODAY).status == Status.DONE


def test_what_stays_runs_until_its_day_and_is_never_late() -> None:
    stay = clock("stay", 2)
    running = clocks.read(stay, [adopted(date(2027, 1, 1))], TODAY)
    assert (running.status, running.due_on) == (Status.AHEAD, date(2027, 3, 1))
    over = clocks.read(stay, [adopted(date(2026, 11, 21))], TODAY)
    assert (over.status, over.done_on) == (Status.DONE, TODAY)


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert clocks.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert clocks.months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
FACTS = st.lists(st.builds(Fact, st.sampled_from(["adopted", "contacts", "posted"]), DAYS), max_size=8)
CLOCKS = st.builds(clock, st.sampled_from(["once", "again", "after", "stay"]), st.integers(1, 120))


@SHORT
@given(CLOCKS, FACTS, DAYS)
def test_a_clock_is_late_if_and_only_if_its_deadline_is_past(each: Clock, facts: list[Fact], today: date) -> None:
    found = clocks.read(each, facts, today)
    assert (found.status == Status.LATE) == (found.due_on is not None and found.due_on < today)
    assert found.due_on is None or found.days == (found.due_on - today).days
    assert found.due_on is None or (found.from_on is not None and found.due_on > found.from_on)


@SHORT
@given(CLOCKS, FACTS, DAYS)
def test_the_order_of_facts_does_not_matter(each: Clock, facts: list[Fact], today: date) -> None:
    assert clocks.read(each, facts, today) == clocks.read(each, facts[::-1], today)


@SHORT
@given(FACTS, DAYS, DAYS)
def test_doing_it_again_never_brings_the_deadline_nearer(facts: list[Fact], today: date, done: date) -> None:
    before = clocks.read(clock(), [*facts, contacts(date(1990, 1, 1))], today)
    after = clocks.read(clock(), [*facts, contacts(date(1990, 1, 1)), contacts(done)], today)
    assert before.due_on is not None and after.due_on is not None and after.due_on >= before.due_on


@SHORT
@given(DAYS, st.integers(1, 240))
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int) -> None:
    due = clocks.months_after(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day == day.day or (due + A_DAY).day == 1


def test_each_point_has_its_square_and_eleven_need_a_second_line() -> None:
    verdicts = [Verdict.COVERED] * 8 + [Verdict.PARTIAL, Verdict.LATE, Verdict.MISSING]
    picture = Squares([Row("Contacts", "8 of 11", verdicts), Row("Risks", "0 of 0", [])], dict.fromkeys(Verdict, "w"))
    drawn = ElementTree.fromstring(figure.svg("k", picture, "title", "description"))
    assert [len(drawn.findall(f"./{tag}")) for tag in ("rect", "line", "svg", "text")] == [8 + 2 + 1 + 1, 1, 1, 4]
    assert max(float(rect.get("y", 0)) + 12 for rect in drawn.findall("./rect")) <= picture.height
    assert len(picture.legend) == 4


def test_the_picture_is_as_high_as_the_reference() -> None:
    six = Squares([Row("Chapter", "1 of 1", [Verdict.COVERED])] * 6, {})
    assert six.height == 268
