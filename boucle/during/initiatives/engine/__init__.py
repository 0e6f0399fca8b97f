"""Pure computation: opening hours, the drawing of a map, photos."""
