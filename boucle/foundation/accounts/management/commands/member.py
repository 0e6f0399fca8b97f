"""`boucle member EMAIL --territory CODE`: makes a member, the first coordinator of an installation above all."""

import sys
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts import actions, rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import User
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory


class Command(BaseCommand):
    help = "Gives somebody a scope on a territory; makes their account when they have none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="address of the member")
        parser.add_argument("--territory", required=True, metavar="CODE", help="code or slug of the territory")
        parser.add_argument("--theme", metavar="SLUG", help="theme of a referent; left out: every theme")
        parser.add_argument("--post", choices=Post.values, default=Post.COORDINATOR, help="post held")
        parser.add_argument("--rights", default=",".join(Right.values), help="see,decide,edit,export or fewer")
        parser.add_argument("--name", default="", help="name that colleagues see")
        parser.add_argument(
            "--password-stdin", action="store_true", help="reads the password on standard input; else codes by mail"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            offer = offer_of(options)
            with transaction.atomic():
                user = member(options, sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else None)
                scope = actions.give(user=user, offer=offer)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{user.email} : {scope}")


def offer_of(options: dict[str, Any]) -> rules.Offer:
    return rules.Offer(
        territory=territory_of(options["territory"]),
        theme=theme_of(options["theme"]) if options["theme"] else None,
        post=Post(options["post"]),
        rights=frozenset(right_of(word) for word in options["rights"].split(",")),
    )


def territory_of(code: str) -> Territory:
    territory = Territory.objects.filter(code=code).first() or Territory.objects.filter(slug=code).first()
    if territory is None:
        raise CommandError(_("No territory has the code “%(code)s”.") % {"code": code})
    return territory


def theme_of(slug: str) -> Theme:
    theme = Theme.objects.filter(slug=slug).first()
    if theme is None:
        raise CommandError(_("No theme is called “%(slug)s”.") % {"slug": slug})
    return theme


def right_of(word: str) -> Right:
    if word.strip() not in Right.values:
        known = ", ".join(Right.values)
        raise CommandError(
            _("“%(word)s” is not a right: choose among %(known)s.") % {"word": word.strip(), "known": known}
        )
    return Right(word.strip())


def member(options: dict[str, Any], password: str | None) -> User:
    """The account of that address, made when there is none; an existing one keeps its password."""
    found = User.objects.filter(email=options["email"].lower()).first()
    if found:
        return found
    if password is not None:
        password_validation.validate_password(password, User(email=options["email"], name=options["name"]))
    return actions.create_member(email=options["email"], name=options["name"], password=password)
