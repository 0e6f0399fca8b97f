"""What pages of every room share: where their reader stands."""
