"""The picture of how sure a map of opinions is, with its table."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.stacks import Stack, Stacks
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.opinion_map import Ready


def sure_figure(found: Ready) -> Figure | None:
    """How many draws give the same groups, for every number of groups; None where nothing was drawn."""
    if not found.sureness.trials:
        return None
    kept = found.found.count
    rows = [
        Stack(
            _("%(count)s groups, kept") % {"count": one.count} if one.count == kept else groups(one.count),
            [one.holds],
            _("%(share)s of the draws") % {"share": words.percent(one.holds)},
            is_marked=one.count == kept,
            styles=("f-loop",) if one.count == kept else ("f-soft",),
        )
        for one in found.sureness.trials
    ]
    reading = _(
        "The map is made again %(draws)s times with participants drawn by lot, and we look whether the same groups "
        "come back."
    )
    return Figure(
        key="tirages",
        headline=sure_headline(found),
        reading=reading % {"draws": found.sureness.draws},
        title=_("Share of the draws in which each number of groups holds"),
        description=" ; ".join(f"{row.name} : {row.label}" for row in rows) + ".",
        picture=Stacks(rows, has_ground=True),
        table=trials_table(found),
    )


def groups(count: int) -> str:
    return ngettext("%(count)s group", "%(count)s groups", count) % {"count": count}


def sure_headline(found: Ready) -> str:
    held = next((one.holds for one in found.sureness.trials if one.count == found.found.count), None)
    if held is None:
        return _("No number of groups is kept")
    name = words.counted(found.found.count)
    values = {"groups": name[:1].upper() + name[1:], "share": words.percent(held)}
    return _("%(groups)s groups hold in %(share)s of the draws") % values


def trials_table(found: Ready) -> Table:
    rows = [
        (groups(one.count), "" if one.silhouette is None else words.decimal(one.silhouette), words.percent(one.holds))
        for one in found.sureness.trials
    ]
    caption = _("A grouping holds when the adjusted Rand index reaches 0.65; a dash: groups too small to be shown.")
    return Table(caption, [_("Groups"), _("Silhouette"), _("Draws that hold")], [(a, b or "–", c) for a, b, c in rows])
