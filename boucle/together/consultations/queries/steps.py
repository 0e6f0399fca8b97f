"""What a facilitator has to do next: one clear step, and what is ready before the first round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.enums import Access, ItemType, Method, Stage
from boucle.together.consultations.models import Consultation, Round

LEAST_PANEL = 2


@dataclass(frozen=True)
class Step:
    """`route`: of the page where it is done, empty when there is nothing to do."""

    title: str
    text: str
    route: str = ""
    button: str = ""

    @property
    def url_name(self) -> str:
        return f"consultations:{self.route}"


@dataclass(frozen=True)
class Ready:
    """One line of the preparation."""

    label: str
    is_done: bool
    route: str

    @property
    def url_name(self) -> str:
        return f"consultations:{self.route}"


def next_step(row: Consultation, rounds: Sequence[Round]) -> Step:
    if row.stage == Stage.DECIDED:
        return Step(_("It is decided"), _("The decision is published, and those who took part were told."))
    if row.stage == Stage.CLOSED:
        said = _("Say what is kept, what is not, and why. Each contributor is told.")
        return Step(_("Decide"), said, "decision", _("Write the decision"))
    if row.method == Method.CONSENT:
        return consent(row)
    if row.opened_at is None:
        return preparing(row, rounds)
    return running(row, rounds)


def consent(row: Consultation) -> Step:
    said = _("The proposal, its questions, its objections and its steps are on one page.")
    return Step(_("Lead the proposal"), said, "consent_desk", _("To the proposal"))


def preparing(row: Consultation, rounds: Sequence[Round]) -> Step:
    if not row.items.exists():
        return Step(
            _("Write what is asked"),
            _("One idea per line. You can still change it until it is asked."),
            "items",
            _("Write"),
        )
    if needs_people(row):
        said = _("Two people at least. Each receives a private link by mail, or a letter with a code.")
        return Step(_("Invite people"), said, "panel", _("Invite"))
    if not rounds:
        said = _("Choose what it asks and until when. Read the rule once more: it is locked when the round opens.")
        return Step(_("Plan the first round"), said, "rounds", _("Plan"))
    said = _("Opening locks the rule, publishes the consultation and takes the first answers.")
    return Step(_("Open the first round"), said, "rounds", _("To the rounds"))


def needs_people(row: Consultation) -> bool:
    return row.access == Access.PANEL and row.panel.filter(left_on=None).count() < LEAST_PANEL


def running(row: Consultation, rounds: Sequence[Round]) -> Step:
    number = max((one.number for one in rounds if one.opened_at), default=0)
    if row.stage == Stage.OPEN:
        said = _("Answers come in. Remind those who are late, type the sheets of paper, then close the round.")
        return Step(_("Round %(number)s is open") % {"number": number}, said, "rounds", _("To the rounds"))
    if any(one.opened_at is None for one in rounds):
        said = _("It is planned: read it over, then open it.")
        return Step(_("Open round %(number)s") % {"number": number + 1}, said, "rounds", _("To the rounds"))
    if row.method == Method.DELPHI:
        said = _("Ask again what is not settled, or close the consultation if the rule says to stop.")
        return Step(
            _("Prepare round %(number)s, or close") % {"number": number + 1}, said, "rounds", _("To the rounds")
        )
    return Step(
        _("Close the consultation"),
        _("The round has ended. Closing shows the results to everybody."),
        "close",
        _("Close and show the results"),
    )


def ready(row: Consultation, rounds: Sequence[Round]) -> list[Ready]:
    """What must be there before the first round; a consent process has its own page for that."""
    found: list[Ready] = []
    if row.method != Method.CONSENT:
        count = row.items.count()
        label = ngettext("%(count)s thing to ask", "%(count)s things to ask", count) % {"count": count}
        found.append(Ready(label, count > 0, "items"))
    found.append(Ready(_("a rule of decision, locked by the first round"), bool(row.rule), "rule"))
    if row.access == Access.PANEL:
        count = row.panel.filter(left_on=None).count()
        label = ngettext("%(count)s person invited", "%(count)s people invited", count) % {"count": count}
        found.append(Ready(label, count >= LEAST_PANEL, "panel"))
    if row.method != Method.CONSENT:
        found.append(Ready(_("a first round, with its end"), bool(rounds), "rounds"))
    return found


def proposed(row: Consultation, rounds: Sequence[Round]) -> list[Any]:
    """What the next round asks by default: in a Delphi, no open question a second time, and nothing that is settled."""
    items = row.items.filter(is_withdrawn=False)
    if any(one.opened_at for one in rounds):
        items = items.filter(verdict="", settled_in=None).exclude(
            type=ItemType.OPEN, asked__round__opened_at__isnull=False
        )
    return list(items.order_by("number"))
