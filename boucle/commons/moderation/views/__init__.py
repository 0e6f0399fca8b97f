"""Pages of moderation: the queue, the item, the decision, the dashboard."""
