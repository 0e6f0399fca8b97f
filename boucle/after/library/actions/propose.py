"""Propose a sheet: the lifecycle's verb with the receipt that it sends."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.after.library.actions import notebook as notebooks
from boucle.after.library.enums import Variety
from boucle.after.library.models import Notebook, Picture, Sheet
from boucle.foundation.core import pictures
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import actions as messages
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

Drawn = tuple[pictures.Picture, str]  # a picture, and what it shows


@transaction.atomic
def propose(
    *,
    territory: Territory,
    content: dict[str, Any],
    by: lifecycle_rules.By,
    contact: lifecycle.ContactDetails | None = None,
    situation: Situation | None = None,
    form_key: UUID | None = None,
    reuse_of: Sheet | None = None,
    notebook: Notebook | None = None,
    drawn: Drawn | None = None,
) -> lifecycle.Proposed:
    """A sheet that referents read before it is public; its receipt leaves by mail where an address was given.

    `reuse_of`: the sheet that it says "we did it too" of; raises NotPossible when that one is not public. `notebook`:
    one that it was written for, whose editors decide on it apart.
    """
    if reuse_of is not None:
        if not reuse_of.contribution.is_public:
            raise lifecycle_rules.NotPossible(_("The sheet that you did again is no longer public."))
        content = {**content, "variety": Variety.FIELDWORK.value, "reuse_of": reuse_of.contribution.reference}
    made = lifecycle.propose(
        kind="sheet",
        territory=territory,
        content={**content, "pictures": [drawn[0].key] if drawn else []},
        by=by,
        contact=contact,
        situation=situation,
        form_key=form_key,
    )
    if made.is_new:
        keep_picture(made.contribution, drawn)
        if notebook is not None:
            notebooks.offer(notebook=notebook, contribution=made.contribution)
        messages.send_receipt(contribution=made.contribution, path=reverse("library:follow", args=[made.secret]))
    return made


@transaction.atomic
def revise(
    *,
    sheet: Sheet,
    content: dict[str, Any],
    by: lifecycle_rules.By,
    note: str = "",
    seen: int | None = None,
    drawn: Drawn | None = None,
) -> Contribution:
    """By its author: what is published stays as it is until a referent has read it; a new picture waits with it."""
    if drawn is not None:
        keep_picture(sheet.contribution, drawn)
        kept = [key for key in known_pictures(sheet.contribution) if key != drawn[0].key]
        content = {**content, "pictures": [*kept, drawn[0].key]}
    return lifecycle.revise(contribution=sheet.contribution, content=content, by=by, note=note, seen=seen)


def known_pictures(contribution: Contribution) -> list[str]:
    return list(contributions.corrected(contribution).get("pictures", []))


def keep_picture(contribution: Contribution, drawn: Drawn | None) -> None:
    if drawn is None:
        return
    picture, description = drawn
    values = {"image": picture.image, "width": picture.width, "height": picture.height, "description": description}
    Picture.objects.update_or_create(contribution=contribution, key=picture.key, defaults=values)
