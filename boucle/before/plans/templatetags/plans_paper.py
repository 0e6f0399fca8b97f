"""What there is to print, as lists of links."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import papers
from boucle.before.plans.queries.papers import Whole

register = template.Library()


@dataclass(frozen=True)
class Document:
    """`url` is empty for what this reader may not have."""

    title: str
    url: str
    note: str


@register.filter
def dialled(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@register.simple_tag
def documents_of(plan: Plan, section: Section | str | None, is_staff: bool | str) -> list[Document]:
    """The short list of a page; two queries. Nothing of a plan in preparation for who is not of its staff."""
    of = section if isinstance(section, Section) else None
    return list(short(plan, of, is_staff=bool(is_staff))) if is_staff or plan.is_open else []


def short(plan: Plan, section: Section | None, *, is_staff: bool) -> Iterator[Document]:
    yield whole(plan, is_staff=is_staff, note="PDF")
    for role in papers.roles(plan, section, is_staff=is_staff):
        yield Document(pack_title(role), pack_url(plan, role, is_staff=is_staff), "PDF")
    if section is not None and (is_staff or section.contribution.is_public):
        yield Document(_("This section as a reflex sheet"), sheet_url(section, is_staff=is_staff), "PDF")
    url = reverse("plans:papers", args=[plan.slug]) if is_staff else ""
    yield Document(_("Directory of alert"), url, _("staff only"))


@register.simple_tag
def all_documents(seen: Whole) -> list[Document]:
    """Every document of a plan but its sheets, for the reader as whom it was read; no query."""
    return list(every(seen))


def every(seen: Whole) -> Iterator[Document]:
    plan, is_staff = seen.plan, seen.is_staff
    yield whole(plan, is_staff=is_staff, note=_("cover, contents, every section, what the law asks"))
    for role in seen.roles:
        note = _("what to do, in order; cards, messages")
        yield Document(pack_title(role), pack_url(plan, role, is_staff=is_staff), note)
    if is_staff and seen.has_directory:
        url = reverse("plans:directory_pdf", args=[plan.slug])
        yield Document(_("Directory of alert"), url, _("who is called, in which order, who stands in"))
    route = "plans:staff_card_pdf" if is_staff else "plans:card_pdf"
    for card in seen.cards:
        url = reverse(route, args=[card.section.contribution.reference, card.pk])
        yield Document(_("Card: %(title)s") % {"title": card.title}, url, _("one page, %(role)s") % {"role": card.role})


@register.simple_tag
def all_sheets(seen: Whole) -> list[Document]:
    """Each section by itself, in the order of the plan; no query."""
    found = [(f"{placed.number} {placed.section.contribution.title}", placed.section) for placed in seen.sections]
    return [Document(title, sheet_url(section, is_staff=seen.is_staff), "PDF") for title, section in found]


def whole(plan: Plan, *, is_staff: bool, note: str) -> Document:
    route = "plans:staff_plan_pdf" if is_staff else "plans:plan_pdf"
    return Document(_("Whole plan"), reverse(route, args=[plan.slug]), note)


def sheet_url(section: Section, *, is_staff: bool) -> str:
    route = "plans:staff_sheet_pdf" if is_staff else "plans:sheet_pdf"
    return reverse(route, args=[section.contribution.reference])


def pack_title(role: str) -> str:
    return _("Pack of the role %(role)s") % {"role": role}


def pack_url(plan: Plan, role: str, *, is_staff: bool) -> str:
    route = "plans:staff_role_pdf" if is_staff else "plans:role_pdf"
    return f"{reverse(route, args=[plan.slug])}?{urlencode({'role': role})}"
