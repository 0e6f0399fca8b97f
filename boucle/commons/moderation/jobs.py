"""What the worker does for moderation again and again."""

from boucle.commons.moderation.actions import climb, review


def tick() -> None:
    """Every minute: what is overdue climbs, what nobody present is asked for finds somebody."""
    climb.climb_overdue()
    climb.ask_the_present()


def hourly() -> None:
    """Every hour: letters before a review, the archive after a silence."""
    review.ask_reviews()
    review.archive_silent()
