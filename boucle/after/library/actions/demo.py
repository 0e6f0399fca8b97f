"""The demo's library: a day of sessions read from its report, three sheets, and one of them done again elsewhere."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from boucle.after.library import actions
from boucle.after.library.models import Sheet
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

DATA = Path(__file__).resolve().parent.parent / "data" / "demo"
SILENT = "Solène Brixhe"  # she did not agree to be named: the library shows what she does, not who she is
NOTEBOOK = "L’eau, les soirs de coupure"
NOTEBOOK_WORDS = "Ce que le bassin a mesuré, essayé et lu depuis cet automne. Pour les communes qui s’y mettent."
GATHERED = (
    ("Mesurer ce que tient un réservoir, un soir sans pompe", "Mesurer", "C’est par là qu’il faut commencer."),
    ("À Nessonvaux, la même mesure avec un compteur", "Mesurer", "Quand on n’a pas la clé du réservoir."),
    ("L’eau quand la pompe s’arrête", "En parler", "Deux heures qui ont changé la section du plan."),
)
SESSIONS_AGO, SHEETS_AGO = timedelta(days=6), timedelta(days=20)


def tell(*, territory: Territory, user: User, say: Callable[[str], object] = lambda sentence: None) -> None:
    """Once: a library that has sheets is left as it is. `user` coordinates the territory."""
    if Sheet.objects.filter(contribution__territory=territory).exists():
        return
    for row in json.loads((DATA / "sheets.json").read_text(encoding="utf-8")):
        with clock.at(clock.now() - SHEETS_AGO):
            first = sheet(territory, user, row)
        if "reuse" in row:
            with clock.at(clock.now() - SESSIONS_AGO):
                sheet(territory, user, {**row, **row["reuse"]}, reuse_of=first)
    with clock.at(clock.now() - SESSIONS_AGO):
        session(territory, user)
    notebook(territory, user)
    say(f"{Sheet.objects.filter(contribution__territory=territory).count()} sheets in the library")


def sheet(territory: Territory, user: User, row: dict[str, Any], reuse_of: Sheet | None = None) -> Sheet:
    names = ("title", "variety", "phase", "hazard", "text", "redo", "sources", "keywords", "authors", "theme", "themes")
    content = {**{name: row[name] for name in names}, "territory": territory.code, "language": "fr"}
    offered = set(Theme.objects.values_list("slug", flat=True))
    content["theme"] = row["theme"] if row["theme"] in offered else ""
    content["themes"] = [slug for slug in row["themes"] if slug in offered]
    made = actions.propose(territory=territory, content=content, by=rules.STRANGER, reuse_of=reuse_of)
    lifecycle.publish(contribution=made.contribution, by=rules.By(user=user))
    return Sheet.objects.select_related("contribution").get(pk=made.contribution.pk)


def session(territory: Territory, user: User) -> None:
    """The report, read from its text; all but one of its speakers agreed to be named."""
    words = (DATA / "report.txt").read_text(encoding="utf-8")
    read = actions.read_report(territory=territory, user=user, words=words, form_key=uuid.uuid4())
    sessions = [
        {
            "title": each["title"],
            "date": each["date"],
            "agreed": {at for at, speaker in enumerate(each["speakers"]) if speaker["name"] != SILENT},
            "aside": set(),
        }
        for each in read.found["sessions"]
    ]
    actions.correct_draft(draft=read, user=user, title=read.title, preface=read.found["preface"], sessions=sessions)
    actions.publish_draft(draft=read, user=user)


def notebook(territory: Territory, user: User) -> None:
    """What was gathered about water, open to everybody."""
    made = actions.create_notebook(territory=territory, user=user, title=NOTEBOOK, introduction=NOTEBOOK_WORDS)
    here = Sheet.objects.select_related("contribution").filter(contribution__territory=territory)
    for title, chapter, why in GATHERED:
        row = here.get(contribution__title=title).contribution
        actions.add_entry(notebook=made, user=user, reference=row.reference, chapter=chapter, why=why)
    actions.write_notebook(notebook=made, user=user, title=NOTEBOOK, introduction=NOTEBOOK_WORDS, is_open=True)
