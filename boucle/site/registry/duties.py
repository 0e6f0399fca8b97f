"""Entries of the work navigation: what the person who is signed in may do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from boucle.commons.moderation.enums import Tab
from boucle.commons.moderation.queries import queue as moderation
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Post
from boucle.foundation.accounts.models import Scope, User
from boucle.site.registry import navigation

Scopes = Sequence[Scope]


def decides(scopes: Scopes) -> bool:
    return any(scope.can_decide for scope in scopes)


def coordinates(scopes: Scopes) -> bool:
    return any(scope.post == Post.COORDINATOR for scope in scopes)


def serves(scopes: Scopes) -> bool:
    return bool(scopes)


def exports(scopes: Scopes) -> bool:
    return any(scope.can_export for scope in scopes)


@dataclass(frozen=True)
class Duty:
    label: Any  # lazy
    route: str
    may: Callable[[Scopes], bool]
    in_territory: bool = False  # its route takes the slug of the territory that the person coordinates
    folder: str = ""  # of the house: its views make the entry current, wherever they are


DUTIES = (
    Duty(_("To decide"), "moderation:queue", decides),
    Duty(_("Reports and claims"), "initiatives:waiting", decides),
    Duty(_("My tasks"), "tasks:mine", serves),
    Duty(_("Dashboard"), "moderation:dashboard", coordinates, in_territory=True),
    Duty(_("Situations"), "moderation:situations", coordinates, in_territory=True),
    Duty(_("Plans"), "plans:kept", coordinates, in_territory=True, folder="boucle.before.plans.views.keeping"),
    Duty(
        _("Consultations"),
        "consultations:prepared",
        coordinates,
        in_territory=True,
        folder="boucle.together.consultations.views.facilitate",
    ),
    Duty(_("The loop"), "lessons:kept", coordinates, in_territory=True, folder="boucle.after.lessons.views.working"),
    Duty(_("Dominoes"), "dominos:list", coordinates, in_territory=True, folder="boucle.before.dominos.views"),
    Duty(_("Import"), "opendata:import", coordinates, in_territory=True),
    Duty(_("Export"), "moderation:export", exports),
    Duty(_("People"), "accounts:people", coordinates),
)


def duties(request: HttpRequest) -> list[navigation.Shown]:
    """None for whoever is not signed in; two queries at most, the second counts what awaits a decision."""
    scopes = list(accounts.scopes_of(request.user))
    found = [(duty, address(duty, request, scopes)) for duty in DUTIES if duty.may(scopes)]
    here = max((url for duty, url in found if url and is_here(duty, url, request)), key=len, default="")
    return [
        navigation.Shown(duty.label, url, url == here, waiting(request) if duty is DUTIES[0] else None)
        for duty, url in found
        if url
    ]


def is_here(duty: Duty, url: str, request: HttpRequest) -> bool:
    in_folder = bool(duty.folder) and navigation.folder_of(request).startswith(duty.folder)
    return in_folder or request.path.startswith(url)


def waiting(request: HttpRequest) -> int:
    """How many items await a decision of this person."""
    assert isinstance(request.user, User)
    return moderation.items(request.user, Tab.MINE).count()


def address(duty: Duty, request: HttpRequest, scopes: Scopes) -> str:
    if not duty.in_territory:
        return navigation.find([duty.route])
    place = getattr(request, "territory", None) or next(
        scope.territory for scope in scopes if scope.post == Post.COORDINATOR
    )
    return navigation.find([duty.route], place.slug)
