"""The pictures of several sheets, for a publication that gathers them."""

from collections.abc import Iterable, Sequence

from boucle.after.library.engine.booklet import Figure
from boucle.after.library.models import Picture, Sheet
from boucle.after.library.queries import pictures


def of(sheets: Iterable[Sheet]) -> dict[int, list[Figure]]:
    """Those that the public sees, by sheet, in the order in which its text numbers them; one query without the
    bytes, none without pictures."""
    shown = {sheet.pk: sheet for sheet in sheets if sheet.pictures}
    rows = Picture.objects.filter(contribution__in=shown).defer("image") if shown else ()
    kept = {(row.contribution_id, row.key): row for row in rows}
    return {
        pk: [figure(sheet, number, kept[pk, key]) for number, key in enumerate(sheet.pictures, 1) if (pk, key) in kept]
        for pk, sheet in shown.items()
    }


def figure(sheet: Sheet, number: int, row: Picture) -> Figure:
    one = sheet.contribution
    return Figure(
        kept=row.pk,
        name=f"image:{one.reference}-{number}",
        description=row.description,
        address=pictures.address(one, row.key),
        width=row.width,
        height=row.height,
    )


def images(shown: Sequence[Figure]) -> dict[str, bytes]:
    """Their bytes (WebP) by the name of their file; one query, none without pictures."""
    rows = Picture.objects.filter(pk__in=[each.kept for each in shown]).order_by().values_list("pk", "image")
    kept = dict(rows) if shown else {}
    return {each.file: bytes(kept[each.kept]) for each in shown}
