"""A proposal on its way to consent: its steps, its objections, its end by three rules."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.engine import pseudonyms, wording
from boucle.together.consultations.enums import ConsentStep, Fate, Method
from boucle.together.consultations.models import Objection, Remark
from boucle.together.consultations.queries import consent
from tests.factories import accounts
from tests.factories import consultations as factory
from tests.together.consultations import consent_story as story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared with message ids."""
    with translation.override("en"):
        yield


def test_the_group_goes_from_step_to_step_and_skips_integration_without_objection() -> None:
    row = story.begun()
    seen = [row.step]
    while row.step != ConsentStep.DECIDE:
        row = actions.next_step(consultation=row, user=factory.facilitator(row))
        seen.append(row.step)
    assert seen == ["clarify", "react", "object", "decide"]
    with pytest.raises(NotPossible, match="last step"):
        actions.next_step(consultation=row, user=factory.facilitator(row))


def test_a_proposal_that_is_not_written_does_not_open() -> None:
    row = factory.consultation(Method.CONSENT)
    with pytest.raises(NotPossible, match="Write the proposal first"):
        actions.begin(consultation=row, user=factory.facilitator(row))


def test_another_method_has_no_proposal() -> None:
    row = factory.consultation(Method.VOTE)
    with pytest.raises(NotPossible, match="does not proceed by consent"):
        actions.write_proposal(consultation=row, user=factory.facilitator(row), text=story.TEXT)


def test_the_first_text_is_written_anew_until_people_read_it() -> None:
    row = factory.consultation(Method.CONSENT)
    user = factory.facilitator(row)
    for text in ("Un premier jet.", story.TEXT):
        actions.write_proposal(consultation=row, user=user, text=text)
    assert [version.text for version in row.versions.all()] == [story.TEXT]
    actions.begin(consultation=row, user=user)
    with pytest.raises(NotPossible, match="People already read this text"):
        actions.write_proposal(consultation=row, user=user, text="Autre chose.")


def test_what_belongs_to_another_step_is_refused_with_the_step_of_the_group() -> None:
    voice, code = factory.voice(story.begun())
    acts = (
        lambda: actions.react(voice=voice, text="Cela me rassure."),
        lambda: actions.object_to(voice=voice, reason="Cela ferait du tort."),
        lambda: actions.stand(voice=voice, code=code, value=1),
    )
    for act in acts:
        with pytest.raises(NotPossible, match="now at this step: clarification"):
            act()


def test_the_proposal_takes_no_answer_by_the_usual_sheet_before_the_last_step() -> None:
    row = story.begun()
    voice, _code = factory.voice(row)
    with pytest.raises(NotPossible, match="now at this step"):
        actions.keep(voice=voice, item=row.items.get(), value=1)


def test_nothing_is_said_after_the_close() -> None:
    row = story.begun()
    voice, _code = factory.voice(row)
    factory.close(row)
    with pytest.raises(NotPossible, match="closed"):
        actions.ask_question(voice=voice, text="Qui ouvre ?")


@pytest.mark.parametrize(("text", "why"), [("   ", "Write your question"), ("a" * 1001, "more than 1000 signs")])
def test_an_empty_or_endless_question_is_refused(text: str, why: str) -> None:
    voice, _code = factory.voice(story.begun())
    with pytest.raises(NotPossible, match=why):
        actions.ask_question(voice=voice, text=text)


def test_an_objection_needs_a_reason() -> None:
    voice, _code = factory.voice(story.at(ConsentStep.OBJECT))
    with pytest.raises(NotPossible, match="Say what harm"):
        actions.object_to(voice=voice, reason=" ", amendment="Autrement.")


def test_the_same_words_sent_twice_are_said_once() -> None:
    row = story.begun()
    voice, _code = factory.voice(row)
    for _time in range(2):
        actions.ask_question(voice=voice, text="Qui ouvre la salle ?")
    assert Remark.objects.count() == 1
    actions.answer_question(remark=Remark.objects.get(), user=factory.facilitator(row), text="La mairie.")
    row = story.at(ConsentStep.OBJECT, voice.consultation)
    for _time in range(2):
        actions.object_to(voice=voice, reason="Personne ne surveille.")
    assert Objection.objects.count() == 1


