"""What changes themes, templates and situations."""

from boucle.foundation.situations.actions.load import Loaded, load_templates, load_themes
from boucle.foundation.situations.actions.situation import (
    activate,
    change_phase,
    close,
    lock,
    mark_reminded,
    postpone_end_review,
    settle,
    update_texts,
)

__all__ = [
    "Loaded",
    "activate",
    "change_phase",
    "close",
    "load_templates",
    "load_themes",
    "lock",
    "mark_reminded",
    "postpone_end_review",
    "settle",
    "update_texts",
]
