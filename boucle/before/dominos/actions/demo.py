"""The demo's dominoes: an invented winter of rotating cuts on real communes of the Liège area.

Told through the actions that people use, whole or not at all, once for each territory.
"""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from boucle.before.dominos.actions import challenge as challenges
from boucle.before.dominos.actions import importing, inventory, measure, schedule
from boucle.before.dominos.actions.measure import Piece
from boucle.before.dominos.models import Challenge, Dependency, Inventory
from boucle.before.dominos.models.challenge import Fate
from boucle.before.dominos.queries import incoming
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories import queries as places
from boucle.foundation.territories.models import Territory

NAME = "Délestage tournant, bassin Ourthe-Vesdre"
BASIN = "Bassin Ourthe-Vesdre"
COMMUNES = ("BE-62122", "BE-62022", "BE-62032", "BE-62038", "BE-62015", "BE-62063")
# Trooz, Chaudfontaine, Esneux, Fléron, Beyne-Heusay, Liège
DATA = Path(__file__).resolve().parent.parent / "data" / "demo"
SEASON = "Hiver 2026-2027"
FIRST = date(2026, 11, 16)
DAYS = 7
EVENING = 18 * 60  # minutes: when the hired generator arrives
INTRODUCTION = (
    "**Tout ceci est inventé**, sauf les communes : un hiver où le courant manque, et où chaque tranche est coupée à"
    " son tour de 17 h à 20 h. Les chiffres servent à montrer comment une coupure en entraîne d’autres. Aucun ne décrit"
    " un réseau réel."
)


def is_told(territory: Territory) -> bool:
    return Inventory.objects.filter(territory=territory, name=NAME).exists()


def basin() -> Territory:
    """The six communes of the story; needs the list of Belgian communes."""
    found = [one for one in (places.by_code(code) for code in COMMUNES) if one is not None]
    made = territories.make_basin(name=BASIN, communes=found)
    return territories.open_territory(territory=made)


@transaction.atomic
def tell(*, territory: Territory, user: User, say: Callable[[str], object] = lambda sentence: None) -> Inventory:
    """`territory`: one that holds the six communes, which `user` coordinates."""
    there = Inventory.objects.filter(territory=territory, name=NAME).first()
    if there is not None:
        return there
    say(NAME)
    made = inventory.create(territory=territory, user=user, name=NAME, introduction=INTRODUCTION)
    read = incoming.read(made, file("services.csv"), file("dependencies.csv"), "relevé inventé pour la démonstration")
    importing.take(inventory=made, user=user, read=read)
    schedule.add_rotation(inventory=made, user=user, country="BE", first=FIRST, days=DAYS, season=SEASON)
    unfair = incoming.read(made, None, None, "annonce inventée pour la démonstration", file("schedules.csv"))
    importing.take(inventory=made, user=user, read=unfair)
    write_measures(made, user)
    inventory.open_to_public(inventory=made, user=user)
    contest(made, user)
    return made


def file(name: str) -> BinaryIO:
    return io.BytesIO((DATA / name).read_bytes())


def write_measures(made: Inventory, user: User) -> None:
    services = {one.code: one for one in made.services.all()}

    def write(name: str, cost: int, delay: str, *pieces: tuple[str, str, float, str], start: int = 0) -> None:
        parts = [
            Piece(services[code], change, value, services[supplier], start) for code, change, value, supplier in pieces
        ]
        measure.write_measure(inventory=made, user=user, name=name, pieces=parts, cost=cost, delay=delay)

    write("Batteries de 4 h au relais du Ry", 18_000, "au printemps", ("m-ry", "autonomy", 4, "f-trooz"))
    write("Groupe mobile au pompage", 0, "demain", ("p-ness", "autonomy", 6, "f-trooz"))
    write("Remplir le réservoir avant 17 h", 0, "ce soir", ("r-thier", "autonomy", 1.6, "p-ness"))
    write("Quatorze batteries prêtées", 4_200, "trois semaines", ("d-trooz", "autonomy", 6, "f-trooz"))
    write(
        "Groupe loué, livré à 18 h au relais du Ry",
        350,
        "le jour même",
        ("m-ry", "autonomy", 6, "f-trooz"),
        start=EVENING,
    )
    write("Groupe au pompage de Méry", 26_000, "l’été prochain", ("p-mery", "autonomy", 6, "f-esneux"))


def contest(made: Inventory, user: User) -> None:
    """One figure is contested and changed, another waits for its answer."""
    needs = Dependency.objects.filter(service__inventory=made).select_related("service__inventory", "supplier")
    by_user = lifecycle_rules.By(user=user)
    alarm = needs.get(service__code="h-beyne", supplier__code="f-beyne")
    brought = challenges.bring(
        row=alarm,
        figure="autonomy",
        value="30/60/120",
        text="Le groupe de la maison de repos a calé au bout d’une heure lors de l’essai de septembre.",
        source="J’y travaille de nuit",
    )
    lifecycle.publish(contribution=brought.contribution, by=by_user)
    row = Challenge.objects.select_related("contribution", "service__inventory").get(pk=brought.contribution.pk)
    challenges.answer(challenge=row, user=user, fate=Fate.CHANGED, reason="La direction de la maison le confirme.")
    mast = needs.get(service__code="m-ry", supplier__code="f-trooz")
    other = challenges.bring(
        row=mast,
        figure="autonomy",
        value="10/15/20",
        text="En octobre, il s’est tu un quart d’heure après la coupure.",
        source="J’habite en face",
    )
    lifecycle.publish(contribution=other.contribution, by=by_user)
