"""The end review: on its day, the coordinators of the situation's territory are asked by mail whether it ends."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.commons.moderation.queries import situation_people
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations import queries
from boucle.foundation.situations.models import Situation


def remind_all() -> int:
    """What the worker does every hour; returns how many situations were written about."""
    return sum(remind(situation=situation) for situation in queries.due_for_reminder())


@transaction.atomic
def remind(*, situation: Situation) -> bool:
    """Writes once for each date. A mail server that does not answer leaves it to be done again."""
    if not situations.mark_reminded(situation=situation):
        return False
    path = reverse("moderation:situation", args=[situation.territory.slug, situation.slug])
    body = render_to_string("moderation/mail/end_review.txt", {"situation": situation, "link": settings.ORIGIN + path})
    subject = _("Does “%(name)s” go on?") % {"name": situation.name}
    for person in situation_people.coordinators(situation.territory):
        send_mail(f"[Boucle] {subject}", body, None, [person.email])
    return True
