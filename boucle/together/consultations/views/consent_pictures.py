"""The last answers as a picture: what three rules make of the same yes and no."""

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
    counts = (found.yes, found.abstain, found.no)
    names = (_("say yes"), _("can live with it"), _("say no"))
    whole = max(1, sum(counts))
    said = ", ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True))
    label = ngettext("%(count)s answer", "%(count)s answers", whole) % {"count": whole}
    bar = Stack(_("The last question"), [count / whole for count in counts], label)
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
            [[name, count] for name, count in zip(names, counts, strict=True)],
        ),
    )


def verdicts(ending: Ending) -> list[tuple[str, str, bool, str]]:
    """Name of the rule, what it asks, whether it passes, why, in the order in which they are read."""
    compared = ending.compared
    rows = (
        (_("Consent"), _("nobody says no"), compared.consent, ending.is_adopted),
        (_("Consensus"), _("everybody says yes"), compared.consensus, compared.consensus.met),
        (_("Majority"), _("more yes than no"), compared.majority, compared.majority.met),
    )
    return [(name, rule, passes, because(verdict, ending, passes)) for name, rule, verdict, passes in rows]


def because(verdict: tally.Verdict, ending: Ending, passes: bool) -> str:
    if verdict is ending.compared.consent and ending.upheld:
        return _("an objection is upheld")
    return WHY[verdict.reason]() if not passes else _("yes")


WHY = {
    "objected": lambda: _("somebody says no"),
    "not_all": lambda: _("not everybody says yes"),
    "too_few": lambda: _("too few yes"),
    "tied": lambda: _("as many yes as no"),
    "no_quorum": lambda: _("too few people answered"),
    "nobody_voted": lambda: _("nobody answered"),
}
