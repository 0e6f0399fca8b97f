"""What deciding, revising and replaying do beyond the table."""

import uuid
from datetime import timedelta

import pytest

from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.enums import LinkType, Reason, State
from boucle.foundation.lifecycle.models import Contribution, Link
from boucle.foundation.situations.enums import Nature
from tests.factories import accounts, contributions


def coordinator() -> rules.By:
    return rules.By(user=accounts.coordinator(contributions.commune()))


def number(row: Contribution) -> int:
    line = queries.last_transition(row)
    assert line is not None
    return line.number


def test_a_proposal_has_a_first_revision_a_first_line_and_a_secret_that_is_not_stored(db: None) -> None:
    made = contributions.proposed()
    row = made.contribution
    assert row.revisions.get().content == queries.content(row)
    assert (row.transitions.get().verb, row.transitions.get().role) == ("propose", "author")
    assert made.secret not in str(list(Contribution.objects.filter(pk=row.pk).values()))
    assert queries.by_secret(made.secret) == row
    assert queries.by_secret("") is None


def test_a_form_sent_twice_makes_one_row(db: None) -> None:
    bron, key = contributions.commune(), uuid.uuid4()
    sent = [
        lifecycle.propose(
            kind="initiative",
            territory=bron,
            content=contributions.content(bron),
            by=rules.STRANGER,
            form_key=key,
        )
        for _ in range(2)
    ]
    assert [each.is_new for each in sent] == [True, False]
    assert sent[0].contribution == sent[1].contribution
    assert sent[1].secret == ""
    assert Contribution.objects.count() == 1


def test_nothing_is_proposed_in_a_closed_situation(db: None) -> None:
    bron = contributions.commune()
    by = accounts.coordinator(bron)
    closed = contributions.situation(bron, closed_at=clock.now(), closed_by=by)
    with pytest.raises(rules.NotPossible):
        contributions.proposed(bron, situation=closed)


def test_a_closed_situation_freezes_its_fiches_but_lets_people_take_back_what_is_theirs(db: None) -> None:
    bron = contributions.commune()
    by = coordinator()
    situation = contributions.situation(bron)
    made = contributions.proposed(bron, situation=situation)
    situation.closed_at, situation.closed_by = clock.now(), by.user
    situation.save()
    with pytest.raises(rules.NotPossible):
        lifecycle.publish(contribution=made.contribution, by=by)
    row = lifecycle.withdraw(contribution=made.contribution, by=rules.By(secret=made.secret))
    assert row.state == State.WITHDRAWN


def test_a_fiche_of_an_exercise_is_marked_as_such_from_the_start(db: None) -> None:
    exercise = contributions.situation(contributions.commune(), nature=Nature.EXERCISE)
    assert contributions.proposed(situation=exercise).contribution.nature == Nature.EXERCISE


def test_a_stale_decision_is_refused_and_says_what_happened_meanwhile(db: None) -> None:
    by = coordinator()
    made = contributions.proposed()
    seen = number(made.contribution)
    lifecycle.revise(contribution=made.contribution, content={"text": "Autre."}, by=rules.By(secret=made.secret))
    with pytest.raises(rules.Stale) as refusal:
        lifecycle.publish(contribution=made.contribution, by=by, seen=seen)
    assert (refusal.value.transition.verb, refusal.value.transition.number) == ("revise", seen + 1)
    assert lifecycle.publish(contribution=made.contribution, by=by, seen=seen + 1).state == State.PUBLISHED


def test_a_revision_of_a_published_fiche_waits_and_leaves_the_public_text_as_it_is(db: None) -> None:
    by, made = coordinator(), contributions.proposed()
    author = rules.By(secret=made.secret)
    row = lifecycle.publish(contribution=made.contribution, by=by)
    text = row.text
    row = lifecycle.revise(contribution=row, content={"text": "Le soir aussi."}, by=author)
    assert (row.text, row.has_waiting_revision, row.number) == (text, True, 1)
    row = lifecycle.revise(contribution=row, content={"text": "Le soir et le midi."}, by=author)
    row = lifecycle.publish(contribution=row, by=by)
    assert (row.text, row.has_waiting_revision, row.number) == ("Le soir et le midi.", False, 3)
    line = queries.last_transition(row)
    assert line is not None
    assert line.changed == ["text"]


def test_a_revision_that_changes_nothing_leaves_no_line(db: None) -> None:
    by, made = coordinator(), contributions.proposed()
    row = lifecycle.publish(contribution=made.contribution, by=by)
    row = lifecycle.revise(contribution=row, content={"text": row.text}, by=rules.By(secret=made.secret))
    assert (row.has_waiting_revision, number(row)) == (False, 2)


def test_the_public_content_sent_again_takes_back_the_revision_that_waits(db: None) -> None:
    by, made = coordinator(), contributions.proposed()
    author = rules.By(secret=made.secret)
    row = lifecycle.publish(contribution=made.contribution, by=by)
    text = row.text
    row = contributions.with_revision(row, author)
    assert row.due_at is not None
    row = lifecycle.revise(contribution=row, content={"text": text}, by=author)
    row.refresh_from_db()
    assert (row.text, row.has_waiting_revision, row.number, row.due_at) == (text, False, 1, None)
    assert queries.waiting_revision(row) is None
    line = queries.last_transition(row)
    assert line is not None
    assert (line.number, line.verb, line.target, line.changed) == (4, "revise", State.PUBLISHED, [])
    assert row.revisions.count() == 3  # as many as there are proposals and revisions
    with pytest.raises(rules.NotPossible):
        lifecycle.publish(contribution=row, by=by)


