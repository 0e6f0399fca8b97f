"""Votes and straw polls: counts, quorum, ties, three rules on the same votes, receipts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Consultation, Item, Sheet
from boucle.together.consultations.queries import vote_results
from tests.factories import accounts, consultations

pytestmark = pytest.mark.django_db


def opened(item_type: ItemType = ItemType.PROPOSAL, **fields: Any) -> tuple[Consultation, Item]:
    settings = fields.pop("settings", {})
    row = consultations.consultation(Method.VOTE, **({"minimum_cell": 3} | fields))
    item = consultations.item(row, item_type, "Ouvrir la salle ?", settings=settings)
    consultations.open_round(row, [item])
    row.refresh_from_db()
    return row, item


def cast(row: Consultation, item: Item, values: list[Any], **fields: Any) -> None:
    for value in values:
        voice, code = consultations.voice(row, **fields)
        actions.keep(voice=voice, item=item, value=value)
        actions.send(voice=voice, code=code)


def content(row: Consultation, name: str = "results", **query: str) -> str:
    answer = Client().get(reverse(f"consultations:{name}", args=[row.contribution.reference]), query)
    assert answer.status_code == 200
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    return text.replace("\u00a0", " ")


def closed(values: list[Any], **fields: Any) -> Consultation:
    row, item = opened(**fields)
    cast(row, item, values)
    return consultations.close(row)


def test_more_yes_than_no_is_adopted() -> None:
    page = content(closed([1, 1, 1, -1, 0]))
    assert "Adopté. 3 oui, 1 non, 1 ni l’un ni l’autre ; il fallait 2 oui." in page


def test_three_rules_say_three_things_of_the_same_votes() -> None:
    row = closed([1, 1, 1, 0])
    (found,) = vote_results.results(row, vote_results.sheets(row))
    assert isinstance(found, vote_results.Stand)
    compared = found.compared
    assert [compared.consent.met, compared.consensus.met, compared.majority.met] == [True, False, True]
    page = content(row)
    assert "Personne ne dit non (consentement)" in page and "3 sur 4 disent oui." in page


def test_a_tie_adopts_nothing() -> None:
    assert "autant de oui que de non, et une égalité n’adopte rien" in content(closed([1, 1, -1, -1]))


def test_two_thirds_of_nine_are_six() -> None:
    rule = {"majority": "two-thirds"}
    assert "Adopté." in content(closed([1] * 6 + [-1] * 3, rule=rule))
    assert "Non adopté." in content(closed([1] * 5 + [-1] * 4, rule=rule))


def test_without_its_quorum_a_vote_decides_nothing() -> None:
    page = content(closed([1, 1, 1], quorum=4))
    assert "Quorum non atteint : 3 ont voté, il en fallait 4. Rien n’est décidé." in page
    assert "Non adopté." in page


def test_a_share_of_the_population_is_a_quorum_too() -> None:
    page = content(closed([1, 1, 1], population=10, rule={"majority": "simple", "quorum_share": 30}))
    assert "Quorum atteint : 3 ont voté, il en fallait 3." in page


def test_everybody_without_an_opinion_adopts_nothing() -> None:
    assert "0 oui, 0 non, 3 ni l’un ni l’autre" in content(closed([0, 0, None]))


def test_a_straw_poll_says_which_answer_comes_first_and_shows_ties() -> None:
    options = {"options": ["lundi", "mardi", "jeudi"]}
    page = content(closed([[0], [0], [1]], item_type=ItemType.CHOICE, settings=options))
    assert "« lundi » arrive en tête, avec 2 sur 3." in page
    tied = content(closed([[0], [0], [1], [1]], item_type=ItemType.CHOICE, settings=options))
    assert "Égalité entre « lundi » et « mardi », 2 chacun" in tied


def test_several_answers_are_shares_of_people_not_of_crosses() -> None:
    options = {"options": ["lundi", "mardi"], "most": 2}
    row = closed([[0, 1], [0], [0, 1]], item_type=ItemType.CHOICE, settings=options)
    (found,) = vote_results.results(row, vote_results.sheets(row))
    assert isinstance(found, vote_results.Choice)
    assert (found.people, found.counts, found.is_chosen) == (3, [3, 2], True)


def test_few_people_show_nothing_of_what_they_said() -> None:
    row = closed([1, -1])
    page = content(row)
    assert "Moins de 3 personnes ont participé" in page and "Adopté" not in page
    assert Client().get(reverse("consultations:ballots_csv", args=[row.contribution.reference])).status_code == 403


def test_a_vote_that_nobody_took_part_in_has_a_page() -> None:
    assert "Moins de 3 personnes ont participé" in content(closed([]))


def test_a_small_family_is_masked() -> None:
    row, item = opened()
    user = consultations.facilitator(row)
    groups = [actions.add_group(consultation=row, user=user, name=name) for name in ("Soins", "Secours", "Communes")]
    for group, values in zip(groups, ([1, 1, 1], [-1, -1], [1] * 4), strict=True):
        cast(row, item, values, group=group)
    consultations.close(row)
    (found,) = vote_results.results(row, vote_results.sheets(row))
    assert [found.families[group.pk] for group in groups] == [None, None, {"yes": 4}]
    assert "masqué" in content(row)


def test_nothing_leaves_before_the_close_not_even_to_somebody_who_is_signed_in() -> None:
    row, item = opened()
    cast(row, item, [1, 1, 1])
    client = Client()
    client.force_login(accounts.stranger())
    reference = row.contribution.reference
    assert client.get(reverse("consultations:ballots_csv", args=[reference])).status_code == 403
    assert client.get(reverse("consultations:receipts_json", args=[reference])).status_code == 404
    receipts = [sheet.receipt for sheet in Sheet.objects.all()]
    page = client.get(reverse("consultations:receipts", args=[reference])).content.decode()
    assert len(receipts) == 3 and all(receipt not in page for receipt in receipts)
    assert "Adopté" not in content(row)


def test_every_receipt_is_listed_at_the_close_by_its_signs_and_can_be_looked_for() -> None:
    row = closed([1, -1, 0, 1])
    receipts = sorted(sheet.receipt for sheet in Sheet.objects.all())
    page = content(row, "receipts")
    assert sorted(receipts, key=page.index) == receipts
    address = reverse("consultations:receipts_json", args=[row.contribution.reference])
    assert Client().get(address).json()["rounds"] == [{"round": 1, "receipts": receipts}]
    assert "Votre feuille du tour 1 est dans le compte." in content(row, "receipts", receipt=receipts[2].upper())
    assert "Il n’y est pas" in content(row, "receipts", receipt="0" * 64)


def test_the_ballots_that_leave_hold_no_receipt_and_stand_in_the_order_of_what_they_say() -> None:
    row = closed([1, -1, 0, 1])
    lines = content(row, "ballots_csv").splitlines()
    assert lines == ["ballot,1", "1,-1", "2,0", "3,1", "4,1"]


def test_the_page_asks_the_database_as_often_for_many_votes_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row = closed([1] * 12)
    with django_assert_max_num_queries(17):
        content(row)
