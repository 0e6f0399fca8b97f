"""What stands beside a contribution, on the page of any kind."""

from typing import Any

from django import template
from django.template import Context

from boucle.commons.search import queries
from boucle.foundation.lifecycle.models import Contribution

register = template.Library()


@register.inclusion_tag("search/beside.html", takes_context=True)
def beside(context: Context, one: Contribution, besides: str = "") -> dict[str, Any]:
    """What says nearly the same in the territory of the page; nothing where nothing does."""
    place = context.get("territory") or one.territory
    return {"rows": queries.beside(one, place, besides=besides)}
