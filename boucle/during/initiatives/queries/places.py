"""Names of places in a sentence."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boucle.foundation.core import text
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

ARTICLES = {"Le ": "du ", "Les ": "des ", "L’": "de L’", "L'": "de L’"}


def of(territory: Territory) -> str:
    """`de Villeurbanne`, `d’Oullins`, `du Puy-en-Velay`; the name alone in brackets for what is not a commune."""
    name = territory.name
    if not (get_language() or "").startswith("fr"):
        return _("of %(place)s") % {"place": name}
    if territory.level != Level.COMMUNE:
        return f"({name})"
    for article, contracted in ARTICLES.items():
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if text.fold(name)[:1] in "aeiouy" else f"de {name}"


def near(territory: Territory) -> str:
    """What follows "near": `de Villeurbanne` in French, the bare name in English."""
    return of(territory) if (get_language() or "").startswith("fr") else territory.name
