"""The receipt of a sheet, as a text that its owner keeps."""

from django.utils.translation import gettext as _

from boucle.together.consultations import actions
from boucle.together.consultations.models import Consultation, Sheet


def text(consultation: Consultation, sheet: Sheet) -> str:
    """Lines of plain text: the receipt, the salt, what was said, and the command that gives the receipt again."""
    said = actions.said(sheet)
    lines = [
        _("Receipt of %(title)s, round %(number)s")
        % {"title": consultation.contribution.title, "number": sheet.round.number},
        "",
        _("Receipt (SHA-256), published at the close: %(receipt)s") % {"receipt": sheet.receipt},
        _("Salt, for you alone: %(salt)s") % {"salt": sheet.salt},
        _("Your answers, by number of question: %(answers)s") % {"answers": said},
        "",
        _("To check it, on any computer:"),
        f"printf '%s' '{sheet.salt}{escaped(said)}' | sha256sum",
        "",
        _("The receipt alone tells nobody anything. With the salt, it proves what you answered: keep it."),
        "",
    ]
    return "\n".join(lines)


def escaped(said: str) -> str:
    """Inside single quotes of a POSIX shell."""
    return said.replace("'", "'\\''")
