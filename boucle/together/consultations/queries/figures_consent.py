"""What the end of a consent process says: the same yes and no as a picture, and by three rules."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.stacks import Stack, Stacks
from boucle.together.consultations.engine import tally
from boucle.together.consultations.queries.consent import Ending

STYLES = ("f-loop", "f-line", "f-clay")


def three_ways(ending: Ending) -> Figure:
    """One bar, three verdicts. Needs at least one answer."""
    found = ending.compared.majority
    counted, names = (found.yes, found.abstain, found.no), ways()
    whole = max(1, sum(counted))
    said = counts(ending)
    label = ngettext("%(count)s answer", "%(count)s answers", whole) % {"count": whole}
    bar = Stack(_("The last question"), [count / whole for count in counted], label)
    return Figure(
        key="trois-facons",
        headline=said,
        reading=_("The same answers, read by three rules. The consultation decides by the first one."),
        title=_("Answers to the last question"),
        description=said + ".",
        picture=Stacks([bar], names, STYLES),
        table=Table(
            _("Answers to the last question, and what each rule makes of them."),
            [pgettext("column", "Answer"), _("People")],
            [[name, count] for name, count in zip(names, counted, strict=True)],
        ),
    )


def ways() -> tuple[str, str, str]:
    return _("say yes"), _("can live with it"), _("say no")


def counts(ending: Ending) -> str:
    """`7 say yes, 2 can live with it, 0 say no`."""
    found = ending.compared.majority
    pairs = zip((found.yes, found.abstain, found.no), ways(), strict=True)
    return ", ".join(f"{count} {name}" for count, name in pairs)


def verdict(ending: Ending) -> str:
    """By the rule that decides."""
    if ending.is_adopted:
        return _("Nobody says no: the proposal passes")
    if ending.upheld:
        return _("An objection is upheld: the proposal stops")
    return _("The proposal does not pass by consent")


def verdicts(ending: Ending) -> list[tuple[str, str, bool, str]]:
    """Name of the rule, what it asks, whether it passes, why, in the order in which they are read."""
    compared = ending.compared
    rows = (
        (_("Consent"), _("nobody says no"), compared.consent, ending.is_adopted),
        (_("Consensus"), _("everybody says yes"), compared.consensus, compared.consensus.met),
        (_("Majority"), _("more yes than no"), compared.majority, compared.majority.met),
    )
    return [(name, rule, passes, because(found, ending, passes)) for name, rule, found, passes in rows]


def because(found: tally.Verdict, ending: Ending, passes: bool) -> str:
    if found is ending.compared.consent and ending.upheld:
        return _("an objection is upheld")
    return WHY[found.reason]() if not passes else _("yes")


WHY = {
    "objected": lambda: _("somebody says no"),
    "not_all": lambda: _("not everybody says yes"),
    "too_few": lambda: _("too few yes"),
    "tied": lambda: _("as many yes as no"),
    "no_quorum": lambda: _("too few people answered"),
    "nobody_voted": lambda: _("nobody answered"),
}
