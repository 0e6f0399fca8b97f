"""What changes a plan. Callers say `from boucle.before.plans import actions` and `actions.add_section(…)`."""

from boucle.before.plans.actions.activate import activate, end
from boucle.before.plans.actions.arrange import move as move_section
from boucle.before.plans.actions.arrange import set_points
from boucle.before.plans.actions.debrief import open_debrief, write_debrief
from boucle.before.plans.actions.exercise import call_off as call_off_exercise
from boucle.before.plans.actions.exercise import plan_ahead as plan_exercise
from boucle.before.plans.actions.inject import add_inject, change_inject, play, remove_inject, write_seen
from boucle.before.plans.actions.measure import add as add_measure
from boucle.before.plans.actions.measure import change as change_measure
from boucle.before.plans.actions.measure import retire as retire_measure
from boucle.before.plans.actions.note import answer as answer_note
from boucle.before.plans.actions.note import bring as bring_note
from boucle.before.plans.actions.note import revise as revise_note
from boucle.before.plans.actions.note import take as take_note
from boucle.before.plans.actions.plan import add_milestone, answer_to, open_to_public
from boucle.before.plans.actions.plan import change as change_plan
from boucle.before.plans.actions.plan import create as create_plan
from boucle.before.plans.actions.rehearse import rehearse
from boucle.before.plans.actions.scenario import change as change_scenario
from boucle.before.plans.actions.scenario import create as create_scenario
from boucle.before.plans.actions.section import add as add_section
from boucle.before.plans.actions.section import archive as archive_section
from boucle.before.plans.actions.section import publish as publish_section
from boucle.before.plans.actions.section import restore as restore_section
from boucle.before.plans.actions.section import revise as revise_section
from boucle.before.plans.actions.section import verify as verify_section
from boucle.before.plans.actions.staff_text import write as write_staff_text
from boucle.before.plans.actions.ways import choose as choose_way
from boucle.before.plans.actions.ways import place as place_ways

__all__ = [
    "activate",
    "add_inject",
    "add_measure",
    "add_milestone",
    "add_section",
    "answer_note",
    "answer_to",
    "archive_section",
    "bring_note",
    "call_off_exercise",
    "change_inject",
    "change_measure",
    "change_plan",
    "change_scenario",
    "choose_way",
    "create_plan",
    "create_scenario",
    "end",
    "move_section",
    "open_debrief",
    "open_to_public",
    "place_ways",
    "plan_exercise",
    "play",
    "publish_section",
    "rehearse",
    "remove_inject",
    "restore_section",
    "retire_measure",
    "revise_note",
    "revise_section",
    "set_points",
    "take_note",
    "verify_section",
    "write_debrief",
    "write_seen",
    "write_staff_text",
]
