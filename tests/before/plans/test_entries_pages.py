"""Each type through its pages: added, changed, removed; refused with a sentence; nothing for a stranger."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boucle.before.plans import registry
from boucle.before.plans.actions import entries, entry_readings
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Entry, Message, Milestone, Person, Section
from boucle.foundation.accounts.models import User
from tests.factories import accounts, plan_entries, plans

LISTS = [each.content for each in registry.TYPES]
SENT: dict[Content, dict[str, Any]] = {
    **plan_entries.SAMPLES,
    Content.CARDS: {"title": "Ouvrir la salle", "role": "Logistique", "steps": "Prendre les clés\r\n\r\nOuvrir"},
    Content.MEANS: {**plan_entries.SAMPLES[Content.MEANS], "ownership": "own"},
    Content.MESSAGES: {**plan_entries.SAMPLES[Content.MESSAGES], "language": "fr"},
}
MOST_QUERIES = 21


def at(section: Section, route: str = "entries", *more: int) -> str:
    return reverse(f"plans:{route}", args=[section.contribution.reference, *more])


def signed_in(somebody: User) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def keeper(section: Section) -> Client:
    return signed_in(plans.keeper(section.plan))


def only(section: Section) -> Entry:
    return registry.BY_CONTENT[section.content].model._default_manager.get(section=section)


def said(response: Any) -> str:
    """The words of a page, without tags and with plain spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().replace("\xa0", " ")))


@pytest.mark.parametrize("content", LISTS)
def test_a_line_is_added_read_changed_and_removed(content: Content, db: None) -> None:
    section = plan_entries.section(content)
    client = keeper(section)
    response = client.post(at(section, "entry_add"), {**SENT[content], "form_key": str(uuid.uuid4())})
    assert response.status_code == 302
    entry = only(section)
    assert entry.is_open is False  # a box that nobody ticked
    assert str(entry) in said(client.get(at(section)))
    form = client.get(at(section, "entry", entry.pk))
    assert form.status_code == 200
    changed = {**SENT[content], registry.BY_CONTENT[content].key[0]: "Autre chose", "seen": "1"}
    changed = {**changed, "label": "Autre chose", "territory": ""} if content == Content.RISKS else changed
    assert client.post(at(section, "entry", entry.pk), changed).status_code == 302
    assert str(only(section)) == "Autre chose"
    assert "Autre chose" in said(client.get(at(section, "entry_remove", entry.pk)))
    assert client.post(at(section, "entry_remove", entry.pk), {"seen": "2"}).status_code == 302
    assert not type(entry)._default_manager.exists()
    again = client.post(at(section, "entry_remove", entry.pk), {"seen": "2"}, follow=True)
    assert "Cette ligne a déjà été retirée." in said(again)
    assert "ligne retirée" in said(client.get(at(section, "entries_history")))


@pytest.mark.parametrize("content", LISTS)
def test_nobody_but_its_writers_writes_a_list(content: Content, db: None) -> None:
    section = plan_entries.section(content)
    entry = plan_entries.entry(section)
    routes = [at(section, "entry_add"), at(section, "entry", entry.pk), at(section, "entry_remove", entry.pk)]
    posts = [at(section, "entry_move", entry.pk), at(section, "entry_check", entry.pk), at(section, "entries_check")]
    stranger, nobody = signed_in(accounts.stranger()), Client()
    assert [stranger.get(route).status_code for route in routes] == [403, 403, 403]
    assert [stranger.post(route).status_code for route in routes + posts] == [403] * 6
    assert [nobody.post(route).status_code for route in routes + posts] == [302] * 6
    assert stranger.get(at(section, "entries_history")).status_code == 403
    entry.refresh_from_db()
    assert (entry.version, entry.checked_on) == (1, None)


@pytest.mark.parametrize("content", LISTS)
def test_the_same_form_sent_twice_makes_one_line(content: Content, db: None) -> None:
    section = plan_entries.section(content)
    client, sent = keeper(section), {**SENT[content], "form_key": str(uuid.uuid4())}
    assert [client.post(at(section, "entry_add"), sent).status_code for _twice in range(2)] == [302, 302]
    assert registry.BY_CONTENT[content].model._default_manager.filter(section=section).count() == 1


