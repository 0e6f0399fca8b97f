"""The report of a day of sessions, read from its text: everything in it is accounted for."""

import re
import time
from pathlib import Path

import pytest

from boucle.after.library.engine import links, report
from boucle.foundation.core import text as texts
from tests.factories.library import REPORT

SHARED = Path(__file__).parents[4] / "shared" / "seeds" / "001_5443ef7ba8d0d898.txt"
HAS_SHARED = SHARED.exists()


def everything(found: report.Report) -> str:
    """All the words that were kept, folded."""
    said = [found.preface]
    for session in found.sessions:
        said += [session.title, session.introduction]
        said += [f"{each.name} {each.role}" for each in session.speakers]
        said += [f"{piece.part} {piece.text}" for piece in session.pieces]
    return " ".join(texts.words(links.without(" ".join(said))))


def lost(words: str, found: report.Report) -> list[int]:
    """The numbers of the lines of which nothing was kept."""
    kept = everything(found)
    lines = [(number, links.without(line)) for number, line in enumerate(words.split("\n"), 1)]
    return [number for number, line in lines if texts.words(line) and " ".join(texts.words(line)) not in kept]


def placed_links(found: report.Report) -> int:
    inside = [piece.text for session in found.sessions for piece in session.pieces]
    return sum(len(links.found(words)) for words in [found.preface, *(s.introduction for s in found.sessions), *inside])


def test_the_sessions_of_a_report_have_their_title_and_their_day() -> None:
    found = report.read(REPORT)
    assert found.title == "Rencontres de l'eau"
    assert [(each.number, each.title, each.date) for each in found.sessions] == [
        (1, "Boire pendant une coupure", "2031-02-04"),
        (2, "Qui prévient qui", "2031-02-05"),
    ]


def test_the_speakers_of_a_session_have_their_role() -> None:
    first, second = report.read(REPORT).sessions
    assert [(each.name, each.role, each.agreed) for each in first.speakers] == [
        ("Zélie Tournebride", "fontainière, régie des eaux de Valbrune", False),
        ("Octave Grandpré", "sociologue", False),
    ]
    assert [each.name for each in second.speakers] == ["Barnabé Loriot"]


def test_the_pieces_of_a_session_stand_under_their_sub_theme() -> None:
    first = report.read(REPORT).sessions[0]
    assert [(each.variety, each.part, each.title) for each in first.pieces] == [
        ("lead", "Garder de l'eau chez soi", "Six litres par personne suffisent pour deux jours."),
        ("lead", "Garder de l'eau chez soi", "Ce que Zélie Tournebride propose"),
        ("lead", "Compter ensemble", "Qui compte les bidons qui restent ?"),
        ("fieldwork", "", "Valbrune : une fontaine ouverte pendant trois jours"),
        ("reference", "", "La soif des villes"),
        ("reference", "", "Tenir sans pompe"),
    ]


def test_a_list_that_a_lead_announces_stays_with_it() -> None:
    announced = report.read(REPORT).sessions[0].pieces[1]
    assert announced.text == (
        "Ce que Zélie Tournebride propose :\n\n- une fontaine par quartier ;\n- une clé chez deux voisins."
    )


def test_a_reference_is_read_as_far_as_it_can_be() -> None:
    article, book = report.read(REPORT).sessions[0].pieces[4:]
    assert article.item == {
        "id": "ref",
        "type": "article-journal",
        "title": "La soif des villes",
        "author": [{"literal": "Octave Grandpré"}],
        "container-title": "Revue des eaux",
        "page": "11-18",
        "issued": {"date-parts": [[2029]]},
        "URL": "https://revue.example.org/soif",
        "language": "fr",
    }
    assert (book.item["type"], book.item["title"], book.links) == (
        "book",
        "Tenir sans pompe",
        ["https://manuel.example.org/pompe.pdf"],
    )


def test_no_line_of_a_report_is_lost() -> None:
    contents = [number for number, line in enumerate(REPORT.split("\n"), 1) if "....." in line]
    announced = [number for number, line in enumerate(REPORT.split("\n"), 1) if line in DAYS]
    headings = [number for number, line in enumerate(REPORT.split("\n"), 1) if line.isupper() or line == SPEAKERS]
    found = report.read(REPORT)
    titles = [session.line for session in found.sessions]
    assert set(lost(REPORT, found)) <= {*contents, *announced, *headings, *titles}


DAYS = ("4 février 2031", "5 Février 2031")
SPEAKERS = "Intervenant.e.s :"


def test_every_link_of_a_report_is_in_one_of_its_pieces() -> None:
    found = report.read(REPORT)
    assert (found.link_count, placed_links(found)) == (5, 5)


