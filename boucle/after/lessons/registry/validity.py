"""The eleven questions of the meter, in words; see engine.validity."""

from django.utils.translation import gettext_lazy as _

VALIDITY = (
    ("purpose", _("what it is for was written before")),
    ("outsider", _("somebody who had no part in it led it")),
    ("everyone", _("every role that acted was heard")),
    ("residents", _("people who lived through it were heard")),
    ("soon", _("it was held within six weeks")),
    ("records", _("the log and the figures were on the table")),
    ("sources", _("each fact has two sources at least")),
    ("causes", _("causes were looked for, not culprits")),
    ("disagreement", _("what people disagree on is written too")),
    ("read_back", _("those who took part have read it again")),
    ("followed", _("each lesson has somebody and a date")),
)
