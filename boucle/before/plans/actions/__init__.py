"""What changes a plan. Callers say `from boucle.before.plans import actions` and `actions.add_section(…)`."""

from boucle.before.plans.actions.plan import add_milestone, answer_to, open_to_public
from boucle.before.plans.actions.plan import change as change_plan
from boucle.before.plans.actions.plan import create as create_plan
from boucle.before.plans.actions.section import add as add_section
from boucle.before.plans.actions.section import add_measure, set_points, write_staff_text
from boucle.before.plans.actions.section import move as move_section
from boucle.before.plans.actions.section import publish as publish_section
from boucle.before.plans.actions.section import revise as revise_section

__all__ = [
    "add_measure",
    "add_milestone",
    "add_section",
    "answer_to",
    "change_plan",
    "create_plan",
    "move_section",
    "open_to_public",
    "publish_section",
    "revise_section",
    "set_points",
    "write_staff_text",
]
