"""The mailbox of the demonstration: mails go to a table and are read on a page. Django needs a dotted path for it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from boucle.foundation.core import clock
from boucle.foundation.messages.models import MailboxMail


class Mailbox(BaseEmailBackend):
    """Keeps every mail, one row per recipient; sends none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        MailboxMail.objects.bulk_create(
            MailboxMail(
                recipient=recipient,
                subject=str(mail.subject),
                text=str(mail.body),
                html=html_of(mail),
                sent_at=clock.now(),
            )
            for mail in email_messages
            for recipient in mail.recipients()
        )
        return len(email_messages)


def html_of(mail: EmailMessage) -> str:
    if not isinstance(mail, EmailMultiAlternatives):
        return ""
    return next((str(content) for content, kind in mail.alternatives if kind == "text/html"), "")
