"""Puts contributions on their shelves, and takes them off: always the whole of a contribution, so that doing it twice
changes nothing."""

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from boucle.commons.search import engine
from boucle.commons.search.actions import postings
from boucle.commons.search.actions.atlas import Atlas
from boucle.commons.search.models import Document, Shelf
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories import actions as territories

BATCH = 500


@transaction.atomic
def index(*, ids: Collection[int]) -> int:
    """Writes the shelves and words of these contributions as they are now; returns how many are public.

    Moves the revision of every territory where something shows, or showed, differently."""
    lock(ids)
    before = places(ids)
    take_off(ids)
    rows = list(published(ids))
    put_on(rows, Atlas())
    moved = before | {row.territory_id for row in rows}
    if moved:
        territories.bump_revisions(territory_ids=sorted(moved))
    return len(rows)


def lock(ids: Collection[int]) -> None:
    """Two workers that index the same contribution do it one after the other."""
    list(Contribution.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def places(ids: Collection[int]) -> set[int]:
    """The territories on whose shelves they stand."""
    rows = Shelf.objects.filter(contribution__in=ids).order_by()
    return set(rows.values_list("territory_id", flat=True).distinct())


def take_off(ids: Collection[int]) -> None:
    Shelf.objects.filter(contribution__in=ids).delete()
    documents = list(Document.objects.filter(contribution__in=ids))
    postings.count(documents, -1)
    Document.objects.filter(contribution__in=ids).delete()


def published(ids: Collection[int]) -> Iterator[Contribution]:
    """The public ones among them, by id, with their kind's row joined."""
    rows = Contribution.objects.filter(pk__in=ids, state=State.PUBLISHED, erased_at__isnull=True)
    return rows.select_related(*registry.KINDS).filter(kind__in=registry.KINDS).order_by("pk").iterator(BATCH)


def put_on(rows: Collection[Contribution], atlas: Atlas) -> list[Document]:
    """Places rows that stand nowhere."""
    atlas.read(rows)
    shelves = [shelf for row in rows for shelf in stand(row, atlas)]
    Shelf.objects.bulk_create(shelves, batch_size=BATCH)
    documents = Document.objects.bulk_create([document(row, atlas) for row in rows], batch_size=BATCH)
    postings.count(documents, 1)
    return documents


def rank(row: Contribution) -> int:
    """The moment of the last check, in milliseconds."""
    assert row.verified_at is not None, "the database refuses a published row without a check"
    return round(row.verified_at.timestamp() * 1000)


def stand(row: Contribution, atlas: Atlas) -> Iterator[Shelf]:
    for lane, territory, theme in atlas.place(row):
        yield Shelf(
            lane=lane, territory_id=territory, theme_id=theme, rank=rank(row), tile=atlas.tile(row), contribution=row
        )


def document(row: Contribution, atlas: Atlas) -> Document:
    own = registry.kind(row.kind).searched(row)
    places = sorted({(lane, territory) for lane, territory, _ in atlas.place(row)})
    themes = [engine.theme_word(theme) for theme in atlas.chain(row.theme_id)[1:]]
    made = Document(
        contribution=row,
        rank=rank(row),
        tile=atlas.tile(row),
        title=engine.document_stems(row.title),
        body=engine.document_stems(f"{engine.plain(row.text)} {own} {row.address}"),
        names=atlas.names(row),
    )
    large = [place for place in places if engine.is_public(place[0]) and place[1] in atlas.large]
    addresses = [engine.address_word(*place) for place in places]
    made.shelf = " ".join([*addresses, *themes, *local_words(made, large)])
    return made


def local_words(document_: Document, large: Iterable[tuple[int, int]]) -> list[str]:
    """Its words once more for its region, and once for its department: a search inside reads short postings."""
    stems = sorted(set(f"{document_.title} {document_.body} {document_.names}".split()))
    endings = [engine.local_ending(*place) for place in large]
    return [stem + ending for ending in endings for stem in stems]
