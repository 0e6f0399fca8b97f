"""What a report of an opinion map should say. No standard is known for one: the lines are ours, after what the makers
of Polis say of their method (Small et al., Recerca 26, 2021) and what its users ask of it."""

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.exports import checklist
from boucle.together.consultations.exports.report import Checklist, Line
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import figures_opinions, figures_sureness, opinion_words, public
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.opinion_map import Ready


def of(row: Consultation, part: public.Part, found: Ready | None) -> Checklist:
    """`found` is None where too few voted."""
    return Checklist(source(), tuple(lines(row, part, found)))


def source() -> str:
    return _(
        "We know of no reporting standard for opinion maps. In our own words, after what the makers of Polis say of "
        "their method (Small et al., Recerca 26, 2021). What the platform knows is filled in; what it cannot know is "
        "said to be missing."
    )


def lines(row: Consultation, part: public.Part, found: Ready | None) -> Iterator[Line]:
    yield from checklist.beginning(row)
    yield from statements(row)
    yield from checklist.people(row, part)
    yield Line(_("Who came, against who lives there"), opinion_words.sample(row, part))
    yield checklist.dates(row)
    yield checklist.rule(row)
    if found is not None:
        yield from counts(row, found)
    yield from computation()
    if found is not None:
        yield from groups(found)
    yield from checklist.hiding(row)
    yield checklist.departures()
    yield from checklist.ending(_("Votes without names, statements, and the command with its seed."))


def statements(row: Consultation) -> Iterator[Line]:
    """Where they come from, and how they were moderated."""
    yield Line(_("Who wrote the first statements, and what they left out"), "")
    brought = row.statements.count()
    asked = row.items.filter(source__isnull=False).count()
    told = ngettext(
        "Participants could bring their own: %(count)s was brought, %(asked)s were asked of everybody.",
        "Participants could bring their own: %(count)s were brought, %(asked)s were asked of everybody.",
        brought,
    ) % {"count": words.whole(brought), "asked": words.whole(asked)}
    closed = _("Participants could not bring their own.")
    yield Line(_("Statements that participants brought"), told if row.is_open_to_statements or brought else closed)
    yield Line(_("Who moderated statements, and by which policy"), "")
    aside = words.whole(row.items.filter(is_withdrawn=True).count())
    yield Line(_("Statements set aside by moderation"), aside)
    order = _("One at a time: new ones and those that divide come more often, and everybody may see them all.")
    yield Line(_("In which order statements were shown"), order)


def counts(row: Consultation, found: Ready) -> Iterator[Line]:
    yield Line(_("How many people, statements and votes"), opinion_words.figures(row, found))
    told = {"last": words.whole(float(np.sum(found.totals.seen))), "cast": words.whole(found.cast)}
    both = _("%(last)s last votes, which count, of %(cast)s cast: changing one's mind is allowed.") % told
    yield Line(_("Both counts: last votes, and every vote"), both)
    placed = {"placed": words.whole(len(found.found.people)), "people": words.whole(found.people)}
    yield Line(_("Who has a place on the map"), _("%(placed)s of %(people)s people.") % placed)


def computation() -> Iterator[Line]:
    said = _(
        "Principal components of the last votes, a vote not seen taking the mean of its statement; k-means for each "
        "number of groups, compared by silhouette; what each group says by a two-proportion test; what joins them by "
        "the product of smoothed shares."
    )
    yield Line(_("How the map is computed"), said)


def groups(found: Ready) -> Iterator[Line]:
    kept = opinion_words.ways(found.found.count) if found.found.count else opinion_words.why_none(found)
    yield Line(_("How many groups, and whether “none” could be the answer"), kept)
    sure = figures_sureness.sure_figure(found)
    yield Line(_("Stability of the groups"), f"{sure.headline}. {sure.reading}" if sure else "")
    drawn = _("Seed %(seed)s; the order of the votes changes nothing.") % {"seed": found.limits.seed}
    yield Line(_("What was left to chance"), drawn)
    yield Line(_("The smallest group that may be shown"), figures_opinions.people(found.limits.smallest))
