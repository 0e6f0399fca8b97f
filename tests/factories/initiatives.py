"""Initiatives for tests: forms as people fill them in, fiches through the actions, on the ground of real communes."""

import io
import itertools
import uuid
from typing import Any

from PIL import Image

from boucle.during.initiatives import actions
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, search, territories

numbers = itertools.count(1)
BRON = (45.7344, 4.9117)


def metropole() -> Territory:
    """An open territory with its communes and the standing themes."""
    place = territories.metropole()
    contributions.theme()
    return place


def content(**changes: Any) -> dict[str, Any]:
    """What the form gives for a whole initiative, at Bron."""
    return {
        "title": f"Recharge de téléphones, salle {next(numbers)}",
        "text": "Six multiprises sur groupe de secours.\n\n- Des câbles à prêter.",
        "theme": "recharge",
        "territory": "69029",
        "address": "12 rue de la Verrerie-Neuve",
        "lat": BRON[0],
        "lon": BRON[1],
        "language": "fr",
        "variety": "initiative",
        "side": "need",
        "audiences": [],
        "starts_on": None,
        "ends_on": None,
        "hours": "Mo-Su 00:00-24:00",
        "access": "Entrée de plain-pied.",
        "organisation": "Maison de quartier des Tilleuls",
        "public_phone": "04 65 71 08 21",
        "public_email": "",
        "public_url": "",
        "is_full": False,
        **changes,
    }


def proposed(
    place: Territory, *, situation: Situation | None = None, email: str = "auteur@tilleuls.example", **changes: Any
) -> lifecycle.Proposed:
    """A fiche that somebody has just proposed, with the secret of its private link."""
    return actions.propose(
        territory=Territory.objects.get(code=changes.get("territory", "69029")),
        content=content(**changes),
        by=rules.STRANGER,
        contact=lifecycle.ContactDetails(email=email),
        situation=situation,
        form_key=uuid.uuid4(),
    )


def published(place: Territory, *, decider: User | None = None, **options: Any) -> Contribution:
    """A public fiche, in the lists."""
    return publish(proposed(place, **options), place, decider)


def publish(made: lifecycle.Proposed, place: Territory, decider: User | None = None) -> Contribution:
    by = rules.By(user=decider or accounts.coordinator(place))
    row = lifecycle.publish(contribution=made.contribution, by=by)
    search.work()
    return row


def several(place: Territory, number: int, *, apart: float = 0.0007, **changes: Any) -> list[Contribution]:
    """As many public fiches, all decided by one coordinator, a little apart."""
    decider = accounts.coordinator(place)
    made = [
        proposed(place, lat=BRON[0] + rank * apart, lon=BRON[1] - rank * apart / 2, **changes) for rank in range(number)
    ]
    rows = [lifecycle.publish(contribution=each.contribution, by=rules.By(user=decider)) for each in made]
    search.work()
    return rows


def stamp(seconds: int = 60) -> str:
    """What a form given out so long ago carries."""
    return guard.STAMP.sign(str(int(clock.now().timestamp()) - seconds))


def typed(**changes: Any) -> dict[str, Any]:
    """What a browser sends for a proposal; `is_seen` says that similar fiches were shown."""
    return {
        "key": str(uuid.uuid4()),
        "stamp": stamp(),
        "title": "Soupe chaude, salle des fêtes",
        "theme": "manger",
        "text": "À midi, sans inscription.",
        "commune": "Bron",
        "email": "moi@soupe.example",
        "consent": "on",
        "is_seen": "",
        **changes,
    }


def guarded(**changes: Any) -> dict[str, Any]:
    """What every form that anybody may send carries."""
    return {"key": str(uuid.uuid4()), "stamp": stamp(), **changes}


def picture(width: int = 2000, height: int = 1000, form: str = "JPEG", **options: Any) -> bytes:
    """A picture as a telephone makes it."""
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(drawn, form, **options)
    return drawn.getvalue()
