"""Addresses of pages that stand elsewhere in the package; the list of the law where there is no such page."""

from django.urls import NoReverseMatch, reverse

from boucle.before.plans.models import Plan


def section(plan: Plan, reference: str) -> str:
    return found("plans:section", reference) or law(plan)


def plan(row: Plan) -> str:
    return found("plans:plan", row.slug) or law(row)


def scenarios(row: Plan) -> str:
    return found("plans:scenarios", row.slug) or law(row)


def law(row: Plan) -> str:
    return reverse("plans:law", args=[row.slug])


def found(route: str, argument: str) -> str:
    try:
        return reverse(route, args=[argument])
    except NoReverseMatch:
        return ""
