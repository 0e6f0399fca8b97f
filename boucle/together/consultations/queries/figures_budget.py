"""What a budget's page says: the count as a picture, and for each option the sentence that explains it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.foundation.figures.engine.figure import Table
from boucle.foundation.figures.engine.stacks import Stacks
from boucle.together.consultations.engine import allocation
from boucle.together.consultations.engine.allocation import Reason
from boucle.together.consultations.models import Consultation, Group
from boucle.together.consultations.queries import budget_results as results
from boucle.together.consultations.queries import words_of_numbers as words

KEPT, OTHERS = ("f-loop", "f-blue"), ("f-soft", "f-line")  # online, then on paper


@dataclass(frozen=True)
class Told:
    """A line of the page."""

    number: int
    text: str
    why: str
    votes: str
    parents: list[str]
    is_winner: bool
    shares: list[float]  # of the points of the most voted: online, then on paper
    styles: tuple[str, str]


@dataclass(frozen=True)
class Compared:
    """One option under each rule, in the order of the rules."""

    text: str
    kept: list[bool]


def rule_name(rule: str) -> str:
    return {
        results.MOST_VOTES: _("Most votes"),
        results.GREEDY: _("By votes, what does not fit is skipped"),
        results.NO_SKIP: _("By votes, until something does not fit"),
        results.EQUAL_SHARES: _("Equal shares"),
    }[rule]


def lede(found: results.Results) -> str:
    kept = ngettext("%(count)s line kept of %(total)s.", "%(count)s lines kept of %(total)s.", len(found.winners))
    said = [kept % {"count": words.whole(len(found.winners)), "total": words.whole(len(found.lines))}, cast(found)]
    if found.has_money:
        spent = _("%(spent)s spent of %(budget)s.")
        total = found.allocations[found.declared].spent
        said.append(spent % {"spent": words.whole(total), "budget": words.whole(found.budget)})
    return " ".join(said)


def cast(found: results.Results) -> str:
    """Paper and online in one count, and how many of each."""
    ballots = ngettext("%(count)s ballot", "%(count)s ballots", found.voters) % {"count": words.whole(found.voters)}
    if not found.box.paper:
        return f"{ballots}."
    values = {"ballots": ballots, "online": words.whole(found.box.online), "paper": words.whole(found.box.paper)}
    return _("%(ballots)s in one count: %(online)s online, %(paper)s on paper.") % values


def told(found: results.Results, line: results.Line, has_both: bool) -> Told:
    most = max((one.reason.points for one in found.lines), default=0) or 1
    paper = line.on_paper if has_both else 0
    return Told(
        number=line.item.number,
        text=line.item.text,
        why=why(found, line.reason),
        votes=votes(line.reason),
        parents=[parent.text for parent in line.item.parents.all()],
        is_winner=line.is_winner,
        shares=[(line.reason.points - paper) / most, paper / most],
        styles=KEPT if line.is_winner else OTHERS,
    )


def votes(reason: Reason) -> str:
    """Points, and people where these are not the same."""
    people = ngettext("%(count)s person", "%(count)s people", reason.votes) % {"count": words.whole(reason.votes)}
    if reason.points == reason.votes:
        return people
    points = ngettext("%(count)s point", "%(count)s points", reason.points) % {"count": words.whole(reason.points)}
    return _("%(points)s from %(people)s") % {"points": points, "people": people}


def why(found: results.Results, reason: Reason) -> str:
    """One sentence, with the figures that decided."""
    values = {
        "place": reason.place,
        "votes": votes(reason),
        "cost": words.whole(reason.cost),
        "left": words.whole(reason.left_before or 0),
        "threshold": words.whole(reason.threshold or 0),
        "points": words.whole(reason.points),
        "supporters": words.whole(reason.supporters or 0),
        "paid": words.decimal(reason.paid_most or 0),
        "have": words.whole(reason.supporters_have or 0),
        "winners": words.counted(found.budget),
        "budget": words.whole(found.budget),
        "other": found.item(reason.because).text if reason.because else "",
    }
    said = sentences(found.has_money)[sentence_of(found, reason)] % values
    return f"{said} {tie(found, reason)}".strip()


def sentence_of(found: results.Results, reason: Reason) -> str:
    is_shared = reason.reason == allocation.FUNDED and found.declared == results.EQUAL_SHARES
    return "shared" if is_shared else reason.reason


def sentences(has_money: bool) -> dict[str, str]:
    said = {
        allocation.FUNDED: _("Kept: number %(place)s by votes, with %(votes)s. It costs %(cost)s, %(left)s were left."),
        "shared": _("Kept: the %(supporters)s people who want it pay it together, %(paid)s at most each."),
        allocation.COMPLETED: _("Kept with what equal shares left over: number %(place)s by votes, with %(votes)s."),
        allocation.NO_VOTES: _("Not kept: nobody voted for it."),
        allocation.BELOW_THRESHOLD: _("Not kept: %(points)s, and the rule asks for %(threshold)s at least."),
        allocation.OVER_BUDGET: _("Not kept: it costs %(cost)s, more than the whole budget of %(budget)s."),
        allocation.OVER_LEFT: _("Not kept: number %(place)s by votes; it costs %(cost)s, and %(left)s were left."),
        allocation.STOPPED: _("Not kept: the list ended before it, at “%(other)s”, which no longer fitted."),
        allocation.INCOMPATIBLE: _("Not kept: it cannot stand beside “%(other)s”, which came before it."),
        allocation.SHORT: _("Not kept: the people who want it had %(have)s left together, and it costs %(cost)s."),
    }
    if not has_money:
        said |= {
            allocation.FUNDED: _("Kept: number %(place)s, with %(votes)s."),
            allocation.OVER_LEFT: _("Not kept: number %(place)s, with %(votes)s; %(winners)s are kept."),
            allocation.OVER_BUDGET: _("Not kept: no line can be kept."),
        }
    return said


def tie(found: results.Results, reason: Reason) -> str:
    """What decided between two options with as many points, one kept and the other not."""
    if reason.reason != allocation.OVER_LEFT or not reason.points:
        return ""
    equal = [line for line in found.winners if line.reason.points == reason.points]
    if not equal:
        return ""
    said = _("As many points as “%(other)s”: the number of people decides, then the cost, then the number of the line.")
    return said % {"other": equal[-1].item.text}


def legend(found: results.Results, minimum: int) -> Stacks | None:
    """Paper and online are told apart where both are enough people."""
    if min(found.box.paper, found.box.online) < minimum:
        return None
    return Stacks(
        [], (_("kept, online"), _("kept, on paper"), _("others, online"), _("others, on paper")), KEPT + OTHERS
    )


def compared(found: results.Results) -> list[Compared]:
    """The options that one rule or another keeps."""
    return [
        Compared(f"{line.item.number}. {line.item.text}", [rule in line.winners_of for rule in found.rules])
        for line in found.lines
        if line.winners_of
    ]


def rules(found: results.Results) -> list[tuple[str, bool, str, str]]:
    """Of each rule: its name, whether it is the one that counts, what it spends, whom it gives something."""
    return [
        (
            rule_name(rule),
            rule == found.declared,
            words.whole(found.allocations[rule].spent),
            words.percent(results.content(found, rule) / found.voters) if found.voters else "–",
        )
        for rule in found.rules
    ]


def families_table(consultation: Consultation, found: results.Results) -> Table | None:
    """For each option that is kept, how many people of each family gave it something."""
    families = results.families(consultation, found.box)
    if not families or not found.winners:
        return None
    names = {group.pk: group.name for group in Group.objects.filter(consultation=consultation)}
    head = [_("Line"), *(names.get(one.group_id or 0, _("Without a family")) for one in families)]
    rows = [(line.item.text, *(cell(one, str(line.item.number)) for one in families)) for line in found.winners]
    caption = _("People who voted for it, of those of their family who voted. Hidden: fewer than %(least)s people.")
    return Table(caption % {"least": consultation.minimum_cell}, head, rows)


def cell(one: results.Family, number: str) -> str:
    if one.given is None or one.voters is None:
        return _("hidden")
    values = {"count": words.whole(one.given.get(number, 0)), "total": words.whole(one.voters)}
    return _("%(count)s of %(total)s") % values
