"""A database to measure on: France and Belgium, and any number of fiches spread like people, always the same."""

import os
import random
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

SEED = 20260119
BATCH = 2000
PLACELESS = 0.15  # share of fiches that only say their commune
FILES = Path(os.environ.get("BOUCLE_BENCH", Path(tempfile.gettempdir()) / "boucle-bench"))

THINGS = (
    "Soupe chaude;Prêt de couvertures;Recharge de téléphones;Garde d’enfants;Courses à domicile;Groupe électrogène;"
    "Salle chauffée;Eau potable;Transport solidaire;Permanence de soins;Prêt de batteries;Collecte de vêtements;"
    "Atelier de réparation;Visite aux personnes seules;Hébergement d’urgence;Repas partagé;Aide aux démarches;"
    "Cours de soutien;Distribution de colis;Prêt de vélos;Bois de chauffage;Écoute téléphonique;Jardin partagé;"
    "Garde d’animaux;Prêt de matériel médical;Lecture à voix haute;Nettoyage après la crue;Sacs de sable"
).split(";")
HOLDERS = (
    "salle des Tilleuls;maison de quartier;café associatif Le Quart;école Jules-Ferry;gymnase municipal;"
    "bibliothèque;centre social;mairie annexe;foyer rural;paroisse Saint-Jean;ferme du Vieux-Puits;"
    "association La Louche voisine;régie de quartier;halle du marché;caserne;pharmacie de la Gare"
).split(";")
PHRASES = (
    "Apportez votre câble et une multiprise.;Ouvert à tous, sans inscription.;Deux heures par personne quand il y a "
    "du monde.;Appelez avant de venir.;Les chiens sont acceptés.;Accès de plain-pied par la cour.;Des bénévoles vous "
    "accompagnent jusqu’à l’arrêt de bus.;Rendez le matériel propre et chargé.;Prix libre, à partir de midi.;"
    "Livraison possible le matin même, sur ordonnance.;Nous cherchons encore des volontaires pour le samedi.;"
    "Pendant les coupures d’électricité, la salle reste éclairée.;Les enfants doivent être accompagnés.;"
    "Chauffage au bois, boissons chaudes et jeux de société.;Priorité aux personnes âgées et aux familles.;"
    "Sur place, une infirmière répond aux questions.;Le stock est renouvelé chaque mardi."
).split(";")


def start(name: str) -> None:
    """Opens the database of this name, made when missing; Django is ready afterwards."""
    os.environ["BOUCLE_DATA"] = str(FILES / name)
    os.environ.setdefault("BOUCLE_SECRET_KEY", "a key for measures only")
    os.environ.setdefault("BOUCLE_HOSTS", "*")
    os.environ.setdefault("BOUCLE_LOG_LEVEL", "ERROR")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if not (FILES / name / "static").exists():
        call_command("collectstatic", verbosity=0, interactive=False)


def fiches(number: int) -> None:
    """Opens a database with that many published fiches, filled when it is not."""
    engine = "pg" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    start(f"{engine}-{number}")
    from boucle.commons.search import actions
    from boucle.foundation.lifecycle.models import Contribution

    if Contribution.objects.count() != number:
        Contribution.objects.all().delete()
        country()
        fill(number)
    if not shelved():
        print(f"{actions.reindex()} fiches indexed")


def shelved() -> bool:
    from boucle.commons.search.models import Document

    return Document.objects.exists()


def country() -> None:
    from boucle.foundation.situations import actions as situations
    from boucle.foundation.territories import actions, data
    from boucle.foundation.territories.models import Territory

    if not Territory.objects.exists():
        actions.load(places=data.places())
    situations.load_themes()
    for code in ("FR", "200046977", "69266"):
        place = Territory.objects.get(code=code)
        if not place.is_open:
            actions.open_territory(territory=place)


def fill(number: int) -> None:
    """Bulk rows, straight to the tables: a measure needs many of them, their history does not matter to it."""
    from django.db import transaction

    from boucle.during.initiatives.models import Initiative, OpenSpan
    from boucle.foundation.lifecycle.models import Contribution

    with transaction.atomic():
        rows = contributions(number)
        while some := list(islice(rows, BATCH)):
            made = Contribution.objects.bulk_create(some)
            chance = random.Random(made[0].pk)
            own = [initiative(row, chance) for row in made]
            Initiative.objects.bulk_create(own)
            OpenSpan.objects.bulk_create([span for one in own for span in spans(one, chance)])


def contributions(number: int) -> Iterator[Any]:
    from boucle.foundation.core import clock, tiles
    from boucle.foundation.lifecycle.enums import State
    from boucle.foundation.lifecycle.models import Contribution
    from boucle.foundation.situations.models import Theme
    from boucle.foundation.territories.models import Territory

    chance = random.Random(SEED)
    communes = list(Territory.objects.filter(level="commune", country="FR", lat__isnull=False).order_by("code"))
    weights = [commune.population or 100 for commune in communes]
    themes = list(Theme.objects.order_by("slug").values_list("pk", flat=True))
    now = clock.now()
    for commune in chance.choices(communes, weights, k=number):
        lat = lon = tile = None
        if chance.random() > PLACELESS:
            spread = (commune.radius or 2000) / 111_000 / 2
            lat, lon = commune.lat + chance.gauss(0, spread), commune.lon + chance.gauss(0, spread * 1.4)
            tile = tiles.encode(lat, lon)
        checked = now - timedelta(seconds=chance.expovariate(1 / (20 * 86400)))
        yield Contribution(
            reference="".join(chance.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=8)),
            kind="initiative",
            territory_id=commune.pk,
            theme_id=chance.choice(themes),
            state=State.PUBLISHED,
            title=f"{chance.choice(THINGS)}, {chance.choice(HOLDERS)}",
            text=" ".join(chance.sample(PHRASES, chance.randint(2, 6))) + " " + rare_words(chance, number),
            lat=lat,
            lon=lon,
            tile=tile,
            created_at=checked - timedelta(days=10),
            published_at=checked - timedelta(days=9),
            verified_at=checked,
            review_on=(checked + timedelta(days=90)).date(),
        )


def rare_words(chance: random.Random, number: int) -> str:
    """Names of people's own making: their number grows with the fiches, each stays rare."""
    return " ".join(f"{first}{second}" for first, second in names(chance, number))


def names(chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    syllables = "ba be bi bo bu da de di do du fa fe fi fo fu ga go la le li lo lu ma me mi mo mu na ne ni no ra re ro"
    parts = syllables.split()
    for _ in range(2):
        value = chance.randrange(max(50, number // 20))
        word = "".join(parts[(value // 36**place + place) % len(parts)] for place in range(3))
        yield word, parts[value % len(parts)]


def initiative(row: Any, chance: random.Random) -> Any:
    from boucle.during.initiatives.models import Initiative

    return Initiative(
        contribution=row,
        side=chance.choice(["need", "need", "give", "both"]),
        variety=chance.choice(["initiative", "resource"]),
        audiences=chance.choice([0, 0, 0, 1, 2, 4, 8]),
        hours="Mo-Fr 09:00-18:00",
        organisation=chance.choice(HOLDERS),
    )


def spans(one: Any, chance: random.Random) -> list[Any]:
    from boucle.during.initiatives.models import OpenSpan

    days = range(chance.choice([5, 7]))
    return [OpenSpan(initiative=one, opens=day * 1440 + 540, closes=day * 1440 + 1080) for day in days]
