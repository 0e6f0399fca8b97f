"""The demo's consultations: told once, whole, through the actions; each has a page that opens for a visitor."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.text import capfirst

from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.models import Territory
from boucle.site.actions import demo
from boucle.together.consultations.actions import demo as consultations
from boucle.together.consultations.actions.demo import cast as casting
from boucle.together.consultations.actions.demo import consent, short_rounds
from boucle.together.consultations.enums import Fate, ItemType, Method, Stage
from boucle.together.consultations.models import (
    Answer,
    Coding,
    Consultation,
    Item,
    Objection,
    Outcome,
    Shown,
    Statement,
    Voice,
    Vote,
)
from config import translations
from tests.factories import demo as story

pytestmark = pytest.mark.django_db(transaction=True)


def titled(title: str) -> Consultation:
    return Consultation.objects.select_related("contribution").get(contribution__title=title)


def drain() -> None:
    while jobs.work():
        pass


def check_delphi() -> None:
    row = titled("Délestage : que faire avant une coupure ?")
    assert (row.stage, row.panel.count(), row.panel.exclude(left_on=None).count()) == (Stage.DECIDED, 37, 3)
    assert [round_.sheets.filter(is_sent=True).count() for round_ in row.rounds.all()] == [37, 34]
    assert Coding.objects.filter(code__consultation=row).values("coder").distinct().count() == 2
    born = row.items.exclude(origins=None).distinct()
    assert {item.asked.get().round.number for item in born} == {2}
    assert Shown.objects.filter(sheet__round__consultation=row).exists()
    kept = dict(Outcome.objects.filter(decision__consultation=row).values_list("item", "is_kept"))
    verdicts = dict(row.items.exclude(type=ItemType.OPEN).values_list("pk", "verdict"))
    assert set(kept.values()) == {True, False}
    assert {verdicts[item] for item, is_kept in kept.items() if is_kept} == {"agreed"}
    assert "agreed" not in {verdicts[item] for item, is_kept in kept.items() if not is_kept}
    assert "" in verdicts.values()


def check_opinions() -> None:
    row = titled("Couper qui, protéger qui ?")
    people = sum(each["people"] for each in casting.read("opinions")["tendencies"])
    assert (row.stage, row.voices.count(), Vote.objects.values("voice").distinct().count()) == (
        Stage.OPEN,
        people,
        people,
    )
    assert 40 <= row.items.filter(is_withdrawn=False).count() <= 58
    states = Counter(Statement.objects.filter(consultation=row).values_list("contribution__state", flat=True))
    assert states == {State.PUBLISHED: 3, State.PROPOSED: 5}


def check_dots() -> None:
    row = titled("Trente-trois questions après l’exercice, quatre à travailler")
    asked = row.rounds.get().asked.count()
    assert (row.stage, asked, row.voices.filter(is_paper=True).count()) == (Stage.DECIDED, 33, 19)
    dots: Counter[str] = Counter()
    for text, value in Answer.objects.filter(sheet__voice__consultation=row).values_list("item__text", "value"):
        dots[text] += int(value or 0)
    kept = Outcome.objects.filter(decision__consultation=row, is_kept=True).values_list("item__text", flat=True)
    assert {text for text, _count in dots.most_common(4)} == set(kept)
    powerful = Item.objects.filter(consultation=row, settings__kind="powerful")
    assert [len({far.pk for near in item.parents.all() for far in near.parents.all()}) for item in powerful] == [3] * 4
    assert titled("Trois jours à quarante degrés : par quoi commencer ?").stage == Stage.OPEN


def check_consent() -> None:
    row = titled("Ouvrir la salle des fêtes les soirs de coupure")
    fates = list(Objection.objects.filter(consultation=row).order_by("pk").values_list("fate", flat=True))
    assert (row.stage, row.versions.count(), fates) == (Stage.DECIDED, 2, [Fate.INTEGRATED, Fate.LIFTED])
    assert (titled(consent.TITLE).stage, titled(consent.TITLE).step) == (Stage.OPEN, "object")


def check_pages(basin: Territory) -> None:
    client = Client(headers={"accept-language": "fr"})
    html = client.get(reverse("consultations:list", args=[basin.slug])).content.decode()
    for play in consultations.plays(basin):
        assert texts.spaced(play.title) in html
        for name in ("consultation", "results"):
            page = client.get(reverse(f"consultations:{name}", args=[play.reference]), follow=True)
            expected = 200 if name == "consultation" or Stage(titled(play.title).stage) in {Stage.DECIDED} else None
            assert expected is None or page.status_code == expected, (play.title, name)


def check_reports() -> None:
    """Of whatever shows its results, each method's own."""
    client = Client(headers={"accept-language": "fr"})
    shown = [row for row in Consultation.objects.select_related("contribution") if row.is_over or not row.is_hidden]
    assert {row.method for row in shown} == set(Method) - {Method.VOTE}
    for row in shown:
        found = client.get(reverse("consultations:report_json", args=[row.contribution.reference])).json()
        assert (found["title"], found["method"]) == (row.contribution.title, capfirst(row.get_method_display()))
        assert any(section["files"] for section in found["sections"])
        assert any(line["said"] for line in found["checklist"])


def check_visitors() -> None:
    client = Client(headers={"accept-language": "fr"})
    for code in (consent.CODE, short_rounds.CODE):
        page = client.get(reverse("consultations:take_part", args=[code]), follow=True)
        assert page.status_code == 200
    objected = client.post(
        reverse("consultations:consent_part", args=[consent.CODE]),
        {"step": "object", "reason": "Le bruit du soir.", "amendment": ""},
    )
    assert objected.status_code == 302
    for method in (Method.OPINIONS, Method.BUDGET):
        row = Consultation.objects.select_related("contribution").get(method=method, stage=Stage.OPEN)
        before = Voice.objects.filter(consultation=row).count()
        door = reverse("consultations:join", args=[row.contribution.reference])
        assert client.get(door).status_code in {200, 405}
        assert Voice.objects.filter(consultation=row).count() == before


def test_the_consultations_are_told_once_and_each_opens_for_a_visitor() -> None:
    translations.compile_all()
    situation = story.told(1)
    demo.tell_together()
    drain()
    count = Consultation.objects.count()
    demo.tell_together()
    assert (Consultation.objects.count(), len(demo.plays())) == (count, count)
    for check in (check_delphi, check_opinions, check_dots, check_consent, check_reports):
        check()
    check_pages(situation.territory)
    check_visitors()


def test_the_texts_of_the_story_are_whole() -> None:
    dots, opinions = casting.read("dots"), casting.read("opinions")
    assert (len(dots["questions"]), len({each["text"] for each in dots["questions"]}), len(dots["lineages"])) == (
        33,
        33,
        4,
    )
    texts = [each["text"] for each in opinions["statements"]] + opinions["brought"] + opinions["waiting"]
    assert len(set(texts)) == len(texts)
    assert max(map(len, texts)) <= 120
    families = {family["name"] for family in casting.read("delphi")["families"]}
    assert {answer["family"] for answer in casting.read("delphi")["answers"]} == families
