"""Propose, revise, erase: the lifecycle's verbs with what an initiative adds, its photo and its letters."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from boucle.during.initiatives.models import Photo, Waiting
from boucle.during.initiatives.queries import fields
from boucle.foundation.core import clock, ids
from boucle.foundation.core import pictures as engine
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.messages import actions as messages
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

WAITS = timedelta(days=2)


@transaction.atomic
def propose(
    *,
    territory: Territory,
    content: dict[str, Any],
    by: lifecycle_rules.By,
    contact: lifecycle.ContactDetails,
    situation: Situation | None = None,
    form_key: UUID | None = None,
    photo: engine.Picture | None = None,
    description: str = "",
) -> lifecycle.Proposed:
    """Proposes an initiative with its photo, and mails the receipt with the private link."""
    made = lifecycle.propose(
        kind="initiative",
        territory=territory,
        content={**content, "photo": photo.key if photo else ""},
        by=by,
        situation=situation,
        contact=contact,
        form_key=form_key,
    )
    if made.is_new:
        keep_photo(made.contribution, photo, description)
        messages.send_receipt(contribution=made.contribution, path=reverse("initiatives:follow", args=[made.secret]))
    return made


def keep_photo(contribution: Contribution, photo: engine.Picture | None, description: str) -> None:
    row = fields.initiative(contribution)
    if photo is None or row is None:
        return
    drawn = {"image": photo.image, "width": photo.width, "height": photo.height, "description": description}
    Photo.objects.update_or_create(initiative=row, key=photo.key, defaults=drawn)


@transaction.atomic
def revise(
    *,
    contribution: Contribution,
    content: dict[str, Any],
    by: lifecycle_rules.By,
    note: str = "",
    seen: int | None = None,
    photo: engine.Picture | None = None,
    description: str = "",
) -> Contribution:
    """Revises it; a new photo waits with the rest, behind the public one."""
    changed = {**content, "photo": photo.key} if photo else content
    row = lifecycle.revise(contribution=contribution, content=changed, by=by, note=note, seen=seen)
    keep_photo(row, photo, description)
    return row


@transaction.atomic
def wait(
    *,
    territory: Territory,
    content: dict[str, Any],
    contact: lifecycle.ContactDetails,
    situation: Situation | None,
    form_key: UUID,
    photo: engine.Picture | None = None,
    description: str = "",
) -> Waiting:
    """Keeps a proposal until its sender opens the link that is mailed now; the same form again changes nothing."""
    present = Waiting.objects.filter(form_key=form_key).first()
    if present is not None:
        return present
    secret = ids.secret()
    kept = lifecycle.save_contact(contribution=None, purpose=Purpose.AUTHOR, details=contact)
    assert kept is not None, "the form asks for an e-mail here"
    Contact.objects.filter(pk=kept.pk).update(keep_until=clock.today() + WAITS)
    row = Waiting(
        secret_hash=ids.digest(secret),
        territory=territory,
        situation=situation,
        content={**content, "description": description},
        photo=photo.image if photo else None,
        contact=kept,
        form_key=form_key,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the same form, sent twice at once
        kept.delete()
        return Waiting.objects.get(form_key=form_key)
    ask_to_confirm(row, secret)
    return row


def ask_to_confirm(row: Waiting, secret: str) -> None:
    messages.send(
        template="confirm_proposal",
        dedupe=f"confirm-proposal:{row.form_key}",
        contact=row.contact,
        context={"title": row.content["title"], "territory": row.territory.name},
        once={"private_path": reverse("initiatives:confirm", args=[secret])},
        language=row.content["language"],
    )


@transaction.atomic
def confirm(*, waiting: Waiting) -> lifecycle.Proposed:
    """Proposes what waited; what waited is gone. Raises lifecycle.rules.NotPossible when its situation has closed."""
    content = dict(waiting.content)
    description = content.pop("description", "")
    contact = waiting.contact
    made = propose(
        territory=waiting.territory,
        content=content,
        by=lifecycle_rules.STRANGER,
        contact=lifecycle.ContactDetails(contact.name, contact.email, contact.phone),
        situation=waiting.situation,
        form_key=waiting.form_key,
        photo=engine.measure(bytes(waiting.photo)) if waiting.photo else None,
        description=description,
    )
    contact.delete()  # takes what waited with it
    return made


@transaction.atomic
def purge() -> int:
    """Deletes what nobody confirmed in two days, contact included, and the addresses of those who wrote a message a
    week ago; returns how many addresses."""
    unconfirmed = Waiting.objects.filter(created_at__lt=clock.now() - WAITS).values("contact")
    senders = Q(purpose=Purpose.SENDER, keep_until__lt=clock.today())
    contacts = Contact.objects.filter(Q(pk__in=unconfirmed) | senders)
    count = contacts.count()
    contacts.delete()
    return count


@transaction.atomic
def erase(*, contribution: Contribution, by: lifecycle_rules.By) -> None:
    """Erases a fiche with what visitors said of it. Raises lifecycle.rules.NotAllowed for anybody but its author."""
    lifecycle.erase(contribution=contribution, by=by)
    contribution.reports.all().delete()
    contribution.claims.all().delete()
