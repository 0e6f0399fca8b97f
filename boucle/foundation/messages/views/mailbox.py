"""The demonstration's mailbox."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boucle.foundation.messages.models import MailboxMail

SHOWN = 100


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails of the demonstration, newest first; there is no such page on a real installation."""
    check_demo()
    mails = MailboxMail.objects.defer("text", "html")[:SHOWN]
    return render(request, "messages/mailbox.html", {"mails": mails})


@require_safe
def mailbox_mail(request: HttpRequest, number: int) -> HttpResponse:
    check_demo()
    return render(request, "messages/mailbox_mail.html", {"mail": get_object_or_404(MailboxMail, pk=number)})


def check_demo() -> None:
    if not settings.BOUCLE["DEMO"]:
        raise Http404
