"""`boucle apikey create NAME`: makes the key of a program, shown once. `boucle apikey revoke NAME` ends it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from boucle.commons.opendata import actions, rules
from boucle.commons.opendata.models import ApiKey
from boucle.foundation.territories import queries as territories


class Command(BaseCommand):
    help = "Keys by which programs write through /api/v1/."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="makes a key and prints its secret, once")
        create.add_argument("name", help="who uses it")
        create.add_argument("--territory", default="", metavar="CODE", help="where it may write; left out: anywhere")
        create.add_argument("--per-hour", type=int, default=60, help="how often it may write in an hour")
        revoke = verbs.add_parser("revoke", help="ends a key")
        revoke.add_argument("name")
        verbs.add_parser("list", help="names the keys, never their secrets")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["verb"])(options)
        except rules.Refused as error:
            raise CommandError(str(error)) from None

    def create(self, options: dict[str, Any]) -> None:
        code = options["territory"]
        territory = territories.by_code(code) or territories.by_slug(code) if code else None
        if code and territory is None:
            raise CommandError(_("No territory has the code “%(code)s”.") % {"code": code})
        self.stdout.write(actions.create_key(name=options["name"], territory=territory, per_hour=options["per_hour"]))

    def revoke(self, options: dict[str, Any]) -> None:
        actions.revoke_key(name=options["name"])

    def list(self, options: dict[str, Any]) -> None:
        for key in ApiKey.objects.select_related("territory"):
            end = _("revoked") if key.revoked_at else _("%(n)s an hour") % {"n": key.per_hour}
            self.stdout.write(f"{key.name}\t{key.territory or '*'}\t{end}")