def test_some_fields_sent_alone_leave_the_others_that_wait_as_they_are(db: None) -> None:
    by, made = coordinator(), contributions.proposed()
    author = rules.By(secret=made.secret)
    row = lifecycle.publish(contribution=made.contribution, by=by)
    title = row.title
    row = lifecycle.revise(contribution=row, content={"title": "La soupe du soir", "text": "Le soir."}, by=author)
    row = lifecycle.revise(contribution=row, content={"title": title}, by=author)
    waiting = queries.waiting_revision(row)
    assert waiting is not None
    assert (waiting.content["title"], waiting.content["text"]) == (title, "Le soir.")


def test_a_rejected_revision_leaves_the_public_text_as_it_is(db: None) -> None:
    by, made = coordinator(), contributions.proposed()
    row = lifecycle.publish(contribution=made.contribution, by=by)
    row = contributions.with_revision(row, rules.By(secret=made.secret))
    row = lifecycle.reject(contribution=row, by=by, reason=Reason.ADVERTISING)
    assert (row.state, row.has_waiting_revision) == (State.PUBLISHED, False)


def test_the_number_of_the_shown_revision_follows_after_a_way_back(db: None) -> None:
    by, made = coordinator(), contributions.proposed()
    author = rules.By(secret=made.secret)
    row = lifecycle.publish(contribution=made.contribution, by=by)
    row = contributions.with_revision(row, author)
    row = lifecycle.restore(contribution=lifecycle.withdraw(contribution=row, by=author), by=author)
    row = lifecycle.revise(contribution=row, content={"text": "Encore autre."}, by=author)
    assert row.revisions.get(number=row.number).content["text"] == "Encore autre."


def test_a_question_and_a_reason_are_asked_for(db: None) -> None:
    by, row = coordinator(), contributions.contribution()
    with pytest.raises(rules.NotPossible, match="question"):
        lifecycle.return_to_author(contribution=row, by=by, question=" \n ")
    with pytest.raises(rules.NotPossible):
        lifecycle.reject(contribution=row, by=by, reason="because")


def test_saying_that_it_is_still_true_moves_freshness_and_the_next_review(db: None) -> None:
    made = contributions.proposed()
    row = lifecycle.publish(contribution=made.contribution, by=coordinator())
    Contribution.objects.filter(pk=row.pk).update(review_on=clock.today(), verified_at=clock.now() - timedelta(days=9))
    row = lifecycle.verify(contribution=row, by=rules.By(secret=made.secret))
    assert row.review_on == clock.today() + timedelta(days=180)
    assert row.verified_at is not None
    assert clock.now() - row.verified_at < timedelta(minutes=1)


def test_merging_leads_every_old_address_to_the_last_survivor(db: None) -> None:
    by = coordinator()
    first, second, third = (contributions.contribution(State.PUBLISHED, decider=by.user) for _ in range(3))
    lifecycle.merge(contribution=first, into=second, by=by)
    lifecycle.merge(contribution=second, into=third, by=by)
    found = queries.by_reference(first.reference)
    assert found is not None
    assert queries.survivor(found) == third
    assert set(Link.objects.values_list("source", "target", "type")) == {
        (first.pk, second.pk, LinkType.DUPLICATES),
        (second.pk, third.pk, LinkType.DUPLICATES),
    }
    with pytest.raises(rules.NotPossible):
        lifecycle.publish(contribution=first, by=by)


def test_a_merge_is_refused_where_the_public_would_lose_a_page(db: None) -> None:
    by = coordinator()
    published = contributions.contribution(State.PUBLISHED)
    exercise = contributions.situation(contributions.commune(), nature=Nature.EXERCISE)
    others = [
        published,
        contributions.contribution(State.PROPOSED),
        contributions.contribution(State.REJECTED),
        contributions.contribution(State.PUBLISHED, situation=exercise),
    ]
    for other in others:
        with pytest.raises(rules.NotPossible):
            lifecycle.merge(contribution=published, into=other, by=by)
    published.refresh_from_db()
    assert (published.state, published.merged_into) == (State.PUBLISHED, None)


def test_nobody_merges_into_a_fiche_that_they_may_not_see(db: None) -> None:
    row = contributions.contribution()
    hidden = contributions.contribution(territory=contributions.commune("Oullins"))
    with pytest.raises(rules.NotAllowed):
        lifecycle.merge(contribution=row, into=hidden, by=coordinator())


def test_a_reference_already_taken_is_drawn_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    bron = contributions.commune()
    first = contributions.contribution(territory=bron)
    monkeypatch.setattr(Contribution._meta.get_field("reference"), "_get_default", lambda: first.reference)
    second = contributions.contribution(territory=bron)
    assert second.reference != first.reference
    assert second.transitions.count() == 1


def test_references_that_are_all_taken_refuse_with_a_sentence(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    bron = contributions.commune()
    first = contributions.contribution(territory=bron)
    monkeypatch.setattr(Contribution._meta.get_field("reference"), "_get_default", lambda: first.reference)
    monkeypatch.setattr(ids, "reference", lambda: first.reference)
    with pytest.raises(rules.NotPossible):
        contributions.contribution(territory=bron)
    assert Contribution.objects.count() == 1


def test_whoever_is_both_its_author_and_in_charge_brings_back_what_they_archived(db: None) -> None:
    bron = contributions.commune()
    by = rules.By(user=accounts.coordinator(bron))
    row = contributions.contribution(State.PUBLISHED, territory=bron, by=by, decider=by.user)
    row = lifecycle.archive(contribution=row, by=rules.By(user=accounts.coordinator(bron)), reason=Reason.OUTDATED)
    row = lifecycle.restore(contribution=row, by=by)
    last = row.transitions.order_by("-number").first()
    assert last is not None
    assert (row.state, last.role) == (State.PUBLISHED, "coordinator")
