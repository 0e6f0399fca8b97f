"""Writes of a watch notebook, for those who coordinate its territory."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boucle.after.library.models import Entry, Notebook
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, ids, text
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory


@transaction.atomic
def create(*, territory: Territory, user: User, title: str, introduction: str = "") -> Notebook:
    """An empty notebook that its editors alone read. Raises PermissionDenied for whoever does not coordinate."""
    accounts.check_coordinate(user, territory.pk)
    title = text.clean_line(title)
    if not title:
        raise NotPossible(_("Give the notebook a title."))
    now = clock.now()
    return Notebook.objects.create(
        territory=territory,
        slug=free_slug(title),
        title=title,
        introduction=text.clean(introduction),
        created_at=now,
        changed_at=now,
        created_by=user,
    )


def free_slug(title: str) -> str:
    slug = slugify(title)[:70] or "cahier"
    return slug if not Notebook.objects.filter(slug=slug).exists() else f"{slug}-{ids.reference().lower()}"


@transaction.atomic
def write(*, notebook: Notebook, user: User, title: str, introduction: str, is_open: bool) -> Notebook:
    row = locked(notebook, user)
    row.title = text.clean_line(title) or row.title
    row.introduction, row.is_open = text.clean(introduction), is_open
    return changed(row)


@transaction.atomic
def add(*, notebook: Notebook, user: User, reference: str, chapter: str = "", why: str = "") -> Entry:
    """Puts a public contribution at the end; there already, its chapter and its words are written anew.

    Raises NotPossible for a reference that leads to nothing public.
    """
    row = locked(notebook, user)
    found = lifecycle.by_reference(reference.strip())
    if found is None or not found.is_public:
        raise NotPossible(_("No public fiche has this reference: copy it from its page."))
    if found.nature not in PUBLIC_NATURES:
        raise NotPossible(_("What is of an exercise stays in it: it does not enter a notebook."))
    last = row.entries.aggregate(last=Max("position"))["last"] or 0
    said = {"chapter": text.clean_line(chapter)[:120], "why": text.clean_line(why)[:500]}
    entry, is_new = Entry.objects.get_or_create(
        notebook=row, contribution=found, defaults={**said, "position": last + 1}
    )
    if not is_new:
        entry.chapter, entry.why, entry.is_kept = said["chapter"], said["why"], True
        entry.save()
    changed(row)
    return entry


def offer(*, notebook: Notebook, contribution: Contribution) -> None:
    """By a reader who proposed a sheet for it: its editors put it in, or leave it out, once it is public."""
    last = notebook.entries.aggregate(last=Max("position"))["last"] or 0
    Entry.objects.get_or_create(
        notebook=notebook, contribution=contribution, defaults={"position": last + 1, "is_kept": False}
    )


@transaction.atomic
def remove(*, entry: Entry, user: User) -> None:
    row = locked(entry.notebook, user)
    Entry.objects.filter(pk=entry.pk).delete()
    changed(row)


@transaction.atomic
def raise_entry(*, entry: Entry, user: User) -> None:
    """Moves an entry one place up; the first one stays where it is."""
    row = locked(entry.notebook, user)
    before = row.entries.filter(position__lt=entry.position, is_kept=True).order_by("-position").first()
    if before is None:
        return
    before.position, entry.position = entry.position, before.position
    before.save()
    entry.save()
    changed(row)


def locked(notebook: Notebook, user: User) -> Notebook:
    accounts.check_coordinate(user, notebook.territory_id)
    return Notebook.objects.select_for_update(of=("self",)).select_related("territory").get(pk=notebook.pk)


def changed(row: Notebook) -> Notebook:
    """Its public page follows."""
    row.changed_at = clock.now()
    row.save()
    territories.bump_revision(territory_id=row.territory_id)
    return row
