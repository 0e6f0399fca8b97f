"""What visitors said that still awaits a referent."""

from django.db.models import QuerySet

from boucle.during.initiatives.models import Claim, Report
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.models import Contribution


def reports(user: User) -> QuerySet[Report]:
    """Reports that nobody has seen to, within somebody's scopes, oldest first."""
    rows = Report.objects.filter(handled_at__isnull=True).filter(within(user))
    return rows.select_related("contribution__territory", "contribution__theme").order_by("at", "id")


def claims(user: User) -> QuerySet[Claim]:
    """Claims that nobody has decided about, within somebody's scopes, oldest first."""
    rows = Claim.objects.filter(is_approved__isnull=True).filter(within(user))
    return rows.select_related("contribution__territory", "contribution__theme", "contact").order_by("at", "id")


def within(user: User) -> object:
    return accounts.covered(user, Right.DECIDE, territory="contribution__territory", theme="contribution__theme")


def number(user: User) -> int:
    return reports(user).count() + claims(user).count()


def of(contribution: Contribution) -> tuple[list[Report], list[Claim]]:
    """What still waits about one fiche."""
    return (
        list(contribution.reports.filter(handled_at__isnull=True).order_by("at", "id")),
        list(contribution.claims.filter(is_approved__isnull=True).select_related("contact").order_by("at", "id")),
    )