def test_a_question_without_answer_holds_the_group_back() -> None:
    row = story.begun()
    voice, _code = factory.voice(row)
    question = actions.ask_question(voice=voice, text="Qui ouvre la salle ?")
    user = factory.facilitator(row)
    with pytest.raises(NotPossible, match="Answer each question"):
        actions.next_step(consultation=row, user=user)
    actions.answer_question(remark=question, user=user, text="Un agent de la commune, dès 17 h.")
    assert actions.next_step(consultation=row, user=user).step == ConsentStep.REACT


def test_a_reaction_is_not_answered() -> None:
    row = story.at(ConsentStep.REACT)
    voice, _code = factory.voice(row)
    reaction = actions.react(voice=voice, text="Cela me rassure.")
    with pytest.raises(NotPossible, match="heard, not answered"):
        actions.answer_question(remark=reaction, user=factory.facilitator(row), text="Tant mieux.")


def test_an_objection_that_the_new_text_takes_in_names_its_version() -> None:
    row, objection, _voice = story.standing_at_integration()
    user = factory.facilitator(row)
    with pytest.raises(NotPossible, match="what becomes of each objection"):
        actions.next_step(consultation=row, user=user)
    sentence = "Un agent de soin est présent chaque soir."
    version = actions.amend(
        consultation=row, user=user, text=story.MENDED, note="Un agent de soin", integrates={objection.pk: sentence}
    )
    objection.refresh_from_db()
    assert (objection.fate, objection.resolution, objection.resolved_in) == (Fate.INTEGRATED, sentence, version)
    assert actions.next_step(consultation=row, user=user).step == ConsentStep.DECIDE


def test_a_new_text_may_harm_otherwise_and_is_heard_again() -> None:
    row, objection, voice = story.standing_at_integration()
    user = factory.facilitator(row)
    actions.amend(consultation=row, user=user, text=story.MENDED, note="Un agent", integrates={objection.pk: "Oui."})
    row = actions.hear_again(consultation=row, user=user)
    again = actions.object_to(voice=voice, reason="L’agent manquera ailleurs.")
    assert (row.step, again.version.number) == (ConsentStep.OBJECT, 2)


def test_the_same_text_is_no_new_version_and_a_new_one_says_what_changed() -> None:
    row, objection, _voice = story.standing_at_integration()
    user = factory.facilitator(row)
    with pytest.raises(NotPossible, match="same as before"):
        actions.amend(consultation=row, user=user, text=story.TEXT, note="Rien", integrates={})
    with pytest.raises(NotPossible, match="what changed"):
        actions.amend(consultation=row, user=user, text=story.MENDED, note="", integrates={})
    with pytest.raises(NotPossible, match="not one of this proposal"):
        actions.amend(consultation=row, user=user, text=story.MENDED, note="x", integrates={objection.pk + 9: "Oui."})
    assert row.versions.count() == 1


def test_only_whoever_raised_an_objection_lifts_it_and_once() -> None:
    row, objection, voice = story.standing_at_integration()
    other, _code = factory.voice(row)
    with pytest.raises(NotAllowed):
        actions.lift(objection=objection, voice=other, resolution="Pour moi, c’est bon.")
    actions.lift(objection=objection, voice=voice, resolution="On m’a montré la liste des agents.")
    objection.refresh_from_db()
    assert objection.fate == Fate.LIFTED
    with pytest.raises(NotPossible, match="already settled"):
        story.upheld(row, objection)


def test_an_objection_is_not_settled_without_a_sentence_nor_integrated_without_a_text() -> None:
    row, objection, _voice = story.standing_at_integration()
    user = factory.facilitator(row)
    with pytest.raises(NotPossible, match="in one sentence"):
        actions.settle(objection=objection, user=user, fate=Fate.UPHELD, resolution=" ")
    with pytest.raises(NotPossible, match="integrated by a new text"):
        actions.settle(objection=objection, user=user, fate=Fate.INTEGRATED, resolution="Oui.")