@pytest.mark.parametrize(
    ("content", "wrong", "sentence"),
    [
        (Content.RISKS, {"label": ""}, "Dites quel est le risque."),
        (Content.RISKS, {"territory": "999999"}, "Sélectionnez un choix valide."),
        (Content.STAKES, {"name": ""}, "Donnez-lui un nom."),
        (Content.STAKES, {"variety": ""}, "Choisissez un type."),
        (
            Content.STAKES,
            {"variety": "vulnerable", "is_open": "on"},
            "n’est jamais montré au public : la loi le ferme.",
        ),
        (Content.STAKES, {"variety": "priority", "is_open": "on"}, "n’est jamais montré au public : la loi le ferme."),
        (Content.STAKES, {"point": "là-bas"}, "Ce n’est pas un point"),
        (Content.STAKES, {"contact_email": "anne"}, "adresse"),
        (Content.DIRECTORY, {"function": ""}, "Dites de quelle fonction il s’agit"),
        (Content.DIRECTORY, {"rank": "0"}, "L’ordre d’alerte commence à 1."),
        (Content.MEANS, {"name": ""}, "Dites ce que c’est"),
        (Content.MEANS, {"quantity": "0"}, "Il y en a au moins un, ou il n’y a pas de ligne."),
        (Content.MEANS, {"quantity": ""}, "Dites combien : 1 au moins."),
        (
            Content.MEANS,
            {"ownership": "private", "is_open": "on"},
            "Les moyens privés ne sont jamais montrés au public",
        ),
        (Content.REFUGES, {"name": ""}, "Donnez un nom au lieu."),
        (Content.REFUGES, {"hours_without_power": "2000"}, "Les heures vont de 0 à 1440"),
        (Content.CARDS, {"steps": ""}, "Écrivez au moins une étape."),
        (Content.CARDS, {"role": ""}, "Dites de qui est cette fiche."),
        (Content.CARDS, {"steps": "Ouvrir\n" * 41}, "40 étapes au plus : faites deux fiches."),
        (Content.CARDS, {"steps": "a" * 301}, "est trop long : 300 signes au plus."),
        (Content.MESSAGES, {"title": ""}, "Donnez un titre au message."),
        (Content.MESSAGES, {"text": ""}, "Écrivez le message, ou remplissez ses cinq parties."),
        (Content.RESERVE, {"name": ""}, "Donnez un nom au groupe."),
        (Content.RETURN, {"title": ""}, "Dites ce qui est fait."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    content: Content, wrong: dict[str, str], sentence: str, db: None
) -> None:
    section = plan_entries.section(content)
    response = keeper(section).post(at(section, "entry_add"), {**SENT[content], "source": "Visite de mai", **wrong})
    assert response.status_code == 422
    assert sentence in said(response)
    assert "À corriger" in said(response)
    model = registry.BY_CONTENT[content].model
    assert model._default_manager.count() == 0


def test_two_people_cannot_stand_in_for_each_other(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    first = plan_entries.entry(section)
    second = plan_entries.entry(section, function="Échevine", stands_in_for=first)
    sent = {"function": "Bourgmestre", "stands_in_for": second.pk, "seen": "1"}
    response = keeper(section).post(at(section, "entry", first.pk), sent)
    assert "Échevine remplace déjà cette ligne" in said(response)


def test_whoever_was_overtaken_sees_both_then_may_save(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    entry, client = plan_entries.entry(section), keeper(section)
    entries.change(entry=entry, user=plans.keeper(section.plan), fields={"service": "Voirie, depuis hier"})
    sent = {"title": "Analyser l’eau du robinet", "service": "Laboratoire", "seen": "1"}
    told = client.post(at(section, "entry", entry.pk), sent)
    assert told.status_code == 422
    assert [word for word in ("Voirie, depuis hier", "entre-temps") if word not in said(told)] == []
    assert 'value="Laboratoire"' in told.content.decode()
    version = re.search(r'name="seen" value="(\d+)"', told.content.decode())
    assert version is not None
    assert client.post(at(section, "entry", entry.pk), {**sent, "seen": version[1]}).status_code == 302
    assert only(section).version == 3


def test_a_line_that_never_was_is_not_found(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    client = keeper(section)
    routes = [at(section, "entry", 999), at(section, "entry_remove", 999), reverse("plans:entries", args=["NOTHERE"])]
    assert [client.get(route).status_code for route in routes] == [404, 404, 404]
    assert client.get("/s/%00/entries/").status_code == 404


def test_a_line_of_another_section_is_not_found(db: None) -> None:
    one = plan_entries.section(Content.RETURN)
    other = plan_entries.section(Content.RETURN, of=one.plan)
    entry = plan_entries.entry(other)
    assert keeper(one).get(at(one, "entry", entry.pk)).status_code == 404


def test_a_text_section_lists_nothing(db: None) -> None:
    section = plans.section()
    assert "Cette section n’est que du texte" in said(keeper(section).get(at(section)))
    assert keeper(section).get(at(section, "entry_add")).status_code == 404


@pytest.mark.parametrize("content", LISTS)
def test_an_empty_list_says_what_belongs_there(content: Content, db: None) -> None:
    section = plan_entries.section(content)
    sentence = str(registry.BY_CONTENT[content].empty).replace("\xa0", " ")
    assert sentence in said(keeper(section).get(at(section)))
    assert sentence not in said(Client().get(at(section)))


def test_a_draft_is_nobodys_but_the_staffs(db: None) -> None:
    section = plans.draft(content="refuges")
    plan_entries.entry(section)
    assert Client().get(at(section)).status_code == 404
    assert signed_in(accounts.stranger()).get(at(section)).status_code == 404
    assert "Salle des fêtes" in said(keeper(section).get(at(section)))
    assert entry_readings.read(section=section, reader=accounts.stranger()) is not None


def test_refuges_add_up_and_means_are_counted_by_kind(db: None) -> None:
    refuges = plan_entries.section(Content.REFUGES)
    plan_entries.entry(refuges)
    plan_entries.entry(refuges, name="École du Thier", seats=60, beds=None)
    page = said(Client().get(at(refuges)))
    assert [word for word in ("180 places assises", "30 lits") if word not in page] == []
    means = plan_entries.section(Content.MEANS, of=refuges.plan)
    plan_entries.entry(means)
    plan_entries.entry(means, name="Groupe de 3 kVA", quantity=1)
    plan_entries.entry(means, name="Tonne à eau", variety="water", ownership="private", quantity=1)
    listed = entry_readings.read(section=means, reader=plans.keeper(means.plan))
    assert listed is not None
    assert [[count for _kind, count in group.totals] for group in listed.groups] == [[3], [1]]


def test_the_order_of_alert_is_a_chain_with_who_stands_in(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    mayor = plan_entries.entry(section, function="Bourgmestre", rank=1)
    deputy = plan_entries.entry(section, function="Échevine", stands_in_for=mayor)
    plan_entries.entry(section, function="Directeur", stands_in_for=deputy)
    plan_entries.entry(section, function="Pompiers", rank=2)
    plan_entries.entry(section, function="Archives")
    listed = entry_readings.read(section=section, reader=plans.keeper(section.plan))
    assert listed is not None
    chain = [(str(link.row.entry), [str(row.entry) for row in link.deputies]) for link in listed.chain]
    assert chain == [("Bourgmestre", ["Échevine", "Directeur"]), ("Pompiers", [])]
    assert [str(row.entry) for row in listed.others] == ["Archives"]


def test_a_message_is_put_together_measured_and_not_saved_yet(db: None) -> None:
    section = plan_entries.section(Content.MESSAGES)
    sent = {
        "title": "La veille",
        "channel": "sms",
        "language": "fr",
        "danger": "COUPURE",
        "authority": "Ville de Bron",
        "action": "Rechargez vos téléphones",
        "link": "bron.fr/crise",
    }
    client = keeper(section)
    page = client.post(at(section, "entry_add"), {**sent, "compose": "1"})
    text = "COUPURE. Ville de Bron. Rechargez vos téléphones. bron.fr/crise"
    assert text in said(page)
    assert f"{len(text)} signes. Par SMS : 1 message." in said(page)
    assert 'value="La veille"' in page.content.decode()
    assert Message.objects.count() == 0
    assert client.post(at(section, "entry_add"), sent).status_code == 302
    assert Message.objects.values_list("text", flat=True)[0] == text


def test_a_directory_that_was_dialled_is_written_as_verified(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    plan_entries.entry(section)
    client = keeper(section)
    assert "Contacts vérifiés : l’écrire" not in said(client.get(at(section)))
    client.post(at(section, "entries_check"))
    assert "Contacts vérifiés : l’écrire" in said(client.get(at(section)))
    client.post(at(section, "contacts_verified"))
    assert [milestone.type for milestone in Milestone.objects.all()] == ["contacts"]
    assert "Contacts vérifiés : l’écrire" not in said(client.get(at(section)))


def test_save_and_another_one_brings_an_empty_form_back(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    response = keeper(section).post(at(section, "entry_add"), {**SENT[Content.DIRECTORY], "more": "1"})
    assert response["Location"] == at(section, "entry_add")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("content", LISTS)
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_list_of_many_lines_costs_no_more_than_one(
    content: Content, is_signed_in: bool, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    section = plan_entries.section(content)
    contact = plan_entries.SOMEBODY if registry.BY_CONTENT[content].has_contact else None
    opened = {} if content == Content.DIRECTORY else {"is_open": True}
    plan_entries.entry(section, contact=contact, **opened)
    client = keeper(section) if is_signed_in else Client()
    client.get(at(section))
    one = count_queries(client, section)
    for _more in range(12):
        plan_entries.entry(section, contact=contact, **opened)
    with django_assert_num_queries(one):
        client.get(at(section))
    assert one <= MOST_QUERIES


def count_queries(client: Client, section: Section) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(at(section))
    return len(queries)