def test_a_link_without_its_scheme_gets_one_and_is_said() -> None:
    found = report.read(REPORT)
    fieldwork = found.sessions[0].pieces[3]
    assert fieldwork.links == ["https://www.valbrune.example.fr/fontaine"]
    assert [(each.code, each.words) for each in found.warnings if each.code == "scheme"] == [
        ("scheme", "https://www.valbrune.example.fr/fontaine")
    ]


def test_the_addresses_of_people_in_the_preface_are_said() -> None:
    assert [each.code for each in report.read(REPORT).warnings if each.code == "mail"] == ["mail"]


def test_a_session_without_a_date_is_read_and_said() -> None:
    undated = re.sub(r"(?im)^\d février 2031$|^CONNECTEUR.*$", "", REPORT)
    found = report.read(undated)
    assert [session.date for session in found.sessions] == ["", ""]
    assert [each.words for each in found.warnings if each.code == "date"] == [
        "Session 1 : Boire pendant une coupure",
        "Session 2 : Qui prévient qui",
    ]


def test_a_session_that_stands_twice_becomes_one_and_nothing_is_lost() -> None:
    again = "SESSION 1 – Boire pendant une coupure\n\nPISTES\n\n→ Qui compte les bidons qui restent ?\n\n→ Un ajout.\n"
    found = report.read(f"{REPORT}\n{again}")
    first, second = found.sessions
    assert [each.words for each in found.warnings if each.code == "twice"] == ["Session 1 : Boire pendant une coupure"]
    assert [piece.text for piece in first.pieces if piece.variety == "lead"][-1] == "Un ajout."
    assert len([piece for piece in first.pieces if piece.variety == "lead"]) == 4
    assert second.title == "Qui prévient qui"


def test_two_sessions_of_one_number_on_two_days_are_two() -> None:
    found = report.read(REPORT.replace("SESSION 2 –", "SESSION 1 –"))
    assert [each.title for each in found.sessions] == ["Boire pendant une coupure", "Qui prévient qui"]


def test_a_text_without_any_session_says_so() -> None:
    found = report.read("Bonjour,\n\nvoici le compte rendu.")
    assert (found.sessions, [each.code for each in found.warnings]) == ([], ["empty"])
    assert found.preface == "Bonjour,\n\nvoici le compte rendu."


def test_an_empty_text_is_an_empty_report() -> None:
    assert report.read("").sessions == []


def test_names_are_masked_whole_and_longest_first() -> None:
    words = "Zélie Tournebride et Zélie ; la Zéliette non."
    assert report.masked(words, ["Zélie", "Zélie Tournebride"], "X") == "X et X ; la Zéliette non."


@pytest.fixture
def real() -> str:
    """The report of seven sessions that the project was asked to read; without it, an invented one of its length."""
    if HAS_SHARED:
        return SHARED.read_text(encoding="utf-8")
    sessions = REPORT.partition("SESSION 1")[2]
    return REPORT + "".join(f"\nSESSION {n} – Thème {n}{sessions.partition(chr(10))[2]}" for n in range(3, 40))


def headings(words: str) -> list[str]:
    return re.findall(r"(?m)^SESSION \d+ – (.+)$", words)


def speaker_lines(words: str) -> int:
    parts = re.findall(r"(?ms)^Intervenant\.e\.s :$(.*?)^PISTES", words)
    return sum(len(re.findall(r"(?m)^- ", part)) for part in parts)


@pytest.mark.shared
def test_every_session_speaker_and_link_of_a_long_report_is_accounted_for(real: str) -> None:
    found = report.read(real)
    assert [each.title for each in found.sessions] == [each.strip() for each in headings(real)]
    assert sum(len(each.speakers) for each in found.sessions) == speaker_lines(real)
    assert all(each.name and each.role for session in found.sessions for each in session.speakers)
    assert found.link_count >= len(re.findall(r"https?://", real))
    assert placed_links(found) == found.link_count


@pytest.mark.shared
def test_no_line_of_a_long_report_is_lost(real: str) -> None:
    found = report.read(real)
    named = {each.line for each in found.sessions}
    lines = real.split("\n")
    gone = [number for number in lost(real, found) if number not in named]
    structure = re.compile(
        r"(?i)^(sommaire|intervenant\.e\.s :|pistes de réflexion|terrains|ressources)$|\.{5}\s*\d+$|20\d\d$"
    )
    assert [number for number in gone if not structure.search(lines[number - 1].strip())] == []


def test_a_long_report_is_read_in_well_under_two_seconds(real: str) -> None:
    before = time.perf_counter()
    report.read(real)
    assert time.perf_counter() - before < 2
