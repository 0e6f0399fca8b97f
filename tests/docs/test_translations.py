"""French is complete: every message of the code has its French, none is in doubt, and no two catalogues disagree."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils import translation

from config import translations
from config.environment import ROOT

FRENCH = translations.catalogues("fr")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries() -> Iterator[tuple[Path, polib.POEntry]]:
    for path in FRENCH:
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                yield path.relative_to(ROOT), entry


def french(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def evenly_spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_no_message_lacks_its_french() -> None:
    lacking = [f"{path.relative_to(ROOT)}: {text!r}" for (_, text), path in translations.missing("fr").items()]
    assert lacking == []


def test_no_french_is_in_doubt() -> None:
    assert [f"{path}: {entry.msgid!r}" for path, entry in entries() if entry.fuzzy] == []


def test_no_message_has_two_different_french_texts() -> None:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for _, entry in entries():
        found[(entry.msgctxt or "", entry.msgid)].add(evenly_spaced(" / ".join(french(entry))))
    assert {key: texts for key, texts in found.items() if len(texts) > 1} == {}


def test_every_french_text_keeps_its_placeholders() -> None:
    broken = [
        f"{path}: {entry.msgid!r}"
        for path, entry in entries()
        for text in french(entry)
        if text and set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    ]
    assert broken == []


def test_every_catalogue_counts_in_french() -> None:
    """French says "0 fiche": the plural begins at two."""
    rules = {path.relative_to(ROOT): polib.pofile(str(path)).metadata.get("Plural-Forms", "") for path in FRENCH}
    assert {path: rule for path, rule in rules.items() if "n > 1" not in rule.replace("n>1", "n > 1")} == {}


def test_french_is_written_with_its_own_signs() -> None:
    """Typographic apostrophes and quotation marks; a space before double signs."""
    bad = re.compile(r"\w'\w|\w\"|\"\w|[^\W\d_][;!?](\s|$)|[^\W\d_]:\s")
    sloppy = [f"{path}: {text!r}" for path, entry in entries() for text in french(entry) if bad.search(prose(text))]
    assert sloppy == []


def prose(text: str) -> str:
    """Without tags, addresses and placeholders."""
    return re.sub(r"<[^>]*>|\w+:\S+|&\w+;|%\(\w+\)s", "", text)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Search" %}', ("", "Search")),
        ('{% translate "May" context "month" %}', ("month", "May")),
        ("{% blocktranslate count n=n %}One{% plural %}{{ n }}{% endblocktranslate %}", ("", "One")),
        ('{{ _("Inside") }}', ("", "Inside")),
    ],
)
def test_messages_of_templates_are_found(source: str, found: tuple[str, str]) -> None:
    assert list(translations.ids_of_template(source)) == [found]


def test_messages_of_python_are_found() -> None:
    source = '_("One"); pgettext("month", "May"); messages.gettext("Two"); ngettext("1 day", "days", n); _(variable)'
    assert list(translations.ids_of_python(source)) == [("", "One"), ("month", "May"), ("", "Two"), ("", "1 day")]


def test_a_message_without_french_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "boucle" / "new"
    package.mkdir(parents=True)
    (package / "views.py").write_text('TITLE = _("Nobody has translated this yet")')
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    assert translations.missing("fr") == {("", "Nobody has translated this yet"): package / "views.py"}


def test_catalogues_are_compiled_without_gettext_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = tmp_path / "boucle" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Soup"\nmsgstr "Soupe"\n'
    )
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    assert translations.compile_all() == 1
    assert {entry.msgid: entry.msgstr for entry in polib.mofile(str(catalogue.with_suffix(".mo")))} == {"Soup": "Soupe"}


def test_the_interface_speaks_french() -> None:
    translations.compile_all()
    with translation.override("fr"):
        assert translation.gettext("Go to the content") == "Aller au contenu"
