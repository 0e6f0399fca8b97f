"""Watch notebooks: by chapter, with what is still public of what was gathered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Q, QuerySet, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from boucle.after.library.engine import booklet as engine
from boucle.after.library.engine.booklet import Booklet, Chapter
from boucle.after.library.enums import Licence, Variety
from boucle.after.library.models import Entry, Notebook, Sheet
from boucle.after.library.queries import booklets, figures, finding
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Shown:
    """One entry with the page that it leads to."""

    entry: Entry
    kind: Any  # lazy
    url: str


@dataclass(frozen=True)
class Part:
    """A chapter, in the order in which its first entry was put there."""

    name: str
    entries: list[Shown]


@dataclass(frozen=True)
class Offered:
    """What readers proposed for a notebook, as much of it as a page holds, and how many more wait behind."""

    shown: list[Shown]
    more: int


MOST_OFFERED = 20
PUBLIC = Q(entries__is_kept=True, entries__contribution__state=State.PUBLISHED)


def of(place: Territory, *, is_editor: bool) -> QuerySet[Notebook]:
    rows = (
        Notebook.objects.filter(territory=place).annotate(size=Count("entries", filter=PUBLIC)).order_by("title", "id")
    )
    return rows if is_editor else rows.filter(is_open=True)


def by_slug(slug: str) -> Notebook | None:
    return Notebook.objects.select_related("territory").filter(slug=slug).first()


def parts(notebook: Notebook) -> list[Part]:
    """One query; what is no longer public is left out until it is again."""
    rows = entries(notebook).filter(is_kept=True, contribution__state=State.PUBLISHED)
    found: dict[str, Part] = {}
    for entry in rows.order_by("position", "id"):
        found.setdefault(entry.chapter, Part(entry.chapter, [])).entries.append(shown(entry))
    return list(found.values())


def entries(notebook: Notebook) -> QuerySet[Entry]:
    return notebook.entries.select_related("contribution__territory")


def offered(notebook: Notebook) -> Offered:
    """Those that can be put in come first, then those that a referent has to read; oldest first; two queries."""
    turn = Case(When(contribution__state=State.PUBLISHED, then=0), default=1)
    rows = [shown(entry) for entry in offers(notebook).order_by(turn, "position", "id")[:MOST_OFFERED]]
    return Offered(rows, offers(notebook).count() - len(rows))


def offers(notebook: Notebook) -> QuerySet[Entry]:
    """What readers proposed for it, public or not, and its editors have not said yet."""
    return entries(notebook).filter(is_kept=False, contribution__state__in=[State.PROPOSED, State.PUBLISHED])


def shown(entry: Entry) -> Shown:
    kind = registry.kind(entry.contribution.kind)
    url = reverse(kind.url_name, args=[entry.contribution.reference]) if kind.url_name else ""
    return Shown(entry, kind.label, url)


def booklet(notebook: Notebook) -> Booklet:
    """The notebook as one publication: its introduction, then a chapter for each of its own."""
    gathered = parts(notebook)
    sheets = {row.pk: row for row in finding.public().filter(notebook_rows(gathered))}
    pieces = pieces_of(sheets.values())
    pictures = figures.of([*sheets.values(), *(each for several in pieces.values() for each in several)])
    chapters = [Chapter(_("Introduction"), notebook.introduction)]
    chapters += [Chapter(part.name or _("Gathered"), chapter_text(part, sheets, pieces, pictures)) for part in gathered]
    return Booklet(
        title=notebook.title,
        subtitle=f"{notebook.territory.name}, {date_format(notebook.changed_at, 'j F Y')}",
        address=settings.ORIGIN + reverse("library:notebook", args=[notebook.slug]),
        licence=str(Licence.ETALAB.label),
        language="fr",
        chapters=[each for each in chapters if each.text.strip()],
        figures=[each for several in pictures.values() for each in several],
    )


def notebook_rows(gathered: list[Part]) -> Q:
    return Q(pk__in=[each.entry.contribution_id for part in gathered for each in part.entries])


def pieces_of(sheets: Iterable[Sheet]) -> dict[int, list[Sheet]]:
    """What hangs on the sessions among these, in the order of their report; one query."""
    found: dict[int, list[Sheet]] = {each.pk: [] for each in sheets if each.variety == Variety.SESSION}
    for piece in finding.public().filter(session__in=found).order_by("position", "pk") if found else ():
        found[piece.session_id or 0].append(piece)
    return found


def chapter_text(
    part: Part, sheets: dict[int, Sheet], pieces: dict[int, list[Sheet]], pictures: booklets.Figures
) -> str:
    """Each entry whole: why it is here, its words, and of a sheet who signed it, how to do it again, on what it
    rests; of a session, all that hangs on it."""
    blocks: list[str] = []
    for each in part.entries:
        row = each.entry.contribution
        sheet = sheets.get(row.pk)
        blocks.append(engine.heading(row.title))
        if each.entry.why:
            blocks.append(f"*{engine.plain(each.entry.why)}*")
        if sheet and pieces.get(sheet.pk):
            blocks.append(booklets.session_text(sheet, pieces[sheet.pk], pictures, level=4))
        else:
            blocks += booklets.whole(sheet, pictures) if sheet else [row.text]
        blocks.append(f"<{settings.ORIGIN}{each.url}>")
    return engine.joined(blocks)
