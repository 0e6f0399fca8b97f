"""The picture of who works with whom in a territory, with the same ties as a table."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.foundation.actors.enums import RESEARCH
from boucle.foundation.actors.models import Actor, Tie
from boucle.foundation.actors.queries import joined
from boucle.foundation.figures.engine.arcs import Arcs, Node
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.territories.models import Territory

MOST = 40  # actors drawn; the table holds them all


def who_works_with_whom(place: Territory) -> Figure | None:
    """None while nobody has said it; one query."""
    ties = joined.of_territory(place)
    return figure(place, ties) if ties else None


def figure(place: Territory, ties: Sequence[Tie]) -> Figure:
    people = actors(ties)
    drawn = people[:MOST]
    rank = {each.pk: index for index, each in enumerate(drawn)}
    pairs = [(rank[t.asker_id], rank[t.asked_id]) for t in ties if t.asker_id in rank and t.asked_id in rank]
    return Figure(
        key="liens",
        headline=headline(people, ties),
        reading=reading(people),
        title=_("Who works with whom, %(place)s") % {"place": place.name},
        description=_("Each actor has a line; an arc joins two who work with one another. The table says the same."),
        picture=Arcs([node(each) for each in drawn], pairs, [_("research"), _("in the field")]),
        table=table(place, ties),
    )


def actors(ties: Sequence[Tie]) -> list[Actor]:
    """Those who have most ties first, then by name."""
    found = {one.pk: one for tie in ties for one in (tie.asker, tie.asked)}
    count = Counter(pk for tie in ties for pk in (tie.asker_id, tie.asked_id))
    return sorted(found.values(), key=lambda each: (-count[each.pk], each.contribution.title, each.pk))


def node(actor: Actor) -> Node:
    return Node(actor.contribution.title, 0 if actor.role in RESEARCH else 1)


def headline(people: Sequence[Actor], ties: Sequence[Tie]) -> str:
    joined_up = sum((tie.asker.role in RESEARCH) != (tie.asked.role in RESEARCH) for tie in ties)
    said = ngettext("%(count)s tie", "%(count)s ties", len(ties)) % {"count": len(ties)}
    among = ngettext("%(count)s actor", "%(count)s actors", len(people)) % {"count": len(people)}
    across = ngettext(
        "%(count)s between research and the field", "%(count)s between research and the field", joined_up
    ) % {"count": joined_up}
    return _("%(ties)s between %(actors)s, of which %(across)s.") % {"ties": said, "actors": among, "across": across}


def reading(people: Sequence[Actor]) -> str:
    said = _("A tie is shown once both have said that they work together.")
    if len(people) > MOST:
        said += " " + _("The %(most)s who have most ties are drawn, everybody is in the table.") % {"most": MOST}
    return said


def table(place: Territory, ties: Sequence[Tie]) -> Table:
    rows = [
        (
            tie.asker.contribution.title,
            tie.asked.contribution.title,
            tie.theme.name if tie.theme else _("in general"),
            f"{tie.answered_at:%d/%m/%Y}" if tie.answered_at else "",
        )
        for tie in ties
    ]
    return Table(
        caption=_("Who works with whom, %(place)s") % {"place": place.name},
        head=(_("Actor"), _("Works with"), _("On what"), _("Since")),
        rows=rows,
        texts=(1, 2, 3),
    )
