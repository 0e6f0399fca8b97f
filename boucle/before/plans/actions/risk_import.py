"""The risks of a plan's communes, from the national list of their country; run again, it makes no double."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans.actions import entries
from boucle.before.plans.actions.entry_import import Report, Told
from boucle.before.plans.engine import gaspar, national
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Plan, Risk, Section
from boucle.before.plans.queries import places
from boucle.commons.opendata.actions import read as reading
from boucle.commons.opendata.actions import row as opendata
from boucle.commons.opendata.enums import Outcome
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories.models import Territory

IMPORTERS: Mapping[str, national.NationalRisks] = {each.country: each for each in (gaspar.France(), national.Belgium())}


def section_of(plan: Plan) -> Section:
    """The section that lists the risks of a plan, the first of them. Raises NotPossible where there is none."""
    rows = plan.sections.filter(content=Content.RISKS).select_related("contribution", "plan__territory")
    section = rows.order_by("parent", "position", "pk").first()
    if section is None:
        raise NotPossible(_("No section of this plan lists risks: add one, and choose “risks” as its content."))
    return section


@transaction.atomic
def bring_in_risks(*, section: Section, user: User | None, file: BinaryIO, is_trial: bool) -> Report:
    """Takes the rows of the plan's communes; `user` is None from the shell.

    Raises NotPossible, with a sentence, for a country without such a list or a file that is not one.
    """
    entries.check_write(section, user)
    importer = importer_of(section.plan)
    try:
        rows = list(importer.rows(file))
    except national.NoNationalFile as error:
        raise NotPossible(nothing_to_import()) from error
    except national.Unreadable as error:
        raise NotPossible(unreadable(error.code)) from error
    reader = Reader(section, rows)
    report = Report(is_trial)
    drafts = [reader.draft(row, importer.source) for row in rows if reader.is_taken(row, report)]
    if not is_trial:
        entries.add_many(section=section, user=user, model=Risk, drafts=drafts)
    return report


def importer_of(plan: Plan) -> national.NationalRisks:
    found = IMPORTERS.get(plan.territory.country)
    if found is None:
        raise NotPossible(_("Boucle knows no national list of risks for this country: write them one by one."))
    return found


def nothing_to_import() -> str:
    return _(
        "Belgium publishes no national list of the risks of each municipality: write them here one by one, from your"
        " own inventory of risks."
    )


def unreadable(code: str) -> str:
    if code == "gaspar":
        return _(
            "This is no GASPAR file: it needs the columns cod_commune and num_risque. Download it from Géorisques."
        )
    return reading.unreadable(code)


def ours(text: str, report: Report) -> str:
    """A national file without the lines of other communes: what comes back with the next step is light."""
    elsewhere = {row.line for row in report.rows if row.is_elsewhere}
    lines = text.splitlines(keepends=True)
    return "".join(line for number, line in enumerate(lines, start=1) if number not in elsewhere)


class Reader:
    """What the rows of one file are compared with, read once."""

    def __init__(self, section: Section, rows: Iterable[national.RiskRow]) -> None:
        codes = {row.commune for row in rows}
        self.section = section
        self.here = {each.code: each for each in places.communes(section.plan).filter(code__in=codes)}
        self.known = set(Territory.objects.filter(code__in=codes).values_list("code", flat=True))
        found = Risk.objects.filter(section=section).exclude(code="").values_list("territory__code", "code")
        self.seen = set(found)

    def is_taken(self, row: national.RiskRow, report: Report) -> bool:
        told = self.tell(row)
        report.rows.append(told)
        return told.outcome == Outcome.TAKEN

    def tell(self, row: national.RiskRow) -> Told:
        title = ", ".join(part for part in (row.commune_name or row.commune, row.label or row.code) if part)[:160]
        reason = self.reason(row)
        if reason:
            return Told(row.line, title, Outcome.ASIDE, reason, row.problem == "" and row.commune not in self.here)
        if (row.commune, row.code) in self.seen:
            return Told(row.line, title, Outcome.KNOWN)
        self.seen.add((row.commune, row.code))
        return Told(row.line, title, Outcome.TAKEN)

    def reason(self, row: national.RiskRow) -> str:
        """Why a row is set aside; empty when it is not."""
        if row.problem in ("quote", "cells", "empty"):
            return opendata.broken(row.problem)
        if row.problem == "commune":
            return _("No commune is named.")
        if row.commune not in self.known:
            return _("“%(code)s” is no commune that Boucle knows.") % {"code": row.commune[:20]}
        if row.commune not in self.here:
            return _("This commune lies outside the territories of the plan.")
        if row.problem == "code":
            return _("“%(code)s” is no code of the list of risks.") % {"code": row.code[:20]}
        return ""

    def draft(self, row: national.RiskRow, source: str) -> entries.Draft:
        fields = {"territory": self.here[row.commune], "code": row.code[:20], "label": row.label[:160]}
        return entries.Draft({**fields, "hazard": row.hazard, "source": source})
