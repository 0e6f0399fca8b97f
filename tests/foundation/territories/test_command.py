"""`boucle territories` and the suggestions of the "Where?" field."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.territories import queries
from boucle.foundation.territories.models import Outline, PostalName, Territory, Within
from tests.factories import territories


def run(*words: str) -> str:
    out = StringIO()
    call_command("territories", *words, stdout=out)
    return out.getvalue()


def write(folder: Path, content: object) -> str:
    path = folder / "borders.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_the_lists_load_and_load_again(db: None) -> None:
    run("load", "--country", "FR", "--departments", "19,23,87")
    counts = [table.objects.count() for table in (Territory, Within, PostalName)]
    assert Territory.objects.filter(outward__outside__code="FR-87", level="commune").count() == 195
    limoges = Territory.objects.get(code="87085")
    assert (limoges.slug, limoges.parent and limoges.parent.code) == ("limoges", "248719312")
    run("load", "--departments", "19,23,87")
    assert [table.objects.count() for table in (Territory, Within, PostalName)] == counts


@pytest.mark.parametrize("words", [("--country", "XX"), ("--departments", "99"), ("--departments", "69,zz")])
def test_a_list_that_does_not_exist_is_refused(db: None, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"XX|99|ZZ"):
        run("load", *words)
    assert not Territory.objects.exists()


def test_borders_load_with_a_report(db: None, tmp_path: Path) -> None:
    territories.load()
    ring = [[4.9, 45.7], [5.0, 45.8], [5.0, 45.7], [4.9, 45.8], [4.9, 45.7]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    content = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code_insee": "69029", "nom": "Bron"}, "geometry": geometry},
            {"type": "Feature", "properties": {"nom": "Atlantis"}, "geometry": geometry},
            {"type": "Feature", "properties": {"code_insee": "69123"}, "geometry": None},
        ],
    }
    report = run("outlines", write(tmp_path, content))
    assert len(report.splitlines()) == 4
    for label in ("69029 Bron", "Atlantis", "69123"):
        assert label in report
    assert Outline.objects.get().territory.code == "69029"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not JSON",
        "[" * 100_000,
        "[]",
        "null",
        "{}",
        '{"type": "FeatureCollection"}',
        '{"features": "x"}',
        '{"features": [1, 2]}',
        '{"features": []}',
        '{"features": [{"type": "Feature"}]}',
    ],
)
def test_a_broken_file_of_borders_is_refused_in_one_line(db: None, tmp_path: Path, content: str) -> None:
    with pytest.raises(CommandError) as refusal:
        run("outlines", write(tmp_path, content))
    assert len(str(refusal.value).splitlines()) == 1


def test_a_file_that_cannot_be_read_is_refused_in_one_line(db: None, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x01")
    for path in (tmp_path / "missing.geojson", tmp_path, tmp_path / "binary"):
        with pytest.raises(CommandError) as refusal:
            run("outlines", str(path))
        assert len(str(refusal.value).splitlines()) == 1


def test_a_territory_is_opened_by_its_code(db: None) -> None:
    territories.load()
    assert "/t/metropole-de-lyon/" in run("open", "200046977")
    assert Territory.objects.get(code="200046977").is_open
    with pytest.raises(CommandError):
        run("open", "nowhere")


def test_a_basin_is_made_of_codes(db: None) -> None:
    territories.load()
    assert "vallee-de-l-ain" in run("basin", "Vallée de l’Ain", "69029", "01015")
    for words in (("Rive", "69029", "nowhere"), ("😀", "69029")):
        with pytest.raises(CommandError):
            run("basin", *words)
    assert Territory.objects.filter(level="basin").count() == 1


def test_a_place_is_found(db: None) -> None:
    territories.load()
    assert run("find", "st", "denis", "93") == "93066\tSaint-Denis\tSeine-Saint-Denis\t93200\n"
    with pytest.raises(CommandError):
        run("find", "nulle part")


def test_suggestions_are_options_that_find_reads_back(db: None, client: Client) -> None:
    territories.load()
    answer = client.get(reverse("territories:suggest"), {"q": "saint d"})
    assert answer.status_code == 200
    assert answer.content.decode().split("\n")[:3] == [
        '<option value="Saint-Denis (93200)">Seine-Saint-Denis</option>',
        '<option value="Saint-Denis-en-Bugey (01500)">Ain</option>',
        '<option value="Saint-Denis (01000)">Ain</option>',
    ]
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in answer


def test_suggestions_of_a_territory_come_first(db: None, client: Client) -> None:
    territories.load()
    inside = Territory.objects.get(code="01373").slug
    answer = client.get(reverse("territories:suggest"), {"q": "saint-denis", "dans": inside})
    assert answer.content.decode().startswith('<option value="Saint-Denis (01000)">Ain</option>')


@pytest.mark.parametrize("typed", ["", "l", " ", "%%", "\x00\x00", "<script>", "😀😀", "x" * 5_000, "٣٤"])
def test_strange_text_suggests_nothing(db: None, client: Client, typed: str) -> None:
    territories.load()
    answer = client.get(reverse("territories:suggest"), {"q": typed, "dans": typed})
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_nothing_can_be_sent_to_the_suggestions(client: Client) -> None:
    assert client.post(reverse("territories:suggest"), {"q": "bron"}).status_code == 405


def test_suggestions_take_few_queries(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    territories.load()
    with django_assert_num_queries(4):
        client.get(reverse("territories:suggest"), {"q": "saint-denis"})


def test_a_basin_takes_every_commune_of_a_departement(db: None) -> None:
    rows = territories.load()
    run("basin", "Tout le Rhône", "FR-69")
    inside = set(queries.members(Territory.objects.get(name="Tout le Rhône")))
    assert inside == set(queries.members(rows["FR-69"]))
    assert len(inside) > 1
