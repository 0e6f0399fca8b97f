"""The way of a lesson: each step in its order, with what it needs; nothing dropped, nothing closed without a proof."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from boucle.after.lessons import actions
from boucle.after.lessons.enums import Method, Stage, Target, Verdict
from boucle.after.lessons.models import Decision, Lesson, Move
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Link
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.models import Task
from tests.factories import accounts, contributions, lessons

pytestmark = pytest.mark.django_db


def targets(row: Lesson) -> list[str]:
    return list(row.moves.values_list("target", flat=True))


def test_a_lesson_goes_all_the_way_round_and_each_step_leaves_one_line() -> None:
    row = lessons.lesson(Stage.VERIFIED)
    assert targets(row) == ["observed", "analysed", "decided", "under_way", "done", "verified"]
    assert row.contribution.state == State.PUBLISHED
    today = clock.today()
    days = (row.observed_on, row.analysed_on, row.decided_on, row.acted_on, row.changed_on, row.verified_on)
    assert days == (today,) * 6
    assert row.refused_on is None


def test_a_lesson_begun_twice_by_the_same_form_is_one() -> None:
    key = "8f2b7c8e-61c0-4b53-9d2e-0c2f5ad01a11"
    place = contributions.commune()
    user = accounts.coordinator(place)
    first = lessons.begun(place, user=user, form_key=key)
    assert lessons.begun(place, user=user, form_key=key) == first
    assert targets(first) == ["observed"]


def test_a_lesson_starts_on_the_day_of_its_first_testimony() -> None:
    seen = clock.today() - timedelta(days=9)
    witness = lessons.testimony(seen_on=seen)
    row = lessons.begun(witness.contribution.territory, testimonies=[witness])
    assert row.observed_on == seen
    link = Link.objects.get(source=row.pk)
    assert (link.target_id, link.type) == (witness.pk, LinkType.LEARNT_FROM)


def test_somebody_who_does_not_coordinate_the_place_keeps_no_lesson() -> None:
    row = lessons.lesson(Stage.ANALYSED)
    stranger = accounts.coordinator(contributions.commune("Oullins"))
    for act in (
        lambda: actions.begin(territory=row.contribution.territory, user=stranger, title="x", raw="x"),
        lambda: actions.recommend(lesson=row, user=stranger, text="x"),
        lambda: actions.publish(lesson=row, user=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_refused_decision_needs_its_reason() -> None:
    row = lessons.lesson(Stage.ANALYSED)
    with pytest.raises(NotPossible, match="motif"):
        lessons.decide(row, Verdict.REFUSED, reason="  ")
    assert (lessons.fresh(row).stage, Decision.objects.count()) == (Stage.ANALYSED, 0)


def test_a_refused_lesson_says_why_and_can_be_taken_up_again() -> None:
    row = lessons.lesson(Stage.REFUSED)
    last = row.moves.last()
    assert last is not None
    assert (last.target, last.why) == (Stage.REFUSED, "Deux groupes de plus coûtent 31 000 €.")
    with pytest.raises(NotPossible):
        actions.reopen(lesson=row, user=lessons.keeper(row), why="")
    row = actions.reopen(lesson=row, user=lessons.keeper(row), why="Un don de la province.")
    assert row.stage == Stage.ANALYSED


def test_an_amended_decision_says_what_is_decided() -> None:
    row = lessons.lesson(Stage.ANALYSED)
    with pytest.raises(NotPossible):
        lessons.decide(row, Verdict.AMENDED)
    made = lessons.decide(row, Verdict.AMENDED, words="Le groupe mobile plutôt qu’un groupe fixe.")
    assert made.words == "Le groupe mobile plutôt qu’un groupe fixe."


def test_a_decision_names_who_decides_and_is_not_of_tomorrow() -> None:
    row = lessons.lesson(Stage.ANALYSED)
    for fields in ({"body": ""}, {"on": clock.today() + timedelta(days=1)}):
        with pytest.raises(NotPossible):
            lessons.decide(row, **fields)


def test_an_action_needs_somebody_a_date_and_a_decision() -> None:
    row = lessons.lesson(Stage.ANALYSED)
    with pytest.raises(NotPossible, match="d’abord"):
        lessons.act(row)
    lessons.decide(row)
    for fields in ({"role": ""}, {"due_at": None}, {"title": ""}):
        with pytest.raises(NotPossible):
            lessons.act(row, **fields)
    assert (lessons.fresh(row).stage, Task.objects.count()) == (Stage.DECIDED, 0)
    task = lessons.act(row)
    assert (task.origin_id, lessons.fresh(row).stage) == (row.pk, Stage.UNDER_WAY)


def test_nothing_is_done_while_an_action_is_open_or_nothing_changed() -> None:
    row = lessons.lesson(Stage.UNDER_WAY)
    user = lessons.keeper(row)
    lessons.change(row)
    with pytest.raises(NotPossible, match="ouvertes"):
        actions.finish(lesson=row, user=user)
    task = Task.objects.get(origin=row.pk)
    tasks.drop(task=task, by=user, reason="La commune voisine prête le sien.")
    with pytest.raises(NotPossible, match="Aucune"):
        actions.finish(lesson=row, user=user)


def test_nothing_is_done_before_something_changed() -> None:
    row = lessons.lesson(Stage.UNDER_WAY)
    tasks.finish(task=Task.objects.get(origin=row.pk), by=lessons.keeper(row))
    with pytest.raises(NotPossible, match="ce qui a changé"):
        actions.finish(lesson=row, user=lessons.keeper(row))


def test_a_lesson_does_not_close_without_evidence() -> None:
    row = lessons.lesson(Stage.DONE)
    with pytest.raises(NotPossible, match="preuve"):
        lessons.check(row, evidence=" ")
    assert lessons.fresh(row).stage == Stage.DONE


def test_a_lesson_is_not_checked_before_it_is_done() -> None:
    with pytest.raises(NotPossible):
        lessons.check(lessons.lesson(Stage.UNDER_WAY))


def test_a_change_that_does_not_hold_goes_back_to_its_actions() -> None:
    row = lessons.lesson(Stage.DONE)
    lessons.check(row, holds=False, evidence="Le groupe ne démarre pas à -5 °C.")
    row = lessons.fresh(row)
    assert (row.stage, row.verified_on) == (Stage.UNDER_WAY, None)


def test_half_a_figure_is_refused() -> None:
    row = lessons.lesson(Stage.DONE)
    for fields in ({"measure": "minutes sans eau", "before": 185.0}, {"before": 185.0, "after": 0.0}):
        with pytest.raises(NotPossible):
            lessons.check(row, **fields)
    made = lessons.check(row, measure="minutes sans eau", before=185.0, after=0.0)
    assert (made.before, made.after) == (185.0, 0.0)


def test_a_change_of_a_section_names_two_of_its_revisions() -> None:
    row = lessons.lesson(Stage.UNDER_WAY)
    section = lessons.changed_section(row.contribution.territory, lessons.keeper(row)).contribution
    for revisions in ((2, 1), (1, 1), (1, 9), None):
        with pytest.raises(NotPossible):
            actions.note_change(
                lesson=row, user=lessons.keeper(row), target=Target.SECTION, section=section, revisions=revisions
            )
    fields = {"target": Target.SECTION, "section": section, "revisions": (1, 2)}
    made = actions.note_change(lesson=row, user=lessons.keeper(row), **fields)
    assert actions.note_change(lesson=row, user=lessons.keeper(row), **fields) == made
    assert Link.objects.filter(source=row.pk, target=section, type=LinkType.CHANGES).count() == 1


def test_another_change_says_what_and_shows_a_proof() -> None:
    row = lessons.lesson(Stage.UNDER_WAY)
    for fields in ({"evidence": ""}, {"words": ""}):
        with pytest.raises(NotPossible):
            lessons.change(row, **fields)


def test_lessons_that_explain_one_another_in_a_circle_are_refused() -> None:
    first, second, third = (lessons.lesson() for _ in range(3))
    actions.learn_from(lesson=second, user=lessons.keeper(second), source=first.contribution)
    actions.learn_from(lesson=third, user=lessons.keeper(third), source=second.contribution)
    for lesson, source in ((first, third), (first, first)):
        with pytest.raises(NotPossible):
            actions.learn_from(lesson=lesson, user=lessons.keeper(lesson), source=source.contribution)
    assert Link.objects.filter(type=LinkType.LEARNT_FROM).count() == 2


def test_a_lesson_is_learnt_from_testimonies_and_lessons_only() -> None:
    row = lessons.lesson()
    other = contributions.contribution()
    with pytest.raises(NotPossible):
        actions.learn_from(lesson=row, user=lessons.keeper(row), source=other)


def test_nothing_is_published_before_it_is_understood() -> None:
    row = lessons.lesson(Stage.OBSERVED)
    with pytest.raises(NotPossible):
        actions.publish(lesson=row, user=lessons.keeper(row))


def test_a_published_lesson_that_is_corrected_shows_its_new_text_at_once() -> None:
    row = lessons.lesson()
    row = actions.change_text(lesson=row, user=lessons.keeper(row), content={"title": "Le réservoir tenait une heure"})
    assert (row.contribution.title, row.contribution.number) == ("Le réservoir tenait une heure", 3)
    assert targets(row) == ["observed", "analysed"]


def test_an_error_is_published_in_words() -> None:
    row = lessons.lesson(is_public=False)
    with pytest.raises(NotPossible):
        actions.publish_error(lesson=row, user=lessons.keeper(row), words=" ")
    row = actions.publish_error(lesson=row, user=lessons.keeper(row), words="Nous avions compté l’été.")
    assert (row.is_error, row.error_words, row.contribution.state) == (
        True,
        "Nous avions compté l’été.",
        State.PUBLISHED,
    )


def test_the_database_keeps_the_moves_as_they_were() -> None:
    row = lessons.lesson()
    for write in (lambda: Move.objects.filter(lesson=row).update(why="x"), lambda: Move.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": Stage.VERIFIED},
        {"stage": "lost"},
        {"loop": "triple"},
        {"novelty": 4},
        {"is_error": True},
    ],
)
def test_the_database_refuses_a_lesson_that_cannot_be(fields: dict[str, object]) -> None:
    row = lessons.lesson()
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.filter(pk=row.pk).update(**fields)


def test_the_database_refuses_a_step_without_what_it_needs() -> None:
    row = lessons.lesson()
    now, today = clock.now(), clock.today()
    for make in (
        lambda: row.moves.create(number=9, target=Stage.REFUSED, at=now),
        lambda: row.moves.create(number=1, target=Stage.ANALYSED, at=now),
        lambda: row.moves.create(number=9, target="lost", at=now),
        lambda: row.recommendations.create(text="", at=now),
        lambda: row.decisions.create(verdict=Verdict.REFUSED, body="x", reason="", on=today, at=now),
        lambda: row.decisions.create(verdict=Verdict.AMENDED, body="x", reason="x", on=today, at=now),
        lambda: row.decisions.create(verdict="perhaps", body="x", reason="x", on=today, at=now),
        lambda: row.changes.create(target=Target.RULE, words="x", on=today, at=now),
        lambda: row.changes.create(target="mood", words="x", evidence="x", on=today, at=now),
        lambda: row.checks.create(method=Method.RETEST, holds=True, evidence="", on=today, at=now),
        lambda: row.checks.create(method=Method.RETEST, holds=True, evidence="x", before=1, on=today, at=now),
        lambda: row.checks.create(method="guess", holds=True, evidence="x", on=today, at=now),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_the_database_keeps_a_change_of_a_section_once() -> None:
    row = lessons.lesson(Stage.UNDER_WAY)
    section = lessons.changed_section(row.contribution.territory, lessons.keeper(row))
    made = lessons.change(row, section)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
