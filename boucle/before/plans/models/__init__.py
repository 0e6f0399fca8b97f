"""Tables of the plans."""

from boucle.before.plans.models.change import EntryChange
from boucle.before.plans.models.entries import (
    OPEN_MODELS,
    Card,
    Entry,
    Means,
    Message,
    Person,
    Refuge,
    Reserve,
    Return,
    Risk,
    Stake,
)
from boucle.before.plans.models.exercise import Exercise
from boucle.before.plans.models.note import Note
from boucle.before.plans.models.placement import Placement
from boucle.before.plans.models.plan import Milestone, Plan, Regime, Reminder
from boucle.before.plans.models.scenario import Activation, Debrief, Inject, Played, Scenario
from boucle.before.plans.models.section import Measure, Point, Section, StaffText

__all__ = [
    "OPEN_MODELS",
    "Activation",
    "Card",
    "Debrief",
    "Entry",
    "EntryChange",
    "Exercise",
    "Inject",
    "Means",
    "Measure",
    "Message",
    "Milestone",
    "Note",
    "Person",
    "Placement",
    "Plan",
    "Played",
    "Point",
    "Refuge",
    "Regime",
    "Reminder",
    "Reserve",
    "Return",
    "Risk",
    "Scenario",
    "Section",
    "StaffText",
    "Stake",
]
