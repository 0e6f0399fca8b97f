"""A draft that somebody checked becomes sheets, joined to their session: a session at a time, by the worker.

A session with all its pieces is one round of the worker, hence one transaction: others write between two, a worker that
stops leaves whole sessions and goes on with the next one. A sheet that the same text gave before is left as it stands.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from boucle.after.library.actions import draft as drafts
from boucle.after.library.actions.references import publish_if_allowed
from boucle.after.library.engine import report_sheets as engine
from boucle.after.library.engine.report_sheets import Planned, PlannedSession
from boucle.after.library.enums import DraftStage, Variety
from boucle.after.library.models import Draft
from boucle.after.library.queries import fields
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import LinkType, Origin
from boucle.foundation.lifecycle.models import Contribution

LONGEST_TITLE, LONGEST_TEXT = 120, 8000
MOVED = ("report", "sessions_done", "written", "known", "stage", "published_at")  # by a session: not its whole text


@transaction.atomic
def ask_to_publish(*, draft: Draft, user: User) -> Draft:
    """Hands a checked draft to the worker, from its first session on: one that was given back halfway may hold a piece
    that was set aside then, and what came already is known by its key.

    Raises NotPossible when it is in the library already or on its way, when a session still has no date, or when a
    piece is too long for a sheet: nothing is published then.
    """
    row = drafts.locked(draft, user)
    row.found = engine.keyed(row.found)
    check(row)
    row.stage, row.asked_by, row.asked_at, row.problem = DraftStage.WAITING, user, clock.now(), ""
    row.report, row.sessions_done, row.written, row.known = None, 0, 0, 0
    row.save(update_fields=["found", "asked_by", "asked_at", "problem", *MOVED])
    return row


@transaction.atomic
def publish_draft(*, draft: Draft, user: User) -> Contribution:
    """The whole report at once, for who can wait; returns it. Raises as `ask_to_publish` does."""
    row = ask_to_publish(draft=draft, user=user)
    while row.stage == DraftStage.WAITING:
        publish_session(row, user)
    assert row.report is not None, "its first session came under it"
    return row.report


@transaction.atomic
def publish_next(*, draft_id: int) -> int:
    """Publishes the next session of a draft that waits; returns how many sheets were looked at, 0 when there is
    nothing left or another worker has it. A refusal sends the draft back to whoever asked, with its sentence."""
    row = waiting(draft_id)
    if row is None:
        return 0
    if row.asked_by is None:
        send_back(draft_id=draft_id, problem=_("Whoever asked has no account here any more: publish it again."))
        return 0
    before = row.written
    try:
        with transaction.atomic():
            accounts.check_coordinate(row.asked_by, row.territory_id)
            publish_session(row, row.asked_by)
    except (rules.NotPossible, rules.NotAllowed, PermissionDenied) as refusal:
        send_back(draft_id=draft_id, problem=str(refusal) or _("Whoever asked may no longer decide here."))
        return 0
    return row.written - before


def send_back(*, draft_id: int, problem: str) -> None:
    """Back to whoever checks it, with the reason; what came into the library stays there."""
    waits = Draft.objects.filter(pk=draft_id, stage=DraftStage.WAITING)
    waits.update(stage=DraftStage.CHECKING, problem=problem[:500])


def waiting(draft_id: int) -> Draft | None:
    rows = drafts.rows().select_related("asked_by", "report").filter(pk=draft_id, stage=DraftStage.WAITING)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows.first()


def check(draft: Draft) -> None:
    """Everything that could be refused is refused before the first sheet is written."""
    undated = [session["title"] for session in draft.found["sessions"] if not session["date"]]
    if undated:
        raise rules.NotPossible(_("Say on which day it was held: %(titles)s.") % {"titles": " ; ".join(undated)})
    for sheet in engine.plan(draft.found, words()).sheets:
        if len(sheet.text) > LONGEST_TEXT:
            raise rules.NotPossible(
                _(
                    "“%(title)s” is longer than a sheet may be (8,000 characters): set it aside, or bring it in two "
                    "parts."
                )
                % {"title": sheet.title[:LONGEST_TITLE]}
            )


def words() -> engine.Words:
    return engine.Words(_("somebody present"), _("[address removed]"), _("speaker"))


def publish_session(row: Draft, user: User) -> None:
    """The next session with its pieces, under the report; the last one closes the draft."""
    reader = engine.Reader(row.found, words())
    writer = Writer(row, rules.By(user=user), reader.session(row.sessions_done))
    if row.report is None:
        row.report = writer.top(reader.report())
    writer.session(row.report)
    row.sessions_done += 1
    if row.sessions_done == len(row.found["sessions"]):
        row.stage, row.published_at = DraftStage.DONE, clock.now()
    row.save(update_fields=MOVED)


class Writer:
    """Writes the sheets of one session, but for those that are there already."""

    def __init__(self, draft: Draft, by: rules.By, session: PlannedSession) -> None:
        self.draft, self.by, self.planned = draft, by, session
        self.source = draft.found["name"][:200]
        self.known = self.there_already(session.all)

    def there_already(self, sheets: Iterable[Planned]) -> dict[str, Contribution]:
        keys = [self.key(each) for each in sheets]
        rows = Contribution.objects.filter(source=self.source, source_key__in=keys)
        return {row.source_key: row for row in rows.select_related("sheet__session__contribution")}

    def key(self, sheet: Planned) -> str:
        return f"{self.draft.territory.code}:{sheet.key}"

    def top(self, report: Planned) -> Contribution:
        """The report itself: the one under which this session stands already, else the one of this key, else new."""
        session = self.known.get(self.key(self.planned.sheet))
        sheet = fields.sheet(session) if session is not None else None
        if sheet is not None and sheet.session is not None:
            return self.count(sheet.session.contribution)
        self.known |= self.there_already([report])
        return self.sheet(report)

    def session(self, top: Contribution) -> None:
        """Its pieces hang on it; on the report, when somebody had the session itself erased."""
        made = self.sheet(self.planned.sheet, session=top.reference)
        if fields.sheet(made) is None:
            made = top
        for piece in self.planned.pieces:
            if self.key(piece) in self.known:
                self.sheet(piece)
                continue
            row = self.sheet(piece, session=made.reference)
            way = LinkType.SUPPORTS if piece.variety == Variety.REFERENCE else LinkType.LEARNT_FROM
            lifecycle.link(source=row, target=made, type=way, by=self.by)

    def sheet(self, planned: Planned, **own: Any) -> Contribution:
        known = self.known.get(self.key(planned))
        if known is not None:
            return self.count(known)
        made = lifecycle.propose(
            kind="sheet",
            territory=self.draft.territory,
            content=self.content(planned, own),
            by=self.by,
            origin=Origin.IMPORT,
            source=self.source,
            source_key=self.key(planned),
        )
        self.draft.written += 1
        return publish_if_allowed(made.contribution, self.by)

    def count(self, known: Contribution) -> Contribution:
        self.draft.written += 1
        self.draft.known += 1
        return known

    def content(self, planned: Planned, own: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": planned.title[:LONGEST_TITLE],
            "text": planned.text,
            "theme": "",
            "territory": self.draft.territory.code,
            "language": "fr",
            "variety": planned.variety,
            "position": planned.number,
            **planned.own,
            **own,
        }
