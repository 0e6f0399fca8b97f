"""Risks per commune from the national list of a country, by page and by command."""

import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from boucle.before.plans.actions import risk_import
from boucle.before.plans.engine import gaspar, national
from boucle.before.plans.enums import Content, Hazard
from boucle.before.plans.models import EntryChange, Plan, Risk, Section
from boucle.commons.opendata.enums import Outcome
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.engine.places import Place
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, plan_entries, plans

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "referentiels"
FILE = (
    "cod_commune,lib_commune,num_risque\n"
    "01001,L'Abergement-Clémenciat,11\n"
    "01001,L'Abergement-Clémenciat,112\n"
    "01004,Ambérieu-en-Bugey,24\n"
    "01001,L'Abergement-Clémenciat,999\n"
    "99999,Nulle part,11\n"
    ",,11\n"
    "01001,L'Abergement-Clémenciat,11\n"
)
AIN = (
    Place("01001", "L’Abergement-Clémenciat", "commune", lat=46.15, lon=4.92, radius=2000),
    Place("01004", "Ambérieu-en-Bugey", "commune", lat=45.96, lon=5.35, radius=2000),
)


@pytest.fixture
def section(db: None) -> Section:
    """Of a plan that holds in one commune of the Ain, not in the other."""
    territories.load(places=AIN)
    plan = plans.plan(territories.open_territory(territory=Territory.objects.get(code="01001")))
    return plan_entries.section(Content.RISKS, of=plan)


def bring(
    section: Section, text: str = FILE, *, is_trial: bool = False, encoding: str = "utf-8"
) -> list[tuple[int, str]]:
    report = risk_import.bring_in_risks(
        section=section, user=plans.keeper(section.plan), file=io.BytesIO(text.encode(encoding)), is_trial=is_trial
    )
    return [(row.line, row.outcome.value) for row in report.rows]


def known() -> list[tuple[str, str, str]]:
    return list(Risk.objects.order_by("code").values_list("territory__code", "code", "hazard"))


def test_each_row_is_taken_already_there_or_set_aside(section: Section) -> None:
    told = bring(section)
    aside, taken, there = "aside", "taken", "known"
    assert told == [(2, taken), (3, taken), (4, aside), (5, aside), (6, aside), (7, aside), (8, there)]
    assert known() == [("01001", "11", "flood"), ("01001", "112", "flood")]
    assert Risk.objects.get(code="112").label == "Par une crue à débordement lent de cours d’eau"
    assert set(Risk.objects.values_list("source", flat=True)) == {"Géorisques, GASPAR"}


def test_each_row_set_aside_says_why(section: Section) -> None:
    report = risk_import.bring_in_risks(section=section, user=None, file=io.BytesIO(FILE.encode()), is_trial=True)
    assert [row.sentence.replace("\xa0", " ") for row in report.rows if row.outcome == Outcome.ASIDE] == [
        "Cette commune est hors des territoires du plan.",
        "« 999 » n’est pas un code de la liste des risques.",
        "« 99999 » n’est pas une commune que Boucle connaît.",
        "Aucune commune n’est nommée.",
    ]


def test_a_trial_writes_nothing_and_a_second_run_makes_no_double(section: Section) -> None:
    bring(section, is_trial=True)
    assert known() == []
    bring(section)
    assert [outcome for _line, outcome in bring(section)].count("taken") == 0
    assert (Risk.objects.count(), EntryChange.objects.count()) == (2, 2)


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ",")])
def test_any_usual_encoding_and_delimiter_is_read(section: Section, encoding: str, delimiter: str) -> None:
    assert bring(section, FILE.replace(",", delimiter), encoding=encoding)[0] == (2, "taken")


def test_codes_that_a_spreadsheet_shortened_are_found_again(section: Section) -> None:
    text = (
        "cod_commune;lib_commune;lib_risque;num_risque\n1001;L'Abergement;Inondation;11\n1001;L'Abergement;Radon;18\n"
    )
    bring(section, text)
    assert known() == [("01001", "11", "flood"), ("01001", "18", "other")]


@pytest.mark.parametrize(
    ("code", "label", "meant"),
    [
        ("113", "", ("Par une crue torrentielle ou à montée rapide de cours d’eau", "flood")),
        ("16", "Feu de forêt", ("Feu de forêt", "fire")),
        ("175", "Neige et pluies verglaçantes", ("Neige et pluies verglaçantes", "snow")),
        ("999", "", ("", "")),
        ("abc", "Autre", ("Autre", "")),
    ],
)
def test_a_code_means_a_hazard_by_its_number_then_by_its_words(code: str, label: str, meant: tuple[str, str]) -> None:
    assert gaspar.meaning(code, label) == meant


