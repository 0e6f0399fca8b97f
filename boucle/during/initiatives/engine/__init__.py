"""Pure computation: opening hours, photos."""
