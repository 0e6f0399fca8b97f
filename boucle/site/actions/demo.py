"""The demo's story: a real basin, an invented winter of rotating power cuts, and its fiches, told through actions.

Everything goes through the doors that people use, with the clock moved back day by day: what the dashboard and the
histories show was lived, not written into tables.
"""

import csv
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from shapely import geometry

from boucle.foundation.accounts import actions as accounts
from boucle.foundation.accounts import rules as accounts_rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Origin, Reason
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations import queries
from boucle.foundation.situations.models import Situation, Template, Theme
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from boucle.together.consultations.actions import demo as consultations

DATA = Path(__file__).resolve().parent.parent / "data" / "demo"
BASIN = "Bassin lyonnais"
PASSWORD = "boucle-demo"  # the demo's accounts are public
COMMUNES = ("69266", "69123", "69029", "69256", "69149", "69259", "69034", "69199", "69275")
DAYS = 11
STEPS = 18
WAITING = {3, 7, 17}  # left proposed, returned with a question, revised since
ALL_RIGHTS = frozenset(Right)


@dataclass(frozen=True)
class Member:
    email: str
    name: str
    place: str  # a commune's code, or nothing for the basin
    theme: str = ""
    post: Post = Post.REFERENT


MEMBERS = (
    Member("coordination@boucle.example", "Coordination du bassin", "", post=Post.COORDINATOR),
    Member("villeurbanne@boucle.example", "Référente de Villeurbanne", "69266"),
    Member("sante@boucle.example", "Référent santé du bassin", "", "soins"),
    Member("energie@boucle.example", "Référente énergie du bassin", "", "recharge"),
)


@dataclass
class Story:
    """Who and where, for the steps that follow."""

    basin: Territory
    situation: Situation
    coordinator: User
    shapes: dict[str, Any]
    places: dict[str, Territory]
    rng: random.Random


def is_told() -> bool:
    return Territory.objects.filter(name=BASIN, is_open=True).exists()


@transaction.atomic
def tell(say: Callable[[str], object] = lambda sentence: None, *, limit: int | None = None) -> Situation:
    """Tells the story whole or not at all, once; needs the lists of communes, themes and templates.

    With a limit, so many of its fiches, spread over all of its themes.
    """
    if is_told():
        return Situation.objects.filter(territory__name=BASIN).earliest("pk")
    start = clock.now() - timedelta(days=DAYS)
    with clock.at(start - timedelta(hours=3)):
        story = open_basin()
    rows = spread(list(read_fiches()), limit)
    for number, row in enumerate(rows):
        if number % 30 == 0:
            say(f"{number} / {len(rows)}")
        tell_fiche(story, number, row, moment(story.rng, start, number))
    return story.situation


def tell_together(say: Callable[[str], object] = lambda sentence: None) -> None:
    """The consultations of the basin, once, beside its fiches: a demo made before they existed gets them too."""
    situation = Situation.objects.filter(territory__name=BASIN).earliest("pk")
    coordinator, second = (User.objects.get(email=email) for email in (MEMBERS[0].email, MEMBERS[2].email))
    consultations.tell(territory=situation.territory, situation=situation, users=(coordinator, second), say=say)


def plays() -> list[consultations.Play]:
    """The consultations where a visitor takes part."""
    return consultations.plays(Territory.objects.get(name=BASIN))


