"""What changes themes, templates and situations."""

from boucle.foundation.situations.actions.load import Loaded, load_templates, load_themes

__all__ = ["Loaded", "load_templates", "load_themes"]
