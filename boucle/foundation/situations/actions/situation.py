"""A situation starts, changes, ends. Who may is asked above (`commons.moderation.actions`): people stand on this floor.

Each write moves the revision of the territory and of every territory inside it, whose pages show the situation.
"""

from datetime import date
from typing import Any, Unpack
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from boucle.foundation.core import clock, text
from boucle.foundation.situations import queries, rules
from boucle.foundation.situations.enums import Phase
from boucle.foundation.situations.models import Situation, Template
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory

SLUG_LENGTH = 60
RESERVED = "new"  # the address where a situation is made
LONG_TEXTS = ("introduction",)
LINES = ("name", "banner")
LISTS = ("instructions", "common_searches", "asked_fields")
UNCHECKED = {"activated_by", *LISTS}  # an empty list is a list


def activate(
    *,
    territory: Territory,
    by: AbstractBaseUser | None,
    template: Template | None = None,
    form_key: UUID | None = None,
    **fields: Unpack[queries.Fields],
) -> Situation:
    """Opens a situation: what `fields` leaves out comes from the template. The same form key again gives the same one.

    Raises ValidationError with a sentence per field.
    """
    replay = Situation.objects.filter(form_key=form_key).first() if form_key else None
    if replay is not None:
        return replay
    chosen: dict[str, Any] = {**queries.fields_of(template), **fields}
    themes = chosen.pop("themes", [])
    situation = Situation(
        territory=territory, activated_by_id=by.pk if by else None, form_key=form_key, activated_at=clock.now()
    )
    situation.revised_at = situation.activated_at
    write(situation, chosen)
    try:
        return start(situation, themes)
    except IntegrityError:
        # Two sendings of the same form raced: the other one made the row.
        replay = Situation.objects.filter(form_key=form_key).first() if form_key else None
        if replay is None:
            raise
        return replay


@transaction.atomic
def start(situation: Situation, themes: list[Any]) -> Situation:
    situation.slug = free_slug(situation)
    situation.full_clean(exclude=UNCHECKED)
    situation.save(force_insert=True)
    situation.themes.set(themes)
    show(situation)
    return situation


def free_slug(situation: Situation) -> str:
    """From the name: `coupures-d-electricite`, then `coupures-d-electricite-2`."""
    base = slugify(situation.name.replace("’", " ").replace("'", " "))[: SLUG_LENGTH - 5].strip("-") or "situation"
    taken = {RESERVED, *Situation.objects.filter(territory=situation.territory_id).values_list("slug", flat=True)}
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def write(situation: Situation, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(situation, name, cleaned(name, value))


def cleaned(name: str, value: Any) -> Any:
    if name in LONG_TEXTS:
        return text.clean(value)
    if name in LINES:
        return text.clean_line(value)
    if name in LISTS:
        return [line for line in map(text.clean_line, value) if line]
    return value


@transaction.atomic
def update_texts(*, situation: Situation, seen: str = "", **fields: Unpack[queries.Fields]) -> Situation:
    """Writes the texts, themes and delays again; nature and territory never change. `seen` refuses a stale form.

    Raises rules.NotPossible when it is closed or the form is stale, ValidationError with a sentence per field.
    """
    row = lock(situation)
    rules.check_open(row)
    rules.check_fresh(row, seen)
    chosen: dict[str, Any] = {name: value for name, value in fields.items() if name not in {"nature", "themes"}}
    write(row, chosen)
    row.revised_at = clock.now()
    row.full_clean(exclude=UNCHECKED)
    row.save()
    if "themes" in fields:
        row.themes.set(fields["themes"])
    show(row)
    return row


@transaction.atomic
def change_phase(*, situation: Situation, phase: Phase) -> Situation:
    """Before, during, after; the same phase again changes nothing. Raises rules.NotPossible when it is closed."""
    row = lock(situation)
    rules.check_open(row)
    if row.phase != phase:
        row.phase = phase
        row.save(update_fields=["phase"])
        show(row)
    return row


@transaction.atomic
def postpone_end_review(*, situation: Situation, day: date) -> Situation:
    """Another day to decide whether it ends. Raises rules.NotPossible for a past day, or when it is closed."""
    row = lock(situation)
    rules.check_open(row)
    rules.check_end_review(day)
    row.end_review_on = day
    row.save(update_fields=["end_review_on"])
    return row


@transaction.atomic
def mark_reminded(*, situation: Situation) -> bool:
    """Notes that the coordinators were written about this end review; False when it was already so."""
    row = lock(situation)
    if row.is_closed or row.reminded_for == row.end_review_on:
        return False
    row.reminded_for = row.end_review_on
    row.save(update_fields=["reminded_for"])
    return True


@transaction.atomic
def close(*, situation: Situation, by: AbstractBaseUser, report: dict[str, Any]) -> Situation:
    """Closes it for good, with the figures of that day. Already closed: nothing changes.

    What its fiches become is decided above, see `commons.moderation.actions.close_situation`.
    """
    row = lock(situation)
    if row.is_closed:
        return row
    row.closed_at, row.closed_by_id, row.report, row.phase = clock.now(), by.pk, report, Phase.AFTER
    row.save(update_fields=["closed_at", "closed_by", "report", "phase"])
    show(row)
    return row


@transaction.atomic
def settle(*, situation: Situation) -> Situation:
    """Notes that nothing of a closed situation is left to archive or to hand over."""
    row = lock(situation)
    if row.is_closed and row.settled_at is None:
        row.settled_at = clock.now()
        row.save(update_fields=["settled_at"])
    return row


def lock(situation: Situation) -> Situation:
    return Situation.objects.select_related("territory").select_for_update(of=("self",)).get(pk=situation.pk)


def show(situation: Situation) -> None:
    """Pages of the territory and of all those inside are made again."""
    inside = Territory.objects.filter(outward__outside=situation.territory_id, is_open=True)
    ids = {situation.territory_id, *inside.values_list("pk", flat=True)}
    territories.bump_revisions(territory_ids=sorted(ids))
