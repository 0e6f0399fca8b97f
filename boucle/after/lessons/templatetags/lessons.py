"""How a lesson stands, in a shape of the style sheets."""

from django import template

from boucle.after.lessons.enums import Stage

register = template.Library()

STYLES = {
    Stage.OBSERVED: "proposed",
    Stage.ANALYSED: "proposed",
    Stage.DECIDED: "stuck",
    Stage.UNDER_WAY: "stale",
    Stage.DONE: "stale",
    Stage.VERIFIED: "published",
    Stage.REFUSED: "rejected",
}


@register.filter
def stage_style(stage: str) -> str:
    return STYLES[Stage(stage)]
