"""Template words of figures."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from boucle.foundation.figures.engine import figure as drawing
from boucle.foundation.figures.engine import small
from boucle.foundation.figures.engine.figure import Figure, Picture

register = template.Library()


@register.inclusion_tag("figures/figure.html")
def figure(shown: Figure) -> dict[str, Any]:
    """A figure, whole: sentence, legend, picture, table."""
    legend = [(mark_safe(swatch), name) for swatch, name in shown.picture.legend]
    return {"figure": shown, "svg": mark_safe(shown.svg()), "legend": legend}


@register.simple_tag
def picture(shown: Picture, key: str, title: str, description: str) -> SafeString:
    """A picture alone: its figures are said beside it, or in a table under several of them."""
    return mark_safe(drawing.svg(key, shown, title, description))


@register.inclusion_tag("figures/legend.html")
def legend(shown: Picture) -> dict[str, Any]:
    return {"legend": [(mark_safe(swatch), name) for swatch, name in shown.legend]}


@register.simple_tag
def meter(share: float, style: str = "f-clay", height: int = 5, track: str = "") -> SafeString:
    """A bar under a figure of a table; `share` from 0 to 1; with `track`, what remains is drawn too."""
    return mark_safe(small.meter(float(share), style, height, track))


@register.simple_tag
def parts(shares: Sequence[float], styles: Sequence[str], height: int = 9) -> SafeString:
    """A bar of several parts under figures that say them; shares from 0 to 1."""
    return mark_safe(small.parts(shares, styles, height))


@register.simple_tag
def spark(values: Sequence[float], label: str, style: str = "l-loop") -> SafeString:
    """A line in a cell; `label` says in words what it shows."""
    return mark_safe(small.spark(values, label, style))
