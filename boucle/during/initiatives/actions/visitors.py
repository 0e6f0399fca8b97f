"""What visitors send about a fiche: reports, messages passed on, claims and their decision."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.during.initiatives import rules
from boucle.during.initiatives.models import Claim, Report
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.messages import actions as messages

SENDER_KEPT = timedelta(days=7)


def facts(contribution: Contribution) -> dict[str, str]:
    """What letters say of a fiche."""
    return {
        "title": contribution.title,
        "reference": contribution.reference,
        "territory": contribution.territory.name,
        "path": reverse("initiatives:fiche", args=[contribution.reference]),
    }


def report(*, contribution: Contribution, text: str, form_key: UUID) -> Report:
    """Says that a fiche has a problem; the same form again changes nothing."""
    made, _is_new = Report.objects.get_or_create(
        form_key=form_key, defaults={"contribution": contribution, "text": text, "at": clock.now()}
    )
    return made


@transaction.atomic
def handle_report(*, report: Report, user: User) -> Report:
    """A referent has seen to it. Raises PermissionDenied outside their scope."""
    rules.check_decide(report.contribution, user)
    if report.handled_at is None:
        report.handled_at, report.handled_by = clock.now(), user
        report.save(update_fields=["handled_at", "handled_by"])
    return report


@transaction.atomic
def relay(*, contribution: Contribution, text: str, email: str, form_key: UUID) -> bool:
    """Passes a message on to the author's private address, which nobody sees; False when there is none.

    The words are emptied once the letter has left; the sender's address is deleted within a week.
    """
    contact = contribution.contacts.filter(purpose=Purpose.AUTHOR).exclude(email="").first()
    if contact is None:
        return False
    sender = keep_sender(contribution, email) if email else None
    letter = messages.send(
        template="relay",
        dedupe=f"relay:{form_key}",
        contact=contact,
        context=facts(contribution),
        once={"message": text},
        reply_to=sender,
        language=contribution.language,
    )
    if sender is not None and letter.reply_to_id != sender.pk:  # the same form again: one sender is enough
        sender.delete()
    return True


def keep_sender(contribution: Contribution, email: str) -> Contact | None:
    sender = lifecycle.save_contact(
        contribution=contribution, purpose=Purpose.SENDER, details=lifecycle.ContactDetails(email=email)
    )
    if sender is not None:
        sender.keep_until = clock.today() + SENDER_KEPT
        sender.save(update_fields=["keep_until"])
    return sender


@transaction.atomic
def claim(
    *,
    contribution: Contribution,
    organisation: str,
    reason: str,
    contact: lifecycle.ContactDetails,
    form_key: UUID,
) -> Claim:
    """An organisation says that a fiche is theirs; the same form again changes nothing."""
    present = Claim.objects.filter(form_key=form_key).first()
    if present is not None:
        return present
    kept = lifecycle.save_contact(contribution=contribution, purpose=Purpose.CLAIMANT, details=contact)
    try:
        with transaction.atomic():
            return Claim.objects.create(
                contribution=contribution,
                contact=kept,
                organisation=organisation,
                reason=reason,
                at=clock.now(),
                form_key=form_key,
            )
    except IntegrityError:
        if kept is not None:
            kept.delete()
        return Claim.objects.get(form_key=form_key)


@transaction.atomic
def approve_claim(*, claim: Claim, user: User) -> str:
    """Gives the fiche to the claimant: a new private link is mailed to them, the one before stops working.

    Returns the new secret. Raises PermissionDenied outside the scope, lifecycle.rules.NotPossible when it is decided
    already or its contact is gone.
    """
    row = check_claim(claim, user)
    contact = row.contact
    if contact is None:
        raise lifecycle_rules.NotPossible(_("The claimant's address is no longer kept: ask them to claim again."))
    contribution, secret = row.contribution, ids.secret()
    contribution.contacts.filter(purpose=Purpose.AUTHOR).delete()
    contact.purpose = Purpose.AUTHOR
    contact.save(update_fields=["purpose"])
    contribution.secret_hash, contribution.author = ids.digest(secret), None
    contribution.save(update_fields=["secret_hash", "author"])
    decide(row, user, is_approved=True)
    messages.send(
        template="claim_approved",
        dedupe=f"claim:{row.form_key}",
        contact=contact,
        context=facts(contribution),
        once={"private_path": reverse("initiatives:follow", args=[secret])},
        language=contribution.language,
    )
    return secret


@transaction.atomic
def refuse_claim(*, claim: Claim, user: User) -> Claim:
    """Leaves the fiche as it is; the claimant's address is deleted."""
    row = check_claim(claim, user)
    decide(row, user, is_approved=False)
    if row.contact is not None:
        row.contact.delete()
    return row


def check_claim(claim: Claim, user: User) -> Claim:
    row = Claim.objects.select_for_update(of=("self",)).select_related("contribution__territory").get(pk=claim.pk)
    rules.check_decide(row.contribution, user)
    if row.is_approved is not None:
        raise lifecycle_rules.NotPossible(_("Somebody has already decided about this claim."))
    return row


def decide(row: Claim, user: User, *, is_approved: bool) -> None:
    row.is_approved, row.decided_at, row.decided_by = is_approved, clock.now(), user
    row.save(update_fields=["is_approved", "decided_at", "decided_by"])
