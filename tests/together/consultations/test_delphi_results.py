"""The results of a Delphi, as everybody reads them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boucle.foundation.core import clock
from boucle.together.consultations.engine.delphi_terms import Verdict
from boucle.together.consultations.enums import ItemType, Side
from boucle.together.consultations.exports import delphi_sentences
from boucle.together.consultations.models import Answer, Code, Coding, Consultation, Item, Quote
from boucle.together.consultations.queries import delphi_answers, delphi_people, delphi_verdicts, figures_zones
from boucle.together.consultations.queries.delphi_verdicts import Judged
from tests.factories import consultations, delphi

pytestmark = pytest.mark.django_db
SEVENTY = {"scale": [1, 9], "seventy_fifteen": {}, "minimum_answers": 5}
STEADY = (8, 8, 8, 8, 8, 8, 8)


def page(client: Client, row: Consultation, *, status: int = 200) -> str:
    response = client.get(reverse("consultations:results", args=[row.contribution.reference]))
    assert response.status_code == status
    return response.content.decode()


def item_page(client: Client, item: Item, *, status: int = 200) -> str:
    address = reverse("consultations:result", args=[item.consultation.contribution.reference, item.number])
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def judged(row: Consultation) -> list[Judged]:
    return delphi_verdicts.judged(delphi_answers.collected(row))


def test_the_page_says_every_verdict_with_its_figures(client: Client) -> None:
    row, items = delphi.two_rounds()

    shown = page(client, row)

    for item in items:
        assert item.text in shown
    assert row.rule_hash in shown
    assert "boucle recompute delphi" in shown
    assert "style=" not in shown


def test_results_stay_hidden_until_the_close(client: Client) -> None:
    row, items = delphi.two_rounds(is_closed=False)

    shown = page(client, row)

    assert '<svg class="chart"' not in shown
    assert all(item.text not in shown for item in items)
    item_page(client, items[0], status=404)


def test_results_that_are_not_hidden_show_closed_rounds_only(client: Client) -> None:
    row, items = delphi.two_rounds(is_closed=False, is_hidden=False)
    third = consultations.open_round(row, items)
    consultations.answered(third, 1)

    assert items[0].text in page(client, row)
    assert judged(row)[0].round == 2


def test_fewer_people_than_the_smallest_group_give_no_figure(client: Client) -> None:
    row, items = delphi.two_rounds([(9, 9, 9, 1)], [(9, 9, 9, 1)])

    assert '<svg class="chart"' not in page(client, row)
    assert '<svg class="chart"' not in item_page(client, items[0])


def test_a_delphi_that_is_in_preparation_has_no_results(client: Client) -> None:
    page(client, consultations.consultation(), status=404)


def test_three_answers_are_given_apart(client: Client) -> None:
    _row, items = delphi.two_rounds([STEADY], [STEADY])

    found = judged(items[0].consultation)[0]

    assert found.verdict == Verdict.AGREED
    assert found.is_stable is True
    assert found.departures is None
    names = [part.name for part in delphi_sentences.parts(found, delphi_answers.collected(_row).rule)]
    assert len(names) == 3
    for name in names:
        assert name in item_page(client, items[0])


def test_an_agreement_that_departures_could_undo_is_fragile() -> None:
    first = (9, 8, 8, 7, 7, 7, 6, 2, 2, 2)
    second = (9, 8, 8, 7, 7, 7, 6, delphi.AWAY, delphi.AWAY, delphi.AWAY)
    row, _items = delphi.two_rounds([first], [second])

    found = judged(row)[0]

    assert found.verdict == Verdict.AGREED
    assert found.departures is not None
    assert (found.departures.left, found.departures.is_worst, found.departures.holds) == (3, True, False)
    assert found.is_fragile


def test_departures_of_a_group_large_enough_are_said_by_what_they_had_answered() -> None:
    first = (*(8,) * 8, *(2,) * 5)
    second = (*(8,) * 8, *(delphi.AWAY,) * 5)
    row, _items = delphi.two_rounds([first], [second])

    found = judged(row)[0]

    assert found.departures is not None
    assert (found.departures.is_worst, found.departures.agreeing, found.departures.total) == (False, 8, 13)
    assert found.last.dropout is not None
    assert (found.last.dropout.leavers.median, found.last.dropout.stayers.median) == (2, 8)


def test_what_few_leavers_said_is_told_by_no_difference() -> None:
    """The round before is given whole, never without those few: one minus the other would be their answers."""
    first = (8, 8, 8, 8, 8, 8, 1, 5)
    second = (8, 8, 8, 8, 8, 8, delphi.AWAY, delphi.AWAY)
    row, _items = delphi.two_rounds([first], [second])
    found = delphi_answers.collected(row)

    figure = figures_zones.figure(found, delphi_verdicts.judged(found)[0])

    assert figure is not None
    assert [cells[1:] for cells in figure.table.rows] == [
        ["1", "1", "6", "8"],
        ["0", "0", "6", "6"],
        ["2", "0", "6", "8"],
    ]


def test_a_family_too_small_has_no_figure_in_who_took_part() -> None:
    row, _items = delphi.two_rounds(groups=["Soins"] * 5 + ["Habitants"] * 2)

    found = delphi_people.people(delphi_answers.collected(row))

    assert [(line.name, line.sent) for line in found.lines] == [("Soins", (None, None)), ("Habitants", (None, None))]
    assert found.total.sent == (7, 6)


def test_the_lineage_of_an_item_leads_to_words_without_names(client: Client) -> None:
    row = consultations.consultation()
    question = consultations.item(row, ItemType.OPEN)
    first = consultations.open_round(row, [question])
    for number in range(5):
        consultations.answered(first, f"Prévenir la veille {number}.", reason="x")
    consultations.close_round(first)
    code = Code.objects.create(consultation=row, label="Prévenir", created_at=clock.now())
    answers = list(Answer.objects.filter(item=question).order_by("id"))
    for answer in answers[:3]:
        Coding.objects.create(code=code, answer=answer, coder=consultations.facilitator(row))
    item = consultations.item(row, origins=[code])
    Quote.objects.create(answer=answers[0], item=item, side=Side.FOR, text="Prévenir la veille.", said=3)
    second = consultations.open_round(row, [item])
    for _ in range(5):
        consultations.answered(second, 8)
    consultations.close(row)
    address = reverse("consultations:verbatims", args=[row.contribution.reference, item.number])

    assert address in item_page(client, item)
    shown = client.get(address).content.decode()
    assert "Prévenir la veille." in shown
    assert "Prévenir la veille 0." not in shown


@pytest.mark.parametrize(
    ("type_", "settings", "value"),
    [
        (ItemType.ESTIMATE, {}, {"low": 2, "best": 4, "high": 90}),
        (ItemType.CHOICE, {"options": ["Salle", "Visite"]}, [1]),
        (ItemType.RANKING, {"options": ["Salle", "Visite"]}, [1, 0]),
        (ItemType.PLACEMENT, {"axes": [["seul", "ensemble"], ["lent", "rapide"]]}, [20, -40]),
        (ItemType.OPEN, {}, "Des mots."),
    ],
)
def test_every_type_of_question_has_its_results(client: Client, type_: ItemType, settings: Any, value: Any) -> None:
    row = consultations.consultation()
    item = consultations.item(row, type_, settings=settings)
    round_ = consultations.open_round(row, [item])
    for _ in range(5):
        consultations.answered(round_, value)
    consultations.close(row)

    assert item.text in page(client, row)
    shown = item_page(client, item)
    assert ('<svg class="chart' in shown) is (type_ != ItemType.OPEN)
    assert "Des mots." not in shown


def test_what_moderation_set_aside_is_no_result(client: Client) -> None:
    row, items = delphi.two_rounds()
    Item.objects.filter(pk=items[0].pk).update(is_withdrawn=True)

    assert items[0].text not in page(client, row)
    item_page(client, items[0], status=404)


def test_a_round_without_answers_is_a_result_too(client: Client) -> None:
    row = consultations.consultation()
    consultations.open_round(row)
    consultations.close(row)

    page(client, row)


def test_everybody_without_opinion_is_a_result_too(client: Client) -> None:
    row, items = delphi.two_rounds([(None,) * 6], [(None,) * 6])

    page(client, row)
    item_page(client, items[0])
    assert judged(row)[0].verdict == Verdict.TOO_FEW


@pytest.mark.parametrize("rule", [SEVENTY, {"scale": [1, 9], "consensus": {"sd_at_most": 1, "share_at_least": 0.5}}])
def test_rules_of_other_kinds_have_their_sentences(client: Client, rule: dict[str, Any]) -> None:
    row, items = delphi.two_rounds([STEADY], [STEADY], rule=rule)

    page(client, row)
    item_page(client, items[0])


def test_a_hundred_people_take_as_many_queries_as_ten(client: Client, django_assert_max_num_queries: Any) -> None:
    row, _items = delphi.two_rounds([STEADY * 4], [STEADY * 4])

    with django_assert_max_num_queries(40):
        page(client, row)


def test_the_table_reads_in_english_too(client: Client) -> None:
    row, _items = delphi.two_rounds()

    response = client.get(
        reverse("consultations:results", args=[row.contribution.reference]), headers={"accept-language": "en"}
    )

    assert "What the group decided" in response.content.decode()
