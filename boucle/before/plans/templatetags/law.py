"""Template words of the law: what its includes show, wherever a page puts them."""

from django import template
from django.template import Context

from boucle.before.plans.engine.regimes import Words
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import clocks, coverage, regimes

register = template.Library()


@register.filter
def said(words: Words) -> str:
    """Words of a list in the reader's language."""
    return regimes.say(words)


@register.simple_tag
def coverage_of(plan: Plan) -> list[coverage.Covered]:
    """What a plan covers, list by list; two queries."""
    return coverage.of(plan)


@register.simple_tag(takes_context=True)
def clocks_of(context: Context, plan: Plan) -> list[clocks.Shown]:
    """The legal clocks of a plan; three queries."""
    return clocks.of(plan, is_staff=bool(context.get("is_staff")))


@register.simple_tag
def points_of(section: Section) -> list[coverage.Answered]:
    """The points of the law that a section answers; two queries."""
    return coverage.points_of(section)
