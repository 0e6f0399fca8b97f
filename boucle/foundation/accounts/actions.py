"""Writes: members, their scopes, their invitations, and the end of an account."""

from datetime import date, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boucle.foundation.accounts import rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Invitation, Scope, User
from boucle.foundation.core import clock, ids, text

INVITATION_DAYS = 7


@transaction.atomic
def create_member(*, email: str, name: str = "", password: str | None = None) -> User:
    """An account whose address is known to be theirs; without a password, a code comes by mail at each sign-in."""
    user = User.objects.create_user(email, password, name=text.clean_line(name))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def give(*, user: User, offer: rules.Offer) -> Scope:
    """Gives a scope; given again, it takes the new rights. Raises ValidationError with sentences."""
    check_shape(offer)
    scope, _created = Scope.objects.update_or_create(
        user=user,
        territory=offer.territory,
        theme=offer.theme,
        post=offer.post,
        defaults=offer.rights_fields(),
    )
    return scope


def check_shape(offer: rules.Offer) -> None:
    Scope(**offer.fields()).full_clean(exclude=["user"])


@transaction.atomic
def invite(*, by: User, email: str, offer: rules.Offer) -> Invitation:
    """Offers a scope by mail with a link that works once, for seven days; an earlier offer of it is withdrawn."""
    rules.check_offer(by, offer)
    check_shape(offer)
    email = email.strip().lower()
    place = {"territory": offer.territory, "theme": offer.theme, "post": offer.post}
    if Scope.objects.filter(user__email=email, **place).exists():
        raise ValidationError({"email": _("This person already has this scope.")})
    Invitation.objects.filter(email=email, accepted_at__isnull=True, **place).delete()
    secret, moment = ids.secret(), clock.now()
    invitation = Invitation(
        email=email,
        secret_hash=ids.digest(secret),
        invited_by=by,
        invited_at=moment,
        expires_at=moment + timedelta(days=INVITATION_DAYS),
        **offer.fields(),
    )
    invitation.full_clean()
    invitation.save()
    transaction.on_commit(partial(send_invitation, invitation, secret))
    return invitation


def send_invitation(invitation: Invitation, secret: str) -> None:
    link = settings.ORIGIN + reverse("accounts:invitation", args=[secret])
    body = render_to_string("accounts/mail/invitation.txt", {"invitation": invitation, "link": link})
    subject = gettext("An invitation to help with %(territory)s") % {"territory": invitation.territory.name}
    send_mail(f"[Boucle] {subject}", body, None, [invitation.email])


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> None:
    rules.check_coordinate(by, invitation.territory_id)
    invitation.delete()


@transaction.atomic
def accept(*, invitation_id: int, user: User) -> Scope:
    """The invited member, signed in, takes the scope."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    rules.check_open(invitation)
    rules.check_for(invitation, user)
    return take(invitation, user)


@transaction.atomic
def join(*, invitation_id: int, name: str, password: str | None) -> User:
    """A newcomer accepts: the link came by mail, so the address is verified."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    rules.check_open(invitation)
    if User.objects.filter(email=invitation.email).exists():
        raise ValidationError(_("You already have an account with this address: sign in to accept."))
    user = create_member(email=invitation.email, name=name, password=password)
    take(invitation, user)
    return user


def take(invitation: Invitation, user: User) -> Scope:
    invitation.accepted_at, invitation.accepted_by = clock.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return give(user=user, offer=offer_of(invitation))


def offer_of(row: Invitation | Scope) -> rules.Offer:
    rights = frozenset(right for right in Right if getattr(row, f"can_{right.value}"))
    return rules.Offer(row.territory, row.theme, Post(row.post), rights, row.is_deputy)


@transaction.atomic
def change_scope(*, by: User, scope: Scope, rights: frozenset[Right], is_deputy: bool) -> Scope:
    """Other rights for the same place and theme."""
    offer = rules.Offer(scope.territory, scope.theme, Post(scope.post), rights, is_deputy)
    rules.check_offer(by, offer)
    return give(user=scope.user, offer=offer)


@transaction.atomic
def remove_scope(*, by: User, scope: Scope) -> None:
    rules.check_remove(by, scope)
    scope.delete()


@transaction.atomic
def set_absence(*, user: User, until: date | None) -> None:
    """Away up to and including that day, in every scope; None: back."""
    user.scopes.update(absent_until=until)


@transaction.atomic
def rename(*, user: User, name: str) -> None:
    user.name = text.clean_line(name)
    user.full_clean(exclude=["password", "email"])
    user.save(update_fields=["name"])


@transaction.atomic
def erase(*, user: User) -> None:
    """The end of an account: what is personal goes, what was decided stays without a name."""
    Invitation.objects.filter(email__in=[user.email]).delete()
    Invitation.objects.filter(accepted_by=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.scopes.all().delete()
    user.email, user.name, user.is_active, user.last_login = user.tombstone, "", False, None
    user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
