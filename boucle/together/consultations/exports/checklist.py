"""The lines that the checklists of all methods share; an empty one is for whoever facilitates to fill."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from boucle.together.consultations.enums import Access
from boucle.together.consultations.exports import report, rule_words
from boucle.together.consultations.exports.report import Line
from boucle.together.consultations.models import Consultation, Round
from boucle.together.consultations.queries import public
from boucle.together.consultations.queries.delphi_words import said


def beginning(row: Consultation) -> Iterator[Line]:
    yield Line(_("The title names the method"), f"{row.contribution.title} ({row.get_method_display()})")
    yield Line(_("The question, and why it is asked"), report.plain(row.contribution.text))
    yield Line(_("Why this method and not another one"), "")
    told = {"day": report.day(row.rule_locked_at), "hash": row.rule_hash[:12]}
    yield Line(_("A protocol written beforehand"), _("The rule, locked on %(day)s, print %(hash)s…") % told)


def people(row: Consultation, part: public.Part) -> Iterator[Line]:
    """Who could take part, how they heard of it, how many came, what is known of whom."""
    yield access(row, part.invited, len(part.families))
    yield Line(_("How people heard of it, and who was looked for"), "")
    yield population(part.population)
    yield anonymity(row)


def access(row: Consultation, invited: int, families: int) -> Line:
    if row.access == Access.PUBLIC:
        return Line(_("Who could take part"), _("Everybody: no invitation was needed."))
    if not families:
        return Line(_("Who was invited"), _("%(count)s people.") % {"count": said(invited)})
    told = {"count": said(invited), "families": families}
    return Line(_("Who was invited"), _("%(count)s people, in %(families)s families.") % told)


def population(people: int | None) -> Line:
    known = _("%(count)s people live there; the group does not stand for them.") % {"count": said(people)}
    return Line(_("The group against the population"), known if people else "")


def anonymity(row: Consultation) -> Line:
    anonymous = _("Participants know nothing of each other, and nobody can join a name to an answer.")
    keyed = _("Participants know nothing of each other; the facilitator keeps a key.")
    return Line(_("Anonymity"), anonymous if row.is_anonymous else keyed)


def dates(row: Consultation) -> Line:
    rounds = row.rounds.filter(opened_at__isnull=False).order_by("number")
    return Line(_("Rounds and their dates"), _("; ").join(span(one) for one in rounds))


def span(one: Round) -> str:
    until = report.day(one.closed_at) if one.closed_at else "…"
    return f"{one.number} : {report.day(one.opened_at)} – {until}"


def rule(row: Consultation) -> Line:
    return Line(_("What decides, said beforehand"), " ".join(rule_words.sentences(row)))


def hiding(row: Consultation) -> Iterator[Line]:
    yield Line(_("What is hidden"), _("Groups of fewer than %(count)s people.") % {"count": row.minimum_cell})
    until = _("Results stayed hidden until the close.") if row.is_hidden else _("Results could be read on the way.")
    yield Line(_("What people saw before the close"), until)


def departures() -> Line:
    return Line(_("Departures from the protocol"), _("The rule could not be changed after the first round opened."))


def ending(published: str) -> Iterator[Line]:
    """`published`: what anybody may compute again, and from what."""
    yield Line(_("Limits, as those who took part see them"), "")
    yield Line(_("Who paid"), "")
    yield Line(_("Data that anybody can compute again"), published)
