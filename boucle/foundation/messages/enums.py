"""The letters that Boucle writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Template(models.TextChoices):
    """Each is a text of `templates/messages/mail/<value>.txt`, its subject on the first line."""

    RECEIPT = "receipt", _("receipt of a proposal, with its private link")
    RETURNED = "returned", _("a referent asks a question")
    PUBLISHED = "published", _("your fiche is published")
    REJECTED = "rejected", _("your fiche is rejected")
    ARCHIVED = "archived", _("your fiche is archived")
    MERGED = "merged", _("your fiche joins another one")
    REVISION_PUBLISHED = "revision_published", _("your correction is published")
    REVISION_REJECTED = "revision_rejected", _("your correction is rejected")
    STILL_TRUE = "still_true", _("is it still true?")
    RELAY = "relay", _("somebody writes to you")
    CLAIM_APPROVED = "claim_approved", _("this fiche is yours")
    ESCALATION = "escalation", _("a fiche now awaits you")
    CONFIRM = "confirm", _("confirm your subscription")
    CONFIRM_PROPOSAL = "confirm_proposal", _("confirm your proposal")
    DIGEST = "digest", _("new fiches")
    PANEL_INVITATION = "panel_invitation", _("your opinion is asked")
    PANEL_ROUND = "panel_round", _("a new round is open")
    PANEL_REMINDER = "panel_reminder", _("your answer is awaited")
    PANEL_DECISION = "panel_decision", _("what was decided")
    LATE_TASKS = "late_tasks", _("your tasks that are late")
    PLAN_DUE = "plan_due", _("what a plan awaits")
    NOTE_ANSWERED = "note_answered", _("your note is answered")
    LESSONS_WAITING = "lessons_waiting", _("lessons that wait for their next step")
    TESTIMONY_BECAME = "testimony_became", _("what became of your testimony")


class Rhythm(models.TextChoices):
    DAILY = "daily", _("once a day")
    HOURLY = "hourly", _("at once (at most one mail an hour)")
