"""The only writers of `state`: each locks the row, checks the rule, writes the new state and one transition, in one
transaction. Callers say `from boucle.foundation.lifecycle import actions as lifecycle` and `lifecycle.publish(…)`.
"""

from boucle.foundation.lifecycle.actions.archive import archive, merge, restore, withdraw
from boucle.foundation.lifecycle.actions.contact import (
    ContactDetails,
    keep_contacts,
    note_reading,
    purge_contacts,
    read_contacts,
    save_contact,
)
from boucle.foundation.lifecycle.actions.decide import publish, reject, return_to_author, verify
from boucle.foundation.lifecycle.actions.erase import erase
from boucle.foundation.lifecycle.actions.hold import hold, release
from boucle.foundation.lifecycle.actions.link import link
from boucle.foundation.lifecycle.actions.propose import Proposed, propose
from boucle.foundation.lifecycle.actions.revise import revise
from boucle.foundation.lifecycle.actions.route import ask, climb, route

__all__ = [
    "ContactDetails",
    "Proposed",
    "archive",
    "ask",
    "climb",
    "erase",
    "hold",
    "keep_contacts",
    "link",
    "merge",
    "note_reading",
    "propose",
    "publish",
    "purge_contacts",
    "read_contacts",
    "reject",
    "release",
    "restore",
    "return_to_author",
    "revise",
    "route",
    "save_contact",
    "verify",
    "withdraw",
]
