"""Pages of what leaves: subscriptions, and the demonstration's mailbox."""
