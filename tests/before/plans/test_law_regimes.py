"""The checklists hold together, and a file that does not is refused with the place of its mistake."""

import copy
from datetime import date
from typing import Any

import orjson
import pytest

from boucle.before.plans.engine import regime_files, regimes
from boucle.before.plans.engine.regime_files import WrongRegime
from boucle.before.plans.queries import regimes as queries

FIRST, SECOND = "2005-09-16", "2022-06-22"
SMALL: dict[str, Any] = {
    "code": "small",
    "country": "FR",
    "name": {"fr": "Petit plan", "en": "Small plan"},
    "versions": [
        {"since": since, "texts": [{"fr": "décret", "en": "decree", "date": since, "articles": "1"}]}
        for since in (FIRST, SECOND)
    ],
    "chapters": [
        {
            "code": "risks",
            "title": {"fr": "Risques", "en": "Risks"},
            "points": [
                {"code": "gone", "since": FIRST, "until": SECOND, "title": {"fr": "A", "en": "A"}, "article": "1"},
                {"code": "said", "since": FIRST, "until": SECOND, "title": {"fr": "B", "en": "B"}, "article": "2"},
                {"code": "said", "since": SECOND, "title": {"fr": "B bis", "en": "B again"}, "article": "2"},
                {"code": "same", "since": FIRST, "until": SECOND, "title": {"fr": "C", "en": "C"}, "article": "3"},
                {"code": "same", "since": SECOND, "title": {"fr": "C", "en": "C"}, "article": "4"},
                {"code": "new", "since": SECOND, "title": {"fr": "D", "en": "D"}, "article": "5"},
            ],
        }
    ],
    "clocks": [
        {
            "code": "exercise", "since": SECOND, "title": {"fr": "E", "en": "E"}, "kind": "again", "months": 60,
            "counts_from": ["adopted"], "done_by": ["exercised"], "basis": "law", "article": "6",
        }
    ],
}  # fmt: skip


def small(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SMALL), **changes}


def read(data: dict[str, Any]) -> regimes.Regime:
    return regime_files.read(data, queries.KNOWN)


def test_every_file_of_a_regime_is_read() -> None:
    assert list(queries.every()) == ["dicrim", "pcs", "pics", "pgui", "ppui"]
    assert {path.stem for path in queries.FOLDER.glob("*.json")} == set(queries.every())


@pytest.mark.parametrize("code", ["dicrim", "pcs", "pics", "pgui", "ppui"])
def test_each_version_asks_something_and_has_a_clock(code: str) -> None:
    regime = queries.every()[code]
    for version in regime.versions:
        checklist = regime.at(version)
        codes = [point.code for point in checklist.points]
        assert codes and len(codes) == len(set(codes))
        assert checklist.clocks


@pytest.mark.parametrize("code", ["dicrim", "pcs", "pics", "pgui", "ppui"])
def test_texts_and_notes_are_said_in_both_languages(code: str) -> None:
    regime = queries.every()[code]
    said = [regime.name, *(chapter.title for chapter in regime.chapters)]
    said += [point.title for chapter in regime.chapters for point in chapter.points]
    said += [clock.title for clock in regime.clocks] + [clock.note for clock in regime.clocks if clock.note]
    said += [text.name for version in regime.versions for text in version.texts]
    assert [words for words in said if not (words.fr.strip() and words.en.strip() and words.fr != words.en)] == []


@pytest.mark.parametrize("path", sorted(queries.FOLDER.glob("*.json")), ids=lambda path: str(path.stem))
def test_french_uses_its_own_signs(path: Any) -> None:
    assert "'" not in path.read_text(encoding="utf-8")


def test_the_safeguard_plan_has_its_wording_of_2005_and_those_of_2022() -> None:
    versions = queries.every()["pcs"].versions
    assert [version.since for version in versions] == [date(2005, 9, 16), date(2022, 6, 22), date(2022, 12, 10)]


