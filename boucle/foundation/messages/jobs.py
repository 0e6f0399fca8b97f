"""What the worker does for letters."""

from django.core import mail

from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition
from boucle.foundation.messages import actions
from boucle.foundation.messages.enums import Template

TOLD = {
    Verb.RETURN: Template.RETURNED,
    Verb.PUBLISH: Template.PUBLISHED,
    Verb.REJECT: Template.REJECTED,
    Verb.ARCHIVE: Template.ARCHIVED,
    Verb.MERGE: Template.MERGED,
}
ABOUT_REVISION = {Verb.PUBLISH: Template.REVISION_PUBLISHED, Verb.REJECT: Template.REVISION_REJECTED}


def send_due(limit: int = 50) -> int:
    """Sends up to `limit` letters that are due, each in its own transactions; returns how many left."""
    sent = 0
    post = mail.get_connection()
    try:
        for _ in range(limit):
            letter = actions.claim_next()
            if letter is None:
                break
            has_left = actions.deliver(letter=letter, post=post)
            sent += has_left
            if not has_left:
                post.close()  # after a failure the next letter gets a fresh connection
    finally:
        post.close()
    return sent


def send_digests(limit: int = 200) -> int:
    """Writes the digests that are due, one subscription per transaction; returns how many were looked at."""
    looked = 0
    while looked < limit and actions.tell_next():
        looked += 1
    return looked


def remind_late() -> int:
    """Writes one letter to each owner whose tasks are late, once a day at most; returns how many were written."""
    return actions.remind_late()


def tell_author(transition_id: int) -> None:
    """Writes to the author what was decided about their fiche."""
    transition = Transition.objects.select_related(
        "contribution__territory", "contribution__author", "contribution__merged_into__territory"
    ).get(pk=transition_id)
    verb = Verb(transition.verb)
    is_about_revision = transition.source == State.PUBLISHED and verb in ABOUT_REVISION
    template = ABOUT_REVISION[verb] if is_about_revision else TOLD[verb]
    actions.tell_author(transition=transition, template=template)
