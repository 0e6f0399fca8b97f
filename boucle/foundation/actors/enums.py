"""Words of actors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """From which place somebody speaks; one each, the closest."""

    RESEARCHER = "researcher", _("research")
    PRACTITIONER = "practitioner", _("practice in the field")
    LOCAL_AUTHORITY = "authority", _("local authority")
    STATE = "state", _("service of the State")
    RESCUE = "rescue", _("rescue and health")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    SCHOOL = "school", _("school, training")
    RESIDENT = "resident", _("resident")


# Who studies; all others do: a meeting between research and practice brings them together.
RESEARCH = frozenset({Role.RESEARCHER.value})


class Side(models.TextChoices):
    KNOWS = "knows", _("knows")
    SEEKS = "seeks", _("seeks")
    OFFERS = "offers", _("offers")


class Answer(models.TextChoices):
    """Where a question between two actors stands. Silence is no answer, and gives nothing away."""

    ASKED = "asked", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("without an answer")
    ENDED = "ended", _("ended")
