"""Prepare: a consultation before its first round."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import LinkType, Origin
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from boucle.together.consultations import rules
from boucle.together.consultations.enums import Access, ConsentStep, ItemType, Method
from boucle.together.consultations.models import Code, Consultation, Group, Item


@transaction.atomic
def create(
    *,
    territory: Territory,
    user: User,
    title: str,
    text: str,
    method: Method,
    access: Access = Access.PANEL,
    situation: Situation | None = None,
    about: Contribution | None = None,
    form_key: UUID | None = None,
    **settings: Any,
) -> Consultation:
    """A consultation in preparation, with the method's usual rule. `settings`: other fields of its row. The same form
    sent twice makes one.

    Raises NotAllowed for whoever does not coordinate the territory, NotPossible without a title.
    """
    accounts.check_coordinate(user, territory.pk)
    if not texts.clean_line(title):
        raise NotPossible(_("Give the consultation a title."))
    by = lifecycle_rules.By(user=user)
    made = lifecycle.propose(
        kind="consultation",
        territory=territory,
        content={"title": title, "text": text, "method": Method(method), "access": Access(access)},
        by=by,
        situation=situation,
        origin=Origin.STAFF,
        form_key=form_key,
    )
    row = Consultation.objects.select_related("contribution__territory").get(pk=made.contribution.pk)
    if made.is_new:
        if about is not None:
            lifecycle.link(source=made.contribution, target=about, type=LinkType.CHANGES, by=by)
        start(row, user, settings)
    return row


def start(row: Consultation, facilitator: User, settings: dict[str, Any]) -> None:
    """Its facilitator, and the rule that its method usually begins with."""
    row.facilitator = facilitator
    row.rule = dict(rules.START[Method(row.method)])
    row.step = ConsentStep.CLARIFY if row.method == Method.CONSENT else ""
    for name, value in settings.items():
        setattr(row, name, value)
    row.save()


@transaction.atomic
def write_rule(*, consultation: Consultation, user: User, rule: Any) -> Consultation:
    """Writes the rule of decision. Raises NotPossible once it is locked, or when it does not read."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_can_change(row)
    row.rule = rules.check_rule(Method(row.method), rule)
    row.save(update_fields=["rule"])
    return row


@transaction.atomic
def add_group(*, consultation: Consultation, user: User, name: str, population: int | None = None) -> Group:
    rules.check_facilitate(consultation, user)
    rules.check_running(consultation)
    name = texts.clean_line(name)
    if not name:
        raise NotPossible(_("Give the group a name."))
    position = consultation.groups.count()
    group, _made = Group.objects.get_or_create(
        consultation=consultation, name=name[:80], defaults={"position": position, "population": population}
    )
    return group


@transaction.atomic
def add_item(
    *,
    consultation: Consultation,
    user: User,
    type: ItemType,  # noqa: A002  # the field's name
    text: str,
    detail: str = "",
    settings: dict[str, Any] | None = None,
    cost: int | None = None,
    origins: Iterable[Code] = (),
    parents: Iterable[Item] = (),
) -> Item:
    """One more thing to ask; rounds ask it once they name it."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_running(row)
    item = new_item(row, ItemType(type), text, detail=texts.clean(detail), settings=settings or {}, cost=cost)
    item.origins.set(origins)
    item.parents.set(parents)
    return item


def new_item(consultation: Consultation, type: ItemType, text: str, **fields: Any) -> Item:  # noqa: A002  # the model's own name
    cleaned = texts.clean_line(text)
    if not cleaned:
        raise NotPossible(_("Write what is asked."))
    last = consultation.items.aggregate(last=Max("number"))["last"] or 0
    return Item.objects.create(consultation=consultation, number=last + 1, type=type, text=cleaned[:600], **fields)


@transaction.atomic
def change_item(*, item: Item, user: User, **fields: Any) -> Item:
    """Changes what was never asked. Raises NotPossible for what a round already asked."""
    rules.check_facilitate(item.consultation, user)
    check_never_asked(item)
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()
    return item


@transaction.atomic
def remove_item(*, item: Item, user: User) -> None:
    rules.check_facilitate(item.consultation, user)
    check_never_asked(item)
    item.delete()


def check_never_asked(item: Item) -> None:
    if item.asked.filter(round__opened_at__isnull=False).exists():
        raise NotPossible(_("This was asked already: what was asked once is never changed. Add another item."))


def locked(consultation: Consultation) -> Consultation:
    """The row as it is now, kept for this transaction: two people who prepare it do it one after the other."""
    return (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("contribution__territory")
        .get(pk=consultation.pk)
    )
