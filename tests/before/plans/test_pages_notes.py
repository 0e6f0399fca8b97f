"""Notes: brought by anybody, read by a referent, answered by whoever keeps the section, followed by their author."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from boucle.before.plans import actions
from boucle.before.plans.enums import NoteFate, NoteVariety
from boucle.before.plans.models import Note, Section
from boucle.foundation.core import clock
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import forms as guard_forms
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Contact, Contribution, Link
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.messages import jobs
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, plan_pages, plans, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    place = contributions.commune()
    Territory.objects.filter(pk=place.pk).update(is_open=True)
    plan = plans.plan(Territory.objects.get(pk=place.pk))
    return plans.section(plan, title="Eau potable", text=plan_pages.TEXT)


def address(section: Section, part: str = "annotate") -> str:
    return f"/s/{section.contribution.reference}/{part}/"


def send(section: Section, part: str = "annotate", status: int = 200, **changes: Any) -> str:
    answer = plan_pages.signed().post(address(section, part), plan_pages.typed(**changes))
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def secret(html: str) -> str:
    found = re.search(r'href="/note/([^/"]+)/"', html)
    assert found is not None
    return found[1]


def test_anybody_annotates_a_passage_without_an_account(section: Section) -> None:
    page = plan_pages.page(plan_pages.signed(), address(section) + "?passage=Le réservoir")
    assert 'value="Le réservoir"' in page
    html = send(section, passage="Le réservoir tient une heure.", speaker="field")
    note = Note.objects.get()
    assert note.contribution.reference in html
    assert (note.section, note.variety, note.passage, note.speaker, note.revision, note.fate) == (
        section,
        "remark",
        "Le réservoir tient une heure.",
        "field",
        1,
        "waiting",
    )
    assert (note.contribution.state, note.contribution.title) == (State.PROPOSED, "Au 14, l’eau manque la première.")
    assert not Contact.objects.exists()
    assert "Au 14" not in plan_pages.page(plan_pages.signed(), f"/s/{section.contribution.reference}/")


def test_somebody_proposes_another_text_which_begins_with_the_section_s(section: Section) -> None:
    page = plan_pages.page(plan_pages.signed(), address(section, "propose"))
    assert "Le réservoir tient une heure." in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[0]
    send(section, "propose", proposed=plan_pages.OTHER_TEXT, text="Mesuré mardi.")
    note = Note.objects.get()
    assert (note.variety, note.proposed) == (NoteVariety.CHANGE, plan_pages.OTHER_TEXT)


@pytest.mark.parametrize(
    ("part", "changes", "sentence"),
    [
        ("annotate", {"text": " "}, "Dites en quelques mots ce qu’il faut savoir, ou changer."),
        ("annotate", {"consent": ""}, "Cochez cette case"),
        ("annotate", {"email": "pas une adresse"}, "adresse"),
        ("annotate", {"website": "http://spam.example"}, "Un champ que les gens ne voient pas a été rempli."),
        ("annotate", {"speaker": "robot"}, "robot"),
        ("propose", {"proposed": plan_pages.TEXT}, "Le texte est resté le même"),
        ("propose", {"proposed": ""}, "Écrivez le texte comme il devrait être."),
    ],
)
def test_a_note_that_cannot_be_says_why_and_keeps_what_was_typed(
    section: Section, part: str, changes: dict[str, str], sentence: str
) -> None:
    html = send(section, part, 422, **({"text": "Je l’ai vu mardi."} | changes))
    assert sentence in html
    assert changes.get("text", "Je l’ai vu mardi.").strip() in html
    assert not Note.objects.exists()


def test_a_form_sent_within_three_seconds_is_shown_again(section: Section) -> None:
    stamp = guard_forms.STAMP.sign(str(int(clock.now().timestamp())))
    assert "C’était très rapide." in send(section, status=422, stamp=stamp)


def test_a_warm_network_proves_that_it_is_no_robot_and_a_hot_one_waits(section: Section) -> None:
    network = guard_rules.network_hash("127.0.0.1")
    for _ in range(guard_rules.WARM):
        guard.count_sending(network=network)
    page = plan_pages.page(plan_pages.signed(), address(section))
    assert ['data-challenge="/challenge/"' in page, "guard/guard" in page] == [True, True]
    assert "votre navigateur n’a pas pu montrer" in send(section, status=422)
    for _ in range(guard_rules.HOT):
        guard.count_sending(network=network)
    send(section, status=429)
    assert not Note.objects.exists()


def test_the_same_form_twice_is_one_note(section: Section) -> None:
    sent = plan_pages.typed()
    answers = [plan_pages.signed().post(address(section), sent).content.decode() for _ in range(2)]
    assert Note.objects.count() == 1
    assert ["/note/" in each for each in answers] == [True, False]


def test_nobody_annotates_a_draft_or_a_section_that_left(section: Section) -> None:
    draft = plans.draft(section.plan)
    staff = plan_pages.signed(plans.keeper(section.plan))
    assert [client.get(address(draft)).status_code for client in (plan_pages.signed(), staff)] == [404, 404]
    with pytest.raises(NotPossible):
        actions.bring_note(section=draft, text="Rien à dire.")
    actions.archive_section(section=section, user=plans.keeper(section.plan))
    assert plan_pages.signed().post(address(section), plan_pages.typed()).status_code == 404


def test_a_referent_reads_the_section_the_passage_and_the_difference(section: Section) -> None:
    made = plan_pages.brought(section, variety=NoteVariety.CHANGE, proposed=plan_pages.OTHER_TEXT)
    desk = plan_pages.signed(plans.keeper(section.plan))
    queue = plan_pages.page(desk, "/moderation/")
    assert made.contribution.title in queue
    html = plan_pages.page(desk, f"/moderation/{made.contribution.reference}/")
    assert "La section dont elle parle" in html
    assert '<ins><span class="unseen">ajouté : </span>70 minutes.' in html
    assert f"Eau potable ({section.contribution.reference})" in html
    last = {"verb": "publish", "seen": 1}
    desk.post(f"/moderation/{made.contribution.reference}/decide/", last)
    public = plan_pages.page(plan_pages.signed(), f"/s/{section.contribution.reference}/")
    assert made.contribution.title in public


def test_the_author_follows_corrects_takes_back_and_brings_back(section: Section) -> None:
    client = plan_pages.signed()
    key = secret(send(section))
    assert "Des référents la relisent." in plan_pages.page(client, f"/note/{key}/")
    note = Note.objects.get()
    by = rules.By(user=plans.keeper(section.plan))
    lifecycle.return_to_author(contribution=note.contribution, by=by, question="De quel immeuble parlez-vous ?")
    assert "De quel immeuble parlez-vous ?" in plan_pages.page(client, f"/note/{key}/")
    page = client.get(f"/note/{key}/revise/")
    sent = {"text": "Au 14 et au 22.", "passage": "", "speaker": "resident", "word": "Rue du Thier."}
    client.post(f"/note/{key}/revise/", sent | {"seen": page.context["form"]["seen"].value()})
    note.contribution.refresh_from_db()
    assert (note.contribution.state, note.contribution.text) == (State.PROPOSED, "Au 14 et au 22.")
    for verb, state in (("withdraw", State.WITHDRAWN), ("restore", State.PROPOSED)):
        plan_pages.page(client, f"/note/{key}/{verb}/")
        client.post(f"/note/{key}/{verb}/")
        note.contribution.refresh_from_db()
        assert note.contribution.state == state


def test_a_stale_correction_is_told_so_and_nothing_is_lost(section: Section) -> None:
    key = secret(send(section))
    note = Note.objects.get()
    lifecycle.publish(contribution=note.contribution, by=rules.By(user=plans.keeper(section.plan)))
    sent = {"text": "Au 14 et au 22.", "speaker": "resident", "seen": 1}
    answer = plan_pages.signed().post(f"/note/{key}/revise/", sent)
    assert answer.status_code == 409
    assert "Au 14 et au 22.</textarea>" in answer.content.decode()


def test_what_is_deleted_leaves_nothing_and_its_link_opens_nothing(section: Section) -> None:
    key = secret(send(section, email="moi@bron.example"))
    client = plan_pages.signed()
    plan_pages.page(client, f"/note/{key}/erase/")
    assert "Votre note est supprimée" in client.post(f"/note/{key}/erase/").content.decode()
    assert (Note.objects.count(), Contact.objects.count()) == (0, 0)
    plan_pages.page(client, f"/note/{key}/", 410)
    plan_pages.page(client, "/note/rien/", 410)
    assert Contribution.objects.get(kind="note").text == ""


def test_the_receipt_and_the_answer_are_mailed_to_whoever_left_an_address(section: Section) -> None:
    send(section, email="moi@bron.example")
    note = Note.objects.get()
    assert Letter.objects.get().template == "receipt"
    lifecycle.publish(contribution=note.contribution, by=rules.By(user=plans.keeper(section.plan)))
    note = actions.answer_note(
        note=note, user=plans.keeper(section.plan), fate=NoteFate.DECLINED, words="Le 14 a sa propre citerne."
    )
    jobs.send_due()
    assert [letter.to for letter in mail.outbox] == [["moi@bron.example"]] * 2
    last = mail.outbox[-1]
    assert last.subject.replace("\xa0", " ") == "Non retenue : votre note sur « Eau potable »"
    assert "Le 14 a sa propre citerne." in last.body
    assert f"/n/{note.contribution.reference}/" in last.body


def test_an_answer_stands_beside_the_note_and_says_why(section: Section) -> None:
    note = plan_pages.note(section)
    path = f"/n/{note.contribution.reference}/"
    client = plan_pages.signed(plans.keeper(section.plan))
    answer = client.post(f"{path}answer/", {"fate": "declined", "answer": ""})
    assert (answer.status_code, "Dites pourquoi" in answer.content.decode()) == (422, True)
    client.post(f"{path}answer/", {"fate": "declined", "answer": "Le 14 a sa propre citerne."})
    html = plan_pages.page(plan_pages.signed(), path)
    assert ["Non retenue" in html, "Le 14 a sa propre citerne." in html] == [True, True]
    beside = plan_pages.page(plan_pages.signed(), f"/s/{section.contribution.reference}/")
    assert "Non retenue" in beside


def test_the_keeper_of_the_section_answers_and_a_stranger_does_not(section: Section) -> None:
    note = plan_pages.note(section)
    with pytest.raises(NotAllowed):
        actions.answer_note(note=note, user=accounts.stranger(), fate=NoteFate.ANSWERED, words="Oui.")
    done = actions.answer_note(note=note, user=plan_pages.keeper_of(section), fate=NoteFate.ANSWERED, words="Oui.")
    assert (done.fate, done.answer) == (NoteFate.ANSWERED, "Oui.")


def test_a_note_that_no_referent_has_published_is_not_answered(section: Section) -> None:
    made = plan_pages.brought(section)
    note = Note.objects.get(pk=made.contribution.pk)
    with pytest.raises(NotPossible):
        actions.answer_note(note=note, user=plans.keeper(section.plan), fate=NoteFate.ANSWERED, words="Oui.")
    assert plan_pages.signed().get(f"/n/{made.contribution.reference}/").status_code == 404


def test_a_change_taken_up_becomes_the_section_s_next_version_with_a_link(section: Section) -> None:
    note = plan_pages.change(section, text="Mesuré mardi.", email="moi@bron.example")
    client = plan_pages.signed(plans.keeper(section.plan))
    path = f"/n/{note.contribution.reference}/take/"
    page = client.get(path)
    form = page.context["form"]
    assert form["text"].value() == plan_pages.OTHER_TEXT
    sent = plan_pages.form_of(section, text=plan_pages.OTHER_TEXT, why=form["why"].value(), answer="Merci.")
    client.post(path, sent)
    note.refresh_from_db()
    section.contribution.refresh_from_db()
    assert (note.fate, note.taken_into, section.contribution.text) == (NoteFate.TAKEN, section, plan_pages.OTHER_TEXT)
    link = Link.objects.get()
    assert (link.source, link.target, link.type) == (note.contribution, section.contribution, LinkType.CHANGES)
    html = plan_pages.page(plan_pages.signed(), f"/n/{note.contribution.reference}/")
    assert ["Reprise" in html, "La section le dit maintenant" in html, "Merci." in html] == [True, True, True]
    beside = plan_pages.page(plan_pages.signed(), f"/s/{section.contribution.reference}/")
    assert "D’après une note : « Mesuré mardi. »" in beside
    assert client.get(path).status_code == 302
    actions.take_note(note=note, user=plans.keeper(section.plan), content={"text": "Encore."})
    assert Letter.objects.filter(template="note_answered").count() == 1
    with pytest.raises(NotPossible):
        actions.answer_note(note=note, user=plans.keeper(section.plan), fate=NoteFate.DECLINED, words="Non.")


def test_a_note_is_taken_up_into_another_section_and_both_pages_say_so(section: Section) -> None:
    note = plan_pages.change(section, text="Mesuré mardi.")
    other = plans.section(section.plan, title="Ravitaillement", text="La citerne attend au dépôt.")
    client = plan_pages.signed(plans.keeper(section.plan))
    path = f"/n/{note.contribution.reference}/take/"
    assert "Ravitaillement" in client.get(path).content.decode()
    page = client.get(f"{path}?into={other.contribution.reference}")
    form = page.context["form"]
    assert (form["title"].value(), form["text"].value()) == ("Ravitaillement", "La citerne attend au dépôt.")
    assert "Le texte qui était proposé" in page.content.decode()
    text = "La citerne part une heure avant la coupure."
    sent = plan_pages.form_of(other, text=text, why=form["why"].value(), answer="Merci.")
    answer = client.post(f"{path}?into={other.contribution.reference}", sent)
    assert answer["Location"] == f"/s/{other.contribution.reference}/"
    for row in (note, section.contribution, other.contribution):
        row.refresh_from_db()
    assert (note.fate, note.taken_into, note.section) == (NoteFate.TAKEN, other, section)
    assert (other.contribution.text, section.contribution.text) == (text, plan_pages.TEXT)
    link = Link.objects.get()
    assert (link.source, link.target, link.type) == (note.contribution, other.contribution, LinkType.CHANGES)
    stranger = plan_pages.signed()
    own = plan_pages.page(stranger, f"/s/{section.contribution.reference}/").replace("\xa0", " ")
    there = plan_pages.page(stranger, f"/s/{other.contribution.reference}/").replace("\xa0", " ")
    said = plan_pages.page(stranger, f"/n/{note.contribution.reference}/").replace("\xa0", " ")
    assert "reprise dans « Ravitaillement »" in own
    assert ("Repris d’ailleurs" in there, f"Écrite à propos de « {section.contribution.title} »" in there) == (
        True,
        True,
    )
    assert f"(écrite à propos de « {section.contribution.title} »)" in said


def test_a_note_is_not_taken_up_where_its_keeper_does_not_write(section: Section) -> None:
    note = plan_pages.change(section)
    other = plans.section(section.plan)
    elsewhere = plans.section(plans.plan(section.plan.territory, user=plans.keeper(section.plan)))
    draft = plans.draft(section.plan)
    path = f"/n/{note.contribution.reference}/take/"
    client = plan_pages.signed(plans.keeper(section.plan))
    for one in (elsewhere, draft):
        assert client.get(f"{path}?into={one.contribution.reference}").status_code == 404
    with pytest.raises(NotPossible):
        actions.take_note(note=note, user=plans.keeper(section.plan), content={"text": "Ailleurs."}, into=elsewhere)
    keeper = plan_pages.keeper_of(section)
    assert plan_pages.signed(keeper).get(f"{path}?into={other.contribution.reference}").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.take_note(note=note, user=keeper, content={"text": "Ailleurs."}, into=other)
    note.refresh_from_db()
    assert (note.fate, Link.objects.count()) == (NoteFate.WAITING, 0)


def test_a_section_that_is_no_longer_public_is_not_named_by_what_was_taken_from_it(section: Section) -> None:
    note = plan_pages.change(section)
    other = plans.section(section.plan, title="Ravitaillement")
    actions.take_note(note=note, user=plans.keeper(section.plan), content={"text": "Une citerne."}, into=other)
    title = section.contribution.title
    actions.archive_section(section=section, user=plans.keeper(section.plan))
    assert title not in plan_pages.page(plan_pages.signed(), f"/n/{note.contribution.reference}/")
    there = plan_pages.page(plan_pages.signed(), f"/s/{other.contribution.reference}/")
    assert ("Repris d’ailleurs" in there, f"Écrite à propos de « {title} »" in there.replace("\xa0", " ")) == (
        True,
        False,
    )


def test_what_a_keeper_takes_up_waits_for_the_coordination(section: Section) -> None:
    note = plan_pages.change(section)
    keeper = plan_pages.keeper_of(section)
    done = actions.take_note(note=note, user=keeper, content={"text": plan_pages.OTHER_TEXT})
    section.contribution.refresh_from_db()
    assert (done.fate, section.contribution.text, section.contribution.has_waiting_revision) == (
        NoteFate.TAKEN,
        plan_pages.TEXT,
        True,
    )
    html = plan_pages.page(plan_pages.signed(), f"/n/{note.contribution.reference}/")
    assert "Ses mots sont dans une version qui attend la coordination." in html


def test_a_stale_taking_changes_nothing_at_all(section: Section) -> None:
    note = plan_pages.change(section)
    sent = plan_pages.form_of(section, text=plan_pages.OTHER_TEXT)
    actions.revise_section(section=section, user=plans.keeper(section.plan), content={"text": "Une autre version."})
    path = f"/n/{note.contribution.reference}/take/"
    answer = plan_pages.signed(plans.keeper(section.plan)).post(path, sent)
    assert answer.status_code == 409
    assert "Écrite sur la révision 1" in answer.content.decode()
    note.refresh_from_db()
    assert (note.fate, Link.objects.count()) == (NoteFate.WAITING, 0)


def test_notes_are_exported_with_what_became_of_them(section: Section) -> None:
    note = plan_pages.note(section, passage="Le réservoir")
    actions.answer_note(note=note, user=plans.keeper(section.plan), fate=NoteFate.ANSWERED, words="Oui.")
    plan_pages.brought(section, text="Pas encore lue.")
    search.work()
    place = section.plan.territory.slug
    answer = plan_pages.signed().get(f"/api/v1/fiches?territory={place}&kind=note&format=csv")
    text = answer.getvalue().decode()
    assert [section.contribution.reference in text, "answered" in text, "Pas encore lue." in text] == [
        True,
        True,
        False,
    ]


def test_notes_that_wait_for_an_answer_are_listed_the_oldest_first(section: Section) -> None:
    client = plan_pages.signed(plans.keeper(section.plan))
    path = f"/plans/{section.plan.slug}/notes/"
    assert "Chaque note a sa réponse" in plan_pages.page(client, path)
    first, second = plan_pages.note(section, text="La première."), plan_pages.note(section, text="La seconde.")
    html = plan_pages.page(client, path)
    assert html.index(first.contribution.title) < html.index(second.contribution.title)


def test_a_note_without_an_account_has_no_name_anywhere(client: Client, section: Section) -> None:
    send(section, email="moi@bron.example")
    note = Note.objects.get()
    lifecycle.publish(contribution=note.contribution, by=rules.By(user=plans.keeper(section.plan)))
    pages = [f"/n/{note.contribution.reference}/", f"/s/{section.contribution.reference}/"]
    assert ["moi@bron.example" in plan_pages.page(client, path) for path in pages] == [False, False]


def test_a_note_does_not_tell_what_a_section_that_left_had_said(section: Section) -> None:
    note = plan_pages.change(section)
    path = f"/n/{note.contribution.reference}/"
    assert "Le réservoir tient" in plan_pages.page(plan_pages.signed(), path)
    actions.archive_section(section=section, user=plans.keeper(section.plan))
    html = plan_pages.page(plan_pages.signed(), path)
    assert ["Le réservoir tient" in html, section.contribution.title in html] == [False, False]
