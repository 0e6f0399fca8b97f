"""A directory or an inventory comes in from a spreadsheet: guessed, tried, then written; again, no double."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from boucle.before.plans.actions import entry_import
from boucle.before.plans.actions.entry_import import Report
from boucle.before.plans.engine import columns
from boucle.before.plans.enums import Content
from boucle.before.plans.models import EntryChange, Means, Person, Section, Stake
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from tests.factories import accounts, plan_entries, plans

DIRECTORY = (
    "Ordre;Fonction;Service;Nom;Portable;Courriel;Remarque\n"
    "2;Échevine;Commune;Anne Inventée;06 00 00 00 01;anne@exemple.fr;absente en août\n"
    "1;Bourgmestre;Commune;Bob Inventé;06 00 00 00 02;;\n"
    ";Standard;Hôpital;;;pas une adresse;\n"
    ";;Sans fonction;;;;\n"
    "3;bourgmestre;commune;Bob inventé;;;\n"
)
MEANS = (
    "Matériel,Type,Quantité,Propriété,Détenteur,Dépôt,Délai\n"
    "Groupe de 15 kVA,energy,2,own,Travaux,rue du Dépôt,40\n"
    "Tonne à eau,water,1,private,Ferme du Thier,,90\n"
    "Camion,fusée,1,own,Travaux,,\n"
)


def bring(section: Section, text: str, *, is_trial: bool = False, **options: dict[str, str]) -> Report:
    return entry_import.bring_in(
        section=section,
        user=plans.keeper(section.plan),
        file=io.BytesIO(text.encode()),
        is_trial=is_trial,
        **options,  # type: ignore[arg-type]  # columns
    )


def outcomes(report: Report) -> list[str]:
    return [row.outcome.value for row in report.rows]


def test_columns_are_guessed_from_their_names() -> None:
    guessed = columns.guess(DIRECTORY.splitlines()[0].split(";"), "directory")
    assert list(guessed.values()) == [
        "rank", "function", "organisation", "contact_name", "contact_phone", "contact_email", "",
    ]  # fmt: skip
    guessed = columns.guess(MEANS.splitlines()[0].split(","), "means")
    assert list(guessed.values()) == ["name", "variety", "quantity", "ownership", "holder", "place", "minutes"]


def test_a_directory_comes_in_with_its_order_and_its_people(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    report = bring(section, DIRECTORY)
    assert outcomes(report) == ["taken", "taken", "aside", "aside", "known"]
    assert list(Person.objects.values_list("function", "rank")) == [("Bourgmestre", 1), ("Échevine", 2)]
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Anne Inventée", "Bob Inventé"]
    assert [row.sentence != "" for row in report.rows] == [False, False, True, True, False]
    assert EntryChange.objects.filter(verb="added").count() == 2


def test_again_it_makes_no_double_and_a_trial_writes_nothing(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    assert outcomes(bring(section, DIRECTORY, is_trial=True)).count("taken") == 2
    assert Person.objects.count() == 0
    bring(section, DIRECTORY)
    assert outcomes(bring(section, DIRECTORY)).count("taken") == 0
    assert (Person.objects.count(), Contact.objects.count()) == (2, 2)


def test_means_come_in_closed_and_a_kind_that_does_not_exist_is_set_aside(db: None) -> None:
    section = plan_entries.section(Content.MEANS)
    report = bring(section, MEANS)
    assert outcomes(report) == ["taken", "taken", "aside"]
    assert list(Means.objects.values_list("name", "ownership", "minutes", "is_open")) == [
        ("Groupe de 15 kVA", "own", 40, False),
        ("Tonne à eau", "private", 90, False),
    ]
    assert report.rows[2].sentence.startswith("Type : ")


def test_choices_are_read_in_the_words_of_people() -> None:
    known = {"energy": ["électricité, chaleur", "electricity, heat"]}
    assert columns.meant("Electricité, chaleur", known) == "energy"
    assert columns.meant("ENERGY", known) == "energy"
    assert columns.meant("fusée", known) == ""


def test_what_the_law_closes_comes_in_closed(db: None) -> None:
    section = plan_entries.section(Content.STAKES)
    bring(section, "Nom,Type,Adresse\nÉcole du Thier,school,rue A\nStation,priority,rue B\n")
    assert list(Stake.objects.values_list("name", "is_open")) == [("École du Thier", True), ("Station", False)]


def test_a_column_may_be_chosen(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    chosen = {"Qui": "function", "Où": ""}
    bring(section, "Qui,Où\nPompiers,Liège\n", columns=chosen)
    assert list(Person.objects.values_list("function", "organisation")) == [("Pompiers", "")]


def test_a_list_that_cannot_be_read_says_so(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    with pytest.raises(NotPossible, match="Dites quelle colonne contient"):
        bring(section, "Qui,Où\nPompiers,Liège\n")
    with pytest.raises(NotPossible, match="rien en dessous"):
        bring(section, "Fonction,Service\n")
    with pytest.raises(NotPossible, match="2000"):
        bring(section, "Fonction,Service\n" + "Pompiers,Liège\n" * 2001)
    with pytest.raises(NotAllowed):
        entry_import.bring_in(
            section=section, user=accounts.stranger(), file=io.BytesIO(DIRECTORY.encode()), is_trial=True
        )


def test_the_page_tries_lets_columns_be_chosen_then_writes(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    client = Client()
    client.force_login(plans.keeper(section.plan))
    address = reverse("plans:entries_import", args=[section.contribution.reference])
    file = SimpleUploadedFile("annuaire.csv", DIRECTORY.encode("cp1252"))
    tried = client.post(address, {"file": file})
    assert (tried.status_code, Person.objects.count()) == (200, 0)
    text = tried.context["text"]
    chosen = {f"column_{place}": target for place, target in enumerate(["", "function", "", "", "", "", ""])}
    again = client.post(address, {"text": text, "try": "1", **chosen})
    assert again.context["taken"] == 3  # without names two lines say "Bourgmestre"
    assert client.post(address, {"text": text, "go": "1", **chosen}).status_code == 302
    assert Contact.objects.count() == 0
    assert sorted(Person.objects.values_list("function", flat=True)) == ["Bourgmestre", "Standard", "Échevine"]
    empty = client.post(address, {"pasted": " "})
    assert (empty.status_code, "Choisissez un fichier, ou collez une liste." in empty.content.decode()) == (422, True)


def test_cards_are_written_one_by_one(db: None) -> None:
    section = plan_entries.section(Content.CARDS)
    client = Client()
    client.force_login(plans.keeper(section.plan))
    assert client.get(reverse("plans:entries_import", args=[section.contribution.reference])).status_code == 404
