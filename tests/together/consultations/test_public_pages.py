"""What everybody reads: the list of a territory, the page of a consultation, the door of a code."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page, expect

from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.exports import rule_words
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import public
from boucle.together.consultations.rules import START
from config import translations
from tests.factories import consultations as factory
from tests.factories import contributions
from tests.site import axe

pytestmark = pytest.mark.django_db
Look = Callable[[Page], None]


def reading(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def open_commune() -> Territory:
    place = contributions.commune()
    territories.open_territory(territory=place)
    return place


def listed(language: str = "en") -> str:
    place = open_commune()
    page = reading(language).get(reverse("consultations:list", args=[place.slug]))
    assert page.status_code == 200
    return page.content.decode()


def address(row: Consultation) -> str:
    return reverse("consultations:consultation", args=[row.contribution.reference])


def shown(row: Consultation) -> str:
    page = reading().get(address(row))
    assert page.status_code == 200
    return page.content.decode()


def opened(method: Method = Method.DELPHI, **settings: Any) -> Consultation:
    row = factory.consultation(method, **settings)
    factory.open_round(row)
    return row


def test_a_territory_without_consultation_says_so_and_leads_on() -> None:
    html = listed()
    assert "No consultation yet" in html
    assert reverse("consultations:type_code") in html


def test_running_ones_stand_before_those_that_are_over_and_drafts_nowhere() -> None:
    over, running, draft = opened(), opened(), factory.consultation()
    factory.close(over)
    html = listed()
    found = [html.find(texts.spaced(row.contribution.title)) for row in (running, over)]
    assert -1 < found[0] < found[1]
    assert texts.spaced(draft.contribution.title) not in html


def test_with_only_past_ones_the_list_says_that_nothing_is_asked_now() -> None:
    row = opened()
    factory.close(row)
    html = listed()
    assert "Nothing is asked at the moment" in html
    assert texts.spaced(row.contribution.title) in html


def test_the_list_asks_the_database_as_much_for_two_as_for_six() -> None:
    opened()
    listed()
    counts = []
    for more in (1, 4):
        for _ in range(more):
            opened()
        with CaptureQueriesContext(connection) as queries:
            listed()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_draft_or_an_unknown_reference_has_no_page() -> None:
    assert reading().get(address(factory.consultation())).status_code == 404
    assert reading().get("/c/ZZZZZZZZ/").status_code == 404
    assert reading().get("/t/nowhere/consultations/").status_code == 404


def test_the_page_says_what_by_which_rule_and_shows_its_print() -> None:
    row = opened()
    html = shown(row)
    for said in (
        texts.spaced(row.contribution.title),
        row.rule_hash,
        "locked on",
        "from 1 to 9",
        "Nobody can find out who said what",
    ):
        assert said in html


def test_somebody_comes_in_by_joining_or_by_a_code() -> None:
    join = reverse("consultations:join", args=["X"]).replace("X", "{}")
    row = opened()
    assert join.format(row.contribution.reference) in shown(row)
    invited = factory.consultation(access=Access.PANEL)
    factory.invited(invited)
    factory.open_round(invited)
    html = shown(invited)
    assert join.format(invited.contribution.reference) not in html
    assert reverse("consultations:type_code") in html


def test_between_two_rounds_nothing_is_to_be_done() -> None:
    row = opened()
    factory.close_round(row.rounds.get())
    html = shown(row)
    assert "The answers are being read." in html
    user, ahead = factory.facilitator(row), clock.now() + timedelta(days=2)
    actions.plan_round(consultation=row, user=user, items=row.items.all(), opens_at=ahead)
    assert "The next round opens" in shown(row)


def test_a_closed_one_leads_to_its_results() -> None:
    row = opened(Method.VOTE)
    factory.close(row)
    html = shown(row)
    assert "Answers are no longer taken since" in html
    assert reverse("consultations:results", args=[row.contribution.reference]) in html


def test_hidden_results_are_not_linked_while_it_runs_and_shown_ones_are() -> None:
    hidden, told = opened(Method.OPINIONS, is_hidden=True), opened(Method.OPINIONS, is_hidden=False)
    results = [reverse("consultations:results", args=[row.contribution.reference]) for row in (hidden, told)]
    assert results[0] not in shown(hidden)
    assert results[1] in shown(told)


def test_participation_is_counted_against_the_panel_and_small_families_are_hidden() -> None:
    row = factory.consultation(access=Access.PUBLIC, population=4200)
    user = factory.facilitator(row)
    big, small = (actions.add_group(consultation=row, user=user, name=name) for name in ("Soins", "Secours"))
    round_ = factory.open_round(row)
    for group, people in ((big, 12), (small, 2)):
        for _ in range(people):
            factory.answered(round_, 7, group=group)
    part = public.part(row)
    assert (part.taking, part.population) == (14, 4200)
    assert {family.group.name: family.answered for family in part.families} == {"Soins": None, "Secours": None}
    for _ in range(3):
        factory.answered(round_, 7, group=small)
    families = public.part(row).families
    assert {family.group.name: family.answered for family in families} == {"Soins": 12, "Secours": 5}


@pytest.mark.parametrize(("is_anonymous", "stopped"), [(False, 1), (True, 0)])
def test_a_panel_counts_those_who_stopped_but_never_one_alone_where_anonymity_is_set(
    is_anonymous: bool, stopped: int
) -> None:
    row = factory.consultation(access=Access.PANEL, is_anonymous=is_anonymous)
    people = factory.invited(row, 3)
    round_ = factory.open_round(row)
    voice = actions.enter(code=people[0].code)
    actions.keep(voice=voice, item=round_.asked.get().item, value=4)
    actions.send(voice=voice, code=people[0].code)
    actions.leave(panellist=people[1].panellist)
    part = public.part(row)
    assert (part.taking, part.invited, part.stopped, part.share) == (1, 3, stopped, 1 / 3)
    assert [turn.sent for turn in part.turns] == [1]


def test_an_opinion_map_counts_who_voted() -> None:
    row = factory.consultation(Method.OPINIONS)
    item = factory.item(row, ItemType.STATEMENT)
    factory.open_round(row, [item])
    row.refresh_from_db()
    voice, _code = factory.voice(row)
    factory.voice(row)
    assert public.taking(row) == 0
    actions.cast(voice=voice, item=item, value=1)
    assert public.taking(row) == 1


def test_a_question_shows_those_that_it_comes_from() -> None:
    row = factory.consultation(Method.BUDGET)
    collected = [factory.item(row, ItemType.OPTION, text) for text in ("Qui ouvre la pompe ?", "Qui garde de l’eau ?")]
    factory.open_round(row, collected)
    assert "Where these questions come from" not in shown(row)
    burning = factory.item(row, ItemType.OPTION, "Qui pense à l’eau ?", parents=collected)
    factory.item(row, ItemType.OPTION, "À quelles conditions garde-t-on de l’eau ?", parents=[burning])
    [lineage] = public.lineages(row)
    assert (lineage.tip.text, lineage.generations) == (
        "À quelles conditions garde-t-on de l’eau ?",
        [collected, [burning]],
    )
    html = shown(row)
    assert html.index("À quelles conditions") < html.index("Qui pense à l’eau") < html.index("Qui ouvre la pompe")


def test_an_exercise_wears_its_watermark() -> None:
    place = contributions.commune()
    row = opened(territory=place)
    drill = contributions.situation(place, nature=Nature.EXERCISE)
    assert "watermark" not in shown(row)
    trial = factory.consultation(territory=place, situation=drill)
    factory.open_round(trial)
    html = shown(trial)
    assert "watermark" in html
    assert "[Exercise]" in html


@pytest.mark.parametrize("method", list(Method))
def test_each_usual_rule_is_said_in_sentences(method: Method) -> None:
    row = factory.consultation(method, quorum=20)
    sentences = rule_words.sentences(row)
    assert row.rule == START[method]
    assert sentences[-1] == "Il faut au moins 20\xa0personnes ; sinon, rien n’est décidé." or "20" in sentences[-1]
    assert len(sentences) >= 2


@pytest.mark.parametrize(
    ("method", "rule", "said"),
    [
        (Method.DELPHI, {"scale": [1, 5], "ipras": True, "consensus": {"share_at_least": 0.75}}, "75"),
        (Method.DELPHI, {"scale": [1, 9], "seventy_fifteen": {}, "consensus": {"sd_at_most": 1.5}}, "70"),
        (Method.DELPHI, {"coefficient_of_variation": {"at_most": 0.5}, "stability": {"kappa_at_least": 0.6}}, "0,6"),
        (Method.BUDGET, {"ballot": "knapsack", "allocation": "greedy", "budget": 60000}, "60"),
        (Method.BUDGET, {"ballot": "approval", "allocation": "equal-shares", "budget": 60000}, "parts égales"),
        (Method.BUDGET, {"ballot": "ranking", "allocation": "greedy-no-skip", "budget": 9}, "ferme la liste"),
        (Method.BUDGET, {"ballot": "cumulative", "points": 12, "allocation": "most-votes", "winners": 3}, "12"),
        (Method.VOTE, {"majority": "two-thirds", "quorum_share": 40}, "deux tiers"),
        (Method.VOTE, {"majority": "absolute"}, "plus de la moitié"),
    ],
)
def test_other_rules_are_said_too(method: Method, rule: dict[str, object], said: str) -> None:
    translations.compile_all()
    row = Consultation(method=method, rule=rule)
    assert said in " ".join(rule_words.sentences(row))


def test_a_code_that_cannot_be_one_is_refused_with_what_was_typed() -> None:
    page = reading().post(reverse("consultations:type_code"), {"code": "abc"})
    html = page.content.decode()
    assert page.status_code == 422
    assert 'value="abc"' in html
    assert "twelve letters and digits" in html


def test_the_page_is_for_everybody_and_names_nobody_who_holds_it() -> None:
    row = opened()
    html = shown(row)
    assert factory.facilitator(row).email not in html
    actions.close(consultation=row, by=lifecycle_rules.By(user=factory.facilitator(row)))
    assert factory.facilitator(row).email not in shown(row)


@pytest.fixture
def in_french(transactional_db: None) -> None:
    translations.compile_all()


def read_all(page: Page, look: Look) -> None:
    row = opened()
    place = open_commune()
    page.goto(reverse("consultations:list", args=[place.slug]))
    look(page)
    page.get_by_role("link", name=row.contribution.title).click()
    expect(page.get_by_role("heading", name="Par quelle règle")).to_be_visible()
    expect(page.get_by_role("button", name="Participer maintenant")).to_be_visible()
    look(page)
    page.get_by_role("link", name="J’ai déjà un code").click()
    page.get_by_label("Mon code", exact=True).fill("abc")
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)


def test_everybody_reads_with_scripts(page: Page, in_french: None) -> None:
    read_all(page, axe.assert_accessible)


def test_everybody_reads_without_scripts(page_without_scripts: Page, in_french: None) -> None:
    read_all(page_without_scripts, lambda page: None)  # axe is a script


def test_no_page_lets_a_question_mark_begin_a_line_alone(client: Client) -> None:
    """Titles and statements as they are typed, with a plain space; stored as they are."""
    row = factory.consultation(Method.OPINIONS, is_hidden=False)
    item = factory.item(row, ItemType.STATEMENT, "Faut-il ouvrir une « salle fraîche » ?")
    factory.open_round(row, [item])
    _voice, code = factory.voice(row)
    shown = "Faut-il ouvrir une «\u00a0salle fraîche\u00a0»\u202f?"
    reference = row.contribution.reference
    for path in (f"/c/{reference}/", f"/c/{reference}/results/", f"/take-part/{code}/", f"/take-part/{code}/vote/"):
        page = client.get(path).content.decode()
        assert row.contribution.title.replace(" ?", "\u202f?") in page
        assert row.contribution.title not in page
    assert shown in page and item.text not in page
    assert Item.objects.get().text == item.text
