"""Send: a letter is written in the caller's transaction; the worker takes it to the post."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import Origin, Purpose
from boucle.foundation.lifecycle.models import Contact, Contribution, Transition
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter

NOT_TOLD = {Origin.IMPORT, Origin.STAFF}  # whoever imports ten thousand rows gets no ten thousand mails


@transaction.atomic
def send(
    *,
    template: str,
    dedupe: str,
    contact: Contact | None = None,
    user: User | None = None,
    context: Mapping[str, Any] | None = None,
    once: Mapping[str, Any] | None = None,
    reply_to: Contact | None = None,
    language: str = "",
) -> Letter:
    """Writes a letter for a contact or a user; it leaves only if the caller's transaction does.

    `context`: public facts that the text names. `once`: what must not stay in the table (a private link, a visitor's
    words), emptied when the letter has left. The same `dedupe` again gives the letter that is already there.
    """
    letter, _ = Letter.objects.get_or_create(
        dedupe=dedupe,
        defaults={
            "template": Template(template),
            "contact": contact,
            "user": user,
            "reply_to": reply_to,
            "language": language or translation.get_language() or settings.LANGUAGE_CODE,
            "context": dict(context or {}),
            "once": dict(once or {}),
            "created_at": clock.now(),
            "next_at": clock.now(),
        },
    )
    return letter


@transaction.atomic
def forget(*, template: str, contacts: QuerySet[Contact]) -> int:
    """Deletes letters of one kind to these people, sent or not: that they were written to says something of them.
    Returns how many."""
    return Letter.objects.filter(template=Template(template), contact__in=contacts).delete()[0]


def author_contact(contribution: Contribution) -> Contact | None:
    """Where the author of a contribution can be written to, if they gave an address."""
    return contribution.contacts.filter(purpose=Purpose.AUTHOR).exclude(email="").order_by("id").first()


def facts(contribution: Contribution) -> dict[str, Any]:
    """What letters say of a contribution: public facts, and the path of its page."""
    url_name = registry.kind(contribution.kind).url_name
    return {
        "title": contribution.title,
        "reference": contribution.reference,
        "territory": contribution.territory.name,
        "path": reverse(url_name, args=[contribution.reference]) if url_name else "",
    }


def write_to_author(
    contribution: Contribution,
    template: Template,
    dedupe: str,
    *,
    context: Mapping[str, Any] | None = None,
    once: Mapping[str, Any] | None = None,
) -> Letter | None:
    """A letter to the author, in the language of the contribution; None when they gave no address."""
    contact = author_contact(contribution)
    user = contribution.author if contact is None and contribution.origin not in NOT_TOLD else None
    if contact is None and user is None:
        return None
    return send(
        template=template,
        dedupe=dedupe,
        contact=contact,
        user=user,
        context={**facts(contribution), **(context or {})},
        once=once,
        language=contribution.language,
    )


def tell_of(
    *,
    contribution: Contribution,
    template: Template,
    dedupe: str,
    context: Mapping[str, Any] | None = None,
    once: Mapping[str, Any] | None = None,
) -> Letter | None:
    """Tells the author what became of their contribution; None when they gave no address."""
    return write_to_author(contribution, template, dedupe, context=context, once=once)


def send_receipt(*, contribution: Contribution, path: str) -> Letter | None:
    """The receipt of a proposal with its private link (`path` of the site); None when no address was given."""
    return write_to_author(contribution, Template.RECEIPT, f"receipt:{contribution.uid}", once={"private_path": path})


def send_still_true(*, contribution: Contribution, path: str) -> Letter | None:
    """Asks whether a fiche is still true, once per review date; `path` is the one-click answer."""
    return write_to_author(
        contribution,
        Template.STILL_TRUE,
        f"still-true:{contribution.uid}:{contribution.review_on}",
        context={"review_on": contribution.review_on.isoformat() if contribution.review_on else ""},
        once={"private_path": path},
    )


def tell_author(*, transition: Transition, template: Template) -> Letter | None:
    """Tells the author what was decided; the same decision is told once."""
    contribution = transition.contribution
    if contribution.origin == Origin.IMPORT:
        return None  # its author never had a private link: these texts are not for them
    context = {"note": transition.note, "reason": str(transition.reason)}
    if contribution.merged_into is not None:
        context["merged_path"] = facts(contribution.merged_into)["path"]
    return write_to_author(contribution, template, f"{template}:{transition.pk}", context=context)


@transaction.atomic
def tell_asked(*, contribution: Contribution) -> list[Letter]:
    """Tells those whom a fiche now awaits, once per level that it climbed."""
    if contribution.asked_territory_id is None:
        return []
    people = accounts.holders(contribution.asked_territory_id, contribution.asked_theme_id)
    return [
        send(
            template=Template.ESCALATION,
            dedupe=f"escalation:{contribution.uid}:{contribution.climbs}:{person.pk}",
            user=person,
            context={**facts(contribution), "path": "/moderation/" + contribution.reference + "/"},
        )
        for person in people
    ]
