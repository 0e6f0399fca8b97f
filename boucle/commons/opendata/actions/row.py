"""One row of a file: read, checked by the form of its kind, recognised, then proposed, corrected or set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.forms import Form
from django.utils.translation import gettext as _

from boucle.commons.opendata import queries
from boucle.commons.opendata.actions.places import Communes
from boucle.commons.opendata.engine import drafts
from boucle.commons.opendata.enums import Outcome, Stage
from boucle.commons.opendata.models import ImportRow, ImportRun
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Origin, State
from boucle.foundation.lifecycle.models import Contribution

OPEN_LICENCE = "etalab-2.0"


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    sentence: str = ""
    title: str = ""
    contribution: Contribution | None = None


class Reader:
    """Looks at a batch of rows of one run. In a trial it writes nothing.

    What rows share (the form with its themes, the communes, what is already there) is read once for the batch.
    """

    def __init__(self, run: ImportRun, rows: Sequence[ImportRow]) -> None:
        self.run = run
        form_class: Any = queries.form_class(run.kind)  # takes a territory and a situation
        self.form = form_class({}, territory=run.territory, situation=run.situation)
        self.labels = queries.targets(run.kind)
        self.communes = Communes(run.territory)
        self.by = lifecycle_rules.By(user=run.user, is_system=True)
        self.drafts = {row.pk: drafts.draft(row.cells, run.mapping) for row in rows if not row.problem}
        keys = {draft.key for draft in self.drafts.values()}
        sources = {self.source(draft) for draft in self.drafts.values()}
        known = Contribution.objects.filter(source__in=sources, source_key__in=keys)
        self.known = {(each.source, each.source_key): each for each in full(known)}
        self.first: dict[str, ImportRow] = {}
        earlier = run.rows.filter(key__in=keys, number__lt=rows[0].number) if rows else run.rows.none()
        for row in earlier.select_related("contribution").order_by("-number"):
            self.first[row.key] = row

    def source(self, draft: drafts.Draft) -> str:
        return draft.source[:200] or self.run.source

    def take(self, row: ImportRow) -> Verdict:
        if row.problem:
            return Verdict(Outcome.ASIDE, broken(row.problem))
        draft = self.drafts[row.pk]
        row.key = draft.key
        first = self.first.setdefault(draft.key, row)
        if first is not row:
            return Verdict(
                Outcome.KNOWN, repeated(first, draft.has_identifier), draft.data["title"], first.contribution
            )
        draft.data.update(theme=self.theme(draft.category), territory=self.communes.code(draft.place))
        if not draft.data["territory"]:
            draft.data["commune"] = draft.place
        self.form.data = draft.data
        self.form.full_clean()
        if self.form.errors:
            return Verdict(Outcome.ASIDE, self.refusal(self.form, draft), draft.data["title"])
        return self.write(self.form, draft)

    def theme(self, category: str) -> str:
        return self.run.themes.get(category) or self.run.default_theme

    def refusal(self, form: Form, draft: drafts.Draft) -> str:
        """Every error of the form, each with its field; an unknown category in the words of the file."""
        parts = []
        for name, errors in form.errors.items():
            if name == "theme" and not draft.data["theme"]:
                parts.append(unknown_theme(draft.category))
                continue
            label = f"{self.labels[name]}: " if name in self.labels else ""
            parts.append(label + " ".join(map(str, errors)))
        return " ".join(parts)

    def write(self, form: Any, draft: drafts.Draft) -> Verdict:
        content = form.content()
        source = self.source(draft)
        known = self.known.get((source, draft.key))
        if known is not None:
            return self.compare(known, content)
        notes = " ".join(mended(code) for code in draft.mended)
        if self.run.stage == Stage.TRYING:
            return Verdict(Outcome.TAKEN, notes, content["title"])
        made = lifecycle.propose(
            kind=self.run.kind,
            territory=form.place,
            content=content,
            by=lifecycle_rules.SYSTEM,
            situation=self.run.situation,
            contact=contact(draft.contact),
            origin=Origin.IMPORT,
            source=source,
            source_key=draft.key,
        ).contribution
        if self.run.licence != OPEN_LICENCE:
            Contribution.objects.filter(pk=made.pk).update(licence=self.run.licence)
        if self.run.publishes:
            made = lifecycle.publish(contribution=made, by=self.by)
        return Verdict(Outcome.TAKEN, notes, content["title"], made)

    def compare(self, known: Contribution, content: dict[str, Any]) -> Verdict:
        """A row taken before: unchanged when it says what one of the revisions said, else it is corrected."""
        title = content["title"]
        if known.state not in (State.PROPOSED, State.RETURNED, State.PUBLISHED) or known.merged_into_id:
            sentence = _("Already there, and now: %(state)s.") % {"state": known.get_state_display().lower()}
            return Verdict(Outcome.KNOWN, sentence, title, known)
        if any(says(revision.content, content) for revision in known.revisions.all()):
            return Verdict(Outcome.KNOWN, "", title, known)
        if self.run.user is None:
            return Verdict(
                Outcome.ASIDE, _("Changed since the last import: only a coordinator corrects it."), title, known
            )
        if self.run.stage != Stage.TRYING:
            by = lifecycle_rules.By(user=self.run.user)
            known = lifecycle.revise(contribution=known, content=content, by=by)
            if self.run.publishes:
                known = lifecycle.publish(contribution=known, by=by)
        return Verdict(Outcome.REVISED, "", title, known)


def full(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return rows.select_related("territory", "theme").prefetch_related("revisions")


def says(kept: dict[str, Any], content: dict[str, Any]) -> bool:
    return all(kept.get(name) == value for name, value in content.items())


def contact(given: dict[str, str]) -> lifecycle.ContactDetails:
    """What can be kept: an address that is none is left out."""
    email = given.get("email", "")
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    return lifecycle.ContactDetails(name=given.get("name", "")[:80], email=email, phone=given.get("phone", "")[:30])


def broken(problem: str) -> str:
    return {
        "quote": _("A quotation mark opens on this row and never closes. Close it, or take it away."),
        "cells": _("This row has more cells than there are columns: a quotation mark is probably missing."),
        "empty": _("This row is empty."),
    }[problem]


def repeated(first: ImportRow, has_identifier: bool) -> str:
    number = {"number": first.number}
    if has_identifier:
        return _("Row %(number)s of this file has the same identifier.") % number
    return _("Row %(number)s of this file has the same title and place.") % number


def unknown_theme(category: str) -> str:
    if not category:
        return _("Theme: this row has none. Choose a theme for the rows without one.")
    return _("Theme: “%(category)s” is not a theme here. Choose which one it means.") % {"category": category[:80]}


def mended(code: str) -> str:
    return {
        "title_cut": _("The title was longer than 120 signs: it is cut, and the whole of it opens the text."),
        "title_made": _("No title: its category stands in for it."),
        "text_made": _("No description: the other columns stand in for it."),
    }[code]
