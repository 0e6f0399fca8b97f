"""What is published: the columns of challenges, the files of `boucle recompute dominos`."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.registry import Column

COLUMNS = (
    Column("inventory", _("inventory that holds the figure"), attrgetter("challenge.service.inventory.slug")),
    Column("service", _("code of the service"), attrgetter("challenge.service.code")),
    Column("figure", _("people, restart, autonomy, failure or refill"), attrgetter("challenge.figure")),
    Column("former", _("the value contested; minutes, people or a probability"), attrgetter("challenge.former")),
    Column("value", _("the value proposed, empty where the figure is only doubted"), attrgetter("challenge.value")),
    Column("source", _("where the value proposed comes from"), attrgetter("challenge.source")),
    Column("fate", _("waiting, kept or changed"), attrgetter("challenge.fate")),
    Column("answer", _("why"), attrgetter("challenge.answer")),
)
LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "territory": _("Territory"),
    "theme": _("Theme"),
    "language": _("Language"),
    "inventory": _("Inventory"),
    "service": _("Service"),
    "supplier": _("What it depends on"),
    "figure": _("Figure"),
    "former": _("Value contested"),
    "value": _("Value proposed"),
    "source": _("Where it comes from"),
}
