"""Takes references into the library, and says row by row what became of each."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.after.library.engine import items
from boucle.after.library.engine.items import Item
from boucle.after.library.enums import Variety
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Origin, Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory

LONGEST_TITLE = 120
SOURCE = "references"


@dataclass(frozen=True)
class Taken:
    """A reference that is in the library, and whether it was there before."""

    row: Contribution
    is_new: bool


@transaction.atomic
def take(*, territory: Territory, user: User, item: Item) -> Taken:
    """Proposes one reference, and publishes it where this person decides. The same one again creates nothing.

    Raises PermissionDenied for whoever does not coordinate the territory.
    """
    accounts.check_coordinate(user, territory.pk)
    key = source_key(territory, item)
    known = Contribution.objects.filter(source=SOURCE, source_key=key).first()
    if known is not None:
        return Taken(known, False)
    by = lifecycle_rules.By(user=user)
    made = lifecycle.propose(
        kind="sheet",
        territory=territory,
        content=content(territory, item),
        by=by,
        origin=Origin.IMPORT,
        source=SOURCE,
        source_key=key,
    )
    return Taken(publish_if_allowed(made.contribution, by), True)


def publish_if_allowed(row: Contribution, by: lifecycle_rules.By) -> Contribution:
    """Whoever brings it and may decide on it has read it already; otherwise it waits for a referent."""
    if not lifecycle_rules.can_move(row, Verb.PUBLISH, by):
        return row
    return lifecycle.publish(contribution=row, by=by)


def source_key(territory: Territory, item: Item) -> str:
    """What makes the same work the same row: its DOI, else its title, year, first author and address."""
    found = str(item.get("DOI", "")).lower() or "|".join(items.print_of(item))
    return f"{territory.code}:{found}"[:200]


def content(territory: Territory, item: Item) -> dict[str, object]:
    title = str(item["title"])
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return {
        "title": short,
        "text": described(item),
        "theme": "",
        "territory": territory.code,
        "language": item.get("language", "fr")[:5],
        "variety": Variety.REFERENCE.value,
        "authors": item.get("author", []),
        "keywords": str(item.get("keyword", ""))[:300],
        "link": link(item),
        "item": item,
    }


def described(item: Item) -> str:
    """A reference has no text of its own: its title, whole, then where it appeared."""
    found = (item.get("container-title"), item.get("publisher"), items.year(item))
    where = ", ".join(str(each) for each in found if each)
    return text.clean(f"{item['title']}\n\n{where}").strip() or _("A reference.")


def link(item: Item) -> str:
    address = str(item.get("URL", ""))
    if address.startswith(("http://", "https://")):
        return address
    return f"https://doi.org/{item['DOI']}" if item.get("DOI") else ""
