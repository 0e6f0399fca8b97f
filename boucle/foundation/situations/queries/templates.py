"""Templates: what a situation starts from."""

from datetime import timedelta
from typing import Any, TypedDict, cast

from boucle.foundation.core import clock
from boucle.foundation.situations.models import Template, Theme
from boucle.foundation.situations.queries import situations


class Fields(TypedDict, total=False):
    """What somebody chooses when a situation starts; all of it can be left to the template."""

    name: str
    nature: str
    phase: str
    themes: list[Theme]
    introduction: str  # Markdown
    banner: str
    instructions: list[str]  # one sentence of Markdown each
    common_searches: list[str]
    asked_fields: list[str]
    decision_hours: int
    review_days: int
    end_review_on: Any  # date


STANDING: Fields = {"nature": "real", "decision_hours": 48, "review_days": 30}
STANDING_END_REVIEW_DAYS = 30
KEPT = ("nature", "phase", "introduction", "banner", "instructions", "common_searches", "asked_fields")


def templates() -> list[Template]:
    return list(Template.objects.order_by("slug"))


def template(slug: str) -> Template | None:
    return Template.objects.filter(slug=slug).first()


def fields_of(chosen: Template | None) -> Fields:
    """What a template proposes, ready for a form or for `actions.activate`."""
    content = chosen.content if chosen else {}
    fields: dict[str, Any] = {**STANDING, **{name: content[name] for name in KEPT if name in content}}
    fields |= {name: content[name] for name in ("decision_hours", "review_days") if name in content}
    fields["end_review_on"] = clock.today() + timedelta(days=content.get("end_review_days", STANDING_END_REVIEW_DAYS))
    fields["themes"] = situations.themes_by_slug(content.get("themes", ()))
    if chosen:
        fields["name"] = str(chosen)
    return cast(Fields, fields)
