"""Names of the groups of an opinion map: given by who facilitates, shown everywhere, followed or fallen."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.engine.naming import Leans
from boucle.together.consultations.enums import Stage
from boucle.together.consultations.models import Consultation, GroupName, Item
from boucle.together.consultations.queries import opinion_map, opinion_names
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations import conversations
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db
NAME, SENTENCE = "Les abris d’abord", "Des lieux frais dans chaque quartier, avant tout le reste."


@pytest.fixture(autouse=True)
def no_map_kept() -> None:
    cache.clear()


def two_groups(**settings: Any) -> tuple[Consultation, list[Item]]:
    row, items = conversations.opened(**settings)
    conversations.two_camps(row, items)
    opinion_map.refresh(row)
    return row, items


def leans(row: Consultation) -> list[dict[str, float]]:
    found = opinion_map.ready(row)
    assert found is not None
    return opinion_names.leans(found)


def give(row: Consultation, group: int = 0, name: str = NAME, sentence: str = SENTENCE) -> GroupName:
    return actions.name_group(
        consultation=row, user=made.facilitator(row), name=name, sentence=sentence, leans=leans(row)[group]
    )


def names(row: Consultation) -> dict[int, str]:
    found = opinion_map.ready(row)
    assert found is not None
    return {group: one.name for group, one in opinion_names.of(row, found).given.items()}


def shown(row: Consultation, route: str = "results") -> str:
    return Client().get(address(row, route)).content.decode()


def test_a_name_given_on_the_page_is_on_the_map_its_table_and_its_file() -> None:
    row, _items = two_groups()
    client = signed(made.facilitator(row))
    form = client.get(address(row, "groups")).context["groups"][1].form
    sent = {"letter": "B", "seen": form["seen"].value(), "name": NAME, "sentence": SENTENCE}
    page = client.post(address(row, "groups"), sent, follow=True)
    assert "The group has its name." in page.content.decode()
    public = shown(row).replace("\u00a0", " ")
    assert public.count(f"Groupe B : {NAME}") == 4  # legend, description, table, heading
    assert SENTENCE in public
    file = json.loads(shown(row, "map_json"))
    assert file["names"] == {"1": {"name": NAME, "sentence": SENTENCE}}
    assert set(file["groups"].values()) == {0, 1}


def test_the_holder_of_a_code_reads_the_name_of_their_group() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    voice, code = made.voice(row)
    for item, value in zip(items, conversations.camp(1, 1)[0], strict=True):
        actions.cast(voice=voice, item=item, value=value)
    opinion_map.refresh(row)
    give(row)
    page = Client().get(reverse("consultations:own_map", args=[code])).content.decode()
    assert "vous êtes dans le groupe A" in page
    assert page.replace("\u00a0", " ").count(f"Groupe A : {NAME}.") == 1


def test_what_is_kept_with_a_name_is_what_the_group_says_and_nobody_in_it() -> None:
    row, items = two_groups()
    kept = give(row).leans
    assert set(kept) == {str(item.number) for item in items}
    assert all(-2 <= value <= 2 for value in kept.values())


def test_a_name_follows_its_group_when_its_letter_changes() -> None:
    row, items = conversations.opened()
    for says in conversations.camp(8, 1) + conversations.camp(6, -1):
        conversations.person(row, items, says)
    opinion_map.refresh(row)
    give(row, 1)
    assert names(row) == {1: NAME}
    for says in conversations.camp(6, -1):
        conversations.person(row, items, says)
    opinion_map.refresh(row)
    assert names(row) == {0: NAME}


def test_a_name_falls_away_with_its_group_is_told_and_comes_back_with_it() -> None:
    row, items = two_groups()
    strange: Leans = {str(item.number): (-1.0) ** (number // 3) for number, item in enumerate(items)}
    actions.name_group(consultation=row, user=made.facilitator(row), name=NAME, leans=strange)
    assert names(row) == {}
    assert NAME not in shown(row)
    page = signed(made.facilitator(row)).get(address(row, "groups")).content.decode()
    assert "Names that have lost their group" in page and NAME in page
    GroupName.objects.update(leans=leans(row)[0])
    assert names(row) == {0: NAME}


def test_a_group_has_one_name_and_two_groups_never_the_same() -> None:
    row, _items = two_groups()
    give(row)
    give(row, name="Un autre nom")
    assert names(row) == {0: "Un autre nom"}
    with pytest.raises(NotPossible):
        give(row, 1, name="un AUTRE nom")


def test_a_name_is_taken_back() -> None:
    row, _items = two_groups()
    given = give(row)
    page = signed(made.facilitator(row)).post(address(row, "group_take_back", given.pk), follow=True)
    assert "The name is taken back." in page.content.decode()
    assert GroupName.objects.count() == 0


def test_names_are_given_after_the_close_until_it_is_decided() -> None:
    row, _items = two_groups()
    row = made.close(row)
    give(row)
    Consultation.objects.filter(pk=row.pk).update(stage=Stage.DECIDED)
    row.refresh_from_db()
    with pytest.raises(NotPossible):
        give(row, 1, name="Trop tard")
    with pytest.raises(NotPossible):
        actions.take_name_back(consultation=row, user=made.facilitator(row), number=GroupName.objects.get().pk)
    page = signed(made.facilitator(row)).get(address(row, "groups")).content.decode()
    assert NAME in page and "<form" not in page[page.index("Names of the groups") :]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"seen": "faux"}, "Open this page again: it no longer says which group you saw."),
    ],
)
def test_what_names_no_group_is_refused_and_stays(typed: dict[str, str], sentence: str) -> None:
    row, _items = two_groups()
    client = signed(made.facilitator(row))
    form = client.get(address(row, "groups")).context["groups"][0].form
    sent = {"letter": "A", "seen": form["seen"].value(), "name": NAME, "sentence": SENTENCE, **typed}
    answer = client.post(address(row, "groups"), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode() and SENTENCE in answer.content.decode()
    assert GroupName.objects.count() == 0


def test_whoever_facilitates_sees_no_group_before_the_close_where_results_are_hidden() -> None:
    row, _items = two_groups(is_hidden=True)
    page = signed(made.facilitator(row)).get(address(row, "groups")).content.decode()
    assert "Results stay hidden until the close" in page and "Group A" not in page


def test_a_map_that_is_not_open_or_has_no_groups_says_so() -> None:
    bare = made.consultation(conversations.Method.OPINIONS)
    assert "before people vote" in signed(made.facilitator(bare)).get(address(bare, "groups")).content.decode()
    with pytest.raises(NotPossible):
        actions.name_group(consultation=bare, user=made.facilitator(bare), name=NAME, leans={})
    row, items = conversations.opened()
    assert "There is no map yet" in signed(made.facilitator(row)).get(address(row, "groups")).content.decode()
    for _ in range(12):
        conversations.person(row, items, [1] * len(items))
    opinion_map.refresh(row)
    assert "Everybody votes the same" in signed(made.facilitator(row)).get(address(row, "groups")).content.decode()


def test_a_stranger_names_nothing() -> None:
    row, _items = two_groups()
    given = give(row)
    somebody = accounts.stranger()
    for forbidden in (
        lambda: actions.name_group(consultation=row, user=somebody, name="Faux", leans=leans(row)[0]),
        lambda: actions.take_name_back(consultation=row, user=somebody, number=given.pk),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert signed(somebody).get(address(row, "groups")).status_code == 403
    assert signed(somebody).post(address(row, "group_take_back", given.pk)).status_code == 403
    other = made.consultation()
    assert signed(made.facilitator(other)).get(address(other, "groups")).status_code == 404


def test_two_names_of_a_consultation_are_never_the_same() -> None:
    row, _items = two_groups()
    given = give(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupName.objects.create(consultation=row, name=given.name, leans={}, named_at=clock.now())


def test_the_page_asks_as_many_queries_for_many_names_as_for_one() -> None:
    row, _items = two_groups()
    client = signed(made.facilitator(row))
    client.get(address(row, "groups"))  # what is looked up once stays known
    found = []
    for group in (0, 1):
        give(row, group, name=f"Nom {group}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address(row, "groups"))
        found.append(len(queries))
    assert found[0] == found[1]