def test_the_intermunicipal_plan_is_due_five_years_after_the_law() -> None:
    (clock,) = [clock for clock in queries.every()["pics"].clocks if clock.code == "adopted"]
    assert (clock.kind, clock.due_on, clock.basis) == ("fixed", date(2026, 11, 26), "law")


def test_a_version_holds_the_wordings_of_its_day() -> None:
    regime = read(small())
    old, new = (regime.at(version) for version in regime.versions)
    assert [point.title.fr for point in old.points] == ["A", "B", "C"]
    assert [point.title.fr for point in new.points] == ["B bis", "C", "D"]
    assert ([clock.code for clock in old.clocks], [clock.code for clock in new.clocks]) == ([], ["exercise"])


def test_what_changes_between_versions_is_added_removed_or_reworded() -> None:
    regime = read(small())
    old, new = (regime.at(version) for version in regime.versions)
    found = regimes.difference(old, new)
    assert [point.code for point in found.added] == ["new"]
    assert [point.code for point in found.removed] == ["gone"]
    assert [(each.before.title.fr, each.now.title.fr) for each in found.reworded] == [("B", "B bis")]
    assert regimes.difference(new, new) == regimes.Difference()


def test_the_version_in_force_is_the_newest_that_has_begun() -> None:
    regime = read(small())
    assert [regime.in_force(day) for day in (date(2005, 9, 15), date(2005, 9, 16), date(2022, 6, 22))] == [
        None,
        *regime.versions,
    ]


def broken(path: list[Any], value: Any) -> dict[str, Any]:
    data = small()
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


POINT = ["chapters", 0, "points", 0]
CLOCK = ["clocks", 0]


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (["code"], "Small plan", "no code"),
        (["code"], "much-too-long-a-code", "no code"),
        (["versions"], [], "oldest to the newest"),
        (["versions", 1, "since"], FIRST, "oldest to the newest"),
        (["versions", 0, "texts"], [], "rests on no text"),
        (["versions", 0, "since"], "yesterday", "ValueError"),
        ([*POINT, "since"], "2006-01-01", "begins and ends with a version"),
        ([*POINT, "until"], FIRST, "ends before it begins"),
        ([*POINT, "code"], "said", "said twice for the same day"),
        ([*POINT, "phase"], "later", "later is not known"),
        ([*POINT, "discipline"], "d6", "d6 is not known"),
        ([*POINT, "content"], "songs", "songs is not known"),
        ([*POINT, "article"], "", "names no article"),
        ([*POINT, "colour"], "blue", "TypeError"),
        ([*POINT, "title"], {"fr": "A"}, "KeyError"),
        ([*POINT, "title"], {"fr": "A", "en": " "}, "has no words"),
        ([*CLOCK, "counts_from"], ["birth"], "birth is not known"),
        ([*CLOCK, "counts_from"], [], "how many months, and from what"),
        ([*CLOCK, "done_by"], [], "says what answers it"),
        ([*CLOCK, "kind"], "sometimes", "its kind"),
        ([*CLOCK, "due_on"], SECOND, "a fixed clock, and no other, has a day"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(path: list[Any], value: Any, sentence: str) -> None:
    with pytest.raises(WrongRegime, match=sentence):
        read(broken(path, value))


def test_a_regime_or_a_version_that_is_not_known_is_said() -> None:
    assert queries.problem("pcs", date(2022, 12, 10)) == ""
    assert queries.problem("psc", date(2022, 12, 10)).startswith("Aucune liste légale ne s’appelle ici « psc »")
    assert "16 septembre 2005, 22 juin 2022, 10 décembre 2022" in queries.problem("pcs", date(2020, 1, 1))
    assert queries.checklist("psc", date(2022, 12, 10)) is None
    assert queries.checklist("pcs", date(2020, 1, 1)) is None


def test_files_are_read_once() -> None:
    assert queries.every() is queries.every()
    assert orjson.loads((queries.FOLDER / "pcs.json").read_bytes())["code"] == "pcs"
