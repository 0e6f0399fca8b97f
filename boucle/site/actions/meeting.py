"""The demo's directory: a few invented actors of the winter, with whom they work, one meeting that both accepted.

What is left to see is left: the team that studies water and the utility that measures it have not met yet, and their
private pages suggest it.
"""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from boucle.foundation.accounts.models import User
from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

DATA = Path(__file__).resolve().parent.parent / "data" / "demo" / "actors.json"
PLAIN = ("title", "text", "role", "knows", "seeks", "offers", "knows_themes", "seeks_themes", "offers_themes")
TIES = (("works", "list", "liens"), ("warm", "list", "liens"), ("warm", "school", "chaleur"), ("works", "school", ""))
MEETING = ("warm", "power")
WORDS = (
    "Bonjour, nous ouvrons soixante places au chaud le vendredi soir, et la salle tombe dans le noir une semaine sur"
    " trois. Pourrions-nous voir ensemble ce qu’il faudrait pour tenir de 17 h à 20 h ?"
)
TIED_AGO, MET_AGO = timedelta(days=12), timedelta(days=8)
Made = tuple[Actor, rules.By]


@transaction.atomic
def tell(*, territory: Territory, user: User, say: Callable[[str], object] = lambda sentence: None) -> None:
    """Once: a directory that has actors is left as it is. `user` coordinates it, and it holds their communes."""
    if Actor.objects.filter(contribution__territory__in=territories.descendants_ids(territory)).exists():
        return
    with translation.override("fr"):
        made = {row["key"]: present(row, user) for row in json.loads(DATA.read_text(encoding="utf-8"))}
        with clock.at(clock.now() - TIED_AGO):
            for one, other, theme in TIES:
                tie(made[one], made[other], theme)
        with clock.at(clock.now() - MET_AGO):
            meet(made[MEETING[0]], made[MEETING[1]])
    say(f"{len(made)} actors in the directory")


def plays(territory: Territory) -> list[tuple[str, str]]:
    """The title and the path of what a visitor opens first."""
    return [
        ("Qui fait quoi", reverse("directory:list", args=[territory.slug])),
        ("Qui travaille avec qui", reverse("directory:picture", args=[territory.slug])),
    ]


def present(row: dict[str, Any], user: User) -> Made:
    place = territories.by_code(row["place"])
    if place is None:
        raise LookupError(row["place"])
    with clock.at(clock.now() - timedelta(days=row["ago"])):
        sent = actions.present(
            territory=place,
            content=content(row),
            by=rules.STRANGER,
            contact=lifecycle.ContactDetails(email=f"{row['key']}@acteurs.example"),
        )
        lifecycle.publish(contribution=sent.contribution, by=rules.By(user=user))
    actor = Actor.objects.select_related("contribution__territory").get(pk=sent.contribution.pk)
    return actor, rules.By(secret=sent.secret)


def content(row: dict[str, Any]) -> dict[str, Any]:
    is_person = bool(row.get("is_person"))
    return {
        **{name: row[name] for name in PLAIN if name in row},
        "is_person": is_person,
        "agrees": True,
        "is_shared": not is_person,
        "lat": row.get("lat"),
        "lon": row.get("lon"),
        "theme": "",
        "territory": row["place"],
        "language": "fr",
    }


def tie(one: Made, other: Made, slug: str) -> None:
    theme = Theme.objects.get(slug=slug) if slug else None
    asked = actions.ask_to_tie(asker=one[0], asked=other[0], by=one[1], answer=page("answer_tie"), theme=theme)
    actions.accept_tie(tie=asked)


def meet(one: Made, other: Made) -> None:
    asked = actions.ask_to_meet(
        asker=one[0], asked=other[0], words=WORDS, by=one[1], form_key=uuid.uuid4(), answer=page("answer_meeting")
    )
    actions.accept_meeting(meeting=asked)


def page(name: str) -> Callable[[str], str]:
    return lambda secret: reverse(f"directory:{name}", args=[secret])
