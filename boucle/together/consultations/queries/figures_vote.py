"""What the page of a vote says: counts as pictures, verdicts as sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.stacks import Stack, Stacks
from boucle.together.consultations.engine import tally
from boucle.together.consultations.models import Consultation, Group
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.vote_results import Choice, Stand


@dataclass(frozen=True)
class Ruled:
    """A rule, what it says of the same votes, and why."""

    name: str
    passes: bool
    why: str
    counts: bool  # it is the one that was written


@dataclass(frozen=True)
class Told:
    number: int
    text: str
    detail: str
    mark: str  # a class: published, rejected, soon
    verdict: str  # a word or two
    why: str
    quorum: str
    figure: Figure
    rules: list[Ruled]
    families: Table | None


def told(consultation: Consultation, found: Stand | Choice) -> Told:
    return stand(consultation, found) if isinstance(found, Stand) else choice(consultation, found)


def stand(consultation: Consultation, found: Stand) -> Told:
    verdict = found.verdict
    return Told(
        number=found.item.number,
        text=found.item.text,
        detail=found.item.detail,
        mark="published" if verdict.met else "rejected",
        verdict=_("Adopted") if verdict.met else _("Not adopted"),
        why=why(verdict),
        quorum=quorum(found.quorum),
        figure=stand_figure(found),
        rules=rules(consultation, found.compared),
        families=families_table(consultation, found, STANDS),
    )


STANDS = [tally.YES, tally.NO, tally.ABSTAIN]


def name(answer: str) -> str:
    return {tally.YES: _("yes"), tally.NO: _("no"), tally.ABSTAIN: _("neither")}[answer]


def counts(verdict: tally.Verdict) -> str:
    values = {"yes": words.whole(verdict.yes), "no": words.whole(verdict.no), "abstain": words.whole(verdict.abstain)}
    return _("%(yes)s yes, %(no)s no, %(abstain)s neither") % values


def why(verdict: tally.Verdict) -> str:
    said = {
        "adopted": _("%(counts)s; %(needed)s yes were needed."),
        "too_few": _("%(counts)s; %(needed)s yes were needed."),
        "tied": _("%(counts)s: as many yes as no, and a tie adopts nothing."),
        "no_quorum": _("%(counts)s, and too few people voted for it to count."),
        "nobody_voted": _("Nobody voted."),
    }
    return said[verdict.reason] % {"counts": counts(verdict), "needed": words.whole(verdict.needed)}


def quorum(found: tally.Quorum) -> str:
    if not found.needed:
        return ""
    values = {"reached": words.whole(found.reached), "needed": words.whole(found.needed)}
    if found.met:
        return _("Quorum reached: %(reached)s voted, %(needed)s were needed.") % values
    return _("Quorum not reached: %(reached)s voted, %(needed)s were needed. Nothing is decided.") % values


def rules(consultation: Consultation, found: tally.Compared) -> list[Ruled]:
    """The same votes by three rules that are often taken for one another."""
    return [
        Ruled(_("Nobody says no (consent)"), found.consent.met, consent_why(found.consent), False),
        Ruled(_("Everybody says yes (consensus)"), found.consensus.met, consensus_why(found.consensus), False),
        Ruled(_("More yes than no (majority)"), found.majority.met, why(found.majority), is_simple(consultation)),
    ]


def is_simple(consultation: Consultation) -> bool:
    return bool(consultation.rule.get("majority", "simple") == "simple")


def consent_why(verdict: tally.Verdict) -> str:
    if verdict.reason == "objected":
        people = ngettext("%(count)s person says no.", "%(count)s people say no.", verdict.no)
        return people % {"count": words.whole(verdict.no)}
    return _("Nobody says no.") if verdict.met else why(verdict)


def consensus_why(verdict: tally.Verdict) -> str:
    if verdict.reason in ("objected", "not_all"):
        values = {"yes": words.whole(verdict.yes), "cast": words.whole(verdict.needed)}
        return _("%(yes)s of %(cast)s say yes.") % values
    return _("Everybody says yes.") if verdict.met else why(verdict)


def stand_figure(found: Stand) -> Figure:
    poll = found.poll
    shares = [poll.share_of_cast[answer] or 0.0 for answer in (tally.YES, tally.ABSTAIN, tally.NO)]
    row = Stack(_("All votes"), shares, counts(found.verdict), is_marked=True)
    rows = [(name(answer), words.whole(poll.counts[answer]), shown(poll.share_of_cast[answer])) for answer in STANDS]
    return Figure(
        key=f"vote-{found.item.number}",
        headline=headline(poll.cast),
        reading=_("Shares of the votes cast, those who say neither yes nor no included."),
        title=found.item.text,
        description=f"{counts(found.verdict)}.",
        picture=Stacks([row], (_("yes"), _("neither"), _("no"))),
        table=Table(headline(poll.cast), [_("Answer"), _("Votes"), _("Share")], rows),
    )


def headline(people: int) -> str:
    return ngettext("%(count)s person voted", "%(count)s people voted", people) % {"count": words.whole(people)}


def shown(share: float | None) -> str:
    return "–" if share is None else words.percent(share)


def choice(consultation: Consultation, found: Choice) -> Told:
    return Told(
        number=found.item.number,
        text=found.item.text,
        detail=found.item.detail,
        mark="published" if found.is_chosen else "soon",
        verdict=_("Chosen") if found.is_chosen else _("Nothing is chosen"),
        why=choice_why(found),
        quorum=quorum(found.quorum),
        figure=choice_figure(found),
        rules=[],
        families=families_table(consultation, found, [str(at) for at in range(len(found.options))]),
    )


def choice_why(found: Choice) -> str:
    if not found.leading:
        return _("Nobody chose anything.")
    names = words.listed([_("“%(text)s”") % {"text": found.options[at]} for at in found.leading])
    count, people = words.whole(found.counts[found.leading[0]]), words.whole(found.people)
    if len(found.leading) > 1:
        said = _("%(names)s are tied, with %(count)s each: the rule does not choose between them.")
        return said % {"names": names, "count": count}
    said = _("%(name)s comes first, with %(count)s of %(people)s.")
    if found.quorum.met and not found.is_chosen:
        said = _("%(name)s comes first, with %(count)s of %(people)s: too few for the majority that the rule asks for.")
    return said % {"name": names, "count": count, "people": people}


def choice_figure(found: Choice) -> Figure:
    rows, table = [], []
    order = sorted(range(len(found.options)), key=lambda at: (-found.counts[at], at))
    for at in order:
        share = found.counts[at] / found.people if found.people else 0.0
        label = _("%(count)s, %(share)s") % {"count": words.whole(found.counts[at]), "share": words.percent(share)}
        is_first = at in found.leading
        rows.append(Stack(found.options[at], [share], label, is_first, ("f-loop",) if is_first else ("f-soft",)))
        table.append((found.options[at], words.whole(found.counts[at]), words.percent(share)))
    table.append((_("None of them"), words.whole(found.blank), ""))
    return Figure(
        key=f"vote-{found.item.number}",
        headline=headline(found.people),
        reading=_("Shares of those who voted."),
        title=found.item.text,
        description=" ; ".join(f"{row.name} : {row.label}" for row in rows) + ".",
        picture=Stacks(rows, has_ground=True),
        table=Table(headline(found.people), [_("Answer"), _("Votes"), _("Share")], table),
    )


def families_table(consultation: Consultation, found: Stand | Choice, answers: list[str]) -> Table | None:
    if not found.families:
        return None
    names = {group.pk: group.name for group in Group.objects.filter(consultation=consultation)}
    head = [_("Family"), *(found.options[int(one)] if isinstance(found, Choice) else name(one) for one in answers)]
    rows = []
    for group in sorted(found.families, key=lambda one: (one is None, one or 0)):
        said = found.families[group]
        counted = [_("hidden") if said is None else words.whole(said[one]) for one in answers]
        rows.append((names.get(group or 0, _("Without a family")), *counted))
    caption = _("Votes by family of participants. Hidden: fewer than %(least)s people.")
    return Table(caption % {"least": consultation.minimum_cell}, head, rows)
