"""What programs send, checked by the same form as the page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from boucle.commons.opendata import queries
from boucle.commons.opendata.api.problems import Invalid
from boucle.commons.opendata.models import ApiKey
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

LONGEST_KEY = 200


class KeyBearer(HttpBearer):
    """`Authorization: Bearer boucle_…`: the key of a program."""

    openapi_description = "The key of a program: `boucle apikey create NAME`."

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        return queries.key_of(token)


class SecretBearer(HttpBearer):
    """`Authorization: Bearer <secret>`: the end of a private link. Never in an address, which is logged."""

    openapi_description = "The secret of a fiche: what its private link ends with."

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return queries.followed(token)


def territory_of(value: str) -> Territory:
    """An open territory by code or slug; the only one that is open when none is named. Raises Invalid."""
    if value:
        found = territories.by_code(value) or territories.by_slug(value)
        if found is None or not found.is_open:
            raise Invalid({"territory": [_("No open territory has the code or name “%(value)s”.") % {"value": value}]})
        return found
    several = list(territories.open_territories()[:2])
    if len(several) != 1:
        raise Invalid({"territory": [_("Name the territory by its code or slug.")]})
    return several[0]


def situation_of(territory: Territory, value: str) -> Situation | None:
    if not value:
        return situations.current(territory)
    found = situations.by_slug(territory, value)
    if found is None:
        raise Invalid({"situation": [_("No situation is called “%(value)s” here.") % {"value": value}]})
    return found


def valid_form(kind: str, sent: dict[str, Any], territory: Territory, situation: Situation | None) -> Any:
    """The form of the kind, valid. Raises Invalid with its sentences, and for fields that it does not have."""
    form_class: Any = queries.form_class(kind)  # takes a territory and a situation
    unknown = sorted(set(sent) - set(form_class.base_fields))
    if unknown:
        raise Invalid({name: [_("This field is not known.")] for name in unknown})
    form = form_class(sent, territory=territory, situation=situation)
    if not form.is_valid():
        raise Invalid({name: [str(each) for each in errors] for name, errors in form.errors.items()})
    return form


def contact_of(sent: Any) -> ContactDetails:
    """`{"name", "email", "phone"}`, each optional. Raises Invalid."""
    if not isinstance(sent, dict) or set(sent) - {"name", "email", "phone"}:
        raise Invalid({"contact": [_("A contact has a name, an e-mail and a phone, all optional.")]})
    details = ContactDetails(**{name: str(value or "").strip() for name, value in sent.items()})
    if details.email:
        try:
            validate_email(details.email)
        except ValidationError:
            raise Invalid(
                {"contact.email": [_("This is no e-mail address: it looks like name@example.org.")]}
            ) from None
    if len(details.name) > 80 or len(details.phone) > 30:
        raise Invalid({"contact": [_("A name has at most 80 signs, a phone 30.")]})
    return details


def idempotency_key(request: HttpRequest) -> str:
    value = request.headers.get("Idempotency-Key", "").strip()
    if len(value) > LONGEST_KEY:
        raise Invalid({"Idempotency-Key": [_("At most 200 signs.")]})
    return value
