"""Lines come in from a file: each is taken, already there, or set aside with its reason. A trial writes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import transaction
from django.forms import ChoiceField
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from boucle.before.plans import registry
from boucle.before.plans.actions import entries
from boucle.before.plans.engine import columns as guesses
from boucle.before.plans.enums import NEVER_OPEN_STAKES
from boucle.before.plans.models import Entry, Section
from boucle.before.plans.registry import EntryType
from boucle.commons.opendata.actions import read as reading
from boucle.commons.opendata.actions import row as opendata
from boucle.commons.opendata.engine import tables
from boucle.commons.opendata.enums import Outcome
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

MOST_ROWS = 2000
LANGUAGES = ("fr", "en")  # in which files name a choice
NUMBERS = {"hours_without_power"}


@dataclass(frozen=True)
class Told:
    """What became of a line of the file."""

    line: int
    title: str
    outcome: Outcome
    sentence: str = ""
    is_elsewhere: bool = False  # of a national file: a commune that is not the plan's


@dataclass
class Report:
    is_trial: bool
    columns: dict[str, str] = field(default_factory=dict)  # column → field, "" for those left out
    samples: dict[str, list[str]] = field(default_factory=dict)
    rows: list[Told] = field(default_factory=list)

    def counts(self) -> list[tuple[Outcome, int]]:
        found = Counter(row.outcome for row in self.rows)
        return [(each, found[each]) for each in (Outcome.TAKEN, Outcome.KNOWN, Outcome.ASIDE)]

    def count(self, outcome: Outcome) -> int:
        return dict(self.counts())[outcome]


@transaction.atomic
def bring_in(
    *, section: Section, user: User, file: BinaryIO, columns: Mapping[str, str] | None = None, is_trial: bool
) -> Report:
    """Reads a directory, an inventory, a list of places. `columns`: what each means; guessed where none is chosen.

    Raises NotAllowed, and NotPossible with a sentence for a file that is no table or whose columns say too little.
    """
    entries.check_write(section, user)
    type_ = registry.BY_CONTENT[section.content]
    rows, header = read(file)
    chosen = dict(columns) if columns else guesses.guess(header, section.content)
    check_columns(type_, chosen)
    report = Report(is_trial, chosen, samples(rows, header))
    reader = Reader(section, type_, chosen)
    drafts = [draft for row in rows if (draft := reader.take(row, report)) is not None]
    if not is_trial:
        entries.add_many(section=section, user=user, model=type_.model, drafts=drafts)
    return report


def read(file: BinaryIO) -> tuple[list[tables.Row], list[str]]:
    try:
        table = tables.read(file)
        rows = list(table.rows)
    except tables.Unreadable as error:
        raise NotPossible(reading.unreadable(error.code)) from error
    if len(rows) > MOST_ROWS:
        raise NotPossible(_("This list has more than %(most)s rows: cut it in two.") % {"most": MOST_ROWS})
    if not rows:
        raise NotPossible(_("The list has a first line and nothing under it."))
    return rows, table.columns


def check_columns(type_: EntryType, chosen: Mapping[str, str]) -> None:
    first = type_.key[0]
    if first not in chosen.values():
        raise NotPossible(
            _("Say which column holds “%(field)s”: name it so in the first line, or choose it.")
            % {"field": type_.labels[first]}
        )


def samples(rows: Iterable[tables.Row], header: Iterable[str]) -> dict[str, list[str]]:
    return {name: [row.cells[name][:60] for row in rows if row.cells.get(name)][:3] for name in header}


class Reader:
    """Looks at the rows of one file: what is there already is read once."""

    def __init__(self, section: Section, type_: EntryType, columns: Mapping[str, str]) -> None:
        self.section, self.type, self.columns = section, type_, columns
        self.form_class: Any = import_string(type_.form_class)
        self.choices = {name: choices(each) for name, each in self.form_class.base_fields.items() if is_choice(each)}
        rows = type_.model._default_manager.filter(section=section)
        beside = ("contact",) if type_.has_contact else ()
        self.seen = {self.key_of(entry) for entry in rows.select_related(*beside)}

    def key_of(self, entry: Entry) -> tuple[str, ...]:
        contact = getattr(entry, "contact", None)
        return fold(
            (getattr(contact, "name", "") if name == "contact_name" else getattr(entry, name)) for name in self.type.key
        )

    def take(self, row: tables.Row, report: Report) -> entries.Draft | None:
        """The line to write, or None; either way the report says so."""
        if row.problem:
            report.rows.append(Told(row.number, "", Outcome.ASIDE, opendata.broken(row.problem)))
            return None
        data = self.data(row)
        form = self.form_class(data, section=self.section)
        title = data.get(self.type.key[0], "")[:120]
        if form.errors:
            report.rows.append(Told(row.number, title, Outcome.ASIDE, refusal(form)))
            return None
        key = fold(form.cleaned_data[name] for name in self.type.key)
        is_known = key in self.seen
        self.seen.add(key)
        report.rows.append(Told(row.number, title, Outcome.KNOWN if is_known else Outcome.TAKEN))
        return None if is_known else entries.Draft(form.entry_fields(), form.details())

    def data(self, row: tables.Row) -> dict[str, str]:
        """The cells as the form takes them; what the law closes comes in closed."""
        found = {name: texts.clean_line(row.cells.get(column, "")) for column, name in self.columns.items() if name}
        for name, known in self.choices.items():
            if found.get(name):
                found[name] = guesses.meant(found[name], known) or found[name]
        for name in NUMBERS & set(found):
            found[name] = found[name].replace(",", ".")
        defaults = {"quantity": "1", "ownership": "own"}
        found = {**{name: value for name, value in defaults.items() if name in self.form_class.base_fields}, **found}
        if self.type.opens and not self.is_closed(found):
            found["is_open"] = "on"
        return found

    def is_closed(self, data: Mapping[str, str]) -> bool:
        return data.get("variety") in NEVER_OPEN_STAKES


def fold(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(" ".join(texts.words(str(value or ""))) for value in values)


def is_choice(each: Any) -> bool:
    return isinstance(each, ChoiceField) and not hasattr(each, "queryset")


def choices(each: Any) -> dict[str, list[str]]:
    """Value → what it is called, in both languages."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with override(language):
            for value, label in each.choices:
                if value:
                    found.setdefault(str(value), []).append(str(label))
    return found


def refusal(form: Any) -> str:
    parts = []
    for name, errors in form.errors.items():
        label = f"{form.fields[name].label} : " if name in form.fields else ""
        parts.append(label + " ".join(map(str, errors)))
    return " ".join(parts)
