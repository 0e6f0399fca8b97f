"""A list of people, as somebody saved or pasted it: name, e-mail, group, one row each."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from boucle.commons.opendata.engine import tables
from boucle.foundation.core import text as texts

MOST_ROWS, LONGEST_NAME, LONGEST_GROUP = 2000, 80, 80
COLUMNS = {
    "name": ("name", "nom", "nom et prenom", "prenom nom", "prenom et nom", "personne"),
    "email": ("email", "e mail", "mail", "courriel", "adresse electronique", "adresse mail"),
    "group": ("group", "groupe", "famille", "famille d acteurs", "college"),
}


class Unreadable(Exception):
    """The file is no list of people; the sentence says what to do."""


@dataclass(frozen=True)
class Person:
    """One row: `problem` says why it is set aside."""

    line: int
    name: str = ""
    email: str = ""
    group: str = ""
    problem: str = ""


def read(file: BinaryIO) -> list[Person]:
    """The people of a CSV file, in its order. Raises Unreadable without a header that names its columns."""
    try:
        table = tables.read(file)
        columns = named(table.columns)
        rows = [person(row, columns) for row in table.rows]
    except tables.Unreadable as error:
        raise Unreadable(_("The first line names at least two columns, such as name and email.")) from error
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("This list has more than %(most)s rows: cut it in two.") % {"most": MOST_ROWS})
    if not rows:
        raise Unreadable(_("The list has a first line and nobody under it."))
    return rows


def pasted(text: str) -> BinaryIO:
    return io.BytesIO(text.encode())


def named(columns: list[str]) -> dict[str, str]:
    """Our names of columns to those of the file."""
    found = {}
    for name, words in COLUMNS.items():
        known = [column for column in columns if " ".join(texts.words(column)) in words]
        if known:
            found[name] = known[0]
    if not {"name", "email"} & set(found):
        raise Unreadable(_("The first line names the columns: name, email, group. A name or an e-mail is needed."))
    return found


def person(row: tables.Row, columns: dict[str, str]) -> Person:
    cells = {name: texts.clean_line(row.cells.get(column, "")) for name, column in columns.items()}
    found = Person(row.number, cells.get("name", ""), cells.get("email", ""), cells.get("group", ""))
    problem = next(problems(row, found), "")
    return Person(found.line, found.name, found.email, found.group, problem)


def problems(row: tables.Row, found: Person) -> Iterator[str]:
    if row.problem == "quote":
        yield _("A quotation mark is opened and never closed.")
    if row.problem == "cells":
        yield _("This row has more cells than the first line has columns.")
    if not (found.name or found.email):
        yield _("Neither a name nor an e-mail address.")
    if len(found.name) > LONGEST_NAME or len(found.group) > LONGEST_GROUP:
        yield _("Shorten the name, or the group: 80 signs at most.")
    if found.email and not is_address(found.email):
        yield _("“%(email)s” is not an e-mail address.") % {"email": found.email[:60]}


def is_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True