def test_a_stranger_moves_nothing() -> None:
    row, objection, _voice = story.standing_at_integration()
    stranger = accounts.stranger()
    acts = (
        lambda: actions.next_step(consultation=row, user=stranger),
        lambda: actions.hear_again(consultation=row, user=stranger),
        lambda: actions.amend(consultation=row, user=stranger, text=story.MENDED, note="x"),
        lambda: actions.settle(objection=objection, user=stranger, fate=Fate.LIFTED, resolution="x"),
        lambda: actions.write_proposal(consultation=row, user=stranger, text="x"),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_three_rules_read_the_same_answers() -> None:
    row = story.decided_by(story.begun(), 1, 1, 1, 0, 0)
    ending = consent.ending(row)
    found = (ending.is_adopted, ending.compared.consensus.met, ending.compared.majority.met, ending.is_shown)
    assert found == (True, False, True, True)
    row = story.decided_by(story.begun(), 1, 1, 1, 1, -1)
    ending = consent.ending(row)
    found = (ending.is_adopted, ending.compared.consensus.met, ending.compared.majority.met, ending.is_shown)
    assert found == (False, False, True, True)


def test_an_upheld_objection_stops_what_nobody_refuses() -> None:
    row, objection, _voice = story.standing_at_integration()
    story.upheld(row, objection)
    ending = consent.ending(story.decided_by(row, 1, 1, 1, 1, 1))
    assert (ending.is_adopted, ending.compared.consensus.met, ending.upheld) == (False, True, 1)


def test_silence_is_not_consent_and_few_answers_are_not_shown() -> None:
    assert consent.ending(story.decided_by(story.begun())).compared.consent.reason == "nobody_voted"
    assert not consent.ending(story.decided_by(story.begun(), 1, 1, 1, 1)).is_shown


def test_an_answer_is_changed_until_the_close() -> None:
    row = story.at(ConsentStep.DECIDE)
    voice, code = factory.voice(row)
    for value in (-1, 1):
        sheet = actions.stand(voice=voice, code=code, value=value)
    assert [answer.value for answer in sheet.answers.all()] == [1]
    assert consent.answered(row) == 1


def test_a_voice_keeps_its_number_when_others_come_to_speak() -> None:
    row = story.begun()
    first, _code = factory.voice(row)
    actions.ask_question(voice=first, text="Qui ouvre la salle ?")
    before = consent.told(row).questions[0].number
    for number in range(20):
        voice, _code = factory.voice(row)
        actions.ask_question(voice=voice, text=f"Question {number} ?")
    told = consent.told(row, first)
    mine = [said for said in told.questions if said.is_mine]
    assert [said.number for said in mine] == [before]
    assert len({said.number for said in told.questions}) == 21


names = st.lists(st.uuids().map(str), unique=True, max_size=40)


@settings(max_examples=50)
@given(names, names)
def test_a_number_is_one_voice_s_own_and_never_moves(first: list[str], later: list[str]) -> None:
    before = pseudonyms.numbers("sel", first)
    after = pseudonyms.numbers("sel", first + later)
    assert {voice: after[voice] for voice in first} == before
    assert len(set(after.values())) == len(after) == len(set(first + later))


def test_more_voices_than_numbers_still_have_each_their_own() -> None:
    found = pseudonyms.numbers("sel", (str(number) for number in range(1010)))
    assert len(set(found.values())) == 1010
    assert max(found.values()) == 1010


texts = st.text(alphabet="ab ,.é\n", max_size=60)


@settings(max_examples=100)
@given(texts, texts)
def test_a_comparison_holds_both_texts(before: str, after: str) -> None:
    pieces = [piece for line in wording.compare(before, after) for piece in line]
    for text, gone in ((before, wording.ADDED), (after, wording.REMOVED)):
        kept = "".join(piece.text for piece in pieces if piece.kind != gone)
        assert "".join(kept.split()) == "".join(text.split())


def test_a_sentence_written_anew_is_one_change() -> None:
    [line] = wording.compare("On prévient la veille au soir.", "On prévient deux jours avant.")
    assert [(piece.kind, piece.text) for piece in line] == [
        ("same", "On prévient "),
        ("removed", "la veille au soir"),
        ("added", "deux jours avant"),
        ("same", "."),
    ]
