"""What a section lists, and what other packages show on its page."""

from boucle.before.plans.registry.entries import BY_CONTENT, BY_MODEL, TYPES, EntryType, has_place, of
from boucle.before.plans.registry.panels import Panel, panels, register_panel

__all__ = ["BY_CONTENT", "BY_MODEL", "TYPES", "EntryType", "Panel", "has_place", "of", "panels", "register_panel"]
