"""What an initiative is, for whom, and which way help goes."""

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Variety(models.TextChoices):
    INITIATIVE = "initiative", _("initiative")
    RESOURCE = "resource", _("practical resource")


class Side(models.TextChoices):
    """Who the fiche speaks to: whoever needs help, or whoever wants to help."""

    NEED = "need", _("I need help")
    GIVE = "give", _("I want to help")
    BOTH = "both", _("Both")


class Audience(models.IntegerChoices):
    """Bits of `Initiative.audiences`; no bit set means everybody."""

    FAMILIES = 1, _("Families")
    ELDERLY = 2, _("Elderly people")
    DISABLED = 4, _("Disabled people")
    YOUNG = 8, _("Young people")
    ALONE = 16, _("People who live alone")
    HOMELESS = 32, _("People without a home")
    PROFESSIONALS = 64, _("Businesses and producers")
    CARERS = 128, _("Carers and health workers")


def audience_names(bits: int) -> list[str]:
    """`["families", "elderly"]` for 3: the words of content, exports and URLs."""
    return list(audience_words(bits)) if bits else []


@cache
def audience_words(bits: int) -> tuple[str, ...]:
    """One of 256: an export asks a million times."""
    return tuple(each.name.lower() for each in Audience if bits & each)


def audience_bits(names: list[str]) -> int:
    """Undoes `audience_names`; a name that is not known counts for nothing."""
    return sum(each for each in Audience if each.name.lower() in names)
