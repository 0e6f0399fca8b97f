"""Template words of the house: the frame, icons, states, forms."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from boucle.commons.search import queries as search
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import Nature
from boucle.site.registry import navigation
from boucle.site.templatetags import icons

register = template.Library()

TRIALS = frozenset({Nature.EXERCISE, Nature.TEST})


@register.simple_tag(takes_context=True)
def trial(context: Context) -> bool:
    """Whether the page belongs to an exercise or a test: its situation says so, or the view does by `exercise`."""
    situation = context.get("situation")
    return bool(context.get("exercise")) or getattr(situation, "nature", None) in TRIALS


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    return navigation.home(context.get("territory"))


@register.simple_tag(takes_context=True)
def rooms(context: Context) -> list[navigation.Shown]:
    """The public navigation; a view outside every room may pass `room`, the folder that it belongs to."""
    request = context.get("request")
    folder = context.get("room") or (navigation.folder_of(request) if request else "")
    return navigation.shown(navigation.ROOMS, context.get("territory"), folder)


@register.simple_tag(takes_context=True)
def foot_links(context: Context, column: str) -> list[navigation.Shown]:
    return navigation.shown(navigation.FOOT[column], context.get("territory"))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word that says the same: hidden from screen readers."""
    drawing = icons.ICONS.get(name, icons.ICONS["liens"])
    return mark_safe(f'<svg class="icon" viewBox="0 0 32 32" aria-hidden="true">{drawing}</svg>')


@register.simple_tag
def mark(state: str, word: str = "") -> SafeString:
    """A state of the lifecycle as a word and a shape."""
    return format_html('<span class="mark {}">{}</span>', state, word or State(state).label)


@register.inclusion_tag("site/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form's field with its label, its hint and, beside it, what is wrong."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    is_group = kind in {"radio", "checkbox"} and hasattr(widget, "choices")
    return {"field": bound, "is_group": is_group, "is_choice": kind == "checkbox" and not is_group}


@register.simple_tag(takes_context=True)
def list_url(context: Context) -> str:
    """Where a search leads: the list of the territory, or the choice of one."""
    territory = context.get("territory")
    return (territory and navigation.find(["initiatives:list"], territory.slug)) or reverse("site:home")


@register.simple_tag(takes_context=True)
def propose_url(context: Context) -> str:
    """Where a fiche is proposed in this territory, or nothing."""
    territory = context.get("territory")
    return navigation.find(["initiatives:propose"], territory.slug) if territory else ""


@register.simple_tag
def fiche_url(row: search.Row) -> str:
    """The page of a row of a list."""
    return navigation.find([row.projection.kind.url_name], row.reference)


@register.simple_tag(takes_context=True)
def situation_url(context: Context) -> str:
    """The page of the situation that the banner names; without one, the home that says what to do."""
    territory, situation = context.get("territory"), context.get("situation")
    if not territory or not situation:
        return navigation.home(territory)
    found = navigation.find(["moderation:situation_public"], territory.slug, situation.slug)
    return found or f"{navigation.home(territory)}#situation"
