"""States, verbs and roles of the one lifecycle."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    RETURNED = "returned", _("Returned with a question")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Archived")


class Verb(models.TextChoices):
    PROPOSE = "propose", _("Propose")
    REVISE = "revise", _("Revise")
    RETURN = "return", _("Return with a question")
    PUBLISH = "publish", _("Publish")
    REJECT = "reject", _("Reject")
    VERIFY = "verify", _("Say that it is still true")
    WITHDRAW = "withdraw", _("Withdraw")
    ARCHIVE = "archive", _("Archive")
    RESTORE = "restore", _("Restore")
    MERGE = "merge", _("Merge")


class Role(models.TextChoices):
    AUTHOR = "author", _("author")
    REFERENT = "referent", _("referent")
    COORDINATOR = "coordinator", _("coordinator")
    SYSTEM = "system", _("Boucle")


class Origin(models.TextChoices):
    FORM = "form", _("form")
    API = "api", _("programming interface")
    IMPORT = "import", _("import")
    STAFF = "staff", _("staff")


class Reason(models.TextChoices):
    """The published charter: the only reasons for which a fiche is rejected."""

    OFF_TOPIC = "off_topic", _("Outside the territory or the subject")
    UNVERIFIABLE = "unverifiable", _("Impossible to verify")
    ADVERTISING = "advertising", _("Sale or advertising")
    DANGEROUS = "dangerous", _("Puts somebody in danger")
    PERSONAL = "personal", _("Shows somebody's private data")
    ABUSIVE = "abusive", _("Insulting or hateful")
    DUPLICATE = "duplicate", _("Already there")
    OUTDATED = "outdated", _("No longer true")


class Purpose(models.TextChoices):
    """Why somebody's personal data is kept."""

    AUTHOR = "author", _("to reach the author of a fiche")
    CLAIMANT = "claimant", _("to check who claims a fiche")
    SUBSCRIBER = "subscriber", _("to send what was asked for")
    SENDER = "sender", _("to pass a message on")
    PANEL = "panel", _("to invite somebody to a consultation")
    DIRECTORY = "directory", _("to alert and to reach the people of a plan")


class LinkType(models.TextChoices):
    ANSWERS = "answers", _("answers")
    DUPLICATES = "duplicates", _("duplicates")
    LEARNT_FROM = "learnt_from", _("learnt from")
    CHANGES = "changes", _("changes")
    SUPPORTS = "supports", _("supports")
