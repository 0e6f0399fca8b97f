"""What is asked is written, put in order, imported; what was asked no longer changes."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation, Item
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db

SCALE = {"type": "scale", "text": "La commune prévient.", "low": "1", "high": "9"}
CHOICE = {"type": "choice", "text": "Qui prévient ?", "options": "la commune\nla préfecture\n", "most": "1"}


def add(row: Consultation, **typed: Any) -> Any:
    return signed(made.facilitator(row)).post(address(row, "items"), typed)


@pytest.mark.parametrize(
    ("method", "typed", "settings"),
    [
        (Method.DELPHI, SCALE, {"scale": [1, 9]}),
        (
            Method.DELPHI,
            SCALE | {"low": "0", "high": "4", "left": "pas du tout", "right": "tout à fait"},
            {"scale": [0, 4], "ends": ["pas du tout", "tout à fait"]},
        ),
        (Method.DELPHI, {"type": "open", "text": "Qu’a-t-il manqué ?"}, {}),
        (Method.DELPHI, {"type": "estimate", "text": "Combien d’heures ?", "unit": "heures"}, {"unit": "heures"}),
        (Method.DELPHI, CHOICE, {"options": ["la commune", "la préfecture"], "most": 1}),
        (
            Method.DELPHI,
            {"type": "ranking", "text": "Dans quel ordre ?", "options": "un\ndeux"},
            {"options": ["un", "deux"]},
        ),
        (
            Method.DELPHI,
            {
                "type": "placement",
                "text": "Où placez-vous cela ?",
                "across_low": "seul",
                "across_high": "ensemble",
                "up_low": "après",
                "up_high": "avant",
            },
            {"axes": [["seul", "ensemble"], ["après", "avant"]]},
        ),
        (Method.OPINIONS, {"text": "Les écoles ferment trop vite."}, {}),
        (Method.BUDGET, {"text": "Un groupe électrogène", "cost": "4000"}, {}),
        (Method.VOTE, {"type": "proposal", "text": "Nous adoptons le plan."}, {}),
    ],
)
def test_each_type_has_its_own_settings(method: Method, typed: dict[str, Any], settings: dict[str, Any]) -> None:
    row = made.consultation(method)
    answer = add(row, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    item = row.items.get()
    assert (item.text, item.settings) == (typed["text"], settings)
    assert item.type == typed.get("type", item.type)
    assert item.cost == (int(typed["cost"]) if "cost" in typed else None)
    page = signed(made.facilitator(row)).get(address(row, "item", item.number))
    assert page.context["form"]["text"].value() == typed["text"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (SCALE | {"text": " "}, "text", "Write what is asked."),
        (SCALE | {"high": "1"}, "high", "The scale goes up, over 21 marks at most."),
        (SCALE | {"high": "60"}, "high", "The scale goes up, over 21 marks at most."),
        (CHOICE | {"options": "une seule"}, "options", "Propose from 2 to 40 answers, one per line."),
        (CHOICE | {"options": "Oui\nouï"}, "options", "Two lines say the same: remove one."),
        (CHOICE | {"most": "3"}, "most", "There are fewer answers than that."),
    ],
)
def test_a_wrong_item_is_refused_and_stays(typed: dict[str, Any], field: str, sentence: str) -> None:
    row = made.consultation()
    answer = add(row, **typed, detail="Ce qu’il faut savoir")
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert "Ce qu’il faut savoir" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_cost_is_needed_where_a_budget_is_spent() -> None:
    row = made.consultation(Method.BUDGET)
    Consultation.objects.update(rule={"ballot": "approval", "allocation": "greedy", "budget": 10_000})
    assert add(row, text="Un groupe électrogène").status_code == 422
    assert add(row, text="Un groupe électrogène", cost="4000").status_code == 302


def test_many_lines_become_items_and_the_same_list_again_adds_none() -> None:
    row = made.consultation(Method.BUDGET)
    client = signed(made.facilitator(row))
    lines = {"lines": "Qui prévient ?\n\nOù recharger ?\n qui prévient ? \n"}
    for sentence in ("2 lines are added. 1 was there already.", "0 lines are added. 3 were there already."):
        page = client.post(address(row, "items_many"), lines, follow=True)
        assert sentence in page.content.decode()
    assert [item.text for item in row.items.all()] == ["Qui prévient ?", "Où recharger ?"]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("", "This field is required."),
        ("x" * 601, "is too long: 600 signs at most."),
        ("x\n" * 501, "At most 500 lines: shorten the list."),
    ],
)
def test_a_wrong_list_is_refused_and_stays(lines: str, sentence: str) -> None:
    row = made.consultation(Method.OPINIONS)
    answer = signed(made.facilitator(row)).post(address(row, "items_many"), {"lines": lines})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert lines.strip()[:40] in answer.content.decode()


def test_items_change_move_and_go_until_they_are_asked() -> None:
    row = made.consultation()
    client = signed(made.facilitator(row))
    first, second = made.item(row, text="un"), made.item(row, text="deux")
    client.post(address(row, "item_move", second.number), {"way": "up"})
    assert [item.text for item in row.items.all()] == ["deux", "un"]
    client.post(address(row, "item", 1), SCALE | {"text": "deux, mieux dit"})
    assert row.items.get(number=1).text == "deux, mieux dit"
    client.post(address(row, "item_remove", 2))
    assert [item.pk for item in row.items.all()] == [second.pk]
    assert not Item.objects.filter(pk=first.pk).exists()


def test_what_was_asked_is_locked_and_says_so() -> None:
    row = made.consultation()
    item = made.item(row, text="un")
    made.open_round(row, [item])
    client = signed(made.facilitator(row))
    assert "asked: locked" in client.get(address(row, "items")).content.decode()
    assert "what was asked once is never changed" in client.get(address(row, "item", 1)).content.decode()
    assert client.post(address(row, "item", 1), SCALE | {"text": "deux"}).status_code == 422
    for route in ("item_remove", "item_move"):
        page = client.post(address(row, route, 1), follow=True)
        assert "what was asked once is never changed" in page.content.decode()
    item.refresh_from_db()
    assert item.text == "un"


def test_a_stranger_writes_nothing() -> None:
    row = made.consultation()
    made.item(row)
    client = signed(accounts.stranger())
    for route, rest in (("items", ()), ("items_many", ()), ("item", (1,)), ("item_remove", (1,)), ("item_move", (1,))):
        assert client.post(address(row, route, *rest), SCALE).status_code == 403
    assert signed(made.facilitator(row)).get(address(row, "item", 99)).status_code == 404


def test_the_list_asks_as_many_queries_for_forty_items() -> None:
    row = made.consultation()
    client = signed(made.facilitator(row))
    counts = []
    for _ in range(2):
        made.item(row)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(row, "items"))
        counts.append(len(queries))
        for _ in range(20):
            made.item(row)
    assert counts[1] <= counts[0]
