"""What somebody sees of the group before they answer again."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Side
from boucle.together.consultations.models import Consultation, Item, Quote, Round, Voice
from boucle.together.consultations.queries import delphi_feedback, figures_delphi
from boucle.together.consultations.queries.delphi_seen import Feedback
from tests.factories import consultations

pytestmark = pytest.mark.django_db
CARERS = (9, 8, 8, 7, 7)
NETWORKS = (5, 4, 5, 3)


def second_round(item: Item, marks: list[Any], groups: list[Any] | None = None) -> tuple[Round, list[Voice]]:
    """Everybody answers the first round with these marks; the second one, on the same item, is open."""
    row = item.consultation
    first = consultations.open_round(row, [item])
    kept = groups or [None] * len(marks)
    voices = [consultations.answered(first, mark, group=group) for mark, group in zip(marks, kept, strict=True)]
    consultations.close_round(first)
    return consultations.open_round(row, [item]), voices


def scale() -> Item:
    return consultations.item(consultations.consultation())


def rendered(found: Feedback) -> str:
    """What the page of the question says of it."""
    names = ("feedback_figure", "said")
    known = {"feedback": found, "picture": figures_delphi.feedback(found)}
    return "".join(render_to_string(f"consultations/results/{name}.html", known) for name in names)


def families(row: Consultation) -> tuple[Any, Any]:
    user = consultations.facilitator(row)
    return (
        actions.add_group(consultation=row, user=user, name="Soins"),
        actions.add_group(consultation=row, user=user, name="Réseaux"),
    )


def test_there_is_nothing_to_see_in_the_first_round() -> None:
    item = scale()
    first = consultations.open_round(item.consultation, [item])
    voice = consultations.answered(first, 7)

    assert delphi_feedback.feedback(first, item, voice) is None


def test_there_is_nothing_to_see_of_what_was_not_asked_before() -> None:
    item = scale()
    second, voices = second_round(item, [7, 7, 8, 8, 9])
    other = consultations.item(item.consultation)

    assert delphi_feedback.feedback(second, other, voices[0]) is None


def test_a_person_sees_their_own_answer_beside_the_groups() -> None:
    second, voices = second_round(scale(), [5, 6, 7, 7, 8, 9])

    found = delphi_feedback.feedback(second, second.asked.get().item, voices[0])

    assert found is not None
    assert (found.own, found.n, found.q1, found.median, found.q3) == (5, 6, 6.25, 7, 7.75)
    assert found.distribution == tuple(zip(range(1, 10), (0, 0, 0, 0, 1, 1, 2, 1, 1), strict=True))


def test_no_opinion_is_counted_apart() -> None:
    second, voices = second_round(scale(), [7, 7, 7, 7, 7, None])

    found = delphi_feedback.feedback(second, second.asked.get().item, voices[5])

    assert found is not None
    assert (found.own, found.n, found.no_opinion) == (None, 5, 1)


def test_a_sheet_that_was_not_sent_is_not_in_the_figures() -> None:
    item = scale()
    first = consultations.open_round(item.consultation, [item])
    voices = [consultations.answered(first, 7) for _ in range(5)]
    kept, _code = consultations.voice(item.consultation)
    actions.keep(voice=kept, item=item, value=1)
    consultations.close_round(first)
    second = consultations.open_round(item.consultation, [item])

    found = delphi_feedback.feedback(second, item, voices[0])

    assert found is not None
    assert found.n == 5


def test_a_family_too_small_is_hidden_and_so_is_the_one_that_would_tell_it() -> None:
    item = scale()
    carers, networks = families(item.consultation)
    second, voices = second_round(item, [*CARERS, *NETWORKS], [carers] * 5 + [networks] * 4)

    found = delphi_feedback.feedback(second, item, voices[0])

    assert found is not None
    assert [(line.name, line.n, line.median) for line in found.groups] == [
        ("Soins", None, None),
        ("Réseaux", None, None),
    ]


def test_large_families_are_shown_side_by_side() -> None:
    item = scale()
    carers, networks = families(item.consultation)
    second, voices = second_round(item, [*CARERS, *NETWORKS, 5], [carers] * 5 + [networks] * 5)

    found = delphi_feedback.feedback(second, item, voices[0])

    assert found is not None
    assert [(line.name, line.n, line.median) for line in found.groups] == [("Soins", 5, 8), ("Réseaux", 5, 5)]


def test_fewer_people_than_the_smallest_group_give_no_figure_at_all() -> None:
    second, voices = second_round(scale(), [1, 9, 9])

    found = delphi_feedback.feedback(second, second.asked.get().item, voices[0])

    assert found is not None
    assert (found.is_hidden, found.median, found.distribution) == (True, None, ())
    shown = rendered(found)
    assert "<svg" not in shown


def test_only_words_whose_owner_consents_are_quoted() -> None:
    item = scale()
    second, voices = second_round(item, [7, 7, 8, 8, 9])
    answers = [sheet.answers.get() for voice in voices for sheet in voice.sheets.all()]
    answers[0].may_quote = True
    answers[0].save()
    for answer, words in zip(answers[:2], ("On voit la bouteille presque vide.", "Ne me citez pas."), strict=True):
        Quote.objects.create(answer=answer, item=item, side=Side.FOR, text=words, said=9)

    found = delphi_feedback.feedback(second, item, voices[0])

    assert found is not None
    assert [(quote.text, quote.said) for quote in found.quotes_for] == [("On voit la bouteille presque vide.", 9)]
    assert "Ne me citez pas" not in rendered(found)


@pytest.mark.parametrize(
    ("type_", "settings", "value", "expected"),
    [
        (ItemType.ESTIMATE, {}, {"low": 2, "best": 4, "high": 9}, "2"),
        (ItemType.CHOICE, {"options": ["Salle", "Visite"]}, [1], "Visite"),
        (ItemType.RANKING, {"options": ["Salle", "Visite"]}, [1, 0], "Visite"),
        (ItemType.PLACEMENT, {"axes": [["seul", "ensemble"], ["lent", "rapide"]]}, [20, -40], "ensemble"),
    ],
)
def test_every_type_that_can_be_counted_has_its_picture_and_its_table(
    type_: ItemType, settings: dict[str, Any], value: Any, expected: str
) -> None:
    item = consultations.item(consultations.consultation(), type_, settings=settings)
    second, voices = second_round(item, [value] * 5)

    found = delphi_feedback.feedback(second, item, voices[0])

    assert found is not None
    shown = rendered(found)
    assert expected in shown
    assert "<svg" in shown
    assert "<table" in shown
    assert "style=" not in shown


def test_what_was_shown_is_kept_as_it_was() -> None:
    second, voices = second_round(scale(), [5, 6, 7, 7, 8, 9])
    item = second.asked.get().item
    found = delphi_feedback.feedback(second, item, voices[0])
    assert found is not None

    actions.note_shown(voice=voices[0], round=second, item=item, feedback=found.as_json())

    kept = voices[0].sheets.get(round=second).shown.get().feedback
    assert (kept["own"], kept["median"], kept["n"], kept["round"]) == (5, 7, 6, 1)


def test_the_marks_of_a_wide_scale_are_drawn_inside_the_picture() -> None:
    item = consultations.item(consultations.consultation(), settings={"scale": [0, 100]})
    second, voices = second_round(item, [0, 10, 50, 90, 100, 100])

    found = delphi_feedback.feedback(second, item, voices[0])

    assert found is not None
    assert found.scale == (0, 100, 10)
    assert [count for _mark, count in found.distribution] == [1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 2]


def test_it_takes_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    second, voices = second_round(scale(), [7] * 12)
    item = second.asked.get().item

    with django_assert_max_num_queries(6):
        delphi_feedback.feedback(second, item, voices[0])
