"""A draft that somebody checked becomes sheets, joined to their session."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.after.library.actions import draft as drafts
from boucle.after.library.actions.references import publish_if_allowed
from boucle.after.library.engine import links
from boucle.after.library.engine import report as engine
from boucle.after.library.enums import Variety
from boucle.after.library.models import Draft
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import LinkType, Origin
from boucle.foundation.lifecycle.models import Contribution

LONGEST_TITLE, LONGEST_TEXT = 120, 8000


@transaction.atomic
def publish_draft(*, draft: Draft, user: User) -> Contribution:
    """The report, its sessions and their pieces, all or nothing; returns the report.

    Raises NotPossible when it is in the library already, when a session still has no date, or when a piece is too long
    for a sheet.
    """
    row = drafts.locked(draft, user)
    undated = [session["title"] for session in row.found["sessions"] if not session["date"]]
    if undated:
        raise rules.NotPossible(_("Say on which day it was held: %(titles)s.") % {"titles": " ; ".join(undated)})
    made = Writer(row, user).report()
    row.published_at = clock.now()
    row.save(update_fields=["published_at"])
    return made


class Writer:
    """Writes the sheets of one draft, each under its own number: run again, it would create nothing twice."""

    def __init__(self, draft: Draft, user: User) -> None:
        self.draft, self.by = draft, rules.By(user=user)
        self.found = draft.found
        self.number = 0
        self.silent = [
            speaker["name"]
            for session in self.found["sessions"]
            for speaker in session["speakers"]
            if not speaker["agreed"]
        ]

    def report(self) -> Contribution:
        words = self.found["preface"].removeprefix(self.found["title"]).strip()
        preface = links.marked(links.without_mails(words, _("[address removed]")))
        days = sorted(session["date"] for session in self.found["sessions"])
        top = self.sheet(Variety.SESSION, self.found["title"], preface or self.found["title"], held_on=days[0])
        for session in self.found["sessions"]:
            self.session(session, top)
        return top

    def session(self, session: dict[str, Any], top: Contribution) -> None:
        made = self.sheet(
            Variety.SESSION,
            session["title"],
            links.marked(session["introduction"]) or session["title"],
            held_on=session["date"],
            session=top.reference,
            speakers=[self.speaker(each) for each in session["speakers"]],
        )
        for piece in session["pieces"]:
            if piece["kept"]:
                self.piece(piece, made, session["date"])

    def speaker(self, speaker: dict[str, Any]) -> dict[str, str]:
        role = speaker["role"] or _("speaker")
        return {"name": speaker["name"] if speaker["agreed"] else "", "role": role}

    def piece(self, piece: dict[str, Any], session: Contribution, day: str) -> None:
        variety = Variety(piece["variety"])
        made = self.sheet(
            variety,
            piece["title"],
            piece["text"],
            session=session.reference,
            part=piece["part"],
            link=piece["links"][0] if piece["links"] else "",
            item=piece["item"],
            held_on=day if variety == Variety.FIELDWORK else None,
        )
        way = LinkType.SUPPORTS if variety == Variety.REFERENCE else LinkType.LEARNT_FROM
        lifecycle.link(source=made, target=session, type=way, by=self.by)

    def sheet(self, variety: Variety, title: str, words: str, **own: Any) -> Contribution:
        self.number += 1
        if variety != Variety.REFERENCE:  # what is cited there was published under these names
            title, words = self.masked(title), self.masked(words)
        if len(words) > LONGEST_TEXT:
            raise rules.NotPossible(
                _(
                    "“%(title)s” is longer than a sheet may be (8,000 characters): set it aside, or bring it in two "
                    "parts."
                )
                % {"title": title[:LONGEST_TITLE]}
            )
        content = {
            "title": title[:LONGEST_TITLE],
            "text": words,
            "theme": "",
            "territory": self.draft.territory.code,
            "language": "fr",
            "variety": variety.value,
            "position": self.number,
            **own,
        }
        made = lifecycle.propose(
            kind="sheet",
            territory=self.draft.territory,
            content=content,
            by=self.by,
            origin=Origin.IMPORT,
            source=self.found["title"][:200],
            source_key=f"{self.draft.key}:{self.number}",
        )
        return publish_if_allowed(made.contribution, self.by)

    def masked(self, words: str) -> str:
        return engine.masked(words, self.silent, _("somebody present"))
