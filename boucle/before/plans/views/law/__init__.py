"""What the law asks of a plan: the page that everybody reads, and what keepers set."""
