"""The published columns of consultations and of statements, after the shared ones."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.registry import Column

COLUMNS = (
    Column("method", _("delphi, opinions, budget, consent or vote"), attrgetter("consultation.method")),
    Column("access", _("panel: whoever is invited; public: everybody"), attrgetter("consultation.access")),
    Column("stage", _("open, between two rounds, closed or decided"), attrgetter("consultation.stage")),
    Column("opened_at", _("first round opened, UTC"), attrgetter("consultation.opened_at")),
    Column("closed_at", _("closed, UTC"), attrgetter("consultation.closed_at")),
    Column("rule_hash", _("SHA-256 of the rule, locked before the first round"), attrgetter("consultation.rule_hash")),
)
STATEMENT_COLUMNS = ()
LABELS = {
    "title": _("Title"),
    "text": _("What it is about"),
    "territory": _("Territory"),
    "theme": _("Theme"),
    "language": _("Language"),
    "method": _("Method"),
    "access": _("Who takes part"),
    "consultation": _("Consultation"),
}
