"""What a member or a coordinator fills in."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from boucle.foundation.accounts import queries, rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock, text
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

SUGGESTED_PLACES = 60  # a page stays light; any other place can be typed


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name shown to your colleagues"),
        help_text=_("Your name, or your duty: “Transport referent, Bron”. The public never sees it."),
        max_length=80,
        error_messages={"required": _("Write the name under which your colleagues know you.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return text.clean_line(self.cleaned_data["name"])


class JoinForm(NameForm):
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Ten characters at least. Left empty, we mail you a code each time you sign in."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password"):
            try:
                password_validation.validate_password(
                    data["password"], User(email=self.email, name=data.get("name", ""))
                )
            except ValidationError as error:
                self.add_error("password", error)
        return data


class AbsenceForm(forms.Form):
    until = forms.DateField(
        label=_("Last day away"),
        help_text=_("Until then, your deputies or the level above are asked. Left empty: you are here."),
        required=False,
        error_messages={"invalid": _("Write a date, for example 2027-01-31.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < clock.today():
            raise ValidationError(_("This day has passed: choose today or a later day, or leave it empty."))
        return until


class RightsForm(forms.Form):
    rights = forms.TypedMultipleChoiceField(
        label=_("Rights"),
        choices=[
            (Right.SEE, _("See what is not public, contacts included")),
            (Right.DECIDE, _("Decide: publish, return, reject, archive, merge")),
            (Right.EDIT, _("Correct a fiche in its author's place")),
            (Right.EXPORT, _("Export what is not public")),
        ],
        coerce=Right,
        initial=[Right.SEE, Right.DECIDE],
        error_messages={"required": _("Choose at least one right.")},
        widget=forms.CheckboxSelectMultiple,
    )
    is_deputy = forms.BooleanField(
        label=_("Deputy: asked only when the others are away"),
        required=False,
    )

    @staticmethod
    def values_of(scope: Scope) -> dict[str, Any]:
        held = [right for right in Right if getattr(scope, f"can_{right.value}")]
        return {"rights": held, "is_deputy": scope.is_deputy}


class InviteForm(RightsForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Write the address to which the invitation goes."),
            "invalid": _("This address is not complete. It looks like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    post = forms.ChoiceField(
        label=_("Post"),
        choices=[(Post.REFERENT, _("Referent")), (Post.COORDINATOR, _("Coordinator"))],
        initial=Post.REFERENT,
        widget=forms.RadioSelect,
    )
    territory = forms.CharField(
        label=_("Territory"),
        help_text=_("Name or code of a place that you coordinate."),
        error_messages={"required": _("Write the name or the code of a place.")},
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.order_by("rank", "slug"),
        label=_("Theme"),
        required=False,
        empty_label=_("Every theme"),
        help_text=_("A coordinator has every theme."),
    )
    field_order = ("email", "post", "territory", "theme", "rights", "is_deputy")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_territory(self) -> Territory:
        typed = text.clean_line(self.cleaned_data["territory"])
        found = queries.find_coordinated(self.user, typed)
        if not found:
            sentence = _("“%(typed)s” is not a place that you coordinate: check the name, or write its code.")
            raise ValidationError(sentence, params={"typed": typed})
        if len(found) > 1 and found[0].code.lower() != typed.lower():
            several = ", ".join(f"{place.name} ({place.code})" for place in found)
            raise ValidationError(
                _("Several places have this name. Write one of these codes: %(places)s."),
                params={"places": several},
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("post") == Post.COORDINATOR and data.get("theme"):
            self.add_error("theme", _("A coordinator has every theme of the territory."))
        if not self.errors:
            try:
                rules.check_offer(self.user, self.offer())
            except PermissionDenied as refusal:
                self.add_error("rights", str(refusal))
        return data

    def offer(self) -> rules.Offer:
        data = self.cleaned_data
        return rules.Offer(
            data["territory"],
            data["theme"],
            Post(data["post"]),
            frozenset(data["rights"]),
            data["is_deputy"],
        )


class DeleteForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete my account"),
        error_messages={"required": _("Tick this box to say that you are sure.")},
    )


def sentences(refusal: PermissionDenied | ValidationError) -> list[str]:
    """What a refusal says, for the field that it concerns."""
    return refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
