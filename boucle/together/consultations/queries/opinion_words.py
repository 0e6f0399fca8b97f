"""What the page of an opinion map says around its pictures: never more than the votes allow."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.engine.opinions import Why
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import public
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.figures_opinions import LETTERS, Said, called
from boucle.together.consultations.queries.opinion_map import Own, Ready

MOVES = 0.5  # of its size: a group whose interval is wider moves
FRAGILE = 0.8  # share of draws under which a group is told to be fragile
APART = 1.25  # times its share of the population: from there a family is named


def lede(found: Ready, ties: list[Said]) -> str:
    if not found.found.count:
        return why_none(found)
    return f"{ways(found.found.count)} {joins(ties)}"


def ways(count: int) -> str:
    return {
        2: _("Two groups do not see it the same way."),
        3: _("Three groups do not see it the same way."),
        4: _("Four groups do not see it the same way."),
        5: _("Five groups do not see it the same way."),
    }[count]


def joins(ties: list[Said]) -> str:
    if not ties:
        return _("No statement joins them yet.")
    said = ngettext(
        "Yet they agree on one thing: “%(first)s”",
        "Yet they agree on %(count)s things, beginning with: “%(first)s”",
        len(ties),
    )
    return said % {"count": words.counted(len(ties)), "first": ties[0].text}


def why_none(found: Ready) -> str:
    """A result, not a failure: the reason is told."""
    values = {"votes": found.limits.votes, "smallest": found.limits.smallest}
    said = {
        Why.FEW_PEOPLE: _(
            "Not enough votes yet: a map needs at least two groups of %(smallest)s people who voted on %(votes)s "
            "statements or more."
        ),
        Why.SAME_VOTES: _("Everybody votes the same: there is nothing to tell groups by."),
        Why.SMALL_GROUPS: _(
            "No clear groups: a few people stand apart, fewer than %(smallest)s, and they are not shown by themselves."
        ),
        Why.NOT_APART: _("No clear groups: opinions form one cloud, and any border would cut through it."),
        Why.NOT_STABLE: _("No clear groups: other people like these would have given other groups."),
    }
    return said[found.found.why or Why.FEW_PEOPLE] % values


def figures(row: Consultation, found: Ready) -> str:
    """`412 personnes, 58 phrases, 14 930 votes.`"""
    asked = ngettext("%(count)s statement", "%(count)s statements", len(found.statements))
    cast = ngettext("%(count)s vote", "%(count)s votes", found.cast)
    people = ngettext("%(count)s person", "%(count)s people", found.people)
    parts = [(people, found.people), (asked, len(found.statements)), (cast, found.cast)]
    return ", ".join(text % {"count": words.whole(number)} for text, number in parts) + "."


def cautions(found: Ready) -> list[str]:
    """What is to be read with care: groups that move, people without a group."""
    said = [sentence for group in range(found.found.count) if (sentence := moving(found, group))]
    if found.loose:
        few = ngettext(
            "%(count)s person voted on fewer than %(votes)s statements and has no group.",
            "%(count)s people voted on fewer than %(votes)s statements and have no group.",
            found.loose,
        )
        said.append(few % {"count": words.whole(found.loose), "votes": found.limits.votes})
    return said


def moving(found: Ready, group: int) -> str:
    if not found.sureness.sizes:
        return ""
    (low, high), size, held = found.sureness.sizes[group], found.sizes[group], found.sureness.held[group]
    if high - low <= MOVES * size and held >= FRAGILE:
        return ""
    said = _(
        "Group %(letter)s moves: between %(low)s and %(high)s people depending on the draw; it holds in %(held)s of "
        "the draws."
    )
    values = {"low": words.whole(low), "high": words.whole(high), "held": words.percent(held)}
    return said % {"letter": LETTERS[group], **values}


def sample(row: Consultation, part: public.Part) -> str:
    """Not a poll: who came, against who lives there."""
    said = [_("This is not a poll: participants chose themselves.")]
    if part.population and part.taking:
        share = words.fine_percent(part.taking / part.population)
        sentence = _("%(people)s took part, of %(population)s who live here: %(share)s.")
        people = ngettext("%(count)s person", "%(count)s people", part.taking) % {"count": words.whole(part.taking)}
        said.append(sentence % {"people": people, "population": words.whole(part.population), "share": share})
    return " ".join([*said, *families(part)])


def families(part: public.Part) -> list[str]:
    """The two families that are the furthest from their share of the population, where it is known."""
    known = [one for one in part.families if one.group.population and one.answered is not None]
    everybody = sum(one.group.population or 0 for one in part.families)
    if not everybody or any(not one.group.population for one in part.families):
        return []
    told = []
    for one in known:
        came, lives = (one.answered or 0) / part.taking, (one.group.population or 0) / everybody
        told.append((max(came / lives, lives / came if came else 2 * APART), one.group.name, came, lives))
    sentence = _("%(name)s: %(came)s of those who took part, %(lives)s of those it concerns.")
    return [
        sentence % {"name": name, "came": words.percent(came), "lives": words.percent(lives)}
        for apart, name, came, lives in sorted(told, key=lambda one: (-one[0], one[1]))[:2]
        if apart >= APART
    ]


def own(found: Ready, mine: Own | None) -> str:
    """Where the holder of a code is, and how sure that is."""
    if mine is None:
        return _("You have not voted yet, or your votes are not in this map yet: it is made again every few seconds.")
    votes = ngettext("You voted on %(count)s statement", "You voted on %(count)s statements", mine.seen)
    said = votes % {"count": words.whole(mine.seen)}
    if mine.group < 0:
        return _("%(votes)s: too few to be in a group.") % {"votes": said} if found.found.count else f"{said}."
    sentence = _("%(votes)s: you are in group %(letter)s.") % {"votes": said, "letter": LETTERS[mine.group]}
    if mine.shares:
        sentence = _("%(votes)s: you are in group %(letter)s, in %(share)s of the draws.") % {
            "votes": said,
            "letter": LETTERS[mine.group],
            "share": words.percent(mine.shares[mine.group]),
        }
    return f"{sentence} {called(found, mine.group)}." if mine.group in found.names else sentence


def command(row: Consultation, found: Ready) -> str:
    """What anybody types to compute the map again from its export."""
    limits, file = found.limits, f"{row.contribution.reference}-votes.csv"
    return (
        f"boucle recompute opinions {file} --seed {limits.seed} --least-votes {limits.votes} "
        f"--smallest {limits.smallest} --resamples {limits.resamples}"
    )