def test_every_hazard_of_the_list_is_one_of_ours() -> None:
    hazards = {each["hazard"] for each in gaspar.DATA["codes"].values()} | set(gaspar.DATA["words"])
    assert hazards - set(Hazard.values) == set()


@pytest.mark.shared
def test_every_code_of_the_published_extract_is_in_the_list() -> None:
    """The extract that is beside the project: fifteen types, 149 rows of 29 communes."""
    with (SHARED / "gaspar-types-de-risque-extrait.csv").open("rb") as file:
        types = {line.split(b",")[0].decode() for line in file.read().splitlines()[1:]}
    assert types == set(gaspar.DATA["codes"])
    with (SHARED / "gaspar-risques-ain-extrait.csv").open("rb") as file:
        rows = list(gaspar.France().rows(file))
    assert (len(rows), {row.problem for row in rows}) == (149, {""})


def test_a_file_that_is_no_list_says_so(section: Section) -> None:
    with pytest.raises(NotPossible, match="cod_commune et num_risque"):
        bring(section, "nom,age\nAnne,40\n")
    with pytest.raises(NotPossible, match="vide"):
        bring(section, "")


def test_belgium_says_plainly_that_it_has_none(section: Section) -> None:
    Territory.objects.filter(pk=section.plan.territory_id).update(country="BE")
    section.plan.territory.refresh_from_db()
    with pytest.raises(NotPossible, match="La Belgique ne publie pas de liste nationale"):
        bring(section)
    with pytest.raises(national.NoNationalFile):
        national.Belgium().rows(io.BytesIO(b""))
    Territory.objects.filter(pk=section.plan.territory_id).update(country="CH")
    section.plan.territory.refresh_from_db()
    with pytest.raises(NotPossible, match="ne connaît pas de liste nationale"):
        bring(section)


def test_a_stranger_brings_nothing_in(section: Section) -> None:
    with pytest.raises(NotAllowed):
        risk_import.bring_in_risks(
            section=section, user=accounts.stranger(), file=io.BytesIO(FILE.encode()), is_trial=False
        )


def run(path: Path, plan: Plan, *options: str) -> str:
    out = io.StringIO()
    call_command("risks", "import", str(path), "--plan", plan.slug, *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "risques.csv"
    made.write_text(FILE, encoding="utf-8")
    return made


def test_the_command_says_row_by_row_what_it_did(section: Section, path: Path) -> None:
    told = run(path, section.plan, "--dry-run")
    assert "5\tL'Abergement-Clémenciat, 999\t" in told
    assert Risk.objects.count() == 0
    told = json.loads(run(path, section.plan, "--json"))
    assert (told["dry_run"], told["total"], told["counts"]) == (False, 7, {"taken": 2, "known": 1, "aside": 4})
    assert [change.by for change in EntryChange.objects.all()] == [None, None]
    assert json.loads(run(path, section.plan, "--json"))["counts"] == {"taken": 0, "known": 3, "aside": 4}


def test_the_command_refuses_with_one_line(section: Section, path: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Aucun plan n’a l’adresse"):
        call_command("risks", "import", str(path), "--plan", "nulle-part")
    with pytest.raises(CommandError, match="absent"):
        run(tmp_path / "absent.csv", section.plan)
    with pytest.raises(CommandError, match="n’a pas de section"):
        run(path, section.plan, "--section", "AAAAAAA")
    with pytest.raises(CommandError, match="Aucune section de ce plan ne liste des risques"):
        run(path, plans.plan(Territory.objects.get(code="01004")))


def test_the_page_tries_then_writes(section: Section) -> None:
    client = Client()
    client.force_login(plans.keeper(section.plan))
    address = reverse("plans:entries_import", args=[section.contribution.reference])
    assert "GASPAR" in client.get(address).content.decode()
    tried = client.post(address, {"file": SimpleUploadedFile("risques.csv", FILE.encode("cp1252"))})
    assert Risk.objects.count() == 0
    text = tried.context["text"]
    assert ("Ambérieu" in text, "99999" in text, "L'Abergement" in text) == (False, False, True)
    assert client.post(address, {"text": text, "go": "1"}).status_code == 302
    assert Risk.objects.count() == 2
    refused = client.post(address, {"pasted": "nom,age\nAnne,40\n"})
    assert (refused.status_code, "Anne,40" in refused.content.decode()) == (422, True)
    stranger = Client()
    stranger.force_login(accounts.stranger())
    assert stranger.get(address).status_code == 403
