"""Template words of the law."""

from django import template

from boucle.before.plans.engine.regimes import Words
from boucle.before.plans.queries import regimes

register = template.Library()


@register.filter
def said(words: Words) -> str:
    """Words of a list in the reader's language."""
    return regimes.say(words)
