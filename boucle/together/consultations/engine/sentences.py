"""What an engine says of a value that it cannot take: the words of the foundation."""

from boucle.foundation.core.sentences import Refusal, gettext_noop

__all__ = ["Refusal", "gettext_noop"]
