"""A session, or a report of several, as one publication."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from boucle.after.library.engine import booklet as engine
from boucle.after.library.engine.booklet import Booklet, Chapter, Figure
from boucle.after.library.enums import Variety
from boucle.after.library.models import Sheet
from boucle.after.library.queries import figures, finding, pages

Figures = dict[int, list[Figure]]  # by sheet
Groups = dict[str, dict[str, list[Sheet]]]
ORDER = (Variety.LEAD, Variety.FIELDWORK, Variety.REFERENCE)


def of_session(sheet: Sheet) -> Booklet:
    """A session by its parts; a report with one chapter per session. Four queries, whatever its length."""
    inside = list(finding.public().filter(session=sheet).order_by("position", "pk"))
    sessions = [each for each in inside if each.variety == Variety.SESSION]
    if not sessions:
        shown = figures.of([sheet, *inside])
        return booklet(sheet, [introduction(sheet, shown), *chapters(grouped(inside), shown)], shown)
    pieces = list(finding.public().filter(session__in=sessions).order_by("position", "pk"))
    by_session: dict[int, list[Sheet]] = {each.pk: [] for each in sessions}
    for piece in pieces:
        by_session[piece.session_id or 0].append(piece)
    shown = figures.of([sheet, *sessions, *pieces])
    whole = [Chapter(title(each), session_text(each, by_session[each.pk], shown)) for each in sessions]
    return booklet(sheet, [introduction(sheet, shown), *whole], shown)


def booklet(sheet: Sheet, chapters: Iterable[Chapter], shown: Figures) -> Booklet:
    row = sheet.contribution
    return Booklet(
        title=row.title,
        subtitle=", ".join(filter(None, (row.territory.name, day(sheet)))),
        address=pages.address(sheet),
        licence=str(sheet.get_licence_display()),
        language=row.language,
        chapters=[each for each in chapters if each.text.strip()],
        figures=[each for several in shown.values() for each in several],
    )


def day(sheet: Sheet) -> str:
    return date_format(sheet.held_on, "j F Y") if sheet.held_on else ""


def title(sheet: Sheet) -> str:
    return ", ".join(filter(None, (sheet.contribution.title, day(sheet))))


def introduction(sheet: Sheet, shown: Figures) -> Chapter:
    return Chapter(_("What it was about"), engine.joined([text(sheet, shown), *speakers(sheet)]))


def text(sheet: Sheet, shown: Figures) -> str:
    """The words of a sheet with its pictures: those that no text shows stand below."""
    own = shown.get(sheet.pk, [])
    said = sheet.contribution.text
    return engine.joined([part(sheet, said, "a", own), *engine.lone([said, sheet.redo, sheet.sources], own)])


def part(sheet: Sheet, words: str, name: str, own: Sequence[Figure]) -> str:
    """One text of a sheet among others: its pictures and its footnotes keep to themselves."""
    return engine.apart(engine.placed(words, own), f"{sheet.contribution.reference}{name}")


def whole(sheet: Sheet, shown: Figures) -> list[str]:
    """A sheet that stands by itself in a publication: signed, its words, how to do it again, on what it rests."""
    own = shown.get(sheet.pk, [])
    blocks = [engine.plain(sheet.byline), text(sheet, shown)]
    for key, name, words in (("b", _("How to do it again"), sheet.redo), ("c", _("Sources"), sheet.sources)):
        blocks += [engine.heading(name, 4), part(sheet, words, key, own)] if words else []
    return blocks


def session_text(session: Sheet, pieces: list[Sheet], shown: Figures, level: int = 3) -> str:
    """A whole session as one text; `level` of its highest headings."""
    blocks = [text(session, shown), *speakers(session, level)]
    for chapter in chapters(grouped(pieces), shown, level + 1):
        blocks += [engine.heading(chapter.title, level), chapter.text]
    return engine.joined(blocks)


def speakers(sheet: Sheet, level: int = 3) -> list[str]:
    if not sheet.speakers:
        return []
    lines = [", ".join(filter(None, (named(each), engine.plain(each["role"])))) for each in sheet.speakers]
    return [engine.heading(_("Who spoke"), level), "\n".join(engine.bullet(line) for line in lines)]


def named(speaker: dict[str, str]) -> str:
    return f"**{engine.plain(speaker['name'])}**" if speaker["name"] else ""


def grouped(pieces: Iterable[Sheet]) -> Groups:
    found: Groups = {}
    for piece in pieces:
        found.setdefault(piece.variety, {}).setdefault(piece.part, []).append(piece)
    return found


def chapters(groups: Groups, shown: Figures, level: int = 3) -> list[Chapter]:
    """Leads, fieldwork, references, each under its sub-themes; `level` of the headings of these."""
    return [
        Chapter(str(pages.GROUP_LABELS[variety]), parts_text(groups[variety], shown, level))
        for variety in ORDER
        if variety in groups
    ]


def parts_text(parts: dict[str, list[Sheet]], shown: Figures, level: int) -> str:
    blocks: list[str] = []
    for name, sheets in parts.items():
        blocks += [engine.heading(name, level)] if name else []
        blocks.append("\n".join(engine.bullet(piece(each, shown)) for each in sheets))
    return engine.joined(blocks)


def piece(sheet: Sheet, shown: Figures) -> str:
    """What hangs on a session, with how to do it again."""
    redo = part(sheet, sheet.redo, "b", shown.get(sheet.pk, []))
    return engine.joined([text(sheet, shown), *([f"**{_('How to do it again')}**", redo] if redo else [])])


def today() -> str:
    return date_format(timezone.localdate(), "j F Y")
