"""What every form that anybody may send carries: a key against double sending, a stamp, a trap, a proof of work."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import clock
from boucle.foundation.guard import actions, rules

FASTEST = 3  # seconds: nobody reads a form in less
OLDEST = 24 * 60 * 60  # seconds
STAMP = signing.Signer(salt="boucle.guard.stamp")


def stamp() -> str:
    """The moment at which a form was given out, signed."""
    return STAMP.sign(str(int(clock.now().timestamp())))


def age(stamped: str) -> int | None:
    """Seconds since a form was given out; None when the stamp is not ours."""
    try:
        return int(clock.now().timestamp()) - int(STAMP.unsign(stamped))
    except (signing.BadSignature, ValueError):
        return None


class GuardedForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, initial=stamp, required=False)
    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    needs_proof = True  # when the network is warm
    is_proven = True  # False: somebody must still confirm by mail

    def __init__(self, *args: Any, visitor: rules.Visitor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.visitor = visitor

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        typed["key"] = typed.get("key") or uuid.uuid4()
        if self.visitor.is_hot:
            self.add_error(None, _("A great many forms came from your network this hour. Send it again in an hour."))
        elif typed.get("website"):
            self.add_error(None, _("A field that people do not see was filled in. Empty it, then send again."))
        else:
            self.check_age(typed.get("stamp") or "")
        if not self.errors and self.needs_proof and self.visitor.is_warm:
            self.check_proof(typed.get("proof") or "")
        return typed

    def check_age(self, stamped: str) -> None:
        seconds = age(stamped)
        if seconds is None or seconds > OLDEST:
            self.renew("stamp", stamp())
            self.add_error(None, _("This form had been open for more than a day. Read it again, then send it."))
        elif seconds < FASTEST:
            self.add_error(None, _("That was very fast. Read your answers again, then send."))

    def check_proof(self, proof: str) -> None:
        mark = rules.proof_mark(proof) if proof else ""
        self.is_proven = bool(mark) and actions.use_proof(mark=mark)
        self.renew("proof", "")
        if not self.is_proven:
            self.unproven()

    def unproven(self) -> None:
        """What to do without a proof of work: this form waits; others know better."""
        self.add_error(
            None,
            _("Many forms come from your network at this hour, and your browser could not show that you are no robot.")
            + " "
            + _("Turn scripts on, or send it again in an hour."),
        )

    def renew(self, name: str, value: str) -> None:
        """Another value for a hidden field of a form that is shown again."""
        self.data = renewed(self.data, name, value)


def renewed(data: Mapping[str, Any], name: str, value: str) -> Mapping[str, Any]:
    """A copy of what was sent with another value for one field."""
    copy: Any = data.copy() if isinstance(data, QueryDict) else dict(data)
    copy[name] = value
    return copy  # type: ignore[no-any-return]  # a QueryDict or a dict, like what was given
