"""One form per type of entry: the page's, and the one by which a file's rows are checked."""

from boucle.before.plans.forms.entries.base import EntryForm, form_for
from boucle.before.plans.forms.entries.people import PersonForm, ReserveForm
from boucle.before.plans.forms.entries.places import MeansForm, RefugeForm, RiskForm, StakeForm
from boucle.before.plans.forms.entries.words import CardForm, MessageForm, ReturnForm

__all__ = [
    "CardForm",
    "EntryForm",
    "MeansForm",
    "MessageForm",
    "PersonForm",
    "RefugeForm",
    "ReserveForm",
    "ReturnForm",
    "RiskForm",
    "StakeForm",
    "form_for",
]
