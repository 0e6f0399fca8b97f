"""What is said of a Delphi's results: three questions, three answers, never mixed."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.engine.delphi_summary import Summary
from boucle.together.consultations.engine.delphi_terms import Rule, Verdict
from boucle.together.consultations.exports.delphi_marks import Mark, Part
from boucle.together.consultations.queries.delphi_verdicts import SIDES, Judged
from boucle.together.consultations.queries.delphi_words import percent, said


def lede(found: Sequence[Judged]) -> str:
    """All items in one sentence: "Of twelve proposals: five agreements, two of them fragile, …"."""
    parts = list(filter(None, counted(found)))
    first = ngettext("Of %(count)s proposal", "Of %(count)s proposals", len(found)) % {"count": len(found)}
    return _("%(first)s: %(parts)s.") % {"first": first, "parts": ", ".join(parts)}


def counted(found: Sequence[Judged]) -> Iterator[str]:
    agreed = [one for one in found if one.verdict == Verdict.AGREED]
    fragile = sum(one.is_fragile for one in agreed)
    if agreed:
        yield ngettext("%(count)s agreement", "%(count)s agreements", len(agreed)) % {"count": len(agreed)}
    if fragile:
        yield ngettext("%(count)s of them fragile", "%(count)s of them fragile", fragile) % {"count": fragile}
    split = [one for one in found if one.verdict == Verdict.NO_CONSENSUS]
    steady = sum(one.is_stable is True for one in split)
    moving = len(split) - steady
    rejected = sum(one.verdict == Verdict.REJECTED for one in found)
    middle = sum(one.verdict == Verdict.UNDECIDED for one in found)
    few = sum(one.verdict == Verdict.TOO_FEW for one in found)
    if steady:
        yield ngettext("%(count)s steady disagreement", "%(count)s steady disagreements", steady) % {"count": steady}
    if rejected:
        yield ngettext("%(count)s rejection", "%(count)s rejections", rejected) % {"count": rejected}
    if middle:
        yield ngettext("%(count)s neither for nor against", "%(count)s neither for nor against", middle) % {
            "count": middle
        }
    if moving:
        yield ngettext("%(count)s not settled", "%(count)s not settled", moving) % {"count": moving}
    if few:
        yield ngettext("%(count)s with too few opinions", "%(count)s with too few opinions", few) % {"count": few}


def steadiness(judged: Judged) -> str:
    """In a cell: steady, moving, or not known."""
    if judged.is_stable is None:
        return _("not known")
    return _("steady") if judged.is_stable else _("moving")


def parts(judged: Judged, rule: Rule) -> list[Part]:
    return [consensus(judged, rule), stability(judged, rule), departures(judged)]


def consensus(judged: Judged, rule: Rule) -> Part:
    summary = judged.last.item.summary
    is_met = judged.verdict in (*SIDES, Verdict.UNDECIDED)
    if judged.verdict == Verdict.TOO_FEW:
        told = {"count": said(summary.n), "least": said(rule.minimum_answers)}
        text = _("%(count)s opinions, where the rule asks for %(least)s.") % told
        return Part(_("Consensus"), Mark(_("Not known"), "stale"), text)
    found = Mark(_("Reached"), "published") if is_met else Mark(_("Not reached"), "closed")
    return Part(_("Consensus"), found, _("; ").join([*conditions(summary, rule), *interval(judged)]) + ".")


def conditions(summary: Summary, rule: Rule) -> Iterator[str]:
    """Each figure beside what the rule asks of it."""
    asked, bands = rule.consensus, rule.seventy_fifteen
    if bands:
        told = {"share": percent(summary.high_share), "asked": percent(bands.in_at_least)}
        told |= {"from": said(bands.high[0]), "to": said(bands.high[1])}
        yield _("%(share)s from %(from)s to %(to)s, for %(asked)s asked") % told
        yield _("%(share)s from %(from)s to %(to)s") % {
            "share": percent(summary.low_share),
            "from": said(bands.low[0]),
            "to": said(bands.low[1]),
        }
    yield _("median %(mark)s") % {"mark": said(summary.median)}
    limits = (
        (_("middle half as wide as %(value)s, for %(asked)s allowed"), summary.iqr, asked.iqr_at_most),
        (_("standard deviation %(value)s, for %(asked)s allowed"), summary.sd, asked.sd_at_most),
        (
            _("coefficient of variation %(value)s, for %(asked)s allowed"),
            summary.coefficient_of_variation,
            rule.coefficient_at_most,
        ),
    )
    for sentence, value, limit in limits:
        if limit is not None:
            yield sentence % {"value": said(value), "asked": said(limit)}
    if asked.share_at_least is not None:
        told = {"share": percent(summary.commonest_share), "asked": percent(asked.share_at_least)}
        yield _("%(share)s give the commonest mark, for %(asked)s asked") % told
    if rule.ipras:
        is_split = summary.is_ipras_disagreement
        yield _("two camps by RAND/UCLA's test") if is_split else _("no two camps by RAND/UCLA's test")


def interval(judged: Judged) -> Iterator[str]:
    found = judged.last.item.interval
    if found is not None:
        told = {"low": said(found.low), "high": said(found.high)}
        if told["low"] == told["high"]:
            yield _("other people like these would put the median at %(low)s too, 95 times in 100") % told
            return
        yield _("other people like these would put the median between %(low)s and %(high)s, 95 times in 100") % told


def stability(judged: Judged, rule: Rule) -> Part:
    found, name = judged.last.stability, _("Stability")
    if found is None:
        return Part(
            name, Mark(_("Not known"), "stale"), _("It was asked once: nobody can say whether opinions still move.")
        )
    if found.stable is None:
        text = _("Too few people answered it twice (%(count)s) to say whether opinions still move.")
        return Part(name, Mark(_("Not known"), "stale"), text % {"count": found.n})
    shown = Mark(_("Steady"), "published") if found.stable else Mark(_("Moving"), "soon")
    told = {"share": percent(found.histogram), "changed": found.changed, "count": found.n}
    text = _("%(share)s of the marks moved between the two rounds") % told
    if rule.stability.histogram_below is not None:
        text += _(", for less than %(asked)s allowed") % {"asked": percent(rule.stability.histogram_below)}
    text += _("; ") + _("%(changed)s of the %(count)s people who answered twice changed their mark") % told
    if rule.stability.kappa_at_least is not None:
        told |= {"kappa": said(found.kappa), "asked": said(rule.stability.kappa_at_least)}
        text += _("; ") + _("kappa %(kappa)s, for %(asked)s asked") % told
    return Part(name, shown, text + ".")


def departures(judged: Judged) -> Part:
    name, left, dropout = _("Departures"), judged.departures, judged.last.dropout
    if left is None or dropout is None:
        text = _("Nobody who had an opinion left.") if dropout else _("It was asked once: nobody can have left.")
        return Part(name, Mark(_("None"), "published"), text)
    gone = ngettext("%(count)s person left", "%(count)s people left", left.left) % {"count": left.left}
    if left.is_worst:
        text = _("%(gone)s: too few to say what they thought.") % {"gone": gone} + " " + worst(judged)
    else:
        told = {"gone": gone, "left": said(dropout.leavers.median), "stayed": said(dropout.stayers.median)}
        text = (
            _("%(gone)s; their median was %(left)s, that of those who stayed %(stayed)s.") % told + " " + would(judged)
        )
    return Part(name, Mark(_("Of no weight"), "published") if left.holds else Mark(_("To be watched"), "stale"), text)


def worst(judged: Judged) -> str:
    left = judged.departures
    assert left is not None
    if left.holds:
        return _("Even if all of them stood at the other end, the verdict would be the same.")
    return _("If all of them stood at the other end, the verdict would be another one (%(share)s would agree).") % {
        "share": percent(left.share)
    }


def would(judged: Judged) -> str:
    left = judged.departures
    assert left is not None
    if left.holds:
        return _("With their former answers the verdict would be the same (%(share)s would agree).") % {
            "share": percent(left.share)
        }
    return _("With their former answers the agreement would be %(share)s, and the verdict another one.") % {
        "share": percent(left.share)
    }