def spread(rows: list[dict[str, str]], limit: int | None) -> list[dict[str, str]]:
    count = len(rows) if limit is None else min(limit, len(rows))
    return [rows[number * len(rows) // count] for number in range(count)]


def read_fiches() -> Iterator[dict[str, str]]:
    with (DATA / "fiches.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def open_basin() -> Story:
    communes = {row.code: row for row in Territory.objects.filter(code__in=COMMUNES)}
    basin = territories.make_basin(name=BASIN, communes=list(communes.values()))
    territories.open_territory(territory=basin)
    features = json.loads((DATA / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    territories.set_outlines(features=features)
    users = {member.email: make_member(member, basin, communes) for member in MEMBERS}
    coordinator = users[MEMBERS[0].email]
    situation = situations.activate(
        territory=basin,
        by=coordinator,
        template=Template.objects.get(slug="coupures-electricite"),
        name="Coupures d’électricité tournantes",
        themes=queries.widest_themes(),
    )
    shapes = {each["properties"]["code_insee"]: geometry.shape(each["geometry"]) for each in features}
    return Story(basin, situation, coordinator, shapes, communes, random.Random(2027))


def make_member(member: Member, basin: Territory, communes: dict[str, Territory]) -> User:
    user = accounts.create_member(email=member.email, name=member.name, password=PASSWORD)
    theme = Theme.objects.get(slug=member.theme) if member.theme else None
    place = communes[member.place] if member.place else basin
    offer = accounts_rules.Offer(territory=place, theme=theme, post=member.post, rights=ALL_RIGHTS)
    accounts.give(user=user, offer=offer)
    return user


def moment(rng: random.Random, start: datetime, number: int) -> datetime:
    """A moment of the story: most fiches come in the days after the first cut. Those that still wait came lately,
    but for two, which the dashboard shows as stuck."""
    if number % STEPS in WAITING and number > STEPS:
        return clock.now() - timedelta(hours=rng.uniform(0.5, 40))
    days = min(DAYS - 0.2, rng.triangular(0, DAYS, DAYS * 0.45))
    return start + timedelta(days=days, minutes=rng.randrange(60))


def tell_fiche(story: Story, number: int, row: dict[str, str], at: datetime) -> None:
    code = COMMUNES[min(story.rng.randrange(14), story.rng.randrange(14)) % len(COMMUNES)]
    with clock.at(at):
        proposed = lifecycle.propose(
            kind="initiative",
            territory=story.places[code],
            situation=story.situation,
            content=content(story, row, code),
            contact=lifecycle.ContactDetails(name="Personne inventée", email=f"fiche-{number}@boucle.example"),
            by=rules.STRANGER,
            origin=Origin.FORM,
            source=row["organisation"],
        )
    with clock.at(min(clock.now(), at + timedelta(hours=min(30, story.rng.expovariate(1 / 5))))):
        decide(story, number, proposed)


def content(story: Story, row: dict[str, str], code: str) -> dict[str, Any]:
    lat, lon = point_in(story.rng, story.shapes[code])
    is_call = row["theme"] in {"benevolat", "main-oeuvre"}
    return {
        "title": row["title"],
        "text": row["text"],
        "theme": row["theme"],
        "territory": code,
        "address": f"{row['address']}, {story.places[code].name}" if row["address"] else "",
        "lat": lat if row["address"] else None,
        "lon": lon if row["address"] else None,
        "language": "fr",
        "organisation": row["organisation"],
        "hours": row["hours"],
        "side": "give" if is_call else "need",
        "variety": "initiative" if row["organisation"] else "resource",
        "audiences": audiences(row["theme"]),
        # Arcep keeps 04 65 71 for fiction: nobody is ever called by mistake.
        "public_phone": f"04 65 71 {story.rng.randrange(100):02d} {story.rng.randrange(100):02d}",
    }


def audiences(theme: str) -> list[str]:
    by_theme = {"enfants": ["families"], "bebes": ["families"], "garde-enfants": ["families"], "parents": ["families"]}
    by_theme |= {"transport-adapte": ["disabled"], "aidants-dependance": ["carers"], "visites-appels": ["elderly"]}
    return by_theme.get(theme, [])


def point_in(rng: random.Random, shape: Any) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    while True:
        lat, lon = rng.uniform(south, north), rng.uniform(west, east)
        if shape.contains(geometry.Point(lon, lat)):
            return round(lat, 6), round(lon, 6)


def decide(story: Story, number: int, proposed: lifecycle.Proposed) -> None:
    """Every state is in the story: out of eighteen fiches, thirteen are published and stay so."""
    row, by = proposed.contribution, rules.By(user=story.coordinator)
    author = rules.By(secret=proposed.secret)
    step = number % STEPS
    if step == 3:
        return
    if step == 7:
        lifecycle.return_to_author(contribution=row, by=by, question="Un fauteuil roulant peut-il entrer ?")
    elif step == 11:
        reason = list(Reason)[number // 18 % len(Reason)]
        lifecycle.reject(contribution=row, by=by, reason=reason, note="Écrivez-nous si nous nous trompons.")
    elif step == 13 and number % 36 == 13:
        lifecycle.withdraw(contribution=row, by=author)
    else:
        published(row, by, author, step)


def published(row: Contribution, by: rules.By, author: rules.By, step: int) -> None:
    row = lifecycle.publish(contribution=row, by=by, note="Vérifiée au téléphone.")
    if step == 15:
        lifecycle.archive(contribution=row, by=by, reason=Reason.OUTDATED, note="Le lieu a fermé.")
    elif step == 17:
        text = row.text + "\n\nOuvert seulement les soirs de coupure."
        lifecycle.revise(contribution=row, content={"text": text}, by=author)
