"""Imports: every row of a file is taken, already there, or set aside with its reason."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from boucle.commons.opendata import actions, queries, rules
from boucle.commons.opendata.models import ImportRow, ImportRun
from boucle.foundation.lifecycle.enums import Origin, State
from boucle.foundation.lifecycle.models import Contact, Contribution, Revision
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

HEADER = "id;Nom;Description;Catégorie;Commune;Latitude;Longitude"
SOUP = "a1;Soupe du midi;Une soupe chaude, debout.;nourriture;Bron;45,7331;4,9130"


def read(territory: Territory, text: str | bytes, name: str = "fiches.csv", **options: Any) -> ImportRun:
    data = text if isinstance(text, bytes) else text.encode()
    given: dict[str, Any] = {"situation": None, "kind": "initiative", **options}
    return actions.read_file(file=io.BytesIO(data), name=name, territory=territory, **given)


def take(run: ImportRun) -> dict[str, int]:
    actions.go(run=run)
    while actions.take_batch(run_id=run.pk):
        pass
    run.refresh_from_db()
    found = {name: count for name, count in queries.counts(run).items() if count}
    assert sum(found.values()) == run.total, "every row is accounted for"
    return found


def sentences(run: ImportRun) -> list[str]:
    return list(run.rows.order_by("number").values_list("sentence", flat=True))


def test_a_row_becomes_a_proposed_fiche(bron: Territory) -> None:
    run = read(bron, f"{HEADER}\n{SOUP}\n")
    assert take(run) == {"taken": 1}
    row = Contribution.objects.get()
    assert (row.title, row.text, row.state, row.origin) == (
        "Soupe du midi", "Une soupe chaude, debout.", State.PROPOSED, Origin.IMPORT,
    )  # fmt: skip
    assert (row.lat, row.lon, row.source, row.source_key) == (45.7331, 4.913, "fiches", "a1")
    assert row.theme is not None and row.theme.slug == "manger"


def test_the_first_wave_is_published_at_once(bron: Territory) -> None:
    somebody = accounts.coordinator(bron)
    run = read(bron, f"{HEADER}\n{SOUP}\n", user=somebody, choices=actions.Choices(publishes=True))
    assert take(run) == {"taken": 1}
    row = Contribution.objects.get()
    assert row.state == State.PUBLISHED
    assert row.transitions.get(verb="publish").actor == somebody
    assert row.author is None, "whoever imports a file is not the author of its fiches"


def test_the_same_file_again_makes_no_double(bron: Territory) -> None:
    text = f"{HEADER}\n{SOUP}\n;Prêt de vélos;Dix vélos.;mobilité;Bron;;\n"
    assert take(read(bron, text)) == {"taken": 2}
    assert take(read(bron, text)) == {"known": 2}
    assert Contribution.objects.count() == 2


def test_a_row_that_changed_is_corrected(bron: Territory) -> None:
    somebody = accounts.coordinator(bron)
    first = actions.Choices(publishes=True)
    take(read(bron, f"{HEADER}\n{SOUP}\n", user=somebody, choices=first))
    changed = SOUP.replace("debout", "assis")
    assert take(read(bron, f"{HEADER}\n{changed}\n", user=somebody, choices=first)) == {"revised": 1}
    row = Contribution.objects.get()
    assert (row.text, row.state, row.number) == ("Une soupe chaude, assis.", State.PUBLISHED, 2)
    assert take(read(bron, f"{HEADER}\n{changed}\n", user=somebody)) == {"known": 1}


def test_a_change_that_nobody_answers_for_is_set_aside(bron: Territory) -> None:
    take(read(bron, f"{HEADER}\n{SOUP}\n"))
    run = read(bron, f"{HEADER}\n{SOUP.replace('debout', 'assis')}\n")
    assert take(run) == {"aside": 1}
    assert Revision.objects.count() == 1


def test_what_a_referent_corrected_is_not_undone_by_the_same_file(bron: Territory) -> None:
    from boucle.foundation.lifecycle import actions as lifecycle
    from boucle.foundation.lifecycle import rules as lifecycle_rules

    somebody = accounts.coordinator(bron)
    take(read(bron, f"{HEADER}\n{SOUP}\n", user=somebody))
    row = Contribution.objects.get()
    lifecycle.revise(contribution=row, content={"title": "Soupe de midi"}, by=lifecycle_rules.By(user=somebody))
    assert take(read(bron, f"{HEADER}\n{SOUP}\n", user=somebody)) == {"known": 1}
    row.refresh_from_db()
    assert row.title == "Soupe de midi"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_usual_encoding_and_delimiter(bron: Territory, encoding: str, delimiter: str) -> None:
    rows = [
        "Nom;Description;Thème;Téléphone",
        "Épicerie d’été;Légumes, œufs, pâtés : à côté de l’école, après la forêt;nourriture;04 72 00 00 00",
        "Crème brûlée;Goûter offert à tous les élèves;nourriture;04 72 00 00 01",
    ]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row.split(";")) for row in rows)
    run = read(bron, text.encode(encoding))
    assert take(run) == {"taken": 2}
    assert sorted(Contribution.objects.values_list("title", flat=True)) == ["Crème brûlée", "Épicerie d’été"]


def test_a_line_break_inside_quotes_belongs_to_its_cell(bron: Territory) -> None:
    run = read(bron, 'Nom,Description,Thème\nSoupe,"Une soupe.\n\nDebout, ""sur place"".",manger\n')
    assert take(run) == {"taken": 1}
    assert Contribution.objects.get().text == 'Une soupe.\n\nDebout, "sur place".'


def test_a_quote_that_never_closes_costs_one_row(bron: Territory) -> None:
    text = 'Nom,Description,Thème\nSoupe,"Une soupe,manger\nPain,Du pain chaud,manger\nThé,Du thé,manger\n'
    run = read(bron, text)
    assert take(run) == {"taken": 2, "aside": 1}
    assert run.rows.get(outcome="aside").number == 2


def test_rows_that_cannot_be_taken_say_why(bron: Territory) -> None:
    rows = [
        "1;;;;Bron;;",
        "2;Sans description;;;;;",
        "3;Loin;Trop loin.;nourriture;;48,85;2,35",
        "4;Ailleurs;Dans une autre ville.;nourriture;Brest;;",
        "5;Mystère;Un thème que personne ne connaît.;chronobiologie;Bron;;",
        "6;Nord;Une latitude écrite en lettres.;nourriture;Bron;nord;4,9",
        '7;Trop;Trop de cellules.;nourriture;Bron;45,733;4,913;et;encore"',
        SOUP,
        SOUP,
    ]
    run = read(bron, "\n".join([HEADER, *rows]))
    assert take(run) == {"aside": 7, "taken": 1, "known": 1}
    said = sentences(run)
    assert "Donnez-lui un titre court" in said[0] or "title" in said[0]
    assert all(said[:7])
    assert "chronobiologie" in said[4]
    assert "Brest" in said[3]


def test_a_long_title_is_cut_and_the_whole_of_it_opens_the_text(bron: Territory) -> None:
    title = "Distribution de soupe chaude " * 6
    run = read(bron, f"Nom,Description,Thème\n{title},Debout.,manger\n")
    assert take(run) == {"taken": 1}
    row = Contribution.objects.get()
    assert len(row.title) <= 120
    assert row.text.startswith(title.strip())
    assert sentences(run) != [""]


def test_private_data_lands_in_contact_only_and_no_cell_stays(bron: Territory) -> None:
    header = "Nom;Description;Thème;Email du contact;Portable"
    run = read(bron, f"{header}\nSoupe;Debout.;manger;awa@bron.example;06 00 00 00 00\n")
    assert take(run) == {"taken": 1}
    assert Contact.objects.get().email == "awa@bron.example"
    assert "awa" not in json.dumps(list(Revision.objects.values_list("content", flat=True)))
    assert list(ImportRow.objects.values_list("cells", flat=True)) == [{}]


def test_a_trial_writes_nothing(bron: Territory) -> None:
    run = read(bron, f"{HEADER}\n{SOUP}\n")
    actions.try_run(run=run)
    while actions.take_batch(run_id=run.pk):
        pass
    run.refresh_from_db()
    assert (run.stage, queries.counts(run)["taken"]) == ("tried", 1)
    assert Contribution.objects.count() == 0


def test_a_category_can_be_given_a_theme(bron: Territory) -> None:
    choices = actions.Choices(themes={"chronobiologie": "soins"})
    run = read(bron, f"{HEADER}\n1;Sommeil;Mieux dormir.;chronobiologie;Bron;;\n", choices=choices)
    assert take(run) == {"taken": 1}


def test_the_rows_of_unknown_category_can_have_a_theme_of_their_own(bron: Territory) -> None:
    choices = actions.Choices(default_theme="liens")
    run = read(bron, f"{HEADER}\n1;Sommeil;Mieux dormir.;chronobiologie;Bron;;\n", choices=choices)
    assert take(run) == {"taken": 1}


@pytest.mark.parametrize(
    ("text", "name"),
    [(b"", "a.csv"), (b"titre\n", "a.csv"), (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv"), (b"[1", "a.geojson")],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(bron: Territory, text: bytes, name: str) -> None:
    with pytest.raises(rules.Refused):
        read(bron, text, name)
    assert ImportRun.objects.count() == 0


def test_a_stranger_may_not_import(bron: Territory) -> None:
    with pytest.raises(PermissionDenied):
        rules.check_import(accounts.stranger(), bron)


def test_a_geojson_file_gives_points_and_its_licence(bron: Territory) -> None:
    feature = {
        "type": "Feature",
        "properties": {"@id": "node/1", "categorie": "pharmacie", "addr:city": "Bron", "wheelchair": "yes"},
        "geometry": {"type": "Point", "coordinates": [4.913, 45.733]},
    }
    text = json.dumps({"type": "FeatureCollection", "copyright": "© OSM, ODbL 1.0", "features": [feature]})
    run = read(bron, text, "lieux.geojson")
    assert take(run) == {"taken": 1}
    row = Contribution.objects.get()
    assert (row.title, row.licence, row.source_key) == ("Pharmacie", "ODbL-1.0", "node/1")
    assert row.theme is not None and row.theme.slug == "pharmacies"


def test_the_command_prints_a_report_that_adds_up(
    bron: Territory, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "fiches.csv"
    file.write_text(f"{HEADER}\n{SOUP}\n2;;;;;;\n", encoding="cp1252")
    call_command("import", str(file), "--territory", bron.code, "--json")
    report = json.loads(capsys.readouterr().out)
    assert (report["total"], report["counts"]["taken"], report["counts"]["aside"]) == (2, 1, 1)
    assert [row["outcome"] for row in report["rows"]] == ["taken", "aside"]


def test_the_command_tried_out_leaves_nothing(bron: Territory, tmp_path: Path) -> None:
    file = tmp_path / "fiches.csv"
    file.write_text(f"{HEADER}\n{SOUP}\n", encoding="utf-8")
    call_command("import", str(file), "--territory", bron.code, "--dry-run")
    assert (Contribution.objects.count(), ImportRun.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "options",
    [
        {"territory": "99999"},
        {"situation": "Rien"},
        {"kind": "rien"},
        {"theme": "rien"},
        {"user": "nobody@bron.example"},
        {"file": "/nowhere.csv"},
    ],
)
def test_the_command_refuses_in_one_line(bron: Territory, tmp_path: Path, options: dict[str, Any]) -> None:
    file = tmp_path / "fiches.csv"
    file.write_text(f"{HEADER}\n{SOUP}\n", encoding="utf-8")
    given = {"file": str(file), "territory": bron.code, **options}
    with pytest.raises(CommandError) as refusal:
        call_command("import", given.pop("file"), **given)
    assert "\n" not in str(refusal.value)


def test_ten_thousand_rows_with_broken_ones_stay_in_constant_memory(bron: Territory) -> None:
    import tracemalloc

    good = "{0};Soupe {0};Une soupe.;nourriture;Bron;;"
    rows = ['x;"ouvert;;;;;' if number % 1000 == 500 else good.format(number) for number in range(10_000)]
    data = "\n".join([HEADER, *rows]).encode("cp1252")
    tracemalloc.start()
    run = read(bron, data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert run.total == 10_000
    assert run.rows.filter(problem="quote").count() == 10
    assert peak < 24 * 1024 * 1024
