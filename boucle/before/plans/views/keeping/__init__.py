"""Work pages of whoever keeps a plan, and of the keepers of its sections."""
