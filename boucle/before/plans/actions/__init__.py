"""What changes a plan. Callers say `from boucle.before.plans import actions` and `actions.add_section(…)`."""

from boucle.before.plans.actions.activate import activate, end
from boucle.before.plans.actions.debrief import open_debrief, write_debrief
from boucle.before.plans.actions.inject import add_inject, change_inject, play, remove_inject, write_seen
from boucle.before.plans.actions.plan import add_milestone, answer_to, open_to_public
from boucle.before.plans.actions.plan import change as change_plan
from boucle.before.plans.actions.plan import create as create_plan
from boucle.before.plans.actions.scenario import change as change_scenario
from boucle.before.plans.actions.scenario import create as create_scenario
from boucle.before.plans.actions.section import add as add_section
from boucle.before.plans.actions.section import add_measure, set_points, write_staff_text
from boucle.before.plans.actions.section import move as move_section
from boucle.before.plans.actions.section import publish as publish_section
from boucle.before.plans.actions.section import revise as revise_section

__all__ = [
    "activate",
    "add_inject",
    "add_measure",
    "add_milestone",
    "add_section",
    "answer_to",
    "change_inject",
    "change_plan",
    "change_scenario",
    "create_plan",
    "create_scenario",
    "end",
    "move_section",
    "open_debrief",
    "open_to_public",
    "play",
    "publish_section",
    "remove_inject",
    "revise_section",
    "set_points",
    "write_debrief",
    "write_seen",
    "write_staff_text",
]
