"""Actors for tests, all through the actions."""

import uuid
from typing import Any

from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import contributions


def place(name: str = "Bron") -> Territory:
    """An open commune."""
    return territories.open_territory(territory=contributions.commune(name))


def made(
    name: str = "Régie des eaux",
    state: State = State.PUBLISHED,
    *,
    territory: Territory | None = None,
    email: str = "",
    **changes: Any,
) -> tuple[Actor, str]:
    """An actor in a state, with the secret of their private link; an invented e-mail unless one is given."""
    here = territory or place()
    details = lifecycle.ContactDetails(email=email or f"{uuid.uuid4().hex[:8]}@acteurs.example")
    content = contributions.content(here, "actor", title=name, address="", **changes)
    proposed = actions.present(territory=here, content=content, by=rules.STRANGER, contact=details)
    contributions.walk(proposed.contribution, state, rules.By(secret=proposed.secret))
    return find(proposed.contribution.pk), proposed.secret


def actor(name: str = "Régie des eaux", state: State = State.PUBLISHED, **options: Any) -> Actor:
    return made(name, state, **options)[0]


def researcher(name: str = "Équipe Eaux et sociétés", **options: Any) -> tuple[Actor, str]:
    """Seeks water, knows health."""
    wanted = {"role": "researcher", "seeks_themes": ["eau"], "knows_themes": ["soins"], "knows": "La santé publique."}
    return made(name, **(wanted | options))


def practitioner(name: str = "Régie des eaux", **options: Any) -> tuple[Actor, str]:
    """Offers water."""
    return made(name, **({"role": "practitioner", "offers_themes": ["eau"], "offers": "Un réservoir."} | options))


def find(pk: int) -> Actor:
    return Actor.objects.select_related("contribution__territory").get(pk=pk)


def theme(slug: str) -> Theme:
    return contributions.theme(slug)


def tied(one: tuple[Actor, str], other: Actor, theme: Theme | None = None) -> Tie:
    """A tie that both have confirmed."""
    return actions.accept_tie(tie=asked_tie(one, other, theme))


def asked_tie(one: tuple[Actor, str], other: Actor, theme: Theme | None = None) -> Tie:
    actor, secret = one
    by = rules.By(secret=secret)
    return actions.ask_to_tie(asker=actor, asked=other, by=by, answer=lambda key: f"/tie/{key}/", theme=theme)


def asked_meeting(one: tuple[Actor, str], other: Actor, words: str = "Bonjour.", **options: Any) -> Meeting:
    actor, secret = one
    return actions.ask_to_meet(
        asker=actor,
        asked=other,
        words=words,
        by=rules.By(secret=secret),
        form_key=options.get("form_key") or uuid.uuid4(),
        answer=lambda key: f"/meeting/{key}/",
    )
