"""Methods, stages and types of what is asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Method(models.TextChoices):
    DELPHI = "delphi", _("Delphi")
    OPINIONS = "opinions", _("opinion map")
    BUDGET = "budget", _("dots and budget")
    CONSENT = "consent", _("consent")
    VOTE = "vote", _("vote")


class Stage(models.TextChoices):
    """Beside the state of its contribution: a consultation that is prepared is not yet public."""

    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    BETWEEN = "between", _("between two rounds")
    CLOSED = "closed", pgettext_lazy("consultation", "closed")
    DECIDED = "decided", _("decided")


class Access(models.TextChoices):
    PANEL = "panel", _("whoever is invited")
    PUBLIC = "public", _("everybody")


class ItemType(models.TextChoices):
    OPEN = "open", _("open question")
    SCALE = "scale", _("scale")
    ESTIMATE = "estimate", _("estimate: low, best, high")
    CHOICE = "choice", _("choice")
    RANKING = "ranking", _("ranking")
    PLACEMENT = "placement", _("placement on two axes")
    STATEMENT = "statement", _("statement")
    OPTION = "option", _("option")
    PROPOSAL = "proposal", _("proposal")


class BallotType(models.TextChoices):
    """How a person says what they prefer among options."""

    DOTS = "dots", _("dots")
    APPROVAL = "approval", _("approval")
    CUMULATIVE = "cumulative", _("points to share")
    KNAPSACK = "knapsack", _("a basket within the budget")
    RANKING = "ranking", _("ranking")


class ConsentStep(models.TextChoices):
    """The way of a proposal: one step is open at a time."""

    CLARIFY = "clarify", _("clarification")
    REACT = "react", _("reactions")
    OBJECT = "object", _("objections")
    INTEGRATE = "integrate", _("integration")
    DECIDE = "decide", _("decision")


class Fate(models.TextChoices):
    """What became of an objection."""

    RAISED = "raised", _("raised")
    INTEGRATED = "integrated", _("integrated into the proposal")
    LIFTED = "lifted", _("lifted by whoever raised it")
    UPHELD = "upheld", _("upheld: it stops the proposal")


class Side(models.TextChoices):
    """Where a quoted reason stands."""

    FOR = "for", _("for")
    AGAINST = "against", _("against, or otherwise")


class RemarkType(models.TextChoices):
    QUESTION = "question", _("question of clarification")
    REACTION = "reaction", _("reaction")


class DrawState(models.TextChoices):
    """Of a panel that is drawn by lot."""

    WAITING = "waiting", pgettext_lazy("draw", "waiting")
    RUNNING = "running", pgettext_lazy("draw", "under way")
    DONE = "done", pgettext_lazy("draw", "drawn")
    IMPOSSIBLE = "impossible", pgettext_lazy("draw", "impossible")


AGREE, PASS, DISAGREE = 1, 0, -1
VOTES = (AGREE, PASS, DISAGREE)
