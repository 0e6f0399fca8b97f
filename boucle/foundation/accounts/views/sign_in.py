"""How Boucle bends django-allauth: who may open an account, where people land, how agents leave for their sign-on."""

import io
import logging
from smtplib import SMTPException
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LogoutView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from boucle.foundation.accounts import queries

log = logging.getLogger(__name__)
# Mails that somebody waits for before they can go on
AWAITED = ("login_code", "password_reset_key", "email_confirmation", "email_confirmation_signup")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by invitation only."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Members land on what awaits them."""
        if queries.scopes_of(request.user).exists():
            try:
                return reverse("moderation:queue")
            except NoReverseMatch:
                return settings.LOGIN_REDIRECT_URL
        return reverse("accounts:space")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code or a link that cannot leave is said; a notice of what is already done is only logged."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.warning("a mail of an account could not leave: %s", template_prefix)
            if template_prefix.endswith(AWAITED):
                raise ImmediateHttpResponse(render(self.request, "accounts/mail_down.html", status=503)) from None


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def build_totp_svg(self, url: str) -> str:
        """On white in the dark too: a telephone reads nothing else."""
        drawn = io.BytesIO()
        segno.make_qr(url).save(drawn, kind="svg", scale=4, border=4, dark="black", light="white")
        return drawn.getvalue().decode()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An agent without an account asks for an invitation first."""
        return False


def leave_for_single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leaves by a page instead of a redirect: our security policy lets a form lead nowhere outside, and the agents'
    provider may send them on to hosts that nobody can list here."""
    answer: HttpResponse = openid.login(request, provider_id)
    if isinstance(answer, HttpResponseRedirect) and answer.url.startswith(("http://", "https://")):
        return render(request, "accounts/leave.html", {"url": answer.url})
    return answer


class SignOut(LogoutView):  # type: ignore[misc]  # allauth has no types
    """Takes what pages kept on the device with it: drafts, a plan without a network (W3C, Clear Site Data)."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        return emptied(response)


def emptied(response: HttpResponse) -> HttpResponse:
    response["Clear-Site-Data"] = '"storage"'
    return response
