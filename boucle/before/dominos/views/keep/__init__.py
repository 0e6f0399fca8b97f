"""Pages of whoever keeps an inventory."""
