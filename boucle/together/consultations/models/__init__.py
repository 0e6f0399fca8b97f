"""Tables of the consultations. Nothing here joins a voice to a panellist, unless the consultation says so."""

from boucle.together.consultations.models.asking import Asked, Item, Round
from boucle.together.consultations.models.coding import Code, Coding, Quote
from boucle.together.consultations.models.consent import Objection, Remark, Version
from boucle.together.consultations.models.consultation import Consultation, Group, Statement
from boucle.together.consultations.models.decision import Decision, Outcome
from boucle.together.consultations.models.drawing import Draw
from boucle.together.consultations.models.naming import GroupName
from boucle.together.consultations.models.panel import Attendance, Panellist, Turnout
from boucle.together.consultations.models.voices import Answer, Sheet, Shown, Voice, Vote

__all__ = [
    "Answer",
    "Asked",
    "Attendance",
    "Code",
    "Coding",
    "Consultation",
    "Decision",
    "Draw",
    "Group",
    "GroupName",
    "Item",
    "Objection",
    "Outcome",
    "Panellist",
    "Quote",
    "Remark",
    "Round",
    "Sheet",
    "Shown",
    "Statement",
    "Turnout",
    "Version",
    "Voice",
    "Vote",
]
