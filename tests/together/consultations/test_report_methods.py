"""The reports of an opinion map, of dots, of a vote and of a consent process: what they say is what their pages say."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from boucle.foundation.core import clock
from boucle.together.consultations import actions
from boucle.together.consultations.enums import ConsentStep, ItemType, Method
from boucle.together.consultations.exports import report
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import opinion_map
from tests.factories import consultations
from tests.together.consultations import consent_story as story
from tests.together.consultations import conversations

pytestmark = pytest.mark.django_db
Content = dict[str, Any]


@pytest.fixture(autouse=True)
def no_map_kept() -> None:
    cache.clear()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def address(row: Consultation, name: str) -> str:
    return reverse(f"consultations:{name}", args=[row.contribution.reference])


def given(row: Consultation) -> Content:
    """The report as JSON, with plain spaces."""
    answer = Client().get(address(row, "report_json"))
    assert answer.status_code == 200
    found: Content = json.loads(plain(answer.content.decode()))
    return found


def section(found: Content, title: str) -> Content:
    """The only section with this title."""
    (one,) = [each for each in found["sections"] if each["title"] == title]
    return dict(one)


def rows(found: Content, title: str) -> list[list[str]]:
    return list(section(found, title)["table"]["rows"])


def line(found: Content, topic: str) -> str:
    (one,) = [each["said"] for each in found["checklist"] if each["topic"] == topic]
    return str(one)


def files(found: Content) -> list[str]:
    (one,) = [each["files"] for each in found["sections"] if each["files"]]
    return [file["path"].split("/", 3)[-1] for file in one]


def check_whole(row: Consultation, found: Content) -> None:
    """The page and the PDF hold the same content; every file that is named is there."""
    client = Client()
    page = plain(client.get(address(row, "report")).content.decode()).replace("&#x27;", "'").replace("&quot;", '"')
    for each in found["sections"]:
        cells = [cell for cells in (each["table"] or {"rows": []})["rows"] for cell in cells]
        assert all(said in page for said in (each["title"], *each["paragraphs"], each["command"], *cells)), each
        assert all(client.get(file["path"]).status_code == 200 for file in each["files"])
    assert all(said["topic"] in page and said["said"] in page for said in found["checklist"])
    printed = client.get(address(row, "report_pdf"))
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")


def mapped(**settings: Any) -> tuple[Consultation, list[Item]]:
    row, items = conversations.opened(**settings)
    conversations.two_camps(row, items)
    return consultations.close(row), items


def dotted(values: list[dict[int, int]]) -> Consultation:
    """Three ideas, one kept."""
    rule = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 1}
    row = consultations.consultation(Method.BUDGET, rule=rule, minimum_cell=3)
    items = [consultations.item(row, ItemType.OPTION, f"Idée {number}") for number in (1, 2, 3)]
    consultations.open_round(row, items)
    row.refresh_from_db()
    for dots in values:
        voice, code = consultations.voice(row)
        actions.keep_ballot(voice=voice, values={items[at]: count for at, count in dots.items()})
        actions.send(voice=voice, code=code)
    return consultations.close(row)


def voted(values: list[int], **settings: Any) -> Consultation:
    row = consultations.consultation(Method.VOTE, **({"minimum_cell": 3} | settings))
    item = consultations.item(row, ItemType.PROPOSAL, "Ouvrir la salle ?")
    round_ = consultations.open_round(row, [item])
    for value in values:
        consultations.answered(round_, value)
    return consultations.close(row)


def consented(*values: int) -> Consultation:
    """One objection that entered the text, a question, a reaction, these answers."""
    row = story.begun(minimum_cell=3)
    user = consultations.facilitator(row)
    voice, _code = consultations.voice(row)
    question = actions.ask_question(voice=voice, text="Qui a la clé ?")
    actions.answer_question(remark=question, user=user, text="La gardienne.")
    row = story.at(ConsentStep.REACT, row)
    actions.react(voice=voice, text="Cela me rassure.")
    row = story.at(ConsentStep.OBJECT, row)
    objection, _voice = story.objected(row)
    row = actions.next_step(consultation=row, user=user)
    taken = {objection.pk: "Un agent est là."}
    actions.amend(consultation=row, user=user, text=story.MENDED, note="Un agent de soin", integrates=taken)
    return story.decided_by(row, *values)


def test_the_report_of_a_map_says_groups_what_joins_them_and_how_sure_that_is() -> None:
    row, items = mapped(seed=7)
    found = given(row)
    check_whole(row, found)
    groups = rows(found, "Ce qui en est sorti")
    assert [(name, people) for name, people, *_rest in groups] == [("Groupe A", "8"), ("Groupe B", "8")]
    joining = {said[0] for said in rows(found, "Ce qui relie les groupes")}
    assert joining == {f"« {items[at].text} »" for at in conversations.JOINING}
    assert len(rows(found, "Toutes les phrases")) == len(items)
    assert "16 personnes, 8 phrases, 128 votes." in section(found, "Ce qui en est sorti")["paragraphs"]
    assert line(found, "Les deux comptes : derniers votes, et tous les votes").startswith("128 derniers votes")
    assert files(found) == [
        "votes.csv",
        "all-votes.csv",
        "statements.csv",
        "map.json",
        "results/rule.json",
    ]


def test_the_command_of_the_report_of_a_map_gives_its_groups(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    row, _items = mapped(seed=7)
    command = section(given(row), "Refaire le calcul")["command"].split()
    file = tmp_path / command[3]
    answer = Client().get(address(row, "votes_csv"))
    assert f'filename="{file.name}"' in answer["Content-Disposition"]
    file.write_bytes(b"".join(answer))
    call_command("recompute", "opinions", str(file), *command[4:])
    shown = Client().get(address(row, "map_json")).json()
    assert json.loads(capfd.readouterr().out)["groups"] == shown["groups"]


def test_a_map_without_clear_groups_says_so_and_what_most_share() -> None:
    row, items = conversations.opened()
    for _ in range(12):
        conversations.person(row, items, [1] * len(items))
    found = given(consultations.close(row))
    check_whole(row, found)
    assert "Tout le monde vote de la même façon" in section(found, "Ce qui en est sorti")["paragraphs"][0]
    assert section(found, "Ce qui en est sorti")["table"] is None
    assert rows(found, "Ce que la plupart partagent")[0][1].startswith("100 % pour")


def test_a_map_that_is_being_computed_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    row, _items = mapped()
    monkeypatch.setattr(opinion_map, "FEW", 10)
    client = Client()
    assert client.get(address(row, "report")).headers["Location"] == address(row, "results")
    for name in ("report_pdf", "report_json"):
        answer = client.get(address(row, name))
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_a_map_of_too_few_people_says_nothing_of_what_they_said() -> None:
    row, items = conversations.opened()
    for _ in range(4):
        conversations.person(row, items, [1] * len(items))
    found = given(consultations.close(row))
    check_whole(row, found)
    assert items[0].text not in str(found)
    assert [each for each in found["sections"] if each["command"] or each["files"]] == []


def test_a_statement_set_aside_is_in_the_counts_and_its_words_are_not() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    Item.objects.filter(pk=items[0].pk).update(is_withdrawn=True)
    found = given(consultations.close(row))
    assert items[0].text not in str(found)
    assert line(found, "Phrases écartées par la modération") == "1"


def test_the_report_of_dots_gives_the_reason_of_each_line_and_other_rules() -> None:
    row = dotted([{0: 2}, {0: 1, 1: 1}, {1: 1}, {0: 1}])
    found = given(row)
    check_whole(row, found)
    kept = [["1. Idée 1", "4 points de 3 personnes", "Retenue : n° 1, avec 4 points de 3 personnes."]]
    assert rows(found, "Ce qui est retenu") == kept
    assert rows(found, "Le compte, et pourquoi")[2] == [
        "3. Idée 3",
        "0 personne",
        "Non retenue : personne n’a voté pour elle.",
    ]
    rules = section(found, "Les mêmes bulletins, d’autres règles")["table"]
    assert rules["head"] == ["Ligne", "Les plus votées (la règle écrite)", "Parts égales"]
    assert line(found, "Ce qui départage les ex æquo").startswith("Le plus de points, puis")
    assert files(found) == ["ballots.pb", "ballots.csv", "results/rule.json", "receipts.json"]


def test_the_command_of_the_report_of_dots_gives_the_same_winners(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    row = dotted([{0: 2}, {0: 1, 1: 1}, {1: 1}, {0: 1}])
    command = section(given(row), "Refaire le calcul")["command"].split()
    file = tmp_path / command[3]
    answer = Client().get(address(row, "ballots_pb"))
    assert f'filename="{file.name}"' in answer["Content-Disposition"]
    file.write_bytes(b"".join(answer))
    call_command("recompute", "budget", str(file), *command[4:])
    assert json.loads(capfd.readouterr().out)["winners"] == ["1"]


def test_dots_of_too_few_people_are_not_told() -> None:
    found = given(dotted([{0: 2}, {1: 1}]))
    assert "Idée" not in str(found)
    assert [each for each in found["sections"] if each["command"] or each["files"]] == []


def test_the_report_of_a_vote_gives_counts_quorum_and_verdict() -> None:
    row = voted([1, 1, 1, -1, 0], quorum=4)
    found = given(row)
    check_whole(row, found)
    asked = section(found, "1. Ouvrir la salle ?")
    assert asked["paragraphs"] == [
        "Adopté. 3 oui, 1 non, 1 ni l’un ni l’autre ; il fallait 2 oui.",
        "Quorum atteint : 5 ont voté, il en fallait 4.",
    ]
    assert [said[:2] for said in asked["table"]["rows"]] == [["oui", "3"], ["non", "1"], ["ni oui ni non", "1"]]
    assert [said[1] for said in rows(found, "1. Les mêmes votes, trois règles")] == [
        "Ça ne passe pas",
        "Ça ne passe pas",
        "Ça passe",
    ]
    assert line(found, "Quorum") == "4 personnes doivent voter ; qui s’abstient compte."
    assert files(found) == ["ballots.csv", "results/rule.json", "receipts.json"]


def test_the_file_of_a_vote_adds_up_to_its_report() -> None:
    row = voted([1, 1, 1, -1, 0])
    lines = b"".join(Client().get(address(row, "ballots_csv"))).decode().splitlines()[1:]
    counted = {value: sum(said.endswith(f",{value}") for said in lines) for value in ("1", "-1", "0")}
    told = {name: int(count) for name, count, _share in section(given(row), "1. Ouvrir la salle ?")["table"]["rows"]}
    assert counted == {"1": told["oui"], "-1": told["non"], "0": told["ni oui ni non"]}


def test_a_vote_of_too_few_people_has_no_count() -> None:
    found = given(voted([1, -1]))
    assert "oui, " not in str(found) and "Ouvrir la salle" not in str(found)
    assert [each for each in found["sections"] if each["files"]] == []


def test_the_report_of_a_vote_asks_the_database_as_often_for_many_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row = voted([1] * 12)
    with django_assert_max_num_queries(30):
        Client().get(address(row, "report_json"))


def test_the_report_of_consent_tells_the_way_of_the_proposal() -> None:
    row = consented(1, 1, 0)
    found = given(row)
    check_whole(row, found)
    outcome = section(found, "Ce qui en est sorti")
    assert outcome["paragraphs"] == [
        "Personne ne dit non : la proposition passe.",
        "2 disent oui, 1 peuvent vivre avec, 0 disent non.",
    ]
    assert [(name, result) for name, _asks, result in outcome["table"]["rows"]] == [
        ("Consentement", "Ça passe"),
        ("Consensus", "Ça ne passe pas : tout le monde ne dit pas oui"),
        ("Majorité", "Ça passe"),
    ]
    ((_who, reason, amendment, fate),) = rows(found, "Objections")
    assert (reason, amendment) == ("Personne ne surveille les appareils.", "Un agent de soin est présent.")
    assert fate == "Intégrée à la proposition. Un agent est là. Dans la version 2."
    assert [said[1:] for said in rows(found, "Questions et réponses")] == [["Qui a la clé ?", "La gardienne."]]
    assert [said[1:] for said in rows(found, "Réactions")] == [["Cela me rassure."]]
    texts = [each["paragraphs"][-1] for each in found["sections"] if each["title"].startswith("Version ")]
    assert texts == [story.MENDED, story.TEXT]
    assert files(found) == ["ballots.csv", "results/rule.json", "receipts.json"]


def test_the_file_of_consent_holds_one_answer_by_line_and_nobody() -> None:
    row = consented(1, 0, -1)
    lines = b"".join(Client().get(address(row, "ballots_csv"))).decode().splitlines()[1:]
    assert [said.split(",")[1] for said in lines] == ["-1", "0", "1"]


def test_two_answers_are_in_no_report_and_no_file_of_consent() -> None:
    row = consented(1, 1)
    found, page = given(row), Client().get(address(row, "consent")).content.decode()
    check_whole(row, found)
    assert section(found, "Ce qui en est sorti")["table"] is None
    assert "disent oui" not in str(found) and "tout le monde dit oui" not in page
    assert files(found) == ["results/rule.json", "receipts.json"]
    assert Client().get(address(row, "ballots_csv")).status_code == 403


def test_consent_that_hides_nothing_keeps_its_last_answers_until_the_close() -> None:
    row = story.at(ConsentStep.DECIDE, story.begun(is_hidden=False, minimum_cell=3))
    for value in (1, 1, 0):
        voice, code = consultations.voice(row)
        actions.stand(voice=voice, code=code, value=value)
    found = given(row)
    assert section(found, "Ce qui en est sorti")["paragraphs"] == [
        "La proposition est encore en chemin : rien n’est décidé."
    ]
    assert "disent oui" not in str(found)
    assert Client().get(address(row, "ballots_csv")).status_code == 403


def test_the_decision_stands_in_the_report_with_what_is_kept_and_why() -> None:
    row = voted([1, 1, 1])
    choices = {item: actions.Choice(True, "Trois oui, aucun non.") for item in row.items.all()}
    user = consultations.facilitator(row)
    actions.decide(
        consultation=row,
        user=user,
        text="La salle ouvre.",
        review_on=clock.today() + timedelta(days=90),
        outcomes=choices,
    )
    made = section(given(row), "Ce qui a été décidé")
    assert made["paragraphs"][0] == "La salle ouvre."
    assert made["table"]["rows"] == [["Ouvrir la salle ?", "retenue", "Trois oui, aucun non."]]


def test_the_json_of_a_report_is_the_content_of_its_page() -> None:
    row = voted([1, 1, -1])
    response = Client().get(address(row, "report"))
    made = response.context["report"]
    assert isinstance(made, report.Report)
    assert json.loads(plain(json.dumps(report.as_json(made), ensure_ascii=False))) == given(row)
    assert made.filled == sum(1 for one in made.checklist if one.said) < len(made.checklist)


@pytest.mark.parametrize("make", [lambda: mapped()[0], lambda: dotted([{0: 1}] * 3), lambda: voted([1] * 3)])
def test_a_page_of_results_leads_to_its_report(make: Any) -> None:
    row = make()
    page = Client().get(address(row, "results")).content.decode()
    assert address(row, "report") in page and address(row, "report_pdf") in page


def test_the_page_of_consent_leads_to_its_report() -> None:
    row = consented(1, 1, 1)
    page = Client().get(address(row, "results"), follow=True).content.decode()
    assert address(row, "report") in page and address(row, "report_pdf") in page
